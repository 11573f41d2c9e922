import type { ModelClient } from '../core/llm/modelClient.ts';
import type { Recipe } from '../core/model/recipe.ts';
import { UsageError } from './command.ts';

export interface ModelOptions {
  readonly model?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'model-id'?: string | undefined;
}

const openAi = 'https://api.openai.com/v1';

/**
 * The model that a call names, or else the recipe. An address comes from the command line or the environment only, never
 * from a file of the dataset; `OPENAI_API_KEY` goes only to api.openai.com, to `OPENAI_BASE_URL`, or to an origin typed
 * with `--base-url`.
 */
export async function chooseClient(
  recipe: Recipe,
  options: ModelOptions,
  environment: NodeJS.ProcessEnv,
): Promise<ModelClient> {
  const { model, 'base-url': typed, 'model-id': modelId } = options;
  if (
    typed === undefined &&
    (model === 'practice' || (model === undefined && modelId === undefined && recipe.connection === 'practice'))
  ) {
    const { createPracticeClient } = await import('../core/practice/practiceClient.ts');
    return createPracticeClient();
  }
  const named = modelId ?? (model === 'practice' ? undefined : model) ?? recipe.model;
  const baseUrl =
    typed ?? (namesOpenAi(recipe, model ?? modelId) ? (environment.OPENAI_BASE_URL ?? openAi) : undefined);
  if (baseUrl === undefined) {
    throw new UsageError(
      recipe.connection === 'editor'
        ? `The recipe names “${recipe.model}”, one of the editor’s own models, which can be asked in the editor only. Here, give an endpoint: --base-url URL --model-id MODEL, or --model practice.`
        : recipe.connection
          ? `The recipe names the connection “${recipe.connection}”, which lives in your editor's settings. Here, give its address: --base-url URL --model-id MODEL, or --model practice.`
          : 'No model is chosen. Give --base-url URL --model-id MODEL for an OpenAI-compatible endpoint, or --model practice to try the tool without one.',
    );
  }
  if (named === undefined) throw new UsageError(`Which model at ${baseUrl}? Give --model-id MODEL.`);
  const { createOpenAiClient } = await import('../core/llm/openaiClient.ts');
  const name = typed === undefined ? 'openai' : hostOf(baseUrl);
  const apiKey = environment.OPENAI_API_KEY;
  return createOpenAiClient({ name, baseUrl }, named, apiKey ? { apiKey } : {});
}

/** `--model-id` alone, or a recipe that names the connection `openai`, means OpenAI or what `OPENAI_BASE_URL` says. */
function namesOpenAi(recipe: Recipe, asked: string | undefined): boolean {
  return recipe.connection === 'openai' || (asked !== undefined && asked !== 'practice');
}

/** Names a typed address in provenance; the port is left out, so that two runs of a local server compare. */
export function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).hostname;
  } catch {
    throw new UsageError(`“${baseUrl}” is no address. An address looks like http://127.0.0.1:8080/v1.`);
  }
}
