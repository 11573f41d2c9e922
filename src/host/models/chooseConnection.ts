import { type LanguageModelChat, l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { originOf } from '../../core/llm/endpoint.ts';
import { findLocalServers } from '../../core/llm/localServers.ts';
import { type Preset, presets } from '../../core/llm/presets.ts';
import { addPreset, askForOther, presetItem } from './askForConnection.ts';
import { saveConnection, userConnections } from './connections.ts';
import { findEditorModels, nameOf } from './editorModels.ts';
import type { Keys } from './keys.ts';
import { pick } from './pick.ts';
import type { UserConnection } from './readConnections.ts';

/** What can be chosen: a connection (its model is asked for next), one of the editor's own models, or the practice model. */
export type ChosenConnection = UserConnection | { readonly editorModel: string } | 'practice';

interface Item extends QuickPickItem {
  readonly choice?:
    | UserConnection
    | { readonly editorModel: string }
    | { readonly found: Preset }
    | 'practice'
    | 'other';
  readonly preset?: Preset;
}

/**
 * Lists where models are: the practice model, the user's connections, local servers (their usual ports on this machine are
 * asked while the list is open), the editor's own models, and known providers. `undefined` where dismissed.
 */
export async function chooseConnection(
  keys: Keys,
  options: { readonly practice: boolean; readonly placeHolder: string },
): Promise<ChosenConnection | undefined> {
  const known = userConnections();
  const origins = new Set(known.map(originOf));
  const isNew = ({ baseUrl }: Preset) => !origins.has(originOf({ baseUrl }));
  const before: Item[] = [
    ...(options.practice ? [practiceItem()] : []),
    ...(known.length > 0 ? [separator(l10n.t('Connections')), ...known.map((one) => connectionItem(one, keys))] : []),
  ];
  const after: Item[] = [
    separator(l10n.t('Add a connection')),
    ...presets.filter(isNew).map(presetItem),
    {
      label: l10n.t('Another address…'),
      iconPath: new ThemeIcon('add'),
      detail: l10n.t('Any endpoint that speaks OpenAI’s chat completions, on this machine or elsewhere.'),
      choice: 'other',
    },
  ];
  const findServers = async (signal: AbortSignal): Promise<Item[]> => {
    const servers = await findLocalServers(signal, presets.filter(isNew));
    const items = servers.map(({ preset, models }) => serverItem(preset, models));
    return items.length > 0 ? [separator(l10n.t('Found on this machine')), ...items] : [];
  };
  const findModels = async (): Promise<Item[]> => {
    const items = (await findEditorModels()).map(editorItem);
    return items.length > 0 ? [separator(l10n.t('The editor’s own models')), ...items] : [];
  };
  const picked = await pick<Item>({
    title: l10n.t('Choose Model'),
    placeHolder: options.placeHolder,
    items: [...before, ...after],
    later: [
      {
        place: before.length,
        items: async (signal) => (await Promise.all([findServers(signal), findModels()])).flat(),
      },
    ],
  });
  if (!picked) return undefined;
  const { choice, preset } = picked.item;
  if (preset) return addPreset(preset, keys);
  if (choice === 'other') return askForOther(keys);
  if (typeof choice === 'object' && 'found' in choice) return addFound(choice.found);
  return choice;
}

/** A local server wants no key, so its connection needs no question. */
async function addFound({ name, baseUrl }: Preset): Promise<UserConnection> {
  const taken = new Set(userConnections().map((one) => one.name));
  const connection = { name: taken.has(name) ? `${name} ${new URL(baseUrl).port}` : name, baseUrl };
  await saveConnection(connection);
  return connection;
}

function practiceItem(): Item {
  return {
    label: l10n.t('Practice model'),
    iconPath: new ThemeIcon('beaker'),
    description: l10n.t('built in, no network, no key'),
    detail: l10n.t('No language model: it composes simple tasks, so that everything else can be tried.'),
    choice: 'practice',
  };
}

function connectionItem(connection: UserConnection, keys: Keys): Item {
  const origin = originOf(connection);
  const key = origin !== undefined && keys.origins.includes(origin) ? l10n.t('key stored') : l10n.t('no key stored');
  const description = origin === undefined ? l10n.t('the address cannot be used') : `${origin} · ${key}`;
  return { label: connection.name, iconPath: new ThemeIcon('plug'), description, choice: connection };
}

function serverItem(found: Preset, models: readonly string[]): Item {
  const { host } = new URL(found.baseUrl);
  const description = l10n.t('answers at {0} · {1} models', host, models.length);
  return { label: found.label, iconPath: new ThemeIcon('vm-active'), description, choice: { found } };
}

function editorItem(chat: LanguageModelChat): Item {
  return {
    label: chat.name,
    iconPath: new ThemeIcon('sparkle'),
    description: nameOf(chat),
    choice: { editorModel: nameOf(chat) },
  };
}

function separator(label: string): Item {
  return { label, kind: QuickPickItemKind.Separator };
}
