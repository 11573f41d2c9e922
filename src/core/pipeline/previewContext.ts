import type { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { ModelClient, RequestBody } from '../llm/modelClient.ts';
import type { Task } from '../model/task.ts';
import { PromptSet } from '../prompts/promptSet.ts';
import { randomFrom } from '../random.ts';
import type { Dataset } from '../store/dataset.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import type { Question } from './askModel.ts';
import { modelOf } from './modelOf.ts';
import { type checkCanDerive, checkCanGenerate, nextRound, openFeatures } from './prepareRun.ts';
import { fixDemonstrations } from './renderDemonstrations.ts';
import { RunPool } from './runPool.ts';
import { planRequest } from './sampleDemonstrations.ts';
import type { StepContext } from './steps.ts';

/** A dataset as far as it has to be read. */
export type ReadDataset = Pick<Dataset, 'disk' | 'paths' | 'snapshot'>;

/** A run that sends nothing: its requests as they would be sent. */
export interface PreviewContext {
  readonly prompts: PromptSet;
  /** What the steps of a run work with; whoever asks answers for the model. */
  steps(asker: StepContext['asker']): StepContext;
  /** Of the next round, where the recipe sets a random seed, and otherwise a draw of the same kind. */
  plan(request: number): RequestPlan;
  shown(plan: RequestPlan): readonly Task[];
  body(question: Question): RequestBody;
}

/** Opens what a run's requests are built from; nothing is sent or written. Throws `GenerateError`. */
export async function openPreview(
  dataset: ReadDataset,
  client: ModelClient,
  check: typeof checkCanGenerate | typeof checkCanDerive = checkCanGenerate,
): Promise<PreviewContext> {
  const { snapshot } = dataset;
  check(snapshot, client);
  const { recipe } = snapshot;
  const randomSeed = recipe.randomSeed ?? Math.floor(Math.random() * 2 ** 32);
  const pool = new RunPool(snapshot, '', Number.POSITIVE_INFINITY);
  const demonstrations = pool.demonstrations(-1);
  const prompts = new PromptSet(recipe, snapshot.ownPrompts);
  const { features, instancesFeatures } = await openFeatures(dataset, client);
  const round = nextRound(snapshot);
  return {
    prompts,
    steps: (asker) => ({
      asker,
      prompts,
      fixed: fixDemonstrations(demonstrations.seeds, randomSeed, prompts),
      newPerRequest: recipe.demonstrations.newPerRequest,
      maxInstances: recipe.filters.maxInstances,
      instances: recipe.instances,
      // The replies are made up: none of them is asked for again.
      retryUnreadable: false,
      seedOf: (slot) => randomFrom(`${randomSeed}/${slot}`).integer(0, 2 ** 31 - 1),
    }),
    plan: (request) => planRequest(demonstrations, recipe, { randomSeed, round, request }),
    shown: ({ demonstrations: ids }) => ids.flatMap((id) => pool.task(id) ?? []),
    body({ prompt, build }) {
      const asked = modelOf(client, prompt);
      const known: EndpointFeatures = asked === client ? features : (instancesFeatures ?? features);
      return known.strip(asked.body(build(known.supports('response_format'))));
    },
  };
}
