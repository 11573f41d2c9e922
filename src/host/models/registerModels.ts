import { l10n, window } from 'vscode';
import { originOf } from '../../core/llm/endpoint.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import { UserError } from '../userError.ts';
import { askForConnection, askForKey } from './askForConnection.ts';
import { chooseModel } from './chooseModel.ts';
import { userConnections } from './connections.ts';
import type { Keys } from './keys.ts';
import type { Terms } from './terms.ts';

/** *Choose Model*, *Add Connection*, *Set API Key* and *Remove API Key*. */
export function registerModels({
  commands,
  active,
  keys,
  terms,
}: {
  commands: Commands;
  active: ActiveDataset;
  keys: Keys;
  terms: Terms;
}): void {
  commands.register('selfInstruct.chooseModel', async (argument) => {
    const dataset = await active.resolve(argument);
    if (dataset) await chooseModel(dataset, keys, terms);
  });

  commands.register('selfInstruct.addConnection', async () => {
    await askForConnection(keys);
  });

  commands.register('selfInstruct.setKey', async () => {
    const origins = new Set(
      userConnections()
        .map(originOf)
        .filter((origin) => origin !== undefined),
    );
    if (origins.size === 0) {
      throw new UserError(
        l10n.t('A key belongs to a connection, and there is none yet. Add one; its key is asked for then.'),
        [{ title: l10n.t('Add Connection'), command: 'selfInstruct.addConnection' }],
      );
    }
    const origin = await pickOrigin([...origins], keys, l10n.t('Which endpoint is the key for?'));
    if (origin !== undefined) await askForKey(origin, keys, l10n.t('The new key takes the place of an older one.'));
  });

  commands.register('selfInstruct.removeKey', async () => {
    if (keys.origins.length === 0) throw new UserError(l10n.t('No key is stored, so there is none to remove.'));
    const origin = await window.showQuickPick([...keys.origins], {
      placeHolder: l10n.t('Remove the key of which endpoint?'),
    });
    if (origin !== undefined) await keys.remove(origin);
  });
}

async function pickOrigin(origins: readonly string[], keys: Keys, placeHolder: string): Promise<string | undefined> {
  if (origins.length === 1) return origins[0];
  const items = origins.map((label) => ({
    label,
    description: keys.origins.includes(label) ? l10n.t('key stored') : l10n.t('no key stored'),
  }));
  return (await window.showQuickPick(items, { placeHolder }))?.label;
}
