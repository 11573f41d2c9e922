import type { DerivePlan } from '../../model/derive.ts';
import type { Ended } from '../../model/round.ts';
import type { JudgedRequest } from '../requestLine.ts';

/** One kind of derived run: what is asked, and what becomes of the answers. */
export interface Derivation<Plan extends DerivePlan = DerivePlan, Answer = unknown> {
  /** Whether instructions are compared with the novelty pool. */
  readonly usesPool: boolean;
  /** The next requests, numbered from `from` on; none ends the run. Called when all before are written. */
  next(from: number): readonly Plan[];
  /** Depends on the plan alone. */
  ask(plan: Plan): Promise<Answer>;
  /** Called in the order of the numbers. */
  judge(plan: Plan, answer: Answer): Promise<JudgedRequest>;
  /** Why the run ends when there is nothing more to ask. */
  readonly ended: Ended;
}
