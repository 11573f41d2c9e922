import { sharedTrigrams } from '../../core/ledger/sharedTrigrams.ts';
import { sharedWords } from '../../core/ledger/sharedWords.ts';
import type { SimilarityMeasure } from '../../core/model/recipe.ts';
import { scoreName, similarityOf } from '../../core/model/similarity.ts';
import { scoreOf } from '../../core/similarity/measure.ts';
import { createTokenizer } from '../../core/similarity/tokenize.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { filterLabels, scoreLabel, standingLabel } from '../labels.ts';
import { findNeighbour, type Neighbour } from './neighbour.ts';

/** A place in a text, both from 0; `character` in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A text that shows two instructions, and where in it stands what they share. */
export interface Comparison {
  readonly text: string;
  readonly marks: readonly { readonly start: TextPosition; readonly end: TextPosition }[];
}

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
  const shared =
    measure === 'trigrams' ? sharedTrigrams(a, b, { language }) : sharedWords(a, b, createTokenizer({ language }));
  return layOut(`${own.verdict} · ${scores.join(' · ')}`, [
    { ...own, text: a, stretches: shared.a },
    { ...other, text: b, stretches: shared.b },
  ]);
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

/** The editor knows one line end in a document, and offsets must not depend on which. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/gu, '\n');
}

interface MarkedSide extends Side {
  readonly stretches: readonly { readonly start: number; readonly end: number }[];
}

function layOut(heading: string, sides: readonly MarkedSide[]): Comparison {
  let text = `${heading}\n`;
  const marks: { start: TextPosition; end: TextPosition }[] = [];
  for (const side of sides) {
    text += `\n${side.heading}\n\n`;
    const from = text.length;
    text += `${side.text}\n`;
    for (const { start, end } of side.stretches)
      marks.push({ start: positionAt(text, from + start), end: positionAt(text, from + end) });
  }
  return { text: `${text}\nWhat both share, in its order, is underlined.\n`, marks };
}

function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, character: offset - lineStart };
}
