import type { ImproveJob, ImprovePlan } from '../../model/improve.ts';
import { shortHash } from '../../prompts/template.ts';
import type { ReviewedTask, Snapshot } from '../../store/dataset.ts';
import type { ImproveHeader } from '../../store/runJournal.ts';
import { GenerateError } from '../generateError.ts';
import { planJudge } from './judge.ts';
import { planRegenerate } from './regenerate.ts';

/** What a job is remembered as: two jobs with one header are the same. */
export function improveHeader({ step, ...how }: ImproveJob): ImproveHeader {
  return { step, of: shortHash(JSON.stringify(how)) };
}

/**
 * The requests of a job to this model, in the order of its tasks; none where all was judged before. Throws `GenerateError`
 * where a task is not there, or there is nothing to ask.
 */
export function planImprovement(snapshot: Snapshot, job: ImproveJob, model: string): ImprovePlan[] {
  const tasks = job.tasks.map((id) => generatedTask(snapshot, id));
  const plans = job.step === 'judge' ? planJudge(snapshot, tasks, model, job.again) : planRegenerate(tasks, job);
  if (plans.length > 0 || (job.step === 'judge' && tasks.length > 0)) return plans;
  throw new GenerateError(
    'nothing-to-improve',
    'No generated task fits what was asked for, so there is nothing to ask about. Nothing was sent.',
  );
}

/** The generated task of an id. Throws `GenerateError` where there is none. */
export function generatedTask(snapshot: Snapshot, id: string): ReviewedTask {
  const reviewed = snapshot.byId.get(id);
  if (reviewed) return reviewed;
  throw new GenerateError(
    'unknown-task',
    snapshot.seedsById.has(id)
      ? `${id} is a seed task. People wrote it, and only generated tasks are improved by a model. Nothing was sent.`
      : `No generated task has the id ${id}. Ids stand in the files of the tasks. Nothing was sent.`,
  );
}
