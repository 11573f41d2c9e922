import type { StoredReply } from '../store/replyStore.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import type { Completed, OfferJudge, Survivor } from './judgeOffers.ts';
import { decideClassification, makeInstances, type StepContext } from './steps.ts';

/** Steps 2 and 3 for one instruction that passed the filters; in the single-call recipe its instances are there already. */
export async function completeOffer(
  parts: { readonly judge: OfferJudge; readonly steps: StepContext },
  { request, prompt }: Pick<RequestPlan, 'request' | 'prompt'>,
  survivor: Survivor,
  reply: StoredReply,
): Promise<Completed> {
  const { instances, isClassification = false } = survivor.offer;
  if (!instances) return completeBySteps(parts, survivor, request);
  return parts.judge.complete(survivor, request, isClassification, { instances, prompt, reply });
}

/** Steps 2 and 3 for one instruction that passed the filters. */
export async function completeBySteps(
  { judge, steps }: { readonly judge: OfferJudge; readonly steps: StepContext },
  survivor: Survivor,
  request: number,
): Promise<Completed> {
  const { instruction } = survivor.offer;
  const place = { slot: `${request}/${survivor.index}`, request };
  const decided = await decideClassification(steps, place, instruction);
  if ('unreadable' in decided) return judge.unreadable(survivor, request, decided.reply, decided.unreadable);
  const made = await makeInstances(steps, place, instruction, decided.parsed);
  if ('unreadable' in made) return judge.unreadable(survivor, request, made.reply, made.unreadable);
  const { items, cutOff } = made.parsed;
  return judge.complete(survivor, request, decided.parsed, {
    instances: items,
    cutOff,
    prompt: made.prompt,
    reply: made.reply,
  });
}
