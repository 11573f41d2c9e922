import type { SimilarityMeasure } from '../model/recipe.ts';
import { createUnits } from '../similarity/measure.ts';
import { Turns } from '../turns.ts';
import { SimilarityJoin } from './similarityJoin.ts';

/** One text of a group, with the text of the group that it is nearest to. */
export interface NearDuplicate {
  readonly id: string;
  /** Of equally near ones the first in the list. */
  readonly nearest: string;
  /** Score to the nearest, above the threshold. */
  readonly f: number;
}

/** Texts that hang together by pairs above the threshold: at least two, in the order of the list. */
export type DuplicateGroup = readonly NearDuplicate[];

/** Two ids of which somebody said that they are no duplicates. */
interface Distinct {
  readonly ids: readonly [string, string];
}

export interface NearDuplicatesOptions {
  /** Score, from 0 to 1, above which (not at which) two texts are near-duplicates. */
  readonly threshold: number;
  /** BCP 47 tag, for the tokens. */
  readonly language: string;
  /** ROUGE-L by default. */
  readonly measure?: SimilarityMeasure;
  /** Pairs that are left out, whatever their score: as `Snapshot.distinctPairs` has them. */
  readonly distinct?: readonly Distinct[];
  readonly signal?: AbortSignal;
  /** Share done, from 0 to 1; called often. */
  readonly onProgress?: (share: number) => void;
}

/** Where the three passes end, in the share that is done. */
const ends = { tokens: 0.3, join: 0.8, nearest: 1 } as const;

/**
 * Finds the near-duplicates in a list: every pair above the threshold is in one group, and groups are no larger than
 * that makes them. Exact. Gives way to others every few milliseconds. Rejects with the signal's reason when aborted, and
 * with a RangeError for a threshold that is none.
 */
export async function nearDuplicates(
  texts: readonly { readonly id: string; readonly text: string }[],
  {
    threshold,
    language,
    measure = 'rouge-l',
    distinct = [],
    signal,
    onProgress = () => undefined,
  }: NearDuplicatesOptions,
): Promise<DuplicateGroup[]> {
  if (!(threshold >= 0 && threshold <= 1))
    throw new RangeError(`The threshold is a number from 0 to 1, not ${threshold}.`);
  const turns = new Turns(signal);
  const partners = partnersById(distinct);
  const idOf = (at: number) => texts[at]?.id ?? '';
  const isDistinct = (a: number, b: number) => partners.size > 0 && (partners.get(idOf(a))?.has(idOf(b)) ?? false);
  const tokenize = createUnits({ language, measure });
  const join = new SimilarityJoin(threshold, measure);

  for (const [at, { id, text }] of texts.entries()) {
    join.add(tokenize(text), partners.has(id));
    if (turns.due) await pause(at / texts.length, 0, ends.tokens);
  }
  for (let at = 0; at < texts.length; at++) {
    join.join(at, isDistinct);
    if (turns.due) await pause(at / texts.length, ends.tokens, ends.join);
  }
  const groups = join.components.groups();
  const members = groups.reduce((sum, { length }) => sum + length, 0);
  const found: DuplicateGroup[] = [];
  let done = 0;
  for (const group of groups) {
    const near: NearDuplicate[] = [];
    for (const at of group) {
      const nearest = join.nearest(at, group, isDistinct);
      if (nearest) near.push({ id: idOf(at), nearest: idOf(nearest.text), f: nearest.f });
      done++;
      if (turns.due) await pause(done / members, ends.join, ends.nearest);
    }
    found.push(near);
  }
  onProgress(1);
  return found;

  async function pause(share: number, from: number, to: number): Promise<void> {
    onProgress(from + share * (to - from));
    await turns.take();
  }
}

function partnersById(distinct: readonly Distinct[]): ReadonlyMap<string, ReadonlySet<string>> {
  const partners = new Map<string, Set<string>>();
  for (const { ids } of distinct) {
    for (const [id, other] of [ids, [ids[1], ids[0]] as const]) {
      partners.set(id, (partners.get(id) ?? new Set()).add(other));
    }
  }
  return partners;
}
