import type { EvolveKind } from '../../model/derive.ts';
import type { Field } from '../../model/recipe.ts';
import type { Message } from '../../model/task.ts';
import type { Heading } from '../headedText.ts';
import type { PromptName } from '../promptSet.ts';

/** What is asked, and how the answer is to look where the endpoint cannot be held to a schema. */
export interface PromptText {
  readonly template: string;
  readonly format: string;
}

/** All words of one language that a request may hold beside the user's own text and the names in a schema. */
export interface PromptLanguage {
  /** BCP 47 tag. */
  readonly tag: string;
  /** The speaker who reviewed these words, or `unreviewed`. */
  readonly reviewedBy: string;
  /** The prompts in this language. One that is missing is asked in English. */
  readonly prompts: Readonly<Partial<Record<PromptName, PromptText>>>;
  /** What *Evolve* changes: stands for `{{change}}`. */
  readonly changes: Readonly<Record<EvolveKind, string>>;
  /** What a dataset is for: whole sentences, with the places `from` and `to`, `labels`, and `domain`. */
  readonly purpose: Readonly<
    Record<'chatbot' | 'translation' | 'extraction' | 'classification' | 'labels' | 'domain', string>
  >;
  /** Headings of headed text, without the signs around them. */
  readonly headings: Readonly<Record<Exclude<Heading, 'REASON'>, string>>;
  /** What leads the parts of a demonstration and the turns of a conversation, with its colon and the space after it. */
  readonly labels: Readonly<Record<'task' | 'classification' | 'input' | 'output' | Message['role'], string>>;
  /** Stands for an input that is not needed, and for demonstrations where there are none. */
  readonly none: string;
  /** Asks once more after an answer that could not be read. The place `problem`, in English alone, says what was expected. */
  readonly again: string;
  /** The first word of each is the one that is written; all of them are understood. */
  readonly answers: Readonly<Record<'yes' | 'no', readonly [string, ...string[]]>>;
  /** Which language to write in: with the places `language`, and `fields` where not all are in the same one. */
  readonly writing: {
    readonly all: string;
    readonly fields: string;
    readonly names: Readonly<Record<Field, string>>;
  };
}
