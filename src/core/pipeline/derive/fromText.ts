import type { LanguageVerdict } from '../../language/languageCheck.ts';
import type { PassagePlan } from '../../model/derive.ts';
import type { Instance } from '../../model/task.ts';
import { type InstructionReply, parseOneInstruction } from '../../prompts/oneInstruction.ts';
import { findUnsound } from '../filterInstances.ts';
import type { Completed, OfferJudge, Survivor } from '../judgeOffers.ts';
import type { ListedWork } from '../listedWork.ts';
import type { SessionParts } from '../sessionParts.ts';
import { type Answer, askStep, type StepContext } from '../steps.ts';

/** *From Text*: a passage of the user's is the output or the input, byte for byte, and the model writes what is around it. */
export function fromText({ steps, judge }: SessionParts): ListedWork<PassagePlan, Answer<InstructionReply>> {
  return {
    usesPool: true,
    ended: 'target',
    next: () => [],
    ask: (plan) => askAboutPassage(steps, plan),
    judge: async ({ request, as, text, source }, answer) => {
      const derived = { step: 'fromText', as, source } as const;
      const offers =
        'parsed' in answer
          ? { ...answer, parsed: { items: [offerOf(answer.parsed, as, text)] } }
          : { ...answer, unreadable: answer.unreadable };
      const { survivors, ...judged } = await judge.judge({ request, demonstrations: [] }, [], offers, { derived });
      return {
        ...judged,
        completing: survivors.map(async (survivor) => complete(judge, survivor, request, answer)),
      };
    },
  };
}

/** Asks for what stands around a passage. */
export function askAboutPassage(steps: StepContext, { request, as, text }: PassagePlan) {
  const place = { slot: `${request}/fromText`, request };
  return as === 'output'
    ? askStep(steps, 'fromTextOutput', place, { text }, (reply, cut) => parseOneInstruction(reply, cut))
    : askStep(steps, 'fromTextInput', place, { text }, (reply, cut) => parseOneInstruction(reply, cut, true));
}

function offerOf({ instruction, output = '' }: InstructionReply, as: PassagePlan['as'], text: string) {
  const instance: Instance = as === 'output' ? { input: '', output: text } : { input: text, output };
  return { instruction, instances: [instance], isClassification: false };
}

/** What the model wrote passes the filters on instances; the passage is the person's own and is not judged. */
function complete(
  judge: OfferJudge,
  survivor: Survivor,
  request: number,
  { prompt, reply }: Answer<unknown>,
): Completed {
  const { instances = [], instruction } = survivor.offer;
  const [instance] = instances;
  if (!instance) return { filtered: [] };
  const { derived } = survivor.provenance;
  const ofModel = prompt === 'fromTextOutput' ? undefined : findUnsound({ ...instance, input: `${instance.input}.` });
  const same =
    instance.input.trim() === instance.output.trim() ? ({ filter: 'input-equals-output' } as const) : undefined;
  // What the model wrote is the output where the passage is the input; the instruction was judged before.
  const inLanguage: LanguageVerdict =
    prompt === 'fromTextOutput' ? { flags: [] } : judge.inLanguage({ ...instance, input: '' }, instruction);
  const reason = ofModel ?? same ?? inLanguage.drop;
  if (reason) {
    const lost = {
      ...reason,
      instruction,
      instances,
      isClassification: false,
      task: survivor.id,
      ...(derived ? { derived } : {}),
    };
    return { filtered: [judge.dropped(request, survivor.index, 'task', reply, lost)] };
  }
  const provenance = { ...judge.provenance(prompt, reply, request), ...(derived ? { derived } : {}) };
  return {
    filtered: [],
    task: judge.task(
      { ...survivor, flags: [...survivor.flags, ...inLanguage.flags] },
      [{ ...instance, provenance }],
      false,
    ),
  };
}
