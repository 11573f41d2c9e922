import { scoredParts } from '../../src/core/model/judgement.ts';
import type { GroupScores, PartScores, ScoreStats } from '../../src/core/stats/scoreStats.ts';
import { shorten } from '../announce.ts';
import { uprightBars } from '../charts/bars.ts';
import { createFigure, type FigureContent } from '../charts/figure.ts';
import { rows } from '../charts/rows.ts';
import { count, plural, score as twoPlaces } from './format.ts';
import { fieldLabels } from './labels.ts';

/** Groups of each kind that still have room as bars, of rounds the last ones; the table has them all. */
const groupsShown = 5;
const longestName = 26;

/** The figures about scores: one histogram a part, and the means by model, judge and round. */
export function createScoreFigures(): {
  readonly elements: readonly HTMLElement[];
  readonly update: (stats: ScoreStats) => void;
} {
  const parts = scoredParts.map((part) => ({
    part,
    figure: createFigure(
      `${fieldLabels[part]} scores`,
      `How many tasks got which score for their ${part}, the mean of all who judged; 1 is of no use, 5 without fault.`,
      part === 'input' ? 'No judged task has an input.' : 'No task has a score for what it says now.',
    ),
  }));
  const groups = createFigure(
    'Scores by model and round',
    'The mean over all parts, by the model that wrote the tasks, by the judge, and by the round.',
    'No task has a score for what it says now.',
  );
  return {
    elements: [...parts.map(({ figure }) => figure.element), groups.element],
    update: (stats) => {
      for (const { part, figure } of parts) {
        const scores = stats.parts[part];
        if (scores.count === 0) figure.update(undefined);
        else figure.update(partChart(scores), `mean ${twoPlaces(scores.mean)}`);
      }
      groups.update(groupsChart(stats), judgedNote(stats));
    },
  };
}

function judgedNote({ judged, stale }: ScoreStats): string {
  return `${count(judged)} judged${stale > 0 ? ` · ${count(stale)} changed since` : ''}`;
}

function partChart({ mean, count: all, counts }: PartScores): FigureContent {
  const named = counts.map((value, index) => ({ value, label: count(index + 1) }));
  const bars = named.map(({ value, label }) => ({
    value,
    label,
    number: count(value),
    tooltip: `Score ${label}: ${plural(value, 'task', 'tasks')}`,
  }));
  const summary = `${plural(all, 'task', 'tasks')}, mean ${twoPlaces(mean)}.`;
  return {
    draw: (width) => uprightBars({ summary, bars, axis: 'score', labelAt: 'middle' }, width, 150),
    table: { head: ['Score', 'Tasks'], rows: named.map(({ value, label }) => [label, count(value)]) },
  };
}

function groupsChart({ byModel, byJudge, byRound }: ScoreStats): FigureContent | undefined {
  const models = named('by', byModel);
  const judges = named('judge', byJudge);
  const rounds = named('round', byRound);
  const all = [...models, ...judges, ...rounds];
  if (all.length === 0) return undefined;
  const shown = [...models.slice(0, groupsShown), ...judges.slice(0, groupsShown), ...rounds.slice(-groupsShown)];
  const bars = shown.map((group) => ({
    label: shorten(group.name, longestName),
    value: overall(group),
    number: `${twoPlaces(overall(group))} (${count(group.tasks)})`,
  }));
  const summary = `Mean scores of ${plural(all.length, 'group', 'groups')} of tasks.`;
  return {
    draw: (width) => rows(bars, 5, summary, width),
    table: {
      head: ['Tasks', 'Number', ...scoredParts.map((part) => fieldLabels[part])],
      rows: all.map(({ name, tasks, parts }) => [
        name,
        count(tasks),
        ...scoredParts.map((part) => (parts[part] === undefined ? '–' : twoPlaces(parts[part]))),
      ]),
    },
  };
}

function named(kind: string, groups: readonly GroupScores[]): GroupScores[] {
  return groups.map((group) => ({ ...group, name: `${kind} ${group.name}` }));
}

function overall({ parts }: GroupScores): number {
  const scores = Object.values(parts);
  return scores.reduce((sum, value) => sum + value, 0) / Math.max(1, scores.length);
}
