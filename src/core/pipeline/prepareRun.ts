import { isDeepStrictEqual } from 'node:util';
import { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import type { DeriveJob } from '../model/derive.ts';
import type { ImproveJob } from '../model/improve.ts';
import { PromptSet } from '../prompts/promptSet.ts';
import { shortHash } from '../prompts/template.ts';
import type { Dataset, Snapshot } from '../store/dataset.ts';
import { recipeHash } from '../store/recipeFile.ts';
import { ReplyStore } from '../store/replyStore.ts';
import { type ListedPlan, type RunGoal, type RunHeader, RunJournal } from '../store/runJournal.ts';
import { demonstrationPool, hasModelTasks } from '../store/whatCounts.ts';
import { deriveHeader, planDerivation } from './derive/planDerivation.ts';
import { GenerateError } from './generateError.ts';
import { improveHeader, planImprovement } from './improve/planImprovement.ts';

/** What a session is to reach. */
export type Goal =
  | { readonly rounds: number }
  | { readonly target: number }
  | { readonly derive: DeriveJob }
  | { readonly improve: ImproveJob }
  | 'resume';

/** What a run is to be, beside its goal. */
interface Wanted {
  readonly randomSeed?: number;
  readonly waveSize?: number;
  readonly now: () => Date;
}

export interface PreparedRun {
  readonly journal: RunJournal;
  readonly goal: RunGoal;
  readonly prompts: PromptSet;
  readonly replies: ReplyStore;
  readonly features: EndpointFeatures;
  /** Of the endpoint of `client.instances`, where there is one. */
  readonly instancesFeatures: EndpointFeatures | undefined;
}

/** Checks that recipe and prompts are fit to ask with. Throws `GenerateError`. */
export function checkRecipe({ problems }: Pick<Snapshot, 'problems'>): void {
  const wrong = problems.find(({ code }) => code === 'recipe' || code === 'prompt');
  if (wrong)
    throw new GenerateError('recipe', `${wrong.message} (${wrong.file}, line ${wrong.line}) Nothing was sent.`);
}

/** Checks that a run can begin in this dataset with this model. Throws `GenerateError`. */
export function checkCanGenerate(snapshot: Snapshot, client: Pick<ModelClient, 'practice' | 'instances'>): void {
  checkRecipe(snapshot);
  checkSeeds(snapshot);
  checkPractice(snapshot, client);
}

/** New instructions need something to start from. */
function checkSeeds(snapshot: Snapshot): void {
  if (demonstrationPool(snapshot).seeds.length === 0) {
    throw new GenerateError(
      'no-seeds',
      `There is no seed task to start from in ${snapshot.folder}/seed_tasks.jsonl. Write at least one line such as {"id":"seed_1","instruction":"…","instances":[{"input":"","output":"…"}],"is_classification":false}, or make a new dataset from a sample.`,
    );
  }
}

/** Checks that a run through tasks or texts can begin in this dataset with this model: it may do without seeds. Throws `GenerateError`. */
export function checkCanDerive(snapshot: Snapshot, client: Pick<ModelClient, 'practice' | 'instances'>): void {
  checkRecipe(snapshot);
  checkPractice(snapshot, client);
}

function checkPractice(snapshot: Snapshot, client: Pick<ModelClient, 'practice' | 'instances'>): void {
  const { practice, instances } = client;
  if (
    (practice || instances?.practice) &&
    (hasModelTasks(snapshot) || (instances && instances.practice !== practice))
  ) {
    throw new GenerateError(
      'practice-in-real-dataset',
      'This dataset has tasks that a real model wrote, or its recipe names one. The practice model is no language model, and its tasks never mix with them: choose the real model again, or practise in a dataset of its own.',
    );
  }
}

/** What is known of the endpoints that a client and its other model for instances reach. */
export async function openFeatures({ disk, paths }: Pick<Dataset, 'disk' | 'paths'>, client: ModelClient) {
  const { instances } = client;
  return {
    features: await EndpointFeatures.open(disk, paths.endpoints, client),
    instancesFeatures: instances && (await EndpointFeatures.open(disk, paths.endpoints, instances)),
  };
}

/** Checks that a run can write where the dataset lies. Throws `GenerateError`. */
export async function checkWritable({ disk, folder }: Pick<Dataset, 'disk' | 'folder'>): Promise<void> {
  if (await disk.isWritable(folder)) return;
  throw new GenerateError(
    'read-only',
    `The folder ${folder} cannot be written to, so nothing was sent. Give yourself write permission there, or copy the dataset to a folder of your own.`,
  );
}

/**
 * Begins a run, or goes on with one. A stopped run, or one that ended at its target with replies to spare, is gone on
 * with where recipe, prompts, model and random seed are the same, so that stored replies are used before anything is
 * asked again. Call it under the run lock.
 */
export async function prepareRun(
  dataset: Dataset,
  client: ModelClient,
  goal: Goal,
  wanted: Wanted,
): Promise<PreparedRun> {
  const { disk, paths, snapshot } = dataset;
  const prompts = new PromptSet(snapshot.recipe, snapshot.ownPrompts);
  const replies = await ReplyStore.open(disk, paths.replies);
  const known = await openFeatures(dataset, client);
  const latest = await RunJournal.latest(disk, paths);
  const same = latest !== undefined && isSame(latest.header, snapshot, prompts, client, wanted);
  if (goal === 'resume') {
    if (!latest || latest.ended === 'rounds' || latest.ended === 'saturated' || latest.ended === 'target') {
      throw new GenerateError('nothing-to-resume', 'No run was interrupted in this dataset. Generate a round instead.');
    }
    if (!same) {
      throw new GenerateError(
        'recipe-changed',
        'The recipe, the prompts or the model were changed since this run stopped, so it cannot go on as it was. What it admitted is kept: generate a new round.',
      );
    }
    await latest.markResumed(latest.goal, wanted.now().toISOString());
    return { journal: latest, goal: latest.goal, prompts, replies, ...known };
  }
  const { requests } = snapshot.recipe.round;
  const list = listOf(goal);
  const isListed = list.derive !== undefined || list.improve !== undefined;
  const isFinished =
    latest?.ended === 'rounds' || latest?.ended === 'saturated' || (isListed && latest?.ended === 'target');
  if (latest && same && !isFinished && isSameList(latest.header, list)) {
    const total: RunGoal =
      'rounds' in goal
        ? { rounds: Math.floor(latest.nextRequest / requests) + goal.rounds }
        : 'target' in goal
          ? goal
          : latest.goal;
    await latest.markResumed(total, wanted.now().toISOString());
    return { journal: latest, goal: total, prompts, replies, ...known };
  }
  const whole: RunGoal = 'rounds' in goal || 'target' in goal ? goal : { rounds: 1 };
  const header = runHeader(snapshot, prompts, client, whole, list, wanted);
  const plans = planList(snapshot, goal, header);
  return { journal: await RunJournal.create(disk, paths, header, plans), goal: whole, prompts, replies, ...known };
}

/** What a goal goes through, as the journal remembers it; nothing for rounds of new instructions. */
type ListHeader = Pick<RunHeader, 'derive' | 'improve'>;

function listOf(goal: Exclude<Goal, 'resume'>): ListHeader {
  if ('derive' in goal) return { derive: deriveHeader(goal.derive) };
  return 'improve' in goal ? { improve: improveHeader(goal.improve) } : {};
}

function isSameList(one: ListHeader, other: ListHeader): boolean {
  return isDeepStrictEqual([one.derive, one.improve], [other.derive, other.improve]);
}

function planList(snapshot: Snapshot, goal: Exclude<Goal, 'resume'>, { randomSeed, model }: RunHeader): ListedPlan[] {
  if ('derive' in goal) return planDerivation(snapshot, goal.derive, randomSeed);
  return 'improve' in goal ? planImprovement(snapshot, goal.improve, model) : [];
}

function runHeader(
  snapshot: Snapshot,
  prompts: PromptSet,
  client: ModelClient,
  goal: RunGoal,
  list: ListHeader,
  wanted: Wanted,
): RunHeader {
  const randomSeed = wanted.randomSeed ?? snapshot.recipe.randomSeed ?? Math.floor(Math.random() * 2 ** 32);
  const firstRound = nextRound(snapshot);
  const { waveSize = snapshot.recipe.round.waveSize } = wanted;
  const asked = {
    randomSeed,
    recipeHash: recipeHash(snapshot.recipe, list.improve?.step),
    promptHash: prompts.hashOfRun(list.improve?.step),
    model: client.model,
    firstRound,
    ...list,
    ...(waveSize === snapshot.recipe.round.waveSize ? {} : { waveSize }),
  };
  // The address is left out: the same run against the same model is the same run wherever it is served.
  const run = `r${firstRound}_${shortHash(JSON.stringify(asked)).slice(0, 8)}`;
  return {
    type: 'run',
    run,
    ...asked,
    connection: client.connection,
    origin: client.origin,
    goal,
    at: wanted.now().toISOString(),
  };
}

function isSame(
  header: RunHeader,
  snapshot: Snapshot,
  prompts: PromptSet,
  client: ModelClient,
  { randomSeed, waveSize }: Wanted,
): boolean {
  return (
    header.recipeHash === recipeHash(snapshot.recipe, header.improve?.step) &&
    header.promptHash === prompts.hashOfRun(header.improve?.step) &&
    header.origin === client.origin &&
    header.model === client.model &&
    (randomSeed === undefined || randomSeed === header.randomSeed) &&
    (waveSize === undefined || waveSize === (header.waveSize ?? snapshot.recipe.round.waveSize))
  );
}

/** One above the highest round that any file names. */
export function nextRound({ rounds, generated, deleted, filtered }: Snapshot): number {
  const named = [
    ...rounds.map(({ round }) => round),
    ...[...generated.map(({ task }) => task), ...deleted].map(({ provenance }) => provenance?.round ?? 0),
    ...filtered.map(({ round }) => round),
  ];
  return 1 + named.reduce((highest, round) => Math.max(highest, round), 0);
}
