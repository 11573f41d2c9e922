import { languageCheckOf } from '../language/languageCheck.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import { findStored } from '../pipeline/askModel.ts';
import type { StepContext } from '../pipeline/steps.ts';
import type { Dataset } from '../store/dataset.ts';
import { completeCandidate } from './completeCandidate.ts';
import { isIncomplete, planRescue, type RescueItem, type RescuePlan } from './planRescue.ts';
import { completionContext, openReplies } from './rescueContext.ts';

/** What a rescue would take. */
export interface RescueEstimate extends Pick<RescuePlan, 'already' | 'unfit' | 'unknown'> {
  /** Candidates that it would bring back. */
  readonly candidates: number;
  /** Requests that it would send, if none has to be repeated. */
  readonly requests: number;
  /** Replies that are there already, from a rescue that was stopped. */
  readonly fromStore: number;
}

/** Says what a rescue would take; nothing is sent. Without a client replies that are there already are not known of. */
export async function estimateRescue(
  dataset: Dataset,
  ids: readonly string[],
  client?: ModelClient,
): Promise<RescueEstimate> {
  const { items, already, unfit, unknown } = planRescue(dataset.snapshot, ids);
  const incomplete = items.filter(isIncomplete);
  const asked = { candidates: items.length, already, unfit, unknown };
  const requests = incomplete.reduce((sum, item) => sum + steps(item), 0);
  if (!client || incomplete.length === 0) return { ...asked, requests, fromStore: 0 };
  const fromStore = await countStored(dataset, incomplete, client);
  return { ...asked, requests: requests - fromStore, fromStore };
}

/** Instances are asked for after the classification, which decides how. */
function steps({ instances, isClassification }: RescueItem): number {
  return (instances.length === 0 ? 1 : 0) + (isClassification === undefined ? 1 : 0);
}

class NotStored extends Error {}

async function countStored(dataset: Dataset, items: readonly RescueItem[], client: ModelClient): Promise<number> {
  const stored = await openReplies(dataset, client);
  let found = 0;
  const asker: StepContext['asker'] = {
    async ask(question) {
      const reply = await findStored(stored, question);
      if (!reply) throw new NotStored();
      found += 1;
      return reply;
    },
  };
  const context = completionContext(dataset.snapshot, client, await languageCheckOf(dataset.snapshot), asker, '');
  for (const item of items) {
    await completeCandidate(context, item).catch((error: unknown) => {
      if (!(error instanceof NotStored)) throw error;
    });
  }
  return found;
}
