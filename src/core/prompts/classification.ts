import type { ReplySchema } from '../llm/modelClient.ts';
import { headingOf, keyOf, readSections } from './headedText.ts';
import { promptLanguages } from './languages/promptLanguages.ts';
import { UnreadableReply, unwrap } from './readReply.ts';

/** Step 2 of Self-Instruct: is the task a classification with few possible labels? */
export const classificationTemplate = `Decide for one task whether it is a classification task: a task whose answer is one label out of a small, fixed set of labels, for whatever input it is given.

Examples:

{{demonstrations}}

The task to decide:

{{instruction}}`;

export const classificationFormat = `Answer with one word, yes or no, after this line:
${headingOf('CLASSIFICATION')}`;

export const classificationSchema: ReplySchema = {
  name: 'classification',
  schema: {
    type: 'object',
    properties: { is_classification: { type: 'boolean' } },
    required: ['is_classification'],
    additionalProperties: false,
  },
};

/** Reads a reply to step 2. `Yes.`, `no`, JSON and headed text are understood; anything else throws `UnreadableReply`. */
export function parseClassification(reply: string): boolean {
  const text = unwrap(reply);
  try {
    const value = (JSON.parse(text) as { is_classification?: unknown }).is_classification;
    if (typeof value === 'boolean') return value;
  } catch {
    // Not JSON: read as text below.
  }
  const answer = readSections(text).find(({ heading }) => heading === 'CLASSIFICATION')?.text ?? text;
  return readYesNo(answer) ?? fail(text);
}

/** Yes and no in every prompt language: a model may answer in another one than it was asked in. */
const answers: ReadonlyMap<string, boolean> = new Map(
  promptLanguages.flatMap(({ answers: { yes, no } }) => [
    ...yes.map((word) => [keyOf(word), true] as const),
    ...no.map((word) => [keyOf(word), false] as const),
  ]),
);

/** `true` for yes, `false` for no, in any prompt language, in whatever case and with whatever punctuation; otherwise `undefined`. */
export function readYesNo(answer: string): boolean | undefined {
  const [first = '', second = ''] = answer.slice(0, 100).match(/[\p{L}\p{M}]+/gu) ?? [];
  return answers.get(keyOf(first)) ?? answers.get(keyOf(`${first} ${second}`));
}

function fail(text: string): never {
  throw new UnreadableReply('yes or no', text);
}
