import { l10n, workspace } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { originOf } from '../../core/llm/endpoint.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import type { ModelRole, NamedModel, Recipe } from '../../core/model/recipe.ts';
import { UserError } from '../userError.ts';
import { userConnections } from './connections.ts';
import type { Keys } from './keys.ts';

/**
 * The client for the models that a recipe names: one writes instructions, and its `instances` the instances where the recipe
 * has another one for them. `undefined` where it names none, or a connection that is not in the user's settings. Throws
 * `ModelError` where an address cannot be used, and `UserError` where the model of a part of the work is not there.
 */
export async function openClient(recipe: Recipe, keys: Keys): Promise<ModelClient | undefined> {
  if (!workspace.isTrusted) throw new UserError('No model is asked in restricted mode. Trust the folder first.');
  const { models = {} } = recipe;
  const client = models.instructions
    ? await openPart('instructions', models.instructions, keys)
    : await open(recipe, keys);
  if (!client) return undefined;
  const instances = models.instances
    ? await openPart('instances', models.instances, keys)
    : models.instructions && (await open(recipe, keys));
  return instances ? { ...client, instances } : client;
}

/** The client for a part of the work: the model of its own that the recipe has for it, else the recipe's. As `openClient`. */
export async function openClientFor(
  role: Extract<ModelRole, 'regenerate' | 'judge'>,
  recipe: Recipe,
  keys: Keys,
): Promise<ModelClient | undefined> {
  if (!workspace.isTrusted) throw new UserError('No model is asked in restricted mode. Trust the folder first.');
  const named = recipe.models?.[role];
  return named ? openPart(role, named, keys) : open(recipe, keys);
}

/** A part's model was chosen on purpose: another one never stands in for it. */
async function openPart(role: ModelRole, named: NamedModel, keys: Keys): Promise<ModelClient> {
  const client = await open(named, keys);
  if (client) return client;
  throw new UserError(
    l10n.t(
      'The recipe has the model “{0}” of “{1}” for {2} (models.{2}), and your settings have no such connection. Nothing was sent. Add the connection, or change the recipe.',
      isolate(named.model),
      isolate(named.connection),
      role,
    ),
    [
      { title: l10n.t('Add Connection'), command: 'selfInstruct.addConnection' },
      { title: l10n.t('Open Recipe'), command: 'selfInstruct.openRecipe' },
    ],
  );
}

async function open({ connection: name, model }: Partial<NamedModel>, keys: Keys): Promise<ModelClient | undefined> {
  if (name === 'practice') {
    const { createPracticeClient } = await import('../../core/practice/practiceClient.ts');
    return createPracticeClient();
  }
  if (name === 'editor') {
    if (model === undefined) return undefined;
    const { openEditorModel } = await import('./editorModels.ts');
    return openEditorModel(model);
  }
  const connection = userConnections().find((known) => known.name === name);
  if (!connection || model === undefined) return undefined;
  const origin = originOf(connection);
  const apiKey = origin === undefined ? undefined : await keys.get(origin);
  const { createOpenAiClient } = await import('../../core/llm/openaiClient.ts');
  return createOpenAiClient(connection, model, apiKey === undefined ? {} : { apiKey });
}
