import type { FilterName } from '../../src/core/model/candidate.ts';
import type { CandidateCard } from '../../src/protocol/panelLedger.ts';
import { score as scoreText } from './format.ts';

/** Why each filter drops, in plain words. */
const reasons: Readonly<Record<Exclude<FilterName, 'similar'>, string>> = {
  'cut-off': 'The reply ended at its length limit, in the middle of this instruction.',
  empty: 'There was no instruction.',
  'too-short': 'The instruction is too short to say what is to be done.',
  'too-long': 'The instruction is longer than instructions usefully are.',
  'starts-with-punctuation': 'The instruction starts with punctuation, a sign that the reply lost its form.',
  'unsuitable-words': 'The instruction asks for something that a text model cannot do or see.',
  echo: 'The model said one of the tasks that it was shown again.',
  repetition: 'The model said one phrase over and over.',
  'other-script': 'The text is in a script that neither the language nor the seeds use here.',
  'other-language': 'The text is in another language than the one that it should be in.',
  unchanged: 'The instruction says what the task that it was made from says.',
  'prompt-words': 'The instruction repeats words of the prompt that asked for it.',
  'input-equals-output': 'The output only repeats the input.',
  'empty-output': 'The instance has no output to learn from.',
  'ends-with-colon': 'The text ends with a colon: what it announces is missing.',
  'same-input-different-outputs':
    'One input has two different outputs. One of them is wrong, and nobody knows which, so all instances of the task went.',
  'other-label': 'The output is another label than was asked for.',
  'duplicate-instance': 'The task has an instance with this input already.',
  'similar-instance': 'Input and output are too similar to those of another instance under this instruction.',
  'too-many-instances': 'The task has as many instances as the recipe takes.',
  unfinished: 'The reply ended at its length limit, in the middle of this instance.',
  roles:
    'User and assistant do not take turns in this conversation, or it does not begin with the user and end with the assistant.',
  'empty-turn': 'In this conversation somebody says nothing.',
  'no-instances': 'No instance of this task passed the filters.',
  unparsable: 'The reply follows neither the schema nor the headings, and could not be read.',
};

/** What a filter noted, named by what it is. */
const details: Readonly<Partial<Record<FilterName, string>>> = {
  'too-short': 'It has',
  'too-long': 'It has',
  'starts-with-punctuation': 'It starts with',
  'unsuitable-words': 'The words are',
  repetition: 'The phrase is',
  'other-script': 'What was seen:',
  'other-language': 'What was seen:',
  unchanged: 'ROUGE-L F to that task is',
  'prompt-words': 'The words are',
  'other-label': 'It says',
  'same-input-different-outputs': 'The input is',
  'too-many-instances': 'The recipe takes',
  roles: 'The roles are',
  'empty-turn': 'It is',
};

/** Why a candidate was dropped, in a sentence. */
export function reasonOf({ filter, score, threshold, measure }: CandidateCard): string {
  if (filter !== 'similar') return reasons[filter];
  const name = measure === 'trigrams' ? 'trigram similarity' : 'ROUGE-L F';
  const start = 'The instruction is too similar to one that was there before it';
  if (score === undefined) return `${start}.`;
  const now =
    score > threshold
      ? `the recipe drops above ${threshold}`
      : `the recipe drops above ${threshold} now, and would keep it`;
  return `${start}: ${name} ${scoreText(score)}, and ${now}.`;
}

/** What the filter saw, and what to call it; `undefined` where it noted nothing or the score says it. */
export function detailOf({
  filter,
  detail,
}: CandidateCard): { readonly label: string; readonly text: string } | undefined {
  if (detail === undefined || filter === 'similar') return undefined;
  return { label: details[filter] ?? 'The filter noted', text: detail };
}
