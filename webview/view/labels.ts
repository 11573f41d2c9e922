import type { LedgerFilter } from '../../src/core/ledger/browseLedger.ts';
import type { FilterName } from '../../src/core/model/candidate.ts';
import type { TaskState } from '../../src/core/model/decision.ts';
import type { Field } from '../../src/core/model/recipe.ts';
import type { Ended } from '../../src/core/model/round.ts';
import type { FlagCode, Message } from '../../src/core/model/task.ts';
import type { Filter, ScoreFilter, Sort } from '../queue.ts';

/** The states of a task, as headings and badges. */
export const stateLabels: Readonly<Record<TaskState, string>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  rejected: 'Rejected',
  disputed: 'Disputed',
};

/** The choices of the review's filter. */
export const filterLabels: Readonly<Record<Filter, string>> = {
  all: 'All',
  ...stateLabels,
  flagged: 'Flagged for language',
};

/** The choices of the review's order. */
export const sortLabels: Readonly<Record<Sort, string>> = {
  file: 'File order',
  mostSimilar: 'Most similar first',
  leastSimilar: 'Least similar first',
  lowestScore: 'Lowest score first',
};

/** The choices of the review's filter of scores. */
export const scoreFilterLabels: Readonly<Record<ScoreFilter, string>> = {
  any: 'Any',
  below2: 'Below 2',
  below3: 'Below 3',
  below4: 'Below 4',
  below5: 'Below 5',
  none: 'Not judged',
};

/** The parts of a task. */
export const fieldLabels: Readonly<Record<Field, string>> = {
  instruction: 'Instruction',
  input: 'Input',
  output: 'Output',
};

/** What to look at in a task. */
export const flagLabels: Readonly<Record<FlagCode, string>> = {
  'other-language': 'other language',
  'code-mixing': 'languages mixed',
};

/** Who speaks in a conversation. */
export const roleLabels: Readonly<Record<Message['role'], string>> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
};

/** Why a round ended. */
export const endedLabels: Readonly<Record<Ended, string>> = {
  target: 'Target reached',
  rounds: 'Done',
  saturated: 'Saturated: hardly anything new',
  stopped: 'Stopped',
  budget: 'Budget spent',
  error: 'Error',
  waiting: 'Waiting for a batch',
};

/** What a filter drops. */
export const reasonLabels: Readonly<Record<FilterName, string>> = {
  'cut-off': 'Cut off',
  empty: 'Empty',
  'too-short': 'Too short',
  'too-long': 'Too long',
  'starts-with-punctuation': 'Starts with punctuation',
  'unsuitable-words': 'Unsuitable words',
  echo: 'Echo of an example',
  repetition: 'Repetition',
  unchanged: 'Unchanged',
  'prompt-words': 'Words of the prompt',
  similar: 'Too similar',
  'other-script': 'Other script',
  'other-language': 'other language',
  'input-equals-output': 'Input equals output',
  'empty-output': 'Empty output',
  'ends-with-colon': 'Ends with a colon',
  'same-input-different-outputs': 'Same input, other outputs',
  'other-label': 'Another label',
  'duplicate-instance': 'Duplicate instance',
  'similar-instance': 'Instance too similar',
  'too-many-instances': 'Too many instances',
  unfinished: 'Unfinished',
  roles: 'Roles out of turn',
  'empty-turn': 'Empty turn',
  'no-instances': 'No instance left',
  unparsable: 'Reply not readable',
};

/** The choices of the ledger's filter. */
export const ledgerFilterLabels: Readonly<Record<LedgerFilter, string>> = {
  all: 'All',
  ...reasonLabels,
  rescued: 'Rescued',
};
