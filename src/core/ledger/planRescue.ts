import type { ModelClient } from '../llm/modelClient.ts';
import type { FilteredCandidate } from '../model/candidate.ts';
import { rolesInTurn } from '../model/conversation.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Instance } from '../model/task.ts';
import { GenerateError } from '../pipeline/generateError.ts';
import { checkRecipe } from '../pipeline/prepareRun.ts';
import type { Snapshot } from '../store/dataset.ts';
import { hasModelTasks } from '../store/whatCounts.ts';

/** A candidate to be brought back, and what it has of a task already. */
export interface RescueItem {
  readonly candidate: FilteredCandidate;
  /** Instances that it keeps; none where they are to be asked for. */
  readonly instances: readonly Instance[];
  /** Whether the instance filters have not seen those instances yet. Where they dropped them, the person overruled that. */
  readonly unfiltered: boolean;
  /** `undefined` where that is to be asked for. */
  readonly isClassification: boolean | undefined;
}

export interface RescuePlan {
  /** In the order of the ids asked for. */
  readonly items: readonly RescueItem[];
  /** Ids of candidates that are tasks by now. */
  readonly already: readonly string[];
  /** Candidates that there is nothing to bring back of, and why. */
  readonly unfit: readonly { readonly id: string; readonly reason: string }[];
  /** Ids that are no candidate's. */
  readonly unknown: readonly string[];
}

/** Sorts out what a rescue would have to do for each candidate. */
export function planRescue(snapshot: Snapshot, ids: readonly string[]): RescuePlan {
  const byId = new Map(snapshot.filtered.map((candidate) => [candidate.id, candidate]));
  const plan: { [part in keyof RescuePlan]: RescuePlan[part][number][] } & RescuePlan = {
    items: [],
    already: [],
    unfit: [],
    unknown: [],
  };
  for (const id of new Set(ids)) {
    const candidate = byId.get(id);
    const reason = candidate && unfitness(candidate);
    if (!candidate) plan.unknown.push(id);
    else if (snapshot.rescuedCandidates.has(id)) plan.already.push(id);
    else if (reason !== undefined) plan.unfit.push({ id, reason });
    else plan.items.push(rescueItem(candidate, snapshot.recipe));
  }
  return plan;
}

/** Whether anything is to be asked of a model for it. */
export function isIncomplete({ instances, isClassification }: RescueItem): boolean {
  return instances.length === 0 || isClassification === undefined;
}

/** Checks that a plan can be carried out in this dataset with this model. Throws `GenerateError`; nothing was sent. */
export function checkCanRescue(snapshot: Snapshot, plan: RescuePlan, client: ModelClient | undefined): void {
  checkRecipe(snapshot);
  if (plan.unknown.length > 0) {
    throw new GenerateError(
      'unknown-candidate',
      `No dropped candidate has the id ${plan.unknown.join(', ')}. The ids stand in filtered_candidates.jsonl. Nothing was sent.`,
    );
  }
  const isPractice = ({ candidate }: RescueItem) => candidate.practice === true;
  if (plan.items.some(isPractice) && hasModelTasks(snapshot)) {
    throw new GenerateError(
      'practice-in-real-dataset',
      'This dataset has tasks that a real model wrote. What the practice model wrote never mixes with them: bring back only what a real model wrote.',
    );
  }
  const incomplete = plan.items.filter(isIncomplete);
  if (incomplete.length === 0) return;
  if (!client) {
    throw new GenerateError(
      'no-model',
      `For ${incomplete.length} of these candidates a model is to be asked what they lack, and none was chosen. Nothing was sent.`,
    );
  }
  const other = incomplete.find((item) => isPractice(item) !== client.practice);
  if (!other) return;
  throw new GenerateError(
    'practice-in-real-dataset',
    client.practice
      ? `A real model wrote ${other.candidate.id}, and the practice model is no language model: choose a real model to complete it.`
      : `The practice model, which is no language model, wrote ${other.candidate.id}: only the practice model completes it.`,
  );
}

function unfitness({ stage, instruction }: FilteredCandidate): string | undefined {
  if (stage === 'reply') return 'it is a reply that could not be read, without an instruction';
  return instruction.trim() === '' ? 'its instruction is empty' : undefined;
}

function rescueItem(candidate: FilteredCandidate, recipe: Pick<Recipe, 'instances'>): RescueItem {
  const { stage, filter, instances = [] } = candidate;
  // What was cut off is no instance but the rest of a reply.
  const usable = filter === 'unfinished' ? [] : instances.filter(canBeLearntFrom);
  // In a chat dataset nobody asks what is a classification.
  const isClassification = candidate.isClassification ?? (recipe.instances === 'conversation' ? false : undefined);
  return { candidate, instances: usable, unfiltered: stage === 'instruction', isClassification };
}

/** An instance needs an output, a conversation an answer to every question: what has none is asked for again. */
function canBeLearntFrom({ output, messages }: Instance): boolean {
  if (!messages) return output.trim() !== '';
  return rolesInTurn(messages) && messages.every(({ content }) => content.trim() !== '');
}
