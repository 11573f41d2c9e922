import { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { ModelClient, RequestBody } from '../llm/modelClient.ts';
import { PromptSet } from '../prompts/promptSet.ts';
import { randomFrom } from '../random.ts';
import type { Dataset } from '../store/dataset.ts';
import { checkCanGenerate, nextRound } from './prepareRun.ts';
import { fixDemonstrations } from './renderDemonstrations.ts';
import { RunPool } from './runPool.ts';
import { planRequest } from './sampleDemonstrations.ts';
import { instructionQuestion } from './steps.ts';

/**
 * The next instruction request, exactly as it would be sent; nothing is sent or written. Its demonstrations are those of
 * the next round when the recipe sets a random seed, and otherwise a draw of the same kind. Throws `GenerateError`.
 */
export async function previewRequest(dataset: Dataset, client: ModelClient): Promise<RequestBody> {
  const { snapshot, disk, paths } = dataset;
  checkCanGenerate(snapshot, client);
  const { recipe } = snapshot;
  const randomSeed = recipe.randomSeed ?? Math.floor(Math.random() * 2 ** 32);
  const pool = new RunPool(snapshot, '', Number.POSITIVE_INFINITY);
  const demonstrations = pool.demonstrations(-1);
  const plan = planRequest(demonstrations, recipe, { randomSeed, round: nextRound(snapshot), request: 0 });
  const features = await EndpointFeatures.open(disk, paths.endpoints, client);
  const { build } = instructionQuestion(
    {
      asker: { ask: () => Promise.reject(new Error('A preview sends nothing.')) },
      prompts: new PromptSet(recipe, snapshot.ownPrompts),
      fixed: fixDemonstrations(demonstrations.seeds, randomSeed),
      newPerRequest: recipe.demonstrations.newPerRequest,
      maxInstances: recipe.filters.maxInstances,
      seedOf: (slot) => randomFrom(`${randomSeed}/${slot}`).integer(0, 2 ** 31 - 1),
    },
    plan,
    plan.demonstrations.flatMap((id) => pool.task(id) ?? []),
  );
  return features.strip(client.body(build(features.supports('response_format'))));
}
