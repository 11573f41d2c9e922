import type { Completed, OfferJudge, Survivor } from './judgeOffers.ts';
import { decideClassification, makeInstances, type StepContext } from './steps.ts';

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
