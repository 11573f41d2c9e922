import type { Judgement } from './judgement.ts';
import type { AlternativeOutput } from './output.ts';
import type { Instance, Message } from './task.ts';

/** The steps that go through tasks that are there and write about them. A closed list. */
export const improveSteps = ['regenerate', 'judge'] as const;
export type ImproveStep = (typeof improveSteps)[number];

/** What a person asks for, about the tasks of these ids. */
export type ImproveJob = RegenerateJob | JudgeJob;

export interface JudgeJob {
  readonly step: 'judge';
  readonly tasks: readonly string[];
  /** Judge also what this model has judged as it is now. */
  readonly again?: boolean;
}

export interface RegenerateJob {
  readonly step: 'regenerate';
  readonly tasks: readonly string[];
  /** Outputs asked for each input; from 2 on the one that most of them agree on is kept. 1 by default. */
  readonly samples?: number;
}

/** A new output for one instance of one task. */
export interface RegeneratePlan {
  readonly request: number;
  readonly step: 'regenerate';
  readonly task: string;
  /** Place of the instance in the task, from 0. */
  readonly instance: number;
  /** `questionHash` of what is asked. */
  readonly of: string;
  readonly instruction: string;
  readonly input: string;
  /** Set for a conversation: the turns before the one that is written anew. */
  readonly turns?: readonly Message[];
  /** What stands in the task. */
  readonly output: string;
  readonly samples: number;
}

/** One numbered request of such a run, whole: a resumed run asks the same although the task changed meanwhile. */
export type ImprovePlan = RegeneratePlan | JudgePlan;

/** An instruction with one of its instances, to be given scores. */
export interface JudgePlan {
  readonly request: number;
  readonly step: 'judge';
  readonly task: string;
  /** Place of the instance in the task, from 0. */
  readonly instance: number;
  /** `instanceHash` of what is judged. */
  readonly of: string;
  readonly instruction: string;
  readonly judged: Pick<Instance, 'input' | 'output' | 'messages'>;
}

/**
 * What one request came to. `new`: another output than the one that stands there. `same`: that output again. `no-majority`:
 * no output was given by more than half of the samples. `judged`: scores were given. `unreadable`: no reply could be read. A
 * closed list.
 */
export type ImproveOutcome = 'new' | 'same' | 'no-majority' | 'judged' | 'unreadable';

/** A line that a request adds, and the file that it is for. Its id follows from run and request, so that it is written once. */
export type ImprovedRecord =
  | { readonly file: 'outputs'; readonly record: AlternativeOutput }
  | { readonly file: 'scores'; readonly record: Judgement };

/** What one request came to: lines for the dataset, in order. */
export interface Improved {
  readonly task: string;
  readonly outcome: ImproveOutcome;
  readonly records: readonly ImprovedRecord[];
}

/** What the requests of such a run came to: lines written, and requests by outcome. */
export interface ImproveCounts {
  readonly step: ImproveStep;
  readonly written: number;
  readonly outcomes: Readonly<Partial<Record<ImproveOutcome, number>>>;
}
