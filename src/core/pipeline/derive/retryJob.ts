import type { FilteredCandidate } from '../../model/candidate.ts';
import { type DeriveJob, type DerivePlan, derivedSteps, type RetryPlan } from '../../model/derive.ts';
import type { Dataset } from '../../store/dataset.ts';
import { type ListedPlan, RunJournal } from '../../store/runJournal.ts';
import { demonstrationPool } from '../../store/whatCounts.ts';
import { GenerateError } from '../generateError.ts';
import { planRequest } from '../sampleDemonstrations.ts';

/** Whether a dropped candidate is a whole reply that could not be read, so that all of its request is to be asked again. */
export function isWholeReply({ filter, stage }: Pick<FilteredCandidate, 'filter' | 'stage'>): boolean {
  return filter === 'unparsable' && stage === 'reply';
}

/**
 * The job of asking again what the replies to could not be read. What was asked stands in the journals of the runs; where
 * one is not here, as in a dataset that came from another machine, a round's request is drawn anew. Throws `GenerateError`.
 */
export async function retryJob(
  { disk, paths, snapshot }: Pick<Dataset, 'disk' | 'paths' | 'snapshot'>,
  ids: readonly string[],
): Promise<Extract<DeriveJob, { step: 'retry' }>> {
  const journals = new Map((await RunJournal.all(disk, paths)).map((journal) => [journal.run, journal]));
  const wanted = new Set(ids);
  const chosen = snapshot.filtered.filter((candidate) => wanted.has(candidate.id) && isWholeReply(candidate));
  const plans = chosen.flatMap((candidate) => {
    const of = askedBefore(journals.get(candidate.run), candidate) ?? drawnAnew(snapshot, candidate);
    return of ? [{ step: 'retry' as const, candidate: candidate.id, of }] : [];
  });
  if (plans.length > 0) return { step: 'retry', plans };
  throw new GenerateError(
    'nothing-to-derive',
    'What was asked is not known here any more: the journal of the run is on the machine that asked. Nothing was sent. Start that work again instead.',
  );
}

function askedBefore(journal: RunJournal | undefined, { request }: FilteredCandidate): RetryPlan['of'] | undefined {
  const listed = journal?.listed.get(request);
  if (listed && isDerivePlan(listed)) return listed.step === 'retry' ? listed.of : listed;
  const plan = journal?.plans.get(request);
  return plan && { request, step: 'instructions', prompt: plan.prompt, demonstrations: plan.demonstrations };
}

function drawnAnew(
  snapshot: Dataset['snapshot'],
  { derived, round, request, id }: FilteredCandidate,
): RetryPlan['of'] | undefined {
  const pool = demonstrationPool(snapshot);
  if (derived || pool.seeds.length === 0) return undefined;
  const randomSeed = Number.parseInt(id.replace(/\W|_/gu, '').slice(-8), 16) || 0;
  const { prompt, demonstrations } = planRequest(pool, snapshot.recipe, { randomSeed, round, request });
  return { request, step: 'instructions', prompt, demonstrations };
}

/** A run about tasks drops no candidates. */
function isDerivePlan(plan: ListedPlan): plan is DerivePlan {
  return (derivedSteps as readonly string[]).includes(plan.step);
}
