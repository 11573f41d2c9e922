import type { Instance } from './task.ts';

/** The steps that make tasks from chosen tasks or from the user's own text. A closed list. */
export const derivedSteps = ['grow', 'fromText', 'paraphrase', 'evolve', 'retry'] as const;
export type DerivedStep = (typeof derivedSteps)[number];

/** How *Evolve* changes a task: one more constraint, a deeper question, a concrete case, a rarer task of the same field. */
export const evolveKinds = ['constraint', 'deepen', 'concretise', 'rarer'] as const;
export type EvolveKind = (typeof evolveKinds)[number];

/** Where a passage stands in a file of the user's. */
export interface TextSource {
  /** Relative to the dataset folder, with forward slashes. */
  readonly file: string;
  /** First byte of the passage, from 0, and the one behind its last. */
  readonly start: number;
  readonly end: number;
  /** SHA-256 of the passage, its first 16 hexadecimal digits. */
  readonly hash: string;
}

export interface Passage {
  readonly text: string;
  readonly source: TextSource;
}

/** What a passage becomes. */
export type PassageRole = 'input' | 'output';

/** What a task was made from. */
export type Derived =
  | { readonly step: 'grow' | 'paraphrase'; readonly from: string }
  | { readonly step: 'evolve'; readonly from: string; readonly kind: EvolveKind }
  | { readonly step: 'fromText'; readonly as: PassageRole; readonly source: TextSource };

/** What a person asks for. Without `tasks`, every accepted task and every seed that is not held out. */
export type DeriveJob =
  | {
      readonly step: 'grow';
      readonly tasks?: readonly string[];
      /** Instances in all under the chosen instructions; as many as the recipe allows by default. */
      readonly to?: number;
    }
  | {
      readonly step: 'fromText';
      readonly as: PassageRole;
      readonly passages: readonly Passage[];
      /** Ask again about passages that came to nothing before. */
      readonly again?: boolean;
    }
  | { readonly step: 'paraphrase'; readonly tasks?: readonly string[] }
  | {
      readonly step: 'evolve';
      readonly tasks?: readonly string[];
      /** One of them is drawn for each task; all by default. */
      readonly kinds?: readonly EvolveKind[];
    }
  | { readonly step: 'retry'; readonly plans: readonly Omit<RetryPlan, 'request'>[] };

/** More instances under one instruction. `from` is the task that stands for the instruction. */
export interface GrowPlan {
  readonly request: number;
  readonly step: 'grow';
  readonly from: string;
  readonly instruction: string;
  readonly count: number;
  /** Set for a classification: the label that all new instances are to have. */
  readonly label?: string;
  readonly shown: readonly Pick<Instance, 'input' | 'output'>[];
}

/** An instruction for one passage. */
export interface PassagePlan extends Passage {
  readonly request: number;
  readonly step: 'fromText';
  readonly as: PassageRole;
}

/** A task in other words, or made into another one. */
export interface RewordPlan {
  readonly request: number;
  readonly step: 'paraphrase' | 'evolve';
  readonly from: string;
  /** Set for *Evolve*. */
  readonly kind?: EvolveKind;
  readonly instruction: string;
  readonly instances: readonly Instance[];
  readonly isClassification: boolean;
}

/** A request once more, the reply to which could not be read. */
export interface RetryPlan {
  readonly request: number;
  readonly step: 'retry';
  /** Id of the dropped candidate that the unreadable reply is listed as. */
  readonly candidate: string;
  /** What was asked, with the number of a request that it had then. */
  readonly of: InstructionsPlan | GrowPlan | PassagePlan | RewordPlan;
}

/** A request for new instructions or whole tasks, by the ids of the tasks that it shows. */
export interface InstructionsPlan {
  readonly request: number;
  readonly step: 'instructions';
  readonly prompt: 'instructions' | 'classificationInstructions' | 'tasks';
  readonly demonstrations: readonly string[];
}

/** One request of a derived run, whole: a resumed run asks the same although the task or the file changed meanwhile. */
export type DerivePlan = GrowPlan | PassagePlan | RewordPlan | RetryPlan;
