import type { InstructionsPlan, RetryPlan } from '../../model/derive.ts';
import type { Task } from '../../model/task.ts';
import type { ParsedReply } from '../../prompts/readReply.ts';
import { completeOffer } from '../completeBySteps.ts';
import type { Completed } from '../judgeOffers.ts';
import type { ListedWork } from '../listedWork.ts';
import type { SessionOptions, SessionParts } from '../sessionParts.ts';
import { type Answer, type Offer, writeInstructions } from '../steps.ts';
import { fromText } from './fromText.ts';
import { GrowInstances } from './growInstances.ts';
import { reword } from './reword.ts';

type Asked = RetryPlan['of'];

/** *Retry*: requests again whose replies could not be read, whatever kind of run had asked them. */
export function retry(options: SessionOptions, parts: SessionParts): ListedWork<RetryPlan> {
  const { prompts } = options.prepared;
  const opened = new Map<Asked['step'], ListedWork<Asked>>();
  /** Each kind is opened when it is met: *Grow Instances* goes through the whole dataset first. */
  const kindOf = ({ of: { step } }: RetryPlan): ListedWork<Asked> => {
    const kind = opened.get(step) ?? openKind(step);
    opened.set(step, kind);
    return kind;
  };
  function openKind(step: Asked['step']): ListedWork<Asked> {
    switch (step) {
      case 'instructions':
        return newInstructions(parts) as ListedWork<Asked>;
      case 'grow':
        return new GrowInstances(options, parts) as ListedWork<Asked>;
      case 'fromText':
        return fromText(parts) as ListedWork<Asked>;
      case 'paraphrase':
      case 'evolve':
        return reword(parts, prompts) as ListedWork<Asked>;
    }
  }
  const planOf = ({ of, request }: RetryPlan) => ({ ...of, request });
  return {
    usesPool: true,
    ended: 'target',
    next: () => [],
    ask: (plan) => kindOf(plan).ask(planOf(plan)),
    judge: async (plan, answer) => {
      const judged = await kindOf(plan).judge(planOf(plan), answer);
      return { ...judged, completing: judged.completing.map(async (completed) => marked(await completed, plan)) };
    },
  };
}

/** New instructions as a round asks for them. */
function newInstructions(parts: SessionParts): ListedWork<InstructionsPlan, Answer<ParsedReply<Offer>>> {
  const shown = ({ demonstrations }: { readonly demonstrations: readonly string[] }): Task[] =>
    demonstrations.flatMap((id) => parts.pool.task(id) ?? []);
  return {
    usesPool: true,
    ended: 'target',
    next: () => [],
    ask: ({ step: _, ...plan }) => writeInstructions(parts.steps, { type: 'plan', ...plan }, shown(plan)),
    judge: async (plan, answer) => {
      const { survivors, ...judged } = await parts.judge.judge(plan, shown(plan), answer);
      return {
        ...judged,
        completing: survivors.map((survivor) => completeOffer(parts, plan, survivor, answer.reply)),
      };
    },
  };
}

function marked({ task, filtered }: Completed, { candidate }: RetryPlan): Completed {
  if (!task?.provenance) return { filtered };
  return { filtered, task: { ...task, provenance: { ...task.provenance, retryOf: candidate } } };
}
