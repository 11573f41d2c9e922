import { scoreName } from '../../src/core/model/similarity.ts';
import type { Bin, Lengths, Overview, RoundAcceptance } from '../../src/core/stats/overview.ts';
import { type Marker, type UprightBar, uprightBars } from '../charts/bars.ts';
import type { FigureContent } from '../charts/figure.ts';
import { rows } from '../charts/rows.ts';
import { count, mean, plural, score, share } from './format.ts';
import { endedLabels, reasonLabels } from './labels.ts';

/** The method's threshold (Wang et al. 2022, section 2.2), where the recipe's is not known. */
const defaultThreshold = 0.7;

/** Rounds that still have room as bars; the table has them all. */
const roundsShown = 40;

/** Rounds of the drift chart, one under the other. */
const driftRoundsShown = 10;

const height = 200;

/** One bar a round: the candidates, and how many of them were admitted. */
export function roundsChart({ rounds }: Overview): FigureContent | undefined {
  if (rounds.length === 0) return undefined;
  const shown = rounds.slice(-roundsShown);
  const offered = rounds.reduce((sum, { candidates }) => sum + candidates, 0);
  const kept = rounds.reduce((sum, { admitted }) => sum + admitted, 0);
  const summary = `${count(kept)} of ${count(offered)} candidates admitted in ${plural(rounds.length, 'round', 'rounds')}.`;
  const axis = shown.length < rounds.length ? `round (the last ${roundsShown})` : 'round';
  return {
    draw: (width) => uprightBars({ summary, bars: shown.map(roundBar), axis, labelAt: 'middle' }, width, height),
    table: {
      head: ['Round', 'Candidates', 'Admitted', 'Share', 'Ended'],
      rows: rounds.map((round) => [
        count(round.round),
        count(round.candidates),
        count(round.admitted),
        shareOfRound(round),
        endedLabels[round.ended] ?? round.ended,
      ]),
    },
  };
}

function roundBar(round: RoundAcceptance): UprightBar {
  return {
    value: round.admitted,
    of: Math.max(round.candidates, round.admitted),
    label: count(round.round),
    number: `${count(round.admitted)}/${count(round.candidates)}`,
    tooltip: `Round ${count(round.round)}: ${count(round.admitted)} of ${count(round.candidates)} admitted (${shareOfRound(round)})`,
  };
}

function shareOfRound({ admitted, candidates }: RoundAcceptance): string {
  return candidates === 0 ? '–' : share(admitted / candidates);
}

/** How near the generated tasks stand to their nearest neighbours, with the threshold and the mean. */
export function noveltyChart({ novelty }: Overview): FigureContent | undefined {
  if (novelty.count === 0) return undefined;
  const { bins, threshold = defaultThreshold } = novelty;
  const perUnit = bins.length / (bins.at(-1)?.to ?? 1);
  const markers: readonly Marker[] = [
    { at: threshold * perUnit, label: `threshold ${score(threshold)}`, kind: 'threshold' },
    { at: novelty.mean * perUnit, label: `mean ${score(novelty.mean)}`, kind: 'mean' },
  ];
  const summary = `${plural(novelty.count, 'task', 'tasks')}, mean ${score(novelty.mean)}, threshold ${score(threshold)}.`;
  const range = ({ from, to }: Bin) => `${score(from)} to ${score(to)}`;
  const bars = bins.map((bin) => ({
    value: bin.count,
    label: score(bin.from),
    tooltip: `${range(bin)}: ${plural(bin.count, 'task', 'tasks')}`,
  }));
  const lastLabel = score(bins.at(-1)?.to ?? 1);
  const name = scoreName(novelty.measure);
  const axis = `${name} to the nearest neighbour`;
  return {
    draw: (width) => uprightBars({ summary, bars, axis, labelAt: 'edge', lastLabel, markers }, width, height),
    table: {
      head: [name, 'Tasks'],
      rows: bins.filter((bin) => bin.count > 0).map((bin) => [range(bin), count(bin.count)]),
    },
  };
}

/** How long a part of the tasks is. `one` and `many` name what is counted, `unit` what it is counted in. */
export function lengthsChart(
  { bins, count: all, mean: average }: Lengths,
  one: string,
  many: string,
  unit: keyof typeof unitHeadings = 'tokens',
): FigureContent | undefined {
  if (all === 0) return undefined;
  const last = bins.at(-1);
  const width = (bins[0]?.to ?? 1) - (bins[0]?.from ?? 0);
  // A last bin of another width holds all that is longer.
  const isOpen = last !== undefined && bins.length > 1 && last.to - last.from !== width;
  const range = (bin: Bin) => {
    if (bin === last && isOpen) return `${count(bin.from)} to ${count(bin.to)}`;
    return width === 1 ? count(bin.from) : `${count(bin.from)} to ${count(bin.to - 1)}`;
  };
  const bars = bins.map((bin) => ({
    value: bin.count,
    label: `${count(bin.from)}${bin === last && isOpen ? '+' : ''}`,
    tooltip: `${range(bin)} ${unit}: ${plural(bin.count, one, many)}`,
  }));
  const summary = `${plural(all, one, many)}, mean ${mean(average)} ${unit}.`;
  return {
    draw: (wide) => uprightBars({ summary, bars, axis: unit, labelAt: 'edge' }, wide, 150),
    table: {
      head: [unitHeadings[unit], `Number of ${many}`],
      rows: bins.filter((bin) => bin.count > 0).map((bin) => [range(bin), count(bin.count)]),
    },
  };
}

const unitHeadings = { tokens: 'Tokens', turns: 'Turns' } as const;

/** What share of the seeds and of the generated tasks is classification. */
export function classificationChart({ classificationShare, seeds, generated }: Overview): FigureContent | undefined {
  if (seeds + generated === 0) return undefined;
  const all = [
    ...(seeds > 0 ? [{ label: 'Seeds', value: classificationShare.seeds }] : []),
    ...(generated > 0 ? [{ label: 'Generated', value: classificationShare.generated }] : []),
  ].map((row) => ({ ...row, number: share(row.value) }));
  const summary = all.map(({ label, number }) => `${label} ${number}`).join(', ');
  return {
    draw: (width) => rows(all, 1, `Classification tasks: ${summary}.`, width),
    table: { head: ['Tasks', 'Classification'], rows: all.map(({ label, number }) => [label, number]) },
  };
}

/** What each round drifted into other scripts and languages; the last rounds where there are many. */
export function driftChart({ rounds }: Overview): FigureContent | undefined {
  const all = rounds.map(({ round, drift: { otherScript, otherLanguage, flagged } }) => ({
    label: `Round ${count(round)}`,
    value: otherScript + otherLanguage + flagged,
    number: `${count(otherScript + otherLanguage)} dropped, ${count(flagged)} flagged`,
    cells: [round, otherScript, otherLanguage, flagged].map(count),
  }));
  if (all.every(({ value }) => value === 0)) return undefined;
  const shown = all.slice(-driftRoundsShown);
  const dropped = rounds.reduce((sum, { drift }) => sum + drift.otherScript + drift.otherLanguage, 0);
  const flagged = rounds.reduce((sum, { drift }) => sum + drift.flagged, 0);
  const summary = `${count(dropped)} dropped for their script or language, ${plural(flagged, 'task', 'tasks')} flagged.`;
  return {
    draw: (width) => rows(shown, Math.max(...shown.map(({ value }) => value)), summary, width),
    table: {
      head: ['Round', 'Other script', 'Other language', 'Flagged'],
      rows: all.map(({ cells }) => cells),
    },
  };
}

/** Why candidates were dropped, the most frequent reason first. */
export function filteredChart({ filteredByReason, filtered }: Overview): FigureContent | undefined {
  const [first] = filteredByReason;
  if (!first) return undefined;
  const all = filteredByReason.map(({ filter, count: value }) => ({
    label: reasonLabels[filter] ?? filter,
    value,
    number: count(value),
  }));
  const summary = `${count(filtered)} filtered out, most often: ${all[0]?.label}, ${all[0]?.number}.`;
  return {
    draw: (width) => rows(all, first.count, summary, width),
    table: {
      head: ['Filter', 'Filtered out'],
      rows: all.map(({ label, number }) => [label, number]),
    },
  };
}
