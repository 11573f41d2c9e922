import { countLedger, isShown, newestFirst } from '../../src/core/ledger/browseLedger.ts';
import { holdsAll, searchFolder, searchParts } from '../../src/core/ledger/searchText.ts';
import { sharedWords } from '../../src/core/ledger/sharedWords.ts';
import type { FilteredCandidate } from '../../src/core/model/candidate.ts';
import { createTokenizer } from '../../src/core/similarity/tokenize.ts';
import type { CandidateCard, FromLedger, LedgerQuery, LedgerRow, ToLedger } from '../../src/protocol/panelLedger.ts';
import { ledgerPageSize } from '../../src/protocol/panelLedger.ts';
import { neighbours } from './candidates.ts';

/** Answers the ledger's intents as the extension does, but for `rescue`, which changes the dataset. */
export interface MockLedger {
  readonly answer: (message: FromLedger) => readonly ToLedger[];
  readonly rescue: (id: string) => void;
  readonly rescued: ReadonlySet<string>;
}

const tokenize = createTokenizer({ language: 'en' });
const fold = searchFolder('en');

/** Makes the ledger of these candidates. `isSlow`: nothing is ever answered, and a replay stays under way. */
export function createMockLedger(filtered: readonly FilteredCandidate[], isSlow: boolean): MockLedger {
  const rescued = new Set<string>();
  const all = newestFirst(filtered);
  const page = (query: LedgerQuery): ToLedger => {
    const parts = searchParts(query.text, fold);
    const isFound = ({ id, instruction, detail = '' }: FilteredCandidate) =>
      parts.length === 0 || holdsAll(fold(`${instruction}\n${detail}\n${id}`), parts);
    const found = all.filter(isFound);
    const shown = found.filter((candidate) => isShown(candidate, query.filter, rescued));
    const rows = shown.slice(query.from, query.from + ledgerPageSize).map((candidate) => rowOf(candidate, rescued));
    return { type: 'ledger', page: { query, rows, counts: countLedger(found, rescued) } };
  };
  const answer = (message: FromLedger): readonly ToLedger[] => {
    switch (message.type) {
      case 'getLedger': {
        const { filter, text, from } = message;
        return isSlow ? [] : [page({ filter, text, from })];
      }
      case 'getCandidate': {
        const candidate = filtered.find(({ id }) => id === message.id);
        if (isSlow) return [];
        return [{ type: 'candidate', id: message.id, ...(candidate ? { card: cardOf(candidate, rescued) } : {}) }];
      }
      case 'replay':
        return [{ type: 'replay', replay: isSlow ? { state: 'running', share: 0.35 } : replayed }];
      case 'cancelReplay':
        return [{ type: 'replay', replay: { state: 'cancelled' } }];
      default:
        return [];
    }
  };
  return { answer, rescue: (id) => rescued.add(id), rescued };
}

const replayed = {
  state: 'done',
  own: 0.7,
  tasks: 40,
  similar: 14,
  rows: [
    { threshold: 0.5, kept: 31, broughtBack: 0, dropped: 9, marked: 4 },
    { threshold: 0.6, kept: 37, broughtBack: 0, dropped: 3, marked: 0 },
    { threshold: 0.7, kept: 40, broughtBack: 0, dropped: 0, marked: 0 },
    { threshold: 0.8, kept: 45, broughtBack: 5, dropped: 0, marked: 0 },
  ],
} as const;

function rowOf(
  { id, filter, instruction, score, nearest }: FilteredCandidate,
  rescued: ReadonlySet<string>,
): LedgerRow {
  const neighbour = nearest === undefined ? undefined : neighbours.get(nearest);
  return {
    id,
    filter,
    instruction,
    ...(score === undefined ? {} : { score }),
    ...(neighbour === undefined ? {} : { nearest: neighbour }),
    ...(rescued.has(id) ? { rescued: true } : {}),
  };
}

function cardOf(candidate: FilteredCandidate, rescued: ReadonlySet<string>): CandidateCard {
  const { id, round, request, stage, filter, detail, isClassification, score, at, instruction, nearest } = candidate;
  const other = nearest === undefined ? undefined : neighbours.get(nearest);
  const shared = sharedWords(instruction, other ?? '', tokenize);
  return {
    id,
    round,
    request,
    stage,
    filter,
    at,
    practice: true,
    ...(detail === undefined ? {} : { detail }),
    ...(isClassification === undefined ? {} : { isClassification }),
    ...(score === undefined ? {} : { score }),
    instruction: { id, text: instruction, marks: shared.a },
    instances: candidate.instances ?? [],
    ...(rescued.has(id) ? { rescuedAs: `t_${id}` } : {}),
    rescuable: stage !== 'reply' && !rescued.has(id),
    retryable: filter === 'unparsable' && !rescued.has(id),
    threshold: 0.7,
    measure: 'rouge-l',
    languages: { instruction: 'en', input: 'en', output: 'en' },
    ...(nearest !== undefined && other !== undefined
      ? { nearest: { id: nearest, text: other, marks: shared.b, kind: 'task' } }
      : {}),
  };
}
