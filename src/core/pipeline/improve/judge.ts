import type { TaskState } from '../../model/decision.ts';
import type { JudgePlan } from '../../model/improve.ts';
import type { Judgement } from '../../model/judgement.ts';
import { type JudgeReply, parseJudgement } from '../../prompts/judge.ts';
import { shortHash } from '../../prompts/template.ts';
import type { ReviewedTask, Snapshot } from '../../store/dataset.ts';
import { instanceHashes } from '../../store/judgements.ts';
import { hasModelTasks } from '../../store/whatCounts.ts';
import { renderJudged } from '../renderDemonstrations.ts';
import type { SessionOptions, SessionParts } from '../sessionParts.ts';
import { type Answer, askStep } from '../steps.ts';
import type { Improvement } from './improvement.ts';

/** States whose tasks are judged unless others are asked for: what is rejected is settled. */
const usualStates: readonly TaskState[] = ['pending', 'accepted', 'disputed'];

/** Ids of the generated tasks in these states, in the order of the files. Practice tasks beside a real model's are left out. */
export function tasksToJudge(snapshot: Snapshot, states: readonly TaskState[] = usualStates): string[] {
  const real = hasModelTasks(snapshot);
  return snapshot.generated
    .filter(({ task, standing }) => states.includes(standing.state) && !(real && task.provenance?.practice))
    .map(({ task }) => task.id);
}

/** One request for each instance that this model has not judged as it is now; with `again` for each. */
export function planJudge(
  { judgements }: Pick<Snapshot, 'judgements'>,
  tasks: readonly ReviewedTask[],
  model: string,
  again = false,
): JudgePlan[] {
  const key = (task: string, of: string) => JSON.stringify([task, of]);
  const own = again ? [] : judgements.filter((judgement) => judgement.model === model);
  const done = new Set(own.map(({ task, of }) => key(task, of)));
  return tasks
    .flatMap((reviewed) =>
      instanceHashes(reviewed).map((of, at) => ({
        task: reviewed.task,
        of,
        at,
        instance: reviewed.task.instances[at],
      })),
    )
    .flatMap(({ task, of, at, instance }) =>
      instance && !done.has(key(task.id, of)) ? [{ task, of, at, instance }] : [],
    )
    .map(({ task: { id, instruction }, of, at, instance: { input, output, messages } }, request) => ({
      request,
      step: 'judge',
      task: id,
      instance: at,
      of,
      instruction,
      judged: messages ? { input: '', output: '', messages } : { input, output },
    }));
}

/** *Judge*: scores with a reason for an instruction with one of its instances. */
export function judge(
  options: SessionOptions,
  { steps, judge: offers }: SessionParts,
): Improvement<JudgePlan, Answer<JudgeReply>> {
  const { run } = options.prepared.journal.header;
  return {
    ask: ({ request, instruction, judged }) =>
      askStep(
        steps,
        'judge',
        { slot: `${request}/judge`, request },
        { instruction, instance: renderJudged(judged, steps.prompts.language('judge')) },
        (reply, cut) => parseJudgement(reply, cut, judged.messages !== undefined || judged.input.trim() !== ''),
      ),
    read: ({ request, task, instance, of }, answer) => {
      if ('unreadable' in answer) return { task, outcome: 'unreadable', records: [] };
      const { connection, model, practice, promptHash, round, at } = offers.provenance('judge', answer.reply, request);
      const record: Judgement = {
        id: `j_${shortHash(JSON.stringify([run, request])).slice(0, 12)}`,
        task,
        instance,
        of,
        ...answer.parsed,
        connection,
        model,
        ...(practice ? { practice: true } : {}),
        promptHash,
        run,
        round,
        request,
        at,
      };
      return { task, outcome: 'judged', records: [{ file: 'scores', record }] };
    },
  };
}
