import { languageName } from '../languages/languageName.ts';
import { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { ModelClient, RequestBody } from '../llm/modelClient.ts';
import { type PromptOrigin, PromptSet } from '../prompts/promptSet.ts';
import { randomFrom } from '../random.ts';
import type { Dataset } from '../store/dataset.ts';
import { checkCanGenerate, nextRound } from './prepareRun.ts';
import { fixDemonstrations } from './renderDemonstrations.ts';
import { RunPool } from './runPool.ts';
import { planRequest } from './sampleDemonstrations.ts';
import { instructionQuestion } from './steps.ts';

export interface Preview {
  readonly body: RequestBody;
  /** Whose words the prompt is in. */
  readonly prompt: PromptOrigin;
}

/**
 * The next instruction request, exactly as it would be sent; nothing is sent or written. Its demonstrations are those of
 * the next round when the recipe sets a random seed, and otherwise a draw of the same kind. Throws `GenerateError`.
 */
export async function previewRequest(dataset: Dataset, client: ModelClient): Promise<Preview> {
  const { snapshot, disk, paths } = dataset;
  checkCanGenerate(snapshot, client);
  const { recipe } = snapshot;
  const randomSeed = recipe.randomSeed ?? Math.floor(Math.random() * 2 ** 32);
  const pool = new RunPool(snapshot, '', Number.POSITIVE_INFINITY);
  const demonstrations = pool.demonstrations(-1);
  const plan = planRequest(demonstrations, recipe, { randomSeed, round: nextRound(snapshot), request: 0 });
  const prompts = new PromptSet(recipe, snapshot.ownPrompts);
  const features = await EndpointFeatures.open(disk, paths.endpoints, client);
  const { build } = instructionQuestion(
    {
      asker: { ask: () => Promise.reject(new Error('A preview sends nothing.')) },
      prompts,
      fixed: fixDemonstrations(demonstrations.seeds, randomSeed, prompts),
      newPerRequest: recipe.demonstrations.newPerRequest,
      maxInstances: recipe.filters.maxInstances,
      instances: recipe.instances,
      retryUnreadable: recipe.round.retryUnreadable,
      seedOf: (slot) => randomFrom(`${randomSeed}/${slot}`).integer(0, 2 ** 31 - 1),
    },
    plan,
    plan.demonstrations.flatMap((id) => pool.task(id) ?? []),
  );
  return {
    body: features.strip(client.body(build(features.supports('response_format')))),
    prompt: prompts.origin(plan.prompt),
  };
}

/** Says whose words a prompt is in, such as `Prompt “tasks”: built in, Hindi (हिन्दी), reviewed by: unreviewed.` */
export function describePrompt({ name, own, language, reviewedBy }: PromptOrigin): string {
  if (own) return `Prompt “${name}”: this dataset’s own (prompts/${name}.md).`;
  return `Prompt “${name}”: built in, ${languageName(language, 'en')}, reviewed by: ${reviewedBy}.`;
}
