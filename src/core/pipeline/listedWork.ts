import type { InstructionsPlan } from '../model/derive.ts';
import type { Ended } from '../model/round.ts';
import type { ListedPlan } from '../store/runJournal.ts';
import type { JudgedRequest } from './requestLine.ts';

/** What a run does that goes through a list: what is asked, and what becomes of the answers. */
export interface ListedWork<Plan extends ListedPlan | InstructionsPlan = ListedPlan, Answer = unknown> {
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
