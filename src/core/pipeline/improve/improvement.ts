import type { Improved, ImprovePlan } from '../../model/improve.ts';
import type { ListedWork } from '../listedWork.ts';

/** One kind of run about tasks that are there: what is asked about each, and what the reply adds to the dataset. */
export interface Improvement<Plan extends ImprovePlan = ImprovePlan, Answer = unknown> {
  /** Depends on the plan alone. */
  ask(plan: Plan): Promise<Answer>;
  /** Called in the order of the numbers. The ids of the records follow from run and request. */
  read(plan: Plan, answer: Answer): Improved;
}

/** All that it asks is planned before it begins; it admits nothing and drops nothing. */
export function asListedWork({ ask, read }: Improvement): ListedWork<ImprovePlan> {
  return {
    usesPool: false,
    ended: 'target',
    next: () => [],
    ask,
    judge: async (plan, answer) => {
      const improved = read(plan, answer);
      return { candidates: 1, filtered: [], failed: improved.outcome === 'unreadable', completing: [], improved };
    },
  };
}
