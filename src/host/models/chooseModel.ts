import { commands, l10n, ProgressLocation, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { describePrice } from '../../core/llm/describeBudget.ts';
import { isAzure, originOf } from '../../core/llm/endpoint.ts';
import { isModelError } from '../../core/llm/modelError.ts';
import { priceOf } from '../../core/llm/prices.ts';
import type { ModelRole, NamedModel } from '../../core/model/recipe.ts';
import { hasModelTasks } from '../../core/store/whatCounts.ts';
import { userPrices } from '../money/prices.ts';
import type { OpenDataset } from '../openDataset.ts';
import { writeRecipe } from '../writeRecipe.ts';
import { askForKey } from './askForConnection.ts';
import { chooseConnection } from './chooseConnection.ts';
import { userConnections } from './connections.ts';
import { editorConnection } from './editorModels.ts';
import type { Keys } from './keys.ts';
import { pick } from './pick.ts';
import type { UserConnection } from './readConnections.ts';
import type { Terms } from './terms.ts';

/**
 * Asks which model writes a dataset's tasks, or does a part of the work (`role`), and notes it in the recipe: the connection
 * by name and the model, never an address or a key. `false` where the person dismissed it.
 */
export async function chooseModel(dataset: OpenDataset, keys: Keys, terms: Terms, role?: ModelRole): Promise<boolean> {
  const { snapshot } = dataset;
  const named = await askForModel(keys, {
    // Practice tasks never mix with a real model's.
    practice: !hasModelTasks(snapshot),
    placeHolder: placeHolders(isolate(snapshot.name))[role ?? 'tasks'],
    current: (role && snapshot.recipe.models?.[role]?.model) ?? snapshot.recipe.model,
    folder: dataset.folder,
  });
  if (named === undefined) return false;
  const { connection, model } = named;
  await writeRecipe(dataset, role ? { models: { [role]: { connection, model } } } : { connection, model });
  const chosen = userConnections().find(({ name }) => name === named.connection);
  const origin = chosen && originOf(chosen);
  if (origin !== undefined) await terms.show(origin);
  return true;
}

function placeHolders(name: string): Readonly<Record<ModelRole | 'tasks', string>> {
  return {
    tasks: l10n.t('Which model writes the tasks of “{0}”?', name),
    instructions: l10n.t('Which model writes the instructions of “{0}”?', name),
    instances: l10n.t('Which model writes the instances of “{0}”?', name),
    regenerate: l10n.t('Which model writes other outputs for “{0}”?', name),
    judge: l10n.t('Which model judges the tasks of “{0}”?', name),
  };
}

export interface AskOptions {
  /** Offer the practice model too. */
  readonly practice: boolean;
  readonly placeHolder: string;
  readonly current: string | undefined;
  /** Of the dataset that the model is for, if it is for one. */
  readonly folder: string | undefined;
}

/** Asks for a connection and one of its models. `undefined` where dismissed. */
export async function askForModel(keys: Keys, options: AskOptions): Promise<NamedModel | undefined> {
  const chosen = await chooseConnection(keys, options);
  if (chosen === undefined) return undefined;
  if (chosen === 'practice') {
    const { practiceModel } = await import('../../core/practice/practiceClient.ts');
    return { connection: 'practice', model: practiceModel };
  }
  if ('editorModel' in chosen) return { connection: editorConnection, model: chosen.editorModel };
  const model = await chooseModelOf(chosen, keys, options);
  return model === undefined ? undefined : { connection: chosen.name, model };
}

/** Asks which model of a connection: from its own list where it has one, typed otherwise. A refused key is asked for again. */
async function chooseModelOf(
  connection: UserConnection,
  keys: Keys,
  options: Pick<AskOptions, 'current' | 'folder'>,
): Promise<string | undefined> {
  const { current } = options;
  for (;;) {
    const listed = await modelsOf(connection, keys);
    if ('names' in listed) return pickModel(connection, listed.names, options);
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
    return {
      reason: l10n.t('The address of “{0}” is no http or https address.', isolate(connection.name)),
      wantsKey: false,
    };
  // Azure lists the models that could be deployed; what is asked for is a deployment, by the name that it was given.
  if (isAzure(new URL(origin)))
    return { reason: l10n.t('At Azure the model is the name of your deployment.'), wantsKey: false };
  const { listModels } = await import('../../core/llm/listModels.ts');
  const title = l10n.t('Asking {0} for its models …', origin);
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_, token): Promise<Listed> => {
      const abort = new AbortController();
      const cancelled = token.onCancellationRequested(() => abort.abort());
      try {
        const names = await listModels(connection, { apiKey: await keys.get(origin), signal: abort.signal });
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
  { current, folder }: Pick<AskOptions, 'current' | 'folder'>,
): Promise<string | undefined> {
  const typed = l10n.t('Another model…');
  const test = {
    iconPath: new ThemeIcon('debug-start'),
    tooltip: l10n.t('Test: ask it for a word, and find out what it can do'),
  };
  const origin = originOf(connection);
  const price = { iconPath: new ThemeIcon('tag'), tooltip: l10n.t('Set Price: what its tokens cost') };
  const buttons = origin === undefined ? [test] : [test, price];
  const tested = new Map<string, string>();
  for (;;) {
    const prices = userPrices();
    const items: QuickPickItem[] = [
      ...names.map((label) => {
        const known = origin === undefined ? undefined : priceOf(prices, { origin, model: label });
        const about = [
          tested.get(label) ?? (label === current ? l10n.t('current') : ''),
          known ? describePrice(known) : '',
        ].filter((part) => part !== '');
        return { label, buttons, ...(about.length === 0 ? {} : { description: about.join(' · ') }) };
      }),
      { label: '', kind: QuickPickItemKind.Separator },
      { label: typed, iconPath: new ThemeIcon('edit') },
    ];
    const placeHolder = l10n.t('Which model of “{0}”?', isolate(connection.name));
    const picked = await pick({ title: l10n.t('Choose Model'), placeHolder, items });
    if (picked === undefined) return undefined;
    const { label } = picked.item;
    if (label === typed) return typeModel(connection, undefined, current);
    if (!picked.button) return label;
    if (picked.button === price) {
      await commands.executeCommand('selfInstruct.setPrice', { origin, model: label });
      continue;
    }
    const asked = { connection: connection.name, model: label, folder };
    const summary = await commands.executeCommand<string | undefined>('selfInstruct.testModel', asked);
    if (summary !== undefined) tested.set(label, summary);
  }
}

async function typeModel(
  connection: UserConnection,
  reason: string | undefined,
  current: string | undefined,
): Promise<string | undefined> {
  const prompt = l10n.t('The model’s id, as “{0}” calls it.', isolate(connection.name));
  const model = await window.showInputBox({
    title: l10n.t('Choose Model'),
    prompt: reason === undefined ? prompt : `${reason} ${prompt}`,
    value: current !== undefined && current !== 'practice-1' ? current : '',
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('Type the id of a model.') : undefined),
  });
  return model?.trim();
}
