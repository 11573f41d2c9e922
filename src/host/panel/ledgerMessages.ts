import { firstLine } from '../../core/firstLine.ts';
import { sharedWords } from '../../core/ledger/sharedWords.ts';
import type { FilteredCandidate } from '../../core/model/candidate.ts';
import { fieldLanguage } from '../../core/model/recipe.ts';
import { cameOf } from '../../core/model/task.ts';
import { createTokenizer } from '../../core/similarity/tokenize.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import type { CandidateCard, LedgerPage, LedgerQuery, LedgerRow, MarkedText } from '../../protocol/panelLedger.ts';
import { ledgerPageSize } from '../../protocol/panelLedger.ts';
import type { LedgerList } from '../ledger/ledgerList.ts';
import { findNeighbour } from '../ledger/neighbour.ts';
import { findTask } from '../taskLookup.ts';
import { isRescuable, isRetryable } from '../tree/nodes.ts';

/** Characters of a text in the list. */
const rowLength = 160;

/** UTF-16 units of a text that are compared: marking takes time, and nobody reads on for so long. */
const compared = 20_000;

/** One page of a list, as the panel shows it. */
export function pageOf(snapshot: Snapshot, query: LedgerQuery, { candidates, counts }: LedgerList): LedgerPage {
  const { from } = query;
  const rows = candidates.slice(from, from + ledgerPageSize).map((candidate) => rowOf(snapshot, candidate));
  return { query, rows, counts };
}

function rowOf(snapshot: Snapshot, { id, filter, instruction, score, nearest }: FilteredCandidate): LedgerRow {
  const neighbour = nearest === undefined ? undefined : findTask(snapshot, nearest);
  return {
    id,
    filter,
    instruction: firstLine(instruction, rowLength),
    ...(score === undefined ? {} : { score }),
    ...(neighbour ? { nearest: firstLine(neighbour.instruction, rowLength) } : {}),
    ...(snapshot.rescuedCandidates.has(id) ? { rescued: true } : {}),
  };
}

/** A dropped candidate beside its nearest neighbour, what they share marked; `undefined` where it is not there. */
export function candidateCardOf(snapshot: Snapshot, id: string): CandidateCard | undefined {
  const candidate = snapshot.filtered.find((dropped) => dropped.id === id);
  if (!candidate) return undefined;
  const { recipe, rescuedCandidates, generated } = snapshot;
  const { instances = [], nearest, instruction } = candidate;
  const { round, request, stage, filter, detail, isClassification, score, practice, at } = candidate;
  const neighbour = nearest === undefined ? undefined : findNeighbour(snapshot, nearest);
  const [own, other] = marked({ id, text: instruction }, neighbour, recipe.language);
  const became = rescuedCandidates.has(id)
    ? (generated.find(({ task }) => cameOf(task) === id)?.task.id ?? '')
    : undefined;
  return {
    ...given({ round, request, stage, filter, at }),
    ...given({ detail, isClassification, score, practice }),
    id,
    instruction: own,
    instances: instances.map(({ input, output, messages }) =>
      messages ? { input, output, messages } : { input, output },
    ),
    ...given({ rescuedAs: became }),
    rescuable: isRescuable(snapshot, candidate),
    retryable: isRetryable(snapshot, candidate),
    threshold: recipe.filters.similarity,
    measure: recipe.filters.measure,
    languages: {
      instruction: fieldLanguage(recipe, 'instruction'),
      input: fieldLanguage(recipe, 'input'),
      output: fieldLanguage(recipe, 'output'),
    },
    ...(neighbour && other ? { nearest: { ...other, kind: neighbour.kind } } : {}),
    ...(nearest !== undefined && !neighbour ? { lostNeighbour: nearest } : {}),
  };
}

type Text = Omit<MarkedText, 'marks'>;

function marked(own: Text, neighbour: Text | undefined, language: string): [MarkedText, MarkedText | undefined] {
  if (!neighbour) return [{ ...own, marks: [] }, undefined];
  const tokenize = createTokenizer({ language });
  const shared = sharedWords(own.text.slice(0, compared), neighbour.text.slice(0, compared), tokenize);
  return [
    { ...own, marks: shared.a },
    { id: neighbour.id, text: neighbour.text, marks: shared.b },
  ];
}

/** The entries that have a value. */
function given<T extends object>(entries: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
