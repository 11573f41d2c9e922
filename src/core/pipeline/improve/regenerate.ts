import type { ImproveOutcome, RegenerateJob, RegeneratePlan } from '../../model/improve.ts';
import type { AlternativeOutput } from '../../model/output.ts';
import type { Instance } from '../../model/task.ts';
import { parseOutput, regenerateInput } from '../../prompts/regenerate.ts';
import { shortHash } from '../../prompts/template.ts';
import { questionHash } from '../../store/contentHash.ts';
import type { ReviewedTask } from '../../store/dataset.ts';
import type { SessionOptions, SessionParts } from '../sessionParts.ts';
import { type Answer, askStep } from '../steps.ts';
import { agree } from './agree.ts';
import type { Improvement } from './improvement.ts';

/** One request for each instance; of a conversation the last turn is written anew. */
export function planRegenerate(
  tasks: readonly Pick<ReviewedTask, 'task'>[],
  { samples = 1 }: Pick<RegenerateJob, 'samples'>,
): RegeneratePlan[] {
  return tasks
    .flatMap(({ task }) => task.instances.map((instance, at) => ({ task, instance, at })))
    .map(({ task: { id, instruction }, instance, at }, request) => ({
      request,
      step: 'regenerate',
      task: id,
      instance: at,
      of: questionHash(instruction, instance),
      instruction,
      ...question(instance),
      output: instance.output,
      samples,
    }));
}

function question({ input, messages }: Instance): Pick<RegeneratePlan, 'input' | 'turns'> {
  return messages ? { input: '', turns: messages.slice(0, -1) } : { input };
}

/**
 * *Regenerate Outputs*: new outputs for inputs that are there. Of several samples the output that more than half of them
 * give is kept (self-consistency, arXiv 2203.11171); where there is none, each of them is, and a person chooses.
 */
export function regenerate(
  options: SessionOptions,
  { steps, judge, tokenize }: SessionParts,
): Improvement<RegeneratePlan, readonly Answer<string>[]> {
  const { run } = options.prepared.journal.header;
  return {
    ask: ({ request, instruction, samples, ...plan }) =>
      Promise.all(
        Array.from({ length: samples }, (_, sample) =>
          askStep(
            steps,
            'regenerate',
            { slot: `${request}/regenerate`, request, sample },
            { instruction, input: regenerateInput(plan, steps.prompts.language('regenerate')) },
            parseOutput,
          ),
        ),
      ),
    read: ({ request, task, instance, of, output: standing, samples }, answers) => {
      const given = answers.flatMap((answer) => ('parsed' in answer ? [{ answer, output: answer.parsed }] : []));
      const { kept, hasMajority } = agree(given, samples, tokenize);
      const alternatives = kept.map(
        ({ item: { answer, output }, agree }, index): AlternativeOutput => ({
          id: `o_${shortHash(JSON.stringify([run, request, index])).slice(0, 12)}`,
          task,
          instance,
          of,
          output,
          provenance: judge.provenance('regenerate', answer.reply, request),
          ...(samples > 1 ? { agreement: { agree, of: samples } } : {}),
        }),
      );
      const outcome: ImproveOutcome =
        kept.length === 0
          ? 'unreadable'
          : !hasMajority
            ? 'no-majority'
            : kept.every(({ item }) => item.output === standing)
              ? 'same'
              : 'new';
      return { task, outcome, records: alternatives.map((record) => ({ file: 'outputs', record })) };
    },
  };
}
