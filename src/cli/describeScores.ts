import { isolate } from '../core/isolate.ts';
import { scoredParts } from '../core/model/judgement.ts';
import type { GroupScores, ScoreStats } from '../core/stats/scoreStats.ts';

/** Scores as `stats` and `judge` print them: one line about all, and one about each part, model, judge and round. */
export function describeScores({ judged, stale, parts, byModel, byJudge, byRound }: ScoreStats): string[] {
  return [
    `scores: ${judged} tasks judged${stale > 0 ? `, ${stale} changed since they were judged` : ''}`,
    ...scoredParts
      .filter((part) => parts[part].count > 0)
      .map((part) => {
        const counts = parts[part].counts.map((count, index) => `${index + 1}: ${count}`);
        return `  ${part}: mean ${parts[part].mean.toFixed(2)} over ${parts[part].count} tasks (${counts.join(', ')})`;
      }),
    ...byModel.map((group) => `  written by ${isolate(group.name)}: ${meansOf(group)}`),
    ...byJudge.map((group) => `  judged by ${isolate(group.name)}: ${meansOf(group)}`),
    ...byRound.map((group) => `  round ${group.name}: ${meansOf(group)}`),
  ];
}

function meansOf({ tasks, parts }: GroupScores): string {
  const means = scoredParts.flatMap((part) => (parts[part] === undefined ? [] : [`${part} ${parts[part].toFixed(2)}`]));
  return `${tasks} tasks, ${means.join(', ')}`;
}
