import { InputBoxValidationSeverity, l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { originOf } from '../../core/llm/endpoint.ts';
import { azureBaseUrl, type Preset, presets } from '../../core/llm/presets.ts';
import { saveConnection, userConnections } from './connections.ts';
import type { Keys } from './keys.ts';
import { nameProblem, type UserConnection } from './readConnections.ts';

/** Asks for a new connection: a known provider, or name, address and key of any other. `undefined` where dismissed. */
export async function askForConnection(keys: Keys): Promise<UserConnection | undefined> {
  const other = { label: l10n.t('Another address…'), iconPath: new ThemeIcon('edit') };
  const items: (QuickPickItem & { readonly preset?: Preset })[] = [...presets.map(presetItem), other];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Add Connection'),
    placeHolder: l10n.t('Which endpoint?'),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  return picked.preset ? addPreset(picked.preset, keys) : askForOther(keys);
}

/** How a known provider is shown in a list. */
export function presetItem(preset: Preset): QuickPickItem & { readonly preset: Preset } {
  const { label, baseUrl, needsKey, local } = preset;
  const key = needsKey ? l10n.t('needs a key') : l10n.t('no key');
  const description = `${new URL(baseUrl).origin} · ${key}`;
  return { label, iconPath: new ThemeIcon(local ? 'vm' : 'cloud'), description, preset };
}

/** Adds the connection to a known provider; asks for what only the user knows. `undefined` where dismissed. */
export async function addPreset(preset: Preset, keys: Keys): Promise<UserConnection | undefined> {
  const baseUrl = preset.azure ? await askForAzureAddress(preset) : preset.baseUrl;
  if (baseUrl === undefined) return undefined;
  const origin = originOf({ baseUrl });
  if (origin === undefined) return undefined;
  if (preset.needsKey && !keys.origins.includes(origin)) {
    const why = preset.keyPage === undefined ? '' : l10n.t('Keys are made at {0}.', preset.keyPage);
    if (!(await askForKey(origin, keys, why))) return undefined;
  }
  const connection = { name: freeName(preset.name), baseUrl };
  await saveConnection(connection);
  return connection;
}

async function askForAzureAddress({ baseUrl }: Preset): Promise<string | undefined> {
  const address = await window.showInputBox({
    title: l10n.t('Azure OpenAI'),
    prompt: l10n.t(
      'The endpoint that the portal shows for your resource, or the whole address of a deployment with its api-version.',
    ),
    placeHolder: baseUrl,
    value: 'https://',
    ignoreFocusOut: true,
    validateInput: addressProblem,
  });
  return address === undefined ? undefined : azureBaseUrl(address);
}

function freeName(wanted: string): string {
  const taken = new Set(userConnections().map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Asks for name, address and, if it wants one, key. */
export async function askForOther(keys: Keys): Promise<UserConnection | undefined> {
  const title = l10n.t('Add Connection');
  const taken = new Set(userConnections().map(({ name }) => name));
  const name = await window.showInputBox({
    title,
    prompt: l10n.t('A name of your own. Recipes name the connection by it.'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      nameProblem(value.trim()) ??
      (taken.has(value.trim()) ? l10n.t('There is a connection of this name already.') : undefined),
  });
  if (name === undefined) return undefined;
  const baseUrl = await window.showInputBox({
    title,
    prompt: l10n.t(
      'The address up to and with the version, such as https://api.openai.com/v1 or http://127.0.0.1:8000/v1.',
    ),
    value: 'https://',
    ignoreFocusOut: true,
    validateInput: addressProblem,
  });
  if (baseUrl === undefined) return undefined;
  const connection = { name: name.trim(), baseUrl: baseUrl.trim() };
  const origin = originOf(connection);
  if (origin === undefined) return undefined;
  const asked = await askForKey(origin, keys, l10n.t('Leave it empty where the endpoint wants none.'));
  if (!asked) return undefined;
  await saveConnection(connection);
  return connection;
}

/** Asks for the key of an origin and stores it; an empty one changes nothing. `false` where the person dismissed it. */
export async function askForKey(origin: string, keys: Keys, why: string): Promise<boolean> {
  const key = await window.showInputBox({
    title: l10n.t('API Key for {0}', origin),
    prompt: l10n.t('{0} The key is kept in the editor’s secret storage and sent to {1} only.', why, origin).trim(),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  if (key.trim() !== '') await keys.set(origin, key.trim());
  return true;
}

function addressProblem(value: string) {
  const url = URL.parse(value.trim());
  if (!url || originOf({ baseUrl: value.trim() }) === undefined || url.hostname === '')
    return l10n.t('Give an http or https address.');
  if (url.username !== '' || url.password !== '')
    return l10n.t('Leave user name and password out; the key is asked for next.');
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isLocal) {
    const message = l10n.t('Over http everyone on the way can read the key and the texts. Use https where you can.');
    return { message, severity: InputBoxValidationSeverity.Warning };
  }
  return undefined;
}
