import { workspace } from 'vscode';
import { originOf } from '../../core/llm/endpoint.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import type { Recipe } from '../../core/model/recipe.ts';
import { UserError } from '../userError.ts';
import { userConnections } from './connections.ts';
import type { Keys } from './keys.ts';

/**
 * The client for the model that a recipe names. `undefined` where it names none, or a connection that is not in the
 * user's settings. Throws `ModelError` where the connection's address cannot be used.
 */
export async function openClient({ connection: name, model }: Recipe, keys: Keys): Promise<ModelClient | undefined> {
  if (!workspace.isTrusted) throw new UserError('No model is asked in restricted mode. Trust the folder first.');
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
