import type { TaskState } from '../../src/core/model/decision.ts';
import type { Scored } from '../../src/core/model/judgement.ts';
import type { GeneratedTask } from '../../src/core/model/task.ts';
import { computeOverview } from '../../src/core/stats/computeOverview.ts';
import type { Card, FromPanel, QueueItem, RunStatus, ToPanel } from '../../src/protocol/panel.ts';
import { stateAfter } from '../queue.ts';
import { droppedCandidates } from './candidates.ts';
import { generatedTasks, roundRecords, seedTasks } from './fixtures.ts';
import { createMockLedger } from './ledger.ts';
import { cardScores, scoresOf } from './scores.ts';

/** What a mock page can show. `judged`: with scores. `large`: 50,000 of each. `real`: not from the practice model. `slow`: the ledger never comes. */
export const mockStates = [
  'full',
  'real',
  'judged',
  'empty',
  'loading',
  'no-dataset',
  'error',
  'running',
  'large',
  'slow',
] as const;
export type MockState = (typeof mockStates)[number];

/** Answers the panel as the extension does, from memory. */
export interface MockHost {
  readonly answer: (message: FromPanel) => readonly ToPanel[];
}

/** Makes a host in one of the states. */
export function createMockHost(state: MockState): MockHost {
  const tasks = state === 'empty' ? [] : generatedTasks(state === 'large' ? 50_000 : 40);
  const states = new Map<string, TaskState>(tasks.map(({ id }, index) => [id, stateAtFirst(index)]));
  const decided: { readonly id: string; readonly before: TaskState }[] = [];
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const stateOf = ({ id }: GeneratedTask): TaskState => states.get(id) ?? 'pending';
  const practice = state !== 'real' && state !== 'judged';
  const scored = new Map(state === 'judged' ? tasks.map((task, index) => [task.id, scoresOf(task, index)]) : []);
  const filtered = state === 'empty' ? [] : droppedCandidates(state === 'large' ? 50_000 : 28);
  const ledger = createMockLedger(filtered, state === 'slow');
  let number = 0;
  const dataset = (): ToPanel => ({
    type: 'dataset',
    name: 'kitchen-and-garden',
    language: 'en',
    practice,
    overview: computeOverview({
      seeds: seedTasks(),
      generated: tasks.map((task) => {
        const own = scored.get(task.id);
        return { task, state: stateOf(task), ...(own ? { scored: own } : {}) };
      }),
      filtered,
      rescued: ledger.rescued,
      rounds: state === 'empty' ? [] : roundRecords(tasks),
      tokenize,
      threshold: 0.7,
    }),
    queue: tasks.map((task) => itemOf(task, stateOf(task), practice, scored.get(task.id))),
    canUndo: decided.length > 0,
    number: ++number,
  });
  const answer = (message: FromPanel): readonly ToPanel[] => {
    switch (message.type) {
      case 'ready':
        if (state === 'loading' || state === 'no-dataset') return [{ type: 'empty', reason: state }];
        return [dataset(), checks, ...extra(state)];
      case 'getCard': {
        const task = byId.get(message.id);
        return task ? [{ type: 'card', card: cardOf(task, stateOf(task), byId, practice, scored.get(task.id)) }] : [];
      }
      case 'decide': {
        if (state === 'error') return [{ type: 'problem', id: message.id, message: refusal }];
        decided.push({ id: message.id, before: states.get(message.id) ?? 'pending' });
        states.set(message.id, stateAfter(message.decision));
        return [dataset()];
      }
      case 'undo': {
        const last = decided.pop();
        if (last) states.set(last.id, last.before);
        return [dataset()];
      }
      case 'rescue':
        ledger.rescue(message.id);
        return [dataset()];
      case 'openTask':
      case 'command':
        return [];
      default:
        return ledger.answer(message);
    }
  };
  return { answer };
}

const checks: ToPanel = {
  type: 'languageChecks',
  checks: [
    {
      field: 'instruction',
      language: 'en',
      words: 'script, then language detector (recognises 100 % of the 20 seeds)',
    },
    { field: 'input', language: 'en', words: 'script only: 3 seeds are long enough to try the detector on, too few' },
    { field: 'output', language: 'en', words: 'script, then language detector (recognises 97 % of the 19 seeds)' },
  ],
};

const refusal =
  'The decision was not recorded: decisions.jsonl is read-only. Nothing was changed. Make the file writable, then decide again.';

/** A run with a model that is paid. */
const running: RunStatus = {
  state: 'running',
  admitted: 23,
  filtered: 9,
  requests: 17,
  tokens: 41_250,
  cost: { amount: 0.0191, currency: 'USD' },
  leftMs: 250_000,
};

function extra(state: MockState): readonly ToPanel[] {
  if (state === 'error') {
    return [
      {
        type: 'problem',
        message:
          'The endpoint refused the key (401). The 23 tasks so far are kept. Set another key with “Self-Instruct: Set API Key”, then choose Resume.',
      },
    ];
  }
  if (state === 'running') return [{ type: 'run', run: running }];
  return [];
}

/** The first twelve are reviewed, but for three; one is disputed. */
function stateAtFirst(index: number): TaskState {
  if (index === 20) return 'disputed';
  if (index < 13 || index > 27) return 'pending';
  return index % 4 === 0 ? 'rejected' : 'accepted';
}

function itemOf(task: GeneratedTask, state: TaskState, practice: boolean, scored: Scored | undefined): QueueItem {
  return {
    id: task.id,
    state,
    ...(task.id === 't0003' && state === 'pending' ? { changedSince: 'accepted' } : {}),
    ...(task.novelty ? { score: task.novelty.max } : {}),
    ...(scored && !scored.stale ? { lowest: scored.lowest } : {}),
    ...(practice ? { practice } : {}),
    ...(task.flags ? { flagged: true } : {}),
  };
}

function cardOf(
  task: GeneratedTask,
  state: TaskState,
  all: ReadonlyMap<string, GeneratedTask>,
  practice: boolean,
  scored: Scored | undefined,
): Card {
  const { id, name, instruction, instances, isClassification, novelty, flags } = task;
  const nearest = novelty?.nearest === undefined ? undefined : all.get(novelty.nearest);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    instruction,
    instances,
    isClassification,
    ...(flags ? { flags } : {}),
    state,
    ...(practice ? { practice } : {}),
    model: practice ? 'practice' : 'example-8b-instruct',
    round: (Number(id.slice(1)) % 6) + 1,
    of: `hash-of-${id}`,
    ...(scored ? { scores: cardScores(scored, instances.length) } : {}),
    ...(nearest && novelty
      ? { nearest: { id: nearest.id, instruction: nearest.instruction, score: novelty.max } }
      : {}),
  };
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

function tokenize(text: string): readonly string[] {
  return [...words.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}
