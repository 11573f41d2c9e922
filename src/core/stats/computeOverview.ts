import { type FilteredCandidate, type FilterName, filterNames } from '../model/candidate.ts';
import { spokenTurns } from '../model/conversation.ts';
import type { TaskState } from '../model/decision.ts';
import type { Scored } from '../model/judgement.ts';
import type { SimilarityMeasure } from '../model/recipe.ts';
import type { RoundRecord } from '../model/round.ts';
import { measureNote } from '../model/similarity.ts';
import type { GeneratedTask, Instance, SeedTask } from '../model/task.ts';
import { evenBins, lengthBins } from './bins.ts';
import type { Lengths, Overview, RoundAcceptance } from './overview.ts';
import { scoreStats } from './scoreStats.ts';
import { spentOn } from './spent.ts';

/** What an overview is computed from: the dataset as it stands. */
export interface OverviewInput {
  readonly seeds: readonly SeedTask[];
  readonly generated: readonly { readonly task: GeneratedTask; readonly state: TaskState; readonly scored?: Scored }[];
  readonly filtered: readonly Pick<FilteredCandidate, 'id' | 'filter'>[];
  /** Ids of dropped candidates that a person brought back: they count as tasks, and no longer as filtered out. */
  readonly rescued?: ReadonlySet<string>;
  readonly rounds: readonly RoundRecord[];
  /** Splits a text into the tokens of the dataset's script; only their number is used. */
  readonly tokenize: (text: string) => readonly string[];
  /** Similarity above which the recipe drops a candidate. */
  readonly threshold?: number;
  /** The recipe's; ROUGE-L by default. */
  readonly measure?: SimilarityMeasure;
}

/** Bins of the novelty histogram: 0.05 wide, from 0 to 1. */
const noveltyBins = 20;

const none: ReadonlySet<string> = new Set();

/**
 * Sums a dataset up for the overview. Pure. Lengths and shares are those of the generated tasks. In a conversation what
 * the assistant says counts as output, and all else as input.
 */
export function computeOverview(input: OverviewInput): Overview {
  const { seeds, generated, rounds, tokenize, threshold, rescued = none, measure: by = 'rouge-l' } = input;
  const filtered = input.filtered.filter(({ id }) => !rescued.has(id));
  const inState = (state: TaskState) => generated.filter((entry) => entry.state === state).length;
  const tasks = generated.map(({ task }) => task);
  const texts = tasks.flatMap((task) => task.instances.map(textsOf));
  const scores = tasks.flatMap(({ novelty }) =>
    novelty && Number.isFinite(novelty.max) && (novelty.measure ?? 'rouge-l') === by ? [novelty.max] : [],
  );
  const judged = scoreStats(generated);
  const lengthsOf = (all: readonly string[]) => measure(all.map((text) => tokenize(text).length));
  return {
    seeds: seeds.length,
    generated: generated.length,
    pending: inState('pending'),
    accepted: inState('accepted'),
    rejected: inState('rejected'),
    disputed: inState('disputed'),
    filtered: filtered.length,
    rescued: input.filtered.length - filtered.length,
    filteredByReason: countReasons(filtered),
    flagged: tasks.filter(isFlagged).length,
    rounds: mergeRounds(rounds, new Set(tasks.filter(isFlagged).map(({ id }) => id))),
    spent: spentOn(rounds, inState('accepted')),
    novelty: {
      mean: mean(scores),
      count: scores.length,
      bins: evenBins(scores, 1, noveltyBins),
      ...(threshold === undefined ? {} : { threshold }),
      ...measureNote(by),
    },
    lengths: {
      instruction: lengthsOf(tasks.map((task) => task.instruction)),
      input: lengthsOf(texts.map((text) => text.input).filter((text) => text !== '')),
      output: lengthsOf(texts.map((text) => text.output)),
    },
    turns: measure(tasks.flatMap(turnsOf)),
    classificationShare: {
      seeds: share(seeds, (task) => task.isClassification),
      generated: share(tasks, (task) => task.isClassification),
    },
    withoutInputShare: share(texts, (text) => text.input === ''),
    ...(judged ? { scores: judged } : {}),
  };
}

/** The most frequent reason first; among equals in the order of the method. */
function countReasons(filtered: OverviewInput['filtered']): Overview['filteredByReason'] {
  const counts = new Map<FilterName, number>(filterNames.map((filter) => [filter, 0]));
  for (const { filter } of filtered) counts.set(filter, (counts.get(filter) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([filter, count]) => ({ filter, count }))
    .sort((a, b) => b.count - a.count);
}

/** A round that was stopped and resumed has several lines with one number and run: they are one round. */
function mergeRounds(records: readonly RoundRecord[], flagged: ReadonlySet<string>): readonly RoundAcceptance[] {
  const merged = new Map<string, RoundRecord[]>();
  for (const record of inOrder(records)) {
    const key = JSON.stringify([record.round, record.run]);
    merged.set(key, [...(merged.get(key) ?? []), record]);
  }
  return [...merged.values()].flatMap((parts) => {
    const last = parts.at(-1);
    // A run about tasks that were there admits none.
    if (!last || last.improved) return [];
    const admitted = new Set(parts.flatMap((part) => part.admitted));
    const dropped = (filter: FilterName) => parts.reduce((sum, part) => sum + (part.filtered[filter] ?? 0), 0);
    return {
      round: last.round,
      candidates: parts.reduce((sum, part) => sum + part.candidates, 0),
      admitted: admitted.size,
      drift: {
        otherScript: dropped('other-script'),
        otherLanguage: dropped('other-language'),
        flagged: [...admitted].filter((id) => flagged.has(id)).length,
      },
      ended: last.ended,
      practice: parts.some((part) => part.practice === true),
    };
  });
}

function isFlagged({ flags }: GeneratedTask): boolean {
  return flags !== undefined;
}

/** By number, then by time: a merge of two branches may have put the lines in any order. */
function inOrder(records: readonly RoundRecord[]): readonly RoundRecord[] {
  return records.toSorted((a, b) => a.round - b.round || compare(a.startedAt, b.startedAt));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Turns of each conversation, without the system's. */
function turnsOf({ instances }: GeneratedTask): readonly number[] {
  return instances.flatMap(({ messages }) => (messages ? [spokenTurns(messages).length] : []));
}

function textsOf(instance: Instance): { readonly input: string; readonly output: string } {
  const { messages } = instance;
  if (!messages) return { input: instance.input.trim(), output: instance.output };
  const said = (byAssistant: boolean) =>
    messages
      .filter(({ role }) => (role === 'assistant') === byAssistant)
      .map(({ content }) => content)
      .join('\n');
  return { input: said(false).trim(), output: said(true) };
}

function measure(lengths: readonly number[]): Lengths {
  return { mean: mean(lengths), count: lengths.length, bins: lengthBins(lengths) };
}

/** 0 where there is nothing. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
