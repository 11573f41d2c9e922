import { isolate } from '../core/isolate.ts';
import type { FilterName } from '../core/model/candidate.ts';
import type { Standing, TaskState } from '../core/model/decision.ts';
import { type Scored, scoredParts } from '../core/model/judgement.ts';
import type { FlagCode, Message, SeedTask, TaskFlag } from '../core/model/task.ts';

/** What the practice model is called wherever its tasks are shown. */
export const practiceLabel = 'practice model: no language model';

/** States as headings. */
export const stateLabels: Readonly<Record<TaskState, string>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  rejected: 'Rejected',
  disputed: 'Disputed',
};

/** Who speaks in a conversation. */
export const roleLabels: Readonly<Record<Message['role'], string>> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
};

/** Filters as headings. */
export const filterLabels: Readonly<Record<FilterName, string>> = {
  'cut-off': 'Cut off',
  empty: 'Empty',
  'too-short': 'Too short',
  'too-long': 'Too long',
  'starts-with-punctuation': 'Starts with punctuation',
  'unsuitable-words': 'Unsuitable words',
  echo: 'Echo of a demonstration',
  repetition: 'Repetition',
  unchanged: 'Unchanged',
  'prompt-words': 'Words of the prompt',
  similar: 'Too similar',
  'other-script': 'Other script',
  'other-language': 'Other language',
  'input-equals-output': 'Input equals output',
  'empty-output': 'Empty output',
  'ends-with-colon': 'Ends with a colon',
  'same-input-different-outputs': 'Same input, different outputs',
  'other-label': 'Another label',
  'duplicate-instance': 'Duplicate instance',
  'similar-instance': 'Instance too similar',
  'too-many-instances': 'Too many instances',
  unfinished: 'Unfinished',
  roles: 'Roles out of turn',
  'empty-turn': 'Empty turn',
  'no-instances': 'No instance left',
  unparsable: 'Unreadable reply',
};

const flagLabels: Readonly<Record<FlagCode, string>> = {
  'other-language': 'other language',
  'code-mixing': 'languages mixed',
};

/** Flags as headings. */
export const flagNames: Readonly<Record<FlagCode, string>> = {
  'other-language': 'Other language',
  'code-mixing': 'Languages mixed',
};

/** `other language in the output`. */
export function flagLabel({ code, field }: TaskFlag): string {
  return `${flagLabels[code]} in the ${field}`;
}

/** `accepted`, or `pending, changed since accepted`. */
export function standingLabel({ state, changedSince }: Pick<Standing, 'state' | 'changedSince'>): string {
  return changedSince ? `${state}, changed since ${changedSince}` : state;
}

/** A similarity with two digits. */
export function scoreLabel(score: number): string {
  return score.toFixed(2);
}

/** `lowest score 2`, or that the text changed since. */
export function lowestLabel({ lowest, stale }: Pick<Scored, 'lowest' | 'stale'>): string {
  return stale ? 'changed since judged' : `lowest score ${Number(lowest.toFixed(1))}`;
}

/** What each judge thinks of a task, a line each. */
export function judgementNotes({ judgements, stale }: Scored): string[] {
  return judgements.map(({ model, practice, at, scores, reason, instance }) => {
    const parts = scoredParts.flatMap((part) => (scores[part] === null ? [] : [`${part} ${scores[part]}`]));
    const which = judgements.some((other) => other.instance !== instance) ? `, instance ${instance + 1}` : '';
    const by = `${isolate(model)}${practice ? ` (${practiceLabel})` : ''}, ${isolate(at.slice(0, 10))}${which}`;
    return `${stale ? 'Scores of an earlier text' : 'Scores'} by ${by}: ${parts.join(', ')}. ${isolate(reason)}`;
  });
}

/** How a seed that a machine wrote stands. */
export function machineWrittenLabel({ state, changedSince }: Pick<Standing, 'state' | 'changedSince'>): string {
  if (changedSince) return `machine-written, changed since ${changedSince}`;
  return state === 'pending'
    ? 'machine-written, not yet accepted by a speaker'
    : `machine-written, ${state}${state === 'accepted' ? ' by a speaker' : ''}`;
}

/** Where a seed comes from and how it stands, a line each. */
export function seedNotes(seed: SeedTask, standing: Standing): string[] {
  const { author, source, licence, translatedFrom, promotedFrom, machineWritten } = seed;
  const { top } = standing;
  const origin: readonly (readonly [string, string | undefined])[] = [
    ['Author', author],
    ['Source', source],
    ['Licence', licence],
    ['Translated from', translatedFrom],
    ['Promoted from', promotedFrom],
  ];
  return [
    ...(machineWritten ? [`Seed: ${machineWrittenLabel(standing)}`] : []),
    ...(machineWritten && top ? [`${stateLabels[standing.state]} by ${isolate(top.reviewer)}, ${top.at}`] : []),
    ...origin.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}: ${isolate(value)}`])),
  ];
}
