import { type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Keys } from '../models/keys.ts';
import { openClient } from '../models/modelClients.ts';
import type { Terms } from '../models/terms.ts';

const scheme = 'self-instruct-preview';

/** *Preview Request*: the next request exactly as it would be sent, in a read-only document, under a line that says whose words it is in. A key is never part of it. */
export function registerPreviewRequest({
  commands,
  active,
  keys,
  terms,
}: {
  commands: Commands;
  active: ActiveDataset;
  keys: Keys;
  terms: Terms;
}): Disposable[] {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
  });

  commands.register('selfInstruct.previewRequest', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { chooseModel } = await import('../models/chooseModel.ts');
    const client =
      (await openClient(dataset.snapshot.recipe, keys)) ??
      ((await chooseModel(dataset, keys, terms)) ? await openClient(dataset.snapshot.recipe, keys) : undefined);
    if (!client) return;
    const { describePrompt, previewRequest } = await import('../../core/pipeline/previewRequest.ts');
    const { Dataset } = await import('../../core/store/dataset.ts');
    const { nodeDisk } = await import('../../core/store/disk.ts');
    const { body, prompt } = await previewRequest(await Dataset.open(nodeDisk, dataset.folder), client);
    const uri = Uri.from({ scheme, path: `${dataset.folder}/${l10n.t('next request')}.jsonc` });
    texts.set(uri.path, `// ${describePrompt(prompt)}\n${JSON.stringify(body, undefined, 2)}\n`);
    changed.fire(uri);
    await window.showTextDocument(uri, { preview: true });
  });

  return [changed, provider];
}
