import type { RewordPlan } from '../../model/derive.ts';
import { type InstructionReply, parseOneInstruction } from '../../prompts/oneInstruction.ts';
import type { PromptSet } from '../../prompts/promptSet.ts';
import { rougeL } from '../../similarity/rougeL.ts';
import type { Tokenizer } from '../../similarity/tokenize.ts';
import { completeBySteps } from '../completeBySteps.ts';
import type { Dropped } from '../filterInstruction.ts';
import type { Survivor } from '../judgeOffers.ts';
import type { ListedWork } from '../listedWork.ts';
import type { SessionParts } from '../sessionParts.ts';
import { type Answer, askStep, type StepContext } from '../steps.ts';
import { createPromptWords } from './promptWords.ts';

/** ROUGE-L F to the instruction it was made from above which nothing was changed that a reader would notice. */
const unchangedAbove = 0.95;

/**
 * *Paraphrase* and *Evolve*: a task in other words, which keeps its instances and may be near to its origin, or another
 * task made from it, which must be new in the pool and gets its instances by steps 2 and 3.
 */
export function reword(
  { steps, judge, tokenize }: SessionParts,
  prompts: PromptSet,
): ListedWork<RewordPlan, Answer<InstructionReply>> {
  const promptWords = {
    paraphrase: createPromptWords(prompts.words('paraphrase'), tokenize),
    evolve: createPromptWords(prompts.words('evolve'), tokenize),
  };
  return {
    usesPool: true,
    ended: 'target',
    next: () => [],
    ask: (plan) => askToReword(steps, plan),
    judge: async (plan, answer) => {
      const { request, step, from } = plan;
      const offers =
        'parsed' in answer
          ? { ...answer, parsed: { items: [offerOf(plan, answer.parsed)] } }
          : { ...answer, unreadable: answer.unreadable };
      const { survivors, ...judged } = await judge.judge({ request, demonstrations: [from] }, [], offers, {
        derived: derivedFrom(plan),
        check: (instruction) =>
          findUnchanged(instruction, plan.instruction, tokenize) ?? promptWords[step](instruction, plan.instruction),
        ...(step === 'paraphrase' ? { mayBeNear: from } : {}),
      });
      const complete = async (survivor: Survivor) =>
        step === 'evolve'
          ? completeBySteps({ judge, steps }, survivor, request)
          : { filtered: [], task: judge.task(survivor, plan.instances, plan.isClassification) };
      return { ...judged, completing: survivors.map(complete) };
    },
  };
}

/** Asks for a task in other words, or for another one made from it. */
export function askToReword(steps: StepContext, { request, step, instruction, kind }: RewordPlan) {
  return askStep(
    steps,
    step,
    { slot: `${request}/${step}`, request },
    { instruction, ...(kind ? { change: steps.prompts.language('evolve').changes[kind] } : {}) },
    (reply, cut) => parseOneInstruction(reply, cut),
  );
}

function offerOf({ step, instances, isClassification }: RewordPlan, { instruction }: InstructionReply) {
  return step === 'paraphrase' ? { instruction, instances, isClassification } : { instruction };
}

function derivedFrom({ step, from, kind }: RewordPlan) {
  return step === 'evolve' ? { step, from, kind: kind ?? 'constraint' } : ({ step: 'paraphrase', from } as const);
}

function findUnchanged(instruction: string, origin: string, tokenize: Tokenizer): Dropped | undefined {
  const { f } = rougeL(tokenize(origin), tokenize(instruction));
  return f > unchangedAbove ? { filter: 'unchanged', detail: f.toFixed(2) } : undefined;
}
