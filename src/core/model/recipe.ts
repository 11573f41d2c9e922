import type { Budget } from './money.ts';

/** Sampling parameters, named as the endpoint's API names them in camel case. Absent ones are not sent. */
export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly maxTokens?: number;
}

/** The steps that call a model. */
export type Step =
  | 'instructions'
  | 'classification'
  | 'inputFirst'
  | 'outputFirst'
  | 'conversation'
  | 'tasks'
  | 'grow'
  | 'fromText'
  | 'paraphrase'
  | 'evolve'
  | 'regenerate'
  | 'judge';

/** The parts of a task that may be in languages of their own. */
export type Field = 'instruction' | 'input' | 'output';

/** How similarity is measured: `rouge-l` over words, `trigrams` (Dice) over characters, for agglutinative languages. */
export type SimilarityMeasure = 'rouge-l' | 'trigrams';

/** What a dataset is for. `extraction`: summarising texts and extracting facts from them. */
export const purposeKinds = ['general', 'chatbot', 'translation', 'extraction', 'classification'] as const;

export type PurposeKind = (typeof purposeKinds)[number];

/** What a dataset is for, as it is told to the model that writes its tasks. */
export interface Purpose {
  readonly kind: PurposeKind;
  /** BCP 47 tags: from which language into which, for `translation`. */
  readonly from?: string;
  readonly to?: string;
  /** The field of life that all tasks are from, in a few words. */
  readonly domain?: string;
  /** The labels to choose from, for `classification`. */
  readonly labels?: readonly string[];
}

/** The parts of the work that may have a model of their own. */
export type ModelRole = 'instructions' | 'instances' | 'regenerate' | 'judge';

/** A model as a recipe names it: a connection of the user's settings, `editor` or `practice`, never an address. */
export interface NamedModel {
  readonly connection: string;
  readonly model: string;
}

/** `self-instruct.json` with every default filled in: how a dataset is generated. */
export interface Recipe {
  readonly name?: string;
  /** BCP 47 tag of the dataset's language. */
  readonly language: string;
  /** BCP 47 tags of fields that are in another language than the dataset's. */
  readonly languages: Readonly<Partial<Record<Field, string>>>;
  /** BCP 47 tags of the languages that a model slips into instead of the dataset's. */
  readonly contactLanguages: readonly string[];
  /** Absent for a general dataset. */
  readonly purpose?: Purpose;
  /** What an instance is: an input with its output, or a conversation in turns. */
  readonly instances: 'input-output' | 'conversation';
  /** `self-instruct`: the paper's three calls. `single-call`: whole tasks in one reply, as Alpaca. */
  readonly recipe: 'self-instruct' | 'single-call';
  /** Name of a connection in the user's settings, or `practice`. Never a URL. */
  readonly connection?: string;
  readonly model?: string;
  /** Models of their own for parts of the work; `connection` and `model` do the rest. */
  readonly models?: Readonly<Partial<Record<ModelRole, NamedModel>>>;
  /** Pending and accepted tasks that *Generate Until Target* works towards. */
  readonly target: number;
  readonly round: {
    /** Instruction requests in one round. */
    readonly requests: number;
    /** Requests that are planned together; wave k draws on the pool as it was after wave k−2. */
    readonly waveSize: number;
    /** Requests at a time; `auto` finds out what the endpoint bears. */
    readonly concurrency: number | 'auto';
    /** Ask once more where a reply cannot be read, telling the model why. */
    readonly retryUnreadable: boolean;
  };
  readonly demonstrations: {
    /** Seeds and generated tasks shown in one instruction request. */
    readonly seeds: number;
    readonly generated: number;
    /** Show pending tasks too; without it they are shown only until 8 are accepted. */
    readonly pending: boolean;
    /** New instructions asked for in one request. */
    readonly newPerRequest: number;
    /** Share (0 to 1) of instruction requests that show and ask for classification tasks only. */
    readonly classificationShare: number;
  };
  readonly sampling: Readonly<Record<Step, Sampling>>;
  readonly filters: {
    readonly minTokens: number;
    readonly maxTokens: number;
    readonly measure: SimilarityMeasure;
    /** Similarity (by `measure`, 0 to 1) above which a candidate is too similar. */
    readonly similarity: number;
    /** Words and phrases a text model cannot serve; replaces the built-in list of the language. */
    readonly unsuitableWords?: readonly string[];
    readonly maxInstances: number;
  };
  /** *Grow Instances*. */
  readonly grow: {
    /** Similarity (by `filters.measure`, 0 to 1) of input and output above which an instance is too near to another one. */
    readonly similarity: number;
    /** Most instances under one instruction, those of the task itself included. */
    readonly perTask: number;
    /** Instances asked for in one request. */
    readonly perRequest: number;
  };
  /** What one session of a run may use up. */
  readonly budget: Budget;
  readonly randomSeed?: number;
}

/** BCP 47 tag of the language that a field of this dataset's tasks is in. */
export function fieldLanguage({ language, languages }: Pick<Recipe, 'language' | 'languages'>, field: Field): string {
  return languages[field] ?? language;
}
