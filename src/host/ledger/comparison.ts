import { sharedTrigrams } from '../../core/ledger/sharedTrigrams.ts';
import { type SharedWords, sharedWords } from '../../core/ledger/sharedWords.ts';
import type { SimilarityMeasure } from '../../core/model/recipe.ts';
import { scoreName, similarityOf } from '../../core/model/similarity.ts';
import { scoreOf } from '../../core/similarity/measure.ts';
import { createTokenizer } from '../../core/similarity/tokenize.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { filterLabels, scoreLabel, standingLabel } from '../labels.ts';
import { type Comparison, MarkedPage, withLineFeeds } from './markedPage.ts';
import { findNeighbour, type Neighbour } from './neighbour.ts';

/** One of the two texts. */
interface Side {
  readonly heading: string;
  readonly text: string;
}

/**
 * Sets a dropped candidate or a generated task beside its nearest neighbour. `undefined` where the dataset has no such
 * thing, or its neighbour is not known or no longer there.
 */
export function comparisonOf(snapshot: Snapshot, id: string): Comparison | undefined {
  const own = ownSide(snapshot, id);
  const other = own && neighbourSide(snapshot, own.nearest);
  if (!own || !other) return undefined;
  const { language, measure, threshold } = similarityOf(snapshot.recipe);
  const [a, b] = [withLineFeeds(own.text), withLineFeeds(other.text)];
  const now = `${scoreName(measure)} ${scoreLabel(scoreOf(a, b, { language, measure }))}`;
  const then = own.score === undefined ? undefined : `${scoreName(own.measure)} ${scoreLabel(own.score)}`;
  const scores = [
    then ?? now,
    ...(then === undefined || then === now ? [] : [`${now} as the texts read now`]),
    `dropped above ${threshold}`,
  ];
  const shared = sharedBy(measure, a, b, language);
  return layOut(`${own.verdict} · ${scores.join(' · ')}`, [
    { ...own, text: a, stretches: shared.a },
    { ...other, text: b, stretches: shared.b },
  ]);
}

/** What the measure counts as shared by two texts. */
export function sharedBy(measure: SimilarityMeasure, a: string, b: string, language: string): SharedWords {
  return measure === 'trigrams' ? sharedTrigrams(a, b, { language }) : sharedWords(a, b, createTokenizer({ language }));
}

interface Own extends Side {
  readonly verdict: string;
  readonly nearest: string;
  /** The score when it was judged. */
  readonly score?: number;
  /** How it was measured then; absent for ROUGE-L. */
  readonly measure?: SimilarityMeasure;
}

function ownSide(snapshot: Snapshot, id: string): Own | undefined {
  const reviewed = snapshot.byId.get(id);
  if (reviewed) {
    const { task, standing } = reviewed;
    if (task.novelty?.nearest === undefined) return undefined;
    const { nearest, max: score, measure } = task.novelty;
    return {
      heading: `Task ${id}`,
      text: task.instruction,
      verdict: standingLabel(standing),
      nearest,
      score,
      ...measured(measure),
    };
  }
  const candidate = snapshot.filtered.find((dropped) => dropped.id === id);
  if (candidate?.nearest === undefined) return undefined;
  const { instruction: text, filter, nearest, score, measure } = candidate;
  const verdict = `Filtered out: ${filterLabels[filter]}`;
  return {
    heading: `Candidate ${id}`,
    text,
    verdict,
    nearest,
    ...(score === undefined ? {} : { score }),
    ...measured(measure),
  };
}

function measured(measure: SimilarityMeasure | undefined): { readonly measure?: SimilarityMeasure } {
  return measure === undefined ? {} : { measure };
}

function neighbourSide(snapshot: Snapshot, nearest: string): Side | undefined {
  const neighbour = findNeighbour(snapshot, nearest);
  return neighbour && { heading: `Nearest: ${nameOf(neighbour)}`, text: neighbour.text };
}

function nameOf({ kind, id }: Neighbour): string {
  switch (kind) {
    case 'seed':
      return `seed task ${id}`;
    case 'task':
      return `task ${id}`;
    case 'original':
      return `task ${id}, as the model wrote it`;
    case 'candidate':
      return `candidate ${id}, which came to no task`;
  }
}

interface MarkedSide extends Side {
  readonly stretches: readonly { readonly start: number; readonly end: number }[];
}

function layOut(heading: string, sides: readonly MarkedSide[]): Comparison {
  const page = new MarkedPage();
  page.write(`${heading}\n`);
  for (const { heading, text, stretches } of sides) {
    page.write(`\n${heading}\n\n`);
    page.write(text, stretches);
    page.write('\n');
  }
  page.write('\nWhat both share, in its order, is underlined.\n');
  return page;
}
