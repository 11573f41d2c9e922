import { InputBoxValidationSeverity, l10n, window } from 'vscode';
import { originOf } from '../../core/llm/endpoint.ts';
import { saveConnection, userConnections } from './connections.ts';
import type { Keys } from './keys.ts';
import { nameProblem, type UserConnection } from './readConnections.ts';

/** Asks for a new connection (name, address, key if it wants one) and keeps it in the user's settings. `undefined` where dismissed. */
export async function askForConnection(keys: Keys): Promise<UserConnection | undefined> {
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
    prompt: l10n.t('{0} The key is kept in the editor’s secret storage and sent to {1} only.', why, origin),
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
