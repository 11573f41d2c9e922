import type { Judgement, Scored } from '../../src/core/model/judgement.ts';
import type { GeneratedTask } from '../../src/core/model/task.ts';
import { resolveJudgements } from '../../src/core/store/resolveJudgements.ts';
import type { CardScores } from '../../src/protocol/panel.ts';
import { hostileText } from './fixtures.ts';

const reasons = [
  'Nothing to object to.',
  'The output leaves out the second of the two things that the instruction asks for.',
  'निर्देश स्पष्ट है, पर उत्तर में एक तथ्य ग़लत है।',
  'التعليمة واضحة، لكن الناتج لا يجيب عن السؤال كاملًا.',
  hostileText,
];

/** As the extension sends them: where there is one instance, nothing tells which. */
export function cardScores({ stale, judgements }: Scored, instances: number): CardScores {
  return {
    stale,
    judgements: judgements.map(({ instance, ...rest }) => (instances > 1 ? { ...rest, instance } : rest)),
  };
}

/** Two judges' scores for three tasks of four; the fifth task was changed since. */
export function scoresOf(task: GeneratedTask, index: number): Scored | undefined {
  if (index % 4 === 3) return undefined;
  const isStale = index === 4;
  const judgements = task.instances.flatMap((instance, at) =>
    ['example-70b-judge', ...(index % 3 === 0 ? ['another-judge'] : [])].map((model, turn): Judgement => {
      const output = ((index * 7 + at * 3 + turn) % 5) + 1;
      return {
        id: `j_${task.id}_${at}_${turn}`,
        task: task.id,
        instance: at,
        of: String(at),
        scores: {
          instruction: 5 - (index % 3),
          input: instance.input === '' && !instance.messages ? null : 4,
          output,
        },
        reason: (output === 5 ? reasons[0] : reasons[(index + at + turn) % reasons.length]) ?? '',
        connection: 'mine',
        model,
        promptHash: '',
        run: 'r1',
        round: 7,
        request: index,
        at: `2026-11-2${turn + 1}T09:00:00Z`,
      };
    }),
  );
  return resolveJudgements(judgements, isStale ? [] : task.instances.map((_, at) => String(at)));
}
