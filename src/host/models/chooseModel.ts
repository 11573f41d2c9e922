import { l10n, ProgressLocation, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { originOf } from '../../core/llm/endpoint.ts';
import { isModelError } from '../../core/llm/modelError.ts';
import { hasModelTasks } from '../../core/store/whatCounts.ts';
import type { OpenDataset } from '../openDataset.ts';
import { writeRecipe } from '../writeRecipe.ts';
import { askForConnection, askForKey } from './askForConnection.ts';
import { userConnections } from './connections.ts';
import type { Keys } from './keys.ts';
import type { Terms } from './terms.ts';
import type { UserConnection } from './readConnections.ts';

/**
 * Asks which model writes a dataset's tasks and notes it in the recipe: the connection by name and the model, never an
 * address or a key. `false` where the person dismissed it.
 */
export async function chooseModel(dataset: OpenDataset, keys: Keys, terms: Terms): Promise<boolean> {
  const chosen = await chooseConnection(dataset, keys);
  if (chosen === undefined) return false;
  if (chosen === 'practice') {
    const { practiceModel } = await import('../../core/practice/practiceClient.ts');
    await writeRecipe(dataset, { connection: 'practice', model: practiceModel });
    return true;
  }
  const model = await chooseModelOf(chosen, keys, dataset.snapshot.recipe.model);
  if (model === undefined) return false;
  await writeRecipe(dataset, { connection: chosen.name, model });
  const origin = originOf(chosen);
  if (origin !== undefined) await terms.show(origin);
  return true;
}

async function chooseConnection(dataset: OpenDataset, keys: Keys): Promise<UserConnection | 'practice' | undefined> {
  interface Item extends QuickPickItem {
    readonly choice?: UserConnection | 'practice' | 'add';
  }
  const practice: Item = {
    label: l10n.t('Practice model'),
    iconPath: new ThemeIcon('beaker'),
    description: l10n.t('built in, no network, no key'),
    detail: l10n.t('No language model: it composes simple tasks, so that everything else can be tried.'),
    choice: 'practice',
  };
  const connections = userConnections().map((connection): Item => {
    const origin = originOf(connection);
    const key = origin !== undefined && keys.origins.includes(origin) ? l10n.t('key stored') : l10n.t('no key stored');
    const description = origin === undefined ? l10n.t('the address cannot be used') : `${origin} · ${key}`;
    return { label: connection.name, iconPath: new ThemeIcon('plug'), description, choice: connection };
  });
  const items: Item[] = [
    // Practice tasks never mix with a real model's.
    ...(hasModelTasks(dataset.snapshot) ? [] : [practice]),
    ...(connections.length > 0
      ? [{ label: l10n.t('Connections'), kind: QuickPickItemKind.Separator }, ...connections]
      : []),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Add a connection…'),
      iconPath: new ThemeIcon('add'),
      detail: l10n.t('Any endpoint that speaks OpenAI’s chat completions, on this machine or elsewhere.'),
      choice: 'add',
    },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Choose Model'),
    placeHolder: l10n.t('Which model writes the tasks of “{0}”?', dataset.snapshot.name),
    matchOnDescription: true,
  });
  return picked?.choice === 'add' ? askForConnection(keys) : picked?.choice;
}

/** Asks which model of a connection: from its own list where it has one, typed otherwise. A refused key is asked for again. */
async function chooseModelOf(
  connection: UserConnection,
  keys: Keys,
  current: string | undefined,
): Promise<string | undefined> {
  for (;;) {
    const listed = await modelsOf(connection, keys);
    if ('names' in listed) return pickModel(connection, listed.names, current);
    if (!listed.wantsKey) return typeModel(connection, listed.reason, current);
    const origin = originOf(connection);
    if (origin === undefined || !(await askForKey(origin, keys, listed.reason)))
      return typeModel(connection, listed.reason, current);
  }
}

type Listed = { readonly names: readonly string[] } | { readonly reason: string; readonly wantsKey: boolean };

async function modelsOf(connection: UserConnection, keys: Keys): Promise<Listed> {
  if (connection.models && connection.models.length > 0) return { names: connection.models };
  const origin = originOf(connection);
  if (origin === undefined)
    return { reason: l10n.t('The address of “{0}” is no http or https address.', connection.name), wantsKey: false };
  const { listModels } = await import('./listModels.ts');
  const title = l10n.t('Asking {0} for its models …', origin);
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_, token): Promise<Listed> => {
      const abort = new AbortController();
      const cancelled = token.onCancellationRequested(() => abort.abort());
      try {
        const names = await listModels(connection, await keys.get(origin), abort.signal);
        return names.length > 0 ? { names } : { reason: l10n.t('{0} lists no models.', origin), wantsKey: false };
      } catch (error) {
        if (abort.signal.aborted) return { reason: l10n.t('The list was not waited for.'), wantsKey: false };
        if (!isModelError(error))
          return { reason: error instanceof Error ? error.message : String(error), wantsKey: false };
        return { reason: error.message, wantsKey: error.kind === 'auth' };
      } finally {
        cancelled.dispose();
      }
    },
  );
}

async function pickModel(
  connection: UserConnection,
  names: readonly string[],
  current: string | undefined,
): Promise<string | undefined> {
  const typed = l10n.t('Another model…');
  const items: QuickPickItem[] = [
    ...names.map((label) => (label === current ? { label, description: l10n.t('current') } : { label })),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: typed, iconPath: new ThemeIcon('edit') },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Choose Model'),
    placeHolder: l10n.t('Which model of “{0}”?', connection.name),
  });
  return picked?.label === typed ? typeModel(connection, undefined, current) : picked?.label;
}

async function typeModel(
  connection: UserConnection,
  reason: string | undefined,
  current: string | undefined,
): Promise<string | undefined> {
  const prompt = l10n.t('The model’s id, as “{0}” calls it.', connection.name);
  const model = await window.showInputBox({
    title: l10n.t('Choose Model'),
    prompt: reason === undefined ? prompt : `${reason} ${prompt}`,
    value: current !== undefined && current !== 'practice-1' ? current : '',
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('Type the id of a model.') : undefined),
  });
  return model?.trim();
}
