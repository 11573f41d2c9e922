import type { LanguageCheck } from '../language/languageCheck.ts';
import { type FilteredCandidate, type FilterName, languageFilters } from '../model/candidate.ts';
import type { Instance, Provenance, TaskFlag } from '../model/task.ts';
import type { InstanceFilter } from '../pipeline/instanceFilter.ts';
import { decideClassification, makeInstances, type StepContext } from '../pipeline/steps.ts';
import type { PromptName } from '../prompts/promptSet.ts';
import { shortHash } from '../prompts/template.ts';
import type { StoredReply } from '../store/replyStore.ts';
import type { RescueItem } from './planRescue.ts';

/** What became of a candidate. */
export interface CompletedCandidate {
  readonly isClassification: boolean;
  /** What the filters left of its instances; none where it cannot be brought back. */
  readonly instances: readonly Instance[];
  /** What a person should look at. */
  readonly flags: readonly TaskFlag[];
  /** For the ledger. */
  readonly dropped: readonly FilteredCandidate[];
}

export interface CompletionContext {
  readonly steps: StepContext;
  readonly filterInstances: InstanceFilter;
  readonly language: LanguageCheck;
  /** Provenance of an instance that a reply gave. */
  readonly provenanceOf: (candidate: FilteredCandidate, prompt: PromptName, reply: StoredReply) => Provenance;
}

/** Where the replies about a rescued candidate are kept. */
export function rescueSlot(candidate: Pick<FilteredCandidate, 'id'>): string {
  return `rescue/${candidate.id}`;
}

/**
 * Asks for what a candidate lacks (steps 2 and 3), and applies the instance filters to what they have not seen. Rejects
 * with what the asking rejects with.
 */
export async function completeCandidate(
  context: CompletionContext,
  { candidate, instances, unfiltered, isClassification: known }: RescueItem,
): Promise<CompletedCandidate> {
  const { steps, provenanceOf } = context;
  const { instruction } = candidate;
  const place = { slot: rescueSlot(candidate), request: candidate.request };
  let isClassification = known;
  if (isClassification === undefined) {
    const decided = await decideClassification(steps, place, instruction);
    if ('unreadable' in decided) return unreadable(candidate, false, decided.reply, decided.unreadable);
    isClassification = decided.parsed;
  }
  if (instances.length > 0) {
    return unfiltered
      ? filtered(context, candidate, isClassification, instances, candidate.at)
      : { isClassification, instances, flags: [], dropped: [] };
  }
  const made = await makeInstances(steps, place, instruction, isClassification);
  if ('unreadable' in made) return unreadable(candidate, isClassification, made.reply, made.unreadable);
  const provenance = provenanceOf(candidate, made.prompt, made.reply);
  const completed = filtered(context, candidate, isClassification, made.parsed.items, made.reply.at);
  const { cutOff } = made.parsed;
  const unfinished =
    cutOff === undefined
      ? []
      : [
          dropped(candidate, 'instance', 'unfinished', made.reply.at, completed.dropped.length, {
            isClassification,
            instances: [{ input: '', output: cutOff }],
          }),
        ];
  return {
    ...completed,
    instances: completed.instances.map((instance) => ({ ...instance, provenance })),
    dropped: [...unfinished, ...completed.dropped],
  };
}

/** Where the language was the reason to drop the candidate, a person overruled that for all of it. */
function filtered(
  { filterInstances, language }: CompletionContext,
  candidate: FilteredCandidate,
  isClassification: boolean,
  instances: readonly Instance[],
  at: string,
): CompletedCandidate {
  const isOverruled = languageFilters.some((filter) => filter === candidate.filter);
  const {
    kept,
    dropped: lost,
    flags,
  } = isOverruled
    ? filterInstances(instances)
    : filterInstances(instances, (instance) => language.judgeInstance(instance, candidate.instruction));
  const ledger = lost.map(({ filter, detail, instance }, number) =>
    dropped(candidate, 'instance', filter, at, number, {
      ...(detail === undefined ? {} : { detail }),
      isClassification,
      instances: [instance],
    }),
  );
  if (kept.length === 0)
    ledger.push(dropped(candidate, 'task', 'no-instances', at, 0, { isClassification, instances }));
  return { isClassification, instances: kept, flags, dropped: ledger };
}

function unreadable(
  candidate: FilteredCandidate,
  isClassification: boolean,
  { at }: StoredReply,
  detail: string,
): CompletedCandidate {
  return {
    isClassification,
    instances: [],
    flags: [],
    dropped: [dropped(candidate, 'task', 'unparsable', at, 0, { detail })],
  };
}

/** A line for the ledger. Its id follows from the candidate, so that the same loss is not written twice. */
function dropped(
  { id: rescueOf, run, round, request, index, instruction, practice }: FilteredCandidate,
  stage: FilteredCandidate['stage'],
  filter: FilterName,
  at: string,
  number: number,
  more: Partial<FilteredCandidate>,
): FilteredCandidate {
  return {
    id: `f_${rescueHash([rescueOf, stage, filter, number])}`,
    run,
    round,
    request,
    ...(index === undefined ? {} : { index }),
    stage,
    filter,
    instruction,
    ...more,
    ...(practice ? { practice } : {}),
    rescueOf,
    at,
  };
}

/** The part of an id that tells what a rescue made from everything else. */
export function rescueHash(parts: readonly unknown[]): string {
  return shortHash(JSON.stringify(['rescue', ...parts])).slice(0, 12);
}
