import type { Overview } from '../../src/core/stats/overview.ts';
import type { Spent } from '../../src/core/stats/spent.ts';
import type { LanguageCheckLine } from '../../src/protocol/panel.ts';
import { createFigure } from '../charts/figure.ts';
import { createButton, setUsable } from '../toolkit.ts';
import { el, show } from './dom.ts';
import { count, mean, money, plural, share } from './format.ts';
import { fieldLabels } from './labels.ts';
import {
  classificationChart,
  driftChart,
  filteredChart,
  lengthsChart,
  noveltyChart,
  roundsChart,
} from './overviewCharts.ts';
import { createScoreFigures } from './scoreCharts.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** The overview: how many tasks there are, and how diverse they are. */
export function createOverview(dispatch: Dispatch): View {
  const tiles = el('dl', { class: 'tiles', 'aria-label': 'Counts' });
  const generate = createButton('Generate a Round', {
    look: 'primary',
    onClick: () => dispatch({ type: 'command', command: 'generateRound' }),
  });
  const empty = el(
    'section',
    { class: 'empty' },
    el('h2', {}, 'No generated tasks yet'),
    el(
      'p',
      {},
      'A round shows a few of your tasks to the model, asks it for new ones, and keeps those that pass the filters.',
    ),
    generate,
  );
  const charts = createCharts();
  const languages = el('dl', {});
  const spent = el('dl', {});
  const costs = el('section', { class: 'facts costs' }, el('h2', {}, 'Cost'), spent);
  const checks = el('section', { class: 'facts languages' }, el('h2', {}, 'Language checks'), languages);
  const drawChecks = onChange((lines: readonly LanguageCheckLine[]) => {
    show(checks, lines.length > 0);
    languages.replaceChildren(...lines.flatMap(checkOf));
  });
  const draw = onChange((overview: Overview | undefined) => {
    if (!overview) return;
    tiles.replaceChildren(...tilesOf(overview));
    show(empty, overview.generated === 0);
    show(charts.element, overview.generated > 0 || overview.rounds.length > 0);
    charts.update(overview);
    show(costs, overview.spent.byModel.length > 0);
    spent.replaceChildren(...spentOf(overview.spent));
  });
  return {
    element: el('div', { class: 'overview' }, tiles, empty, charts.element, costs, checks),
    update: ({ dataset, languageChecks, run }) => {
      drawChecks(languageChecks);
      draw(dataset?.overview);
      setUsable(generate, run === undefined || run.state === 'idle');
    },
  };
}

function tilesOf(overview: Overview): readonly HTMLElement[] {
  const { seeds, generated, pending, accepted, rejected, disputed, filtered, rescued } = overview;
  const all: readonly (readonly [string, string, number])[] = [
    ['seeds', 'Seeds', seeds],
    ['generated', 'Generated', generated],
    ['pending', 'Pending', pending],
    ['accepted', 'Accepted', accepted],
    ['rejected', 'Rejected', rejected],
    ...(disputed > 0 ? [['disputed', 'Disputed', disputed] as const] : []),
    ['filtered', 'Filtered out', filtered],
    ...(rescued > 0 ? [['rescued', 'Rescued', rescued] as const] : []),
  ];
  return all.map(([kind, label, value]) =>
    el('div', { class: `tile ${kind}` }, el('dt', {}, label), el('dd', {}, count(value))),
  );
}

/** In all and for each accepted task, then by model. By the user's own prices. */
function spentOf({ byModel, cost, perAccepted }: Spent): readonly HTMLElement[] {
  const line = (name: string, words: string) => [el('dt', {}, el('bdi', {}, name)), el('dd', {}, words)];
  const [all, each] = [cost, perAccepted].map((amounts) => amounts.map(money).join(' + '));
  return [
    ...(all ? line('In all', each ? `${all}, ${each} for each accepted task` : all) : []),
    ...byModel.flatMap(({ model, requests, usage, admitted, cost: paid }) => {
      const tokens = `${count(usage.inputTokens)} input and ${count(usage.outputTokens)} output tokens`;
      const price = paid ? money(paid) : 'no price known';
      return line(
        model,
        `${price}: ${plural(requests, 'request', 'requests')}, ${tokens}, ${count(admitted)} admitted`,
      );
    }),
  ];
}

function checkOf({ field, language, words }: LanguageCheckLine): readonly HTMLElement[] {
  return [el('dt', {}, `${fieldLabels[field] ?? field} (${language})`), el('dd', {}, words)];
}

function createCharts(): { readonly element: HTMLElement; readonly update: (overview: Overview) => void } {
  const none = 'Nothing to show yet.';
  const rounds = createFigure(
    'Acceptance by round',
    'The whole bar is what the model offered in a round, the filled part what passed the filters; a falling share says that the model repeats itself.',
    none,
  );
  const novelty = createFigure(
    'Similarity to the nearest neighbour',
    'Bars to the left are tasks unlike any other; a candidate over the threshold is too similar to one that is there, and is dropped.',
    none,
  );
  const filtered = createFigure(
    'Filtered out by reason',
    'The longer the bar, the more candidates this filter dropped.',
    'No candidate was filtered out.',
  );
  const reading = (what: string) =>
    `How many ${what} have how many tokens; a last bar with “+” holds all that are longer.`;
  const instruction = createFigure('Instruction length', reading('instructions'), none);
  const input = createFigure('Input length', reading('inputs'), 'No generated task has an input.');
  const output = createFigure('Output length', reading('outputs'), none);
  const classification = createFigure(
    'Share of classification',
    'If the two bars differ much, the model drifts away from the mix of your seeds.',
    none,
  );
  const turns = createFigure(
    'Turns of a conversation',
    'How many conversations have how many turns; what the system says at the start is not counted.',
    none,
  );
  const drift = createFigure(
    'Drift by round',
    'Candidates and instances dropped for their script or language, and tasks flagged; a growing bar says that the model slips into another language.',
    'No round drifted into another language, as far as the checks below can tell.',
  );
  const scores = createScoreFigures();
  const figures = [rounds, novelty, instruction, input, output, turns, filtered, drift, classification];
  const meanOf = (lengths: Overview['lengths']['input']) => (lengths.count > 0 ? `mean ${mean(lengths.mean)}` : '');
  const element = el('div', { class: 'charts' }, ...figures.map((figure) => figure.element));
  // Nobody needs to hear of scores where none were given.
  const addScores = onChange((isThere: boolean) => {
    if (isThere) element.append(...scores.elements);
    else for (const each of scores.elements) each.remove();
  });
  return {
    element,
    update: (overview) => {
      const { lengths } = overview;
      rounds.update(roundsChart(overview));
      novelty.update(noveltyChart(overview));
      filtered.update(filteredChart(overview));
      drift.update(driftChart(overview));
      instruction.update(lengthsChart(lengths.instruction, 'instruction', 'instructions'), meanOf(lengths.instruction));
      input.update(lengthsChart(lengths.input, 'input', 'inputs'), inputNote(overview));
      output.update(lengthsChart(lengths.output, 'output', 'outputs'), meanOf(lengths.output));
      show(turns.element, overview.turns.count > 0);
      turns.update(lengthsChart(overview.turns, 'conversation', 'conversations', 'turns'), meanOf(overview.turns));
      classification.update(classificationChart(overview));
      addScores(overview.scores !== undefined);
      if (overview.scores) scores.update(overview.scores);
    },
  };
}

function inputNote({ lengths, withoutInputShare, generated }: Overview): string {
  if (generated === 0 || lengths.input.count === 0) return '';
  return `mean ${mean(lengths.input.mean)} · ${share(withoutInputShare)} without input`;
}
