import type { PassagePlan, RewordPlan } from '../../model/derive.ts';
import { RunJournal } from '../../store/runJournal.ts';
import { countTowardsTarget } from '../../store/whatCounts.ts';
import { planDerivation } from '../derive/planDerivation.ts';
import type { Goal } from '../prepareRun.ts';
import type { ReadDataset } from '../previewContext.ts';

/** What is left to be done: rounds, tasks to be admitted, or the requests of a derived run. */
export type Work =
  | { readonly rounds: number }
  | { readonly tasks: number }
  | { readonly plans: readonly (PassagePlan | RewordPlan)[] };

/** What is left to be done for a goal; `undefined` where that shows only as it goes. Throws `GenerateError`. */
export async function workOf({ disk, paths, snapshot }: ReadDataset, goal: Goal): Promise<Work | undefined> {
  if (goal !== 'resume' && 'derive' in goal) {
    // *Grow Instances* plans as it goes, and what *Retry* asks again is of any kind.
    if (goal.derive.step === 'grow' || goal.derive.step === 'retry') return undefined;
    const plans = planDerivation(snapshot, goal.derive, 0);
    return { plans: plans.filter((plan) => plan.step !== 'grow' && plan.step !== 'retry') };
  }
  if (goal !== 'resume' && 'improve' in goal) return undefined;
  const latest = goal === 'resume' ? await RunJournal.latest(disk, paths) : undefined;
  if (latest?.header.derive || latest?.header.improve) return undefined;
  const whole = goal === 'resume' ? latest?.goal : goal;
  if (!whole) return undefined;
  if ('target' in whole) return { tasks: Math.max(0, whole.target - countTowardsTarget(snapshot)) };
  if (!('rounds' in whole)) return undefined;
  const done = latest ? latest.nextRequest / snapshot.recipe.round.requests : 0;
  return { rounds: Math.max(0, whole.rounds - done) };
}
