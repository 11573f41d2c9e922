import { scoredParts } from '../../src/core/model/judgement.ts';
import type { Card, CardJudgement, CardScores, QueueItem } from '../../src/protocol/panel.ts';
import { el } from './dom.ts';
import { count, mean } from './format.ts';
import { icon } from './icons.ts';
import { fieldLabels } from './labels.ts';

/** From this score on a part is fit for use as it is. */
const goodEnough = 4;
/** Up to this one it is wrong in a point that matters. */
const bad = 2;

/** A badge with the lowest score, or one that says that the scores are about an earlier text. */
export function scoreBadges({ lowest }: QueueItem, { scores }: Card): readonly HTMLElement[] {
  if (lowest !== undefined) {
    const look = lowest <= bad ? 'rejected' : lowest < goodEnough ? 'changed' : '';
    return [el('span', { class: `badge score ${look}` }, `Lowest score ${mean(lowest)}`)];
  }
  return scores?.stale ? [el('span', { class: 'badge changed' }, icon('warning'), 'Changed since judged')] : [];
}

/** What models think of the task: scores by part with a reason, one entry a judge and instance. */
export function scoresOf({ stale, judgements }: CardScores, language: string): HTMLElement {
  return el(
    'section',
    { class: stale ? 'scores stale' : 'scores', 'aria-label': 'Scores' },
    el('div', { class: 'label' }, stale ? 'Scores of an earlier text; they count for nothing now' : 'Scores'),
    ...judgements.map((judgement) => judgementOf(judgement, language)),
  );
}

function judgementOf({ scores, reason, instance, ...origin }: CardJudgement, language: string): HTMLElement {
  const parts = scoredParts.flatMap((part) => {
    const score = scores[part];
    return score === null ? [] : [partOf(fieldLabels[part], score)];
  });
  const which = instance === undefined ? [] : [`instance ${count(instance + 1)} · `];
  return el(
    'div',
    { class: 'judgement' },
    el('dl', { class: 'parts' }, ...parts.flat()),
    el('p', { class: 'reason', dir: 'auto', lang: language }, reason),
    el('p', { class: 'origin' }, ...which, ...originOf(origin)),
  );
}

function partOf(label: string, score: number): readonly HTMLElement[] {
  const look = score <= bad ? 'low' : score < goodEnough ? 'middling' : 'good';
  return [el('dt', {}, label), el('dd', { class: look }, count(score))];
}

function originOf({
  model,
  practice,
  at,
}: Pick<CardJudgement, 'model' | 'practice' | 'at'>): readonly (Node | string)[] {
  const when = new Date(at);
  return [
    el('bdi', {}, model),
    ...(practice ? [', practice: no language model'] : []),
    ...(Number.isNaN(when.getTime()) ? [] : [` · ${when.toISOString().slice(0, 10)}`]),
  ];
}
