import type { Message } from '../core/model/task.ts';

/** One instance as it is being written. In a conversation `turns` holds what is said in turn, the person first. */
export interface InstanceDraft {
  readonly input: string;
  readonly output: string;
  readonly turns: readonly string[];
}

/** A seed task as it is being written: texts exactly as they were typed. */
export interface SeedDraft {
  readonly instruction: string;
  readonly isClassification: boolean;
  readonly instances: readonly InstanceDraft[];
  readonly author: string;
  readonly source: string;
  readonly licence: string;
  readonly translatedFrom: string;
}

/** A field's language, as the form names it and sets it out. */
export interface FieldLanguage {
  /** BCP 47 tag, for `lang`. */
  readonly tag: string;
  readonly name: string;
  readonly rightToLeft: boolean;
}

/** What the form is for. */
export interface SeedFormContext {
  /** Name of the dataset. */
  readonly dataset: string;
  readonly languages: Readonly<Record<'instruction' | 'input' | 'output', FieldLanguage>>;
  readonly conversation: boolean;
  /** Labels of a dataset for classification, offered as outputs. */
  readonly labels: readonly string[];
  /** Seed tasks that the dataset has. */
  readonly seeds: number;
}

/** From the extension to the form. */
export type ToSeedForm =
  | { readonly type: 'open'; readonly context: SeedFormContext; readonly draft: SeedDraft }
  /** The dataset changed meanwhile. */
  | { readonly type: 'context'; readonly context: SeedFormContext }
  /** The task is in the file, or in the open document where that has unsaved changes. The form begins anew with `draft`. */
  | { readonly type: 'saved'; readonly id: string; readonly unsavedDocument: boolean; readonly draft: SeedDraft }
  /** Nothing was saved: what happened, and what to do. */
  | { readonly type: 'problem'; readonly message: string };

/** From the form to the extension. Checked at the edge by `isFromSeedForm`. */
export type FromSeedForm =
  | { readonly type: 'ready' }
  /** What stands in the form now: kept until it is saved, whatever becomes of the form. */
  | { readonly type: 'draft'; readonly draft: SeedDraft }
  | { readonly type: 'save'; readonly draft: SeedDraft }
  | { readonly type: 'close' };

/** Why a draft is no task yet, by the field that lacks something: `instruction`, or `output` and the number of the instance. */
export type DraftProblem =
  | { readonly field: 'instruction' }
  | { readonly field: 'output'; readonly instance: number }
  | { readonly field: 'translatedFrom' };

/** What a draft may hold at most. */
export const most = { instances: 100, turns: 200, characters: 5_000_000 } as const;

/** Whether a message that came from the form is one that the extension understands. */
export function isFromSeedForm(message: unknown): message is FromSeedForm {
  if (typeof message !== 'object' || message === null) return false;
  const { type, draft } = message as Record<string, unknown>;
  return type === 'ready' || type === 'close' || ((type === 'draft' || type === 'save') && isSeedDraft(draft));
}

/** Whether a value, of the form or of the editor's memory, is a draft. */
export function isSeedDraft(value: unknown): value is SeedDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { isClassification, instances, ...texts } = value as Record<string, unknown>;
  const { instruction, author, source, licence, translatedFrom } = texts;
  return (
    typeof isClassification === 'boolean' &&
    [instruction, author, source, licence, translatedFrom].every(isText) &&
    Array.isArray(instances) &&
    instances.length <= most.instances &&
    instances.every(isInstanceDraft)
  );
}

function isInstanceDraft(value: unknown): value is InstanceDraft {
  const { input, output, turns } = (value ?? {}) as Record<string, unknown>;
  return isText(input) && isText(output) && Array.isArray(turns) && turns.length <= most.turns && turns.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= most.characters;
}

/** Whether nothing was written into an instance. */
export function isBlankInstance({ input, output, turns }: InstanceDraft): boolean {
  return [input, output, ...turns].every((text) => text.trim() === '');
}

/** What a conversation's turns come to; turns at the end that nothing was written into are left out. */
export function messagesOf(turns: readonly string[]): Message[] {
  const last = turns.findLastIndex((turn) => turn.trim() !== '');
  return turns.slice(0, last + 1).map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
}

/** What a draft lacks to be a task, in the order of the fields; instances that are blank are passed over. */
export function draftProblems(draft: SeedDraft, conversation: boolean): DraftProblem[] {
  const { instruction, instances, translatedFrom } = draft;
  const written = instances.flatMap((instance, index) => (isBlankInstance(instance) ? [] : [{ instance, index }]));
  const lacking = written.filter(({ instance }) =>
    conversation ? !isWhole(instance.turns) : instance.output.trim() === '',
  );
  const outputs = written.length === 0 ? [0] : lacking.map(({ index }) => index);
  const isTag = translatedFrom.trim() === '' || /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/u.test(translatedFrom.trim());
  return [
    ...(instruction.trim() === '' ? [{ field: 'instruction' } as const] : []),
    ...outputs.map((instance) => ({ field: 'output', instance }) as const),
    ...(isTag ? [] : [{ field: 'translatedFrom' } as const]),
  ];
}

/** A conversation ends with what the assistant says, and nobody in it says nothing. */
function isWhole(turns: readonly string[]): boolean {
  const messages = messagesOf(turns);
  return messages.length > 0 && messages.length % 2 === 0 && messages.every(({ content }) => content.trim() !== '');
}
