import {
  Disposable,
  EventEmitter,
  commands as editorCommands,
  l10n,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { keptOutput } from '../../core/model/output.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import { linesSelected } from '../derive/derivedTargets.ts';
import type { OpenDataset } from '../openDataset.ts';
import { isLineTarget } from '../review/lineTarget.ts';
import { reviewer } from '../reviewer.ts';
import { labelText } from '../taskText.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';
import { addressParts, type OutputAddress, outputScheme, readAddress } from './outputAddress.ts';
import { registerOutputBadge } from './outputBadge.ts';
import { findOutput, outputLabel, outputPage } from './outputPage.ts';
import { addressesOf, nextWaiting, pickWaiting } from './waitingOutputs.ts';

interface Services {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
}

const shownMs = 4_000;

/**
 * *Compare Outputs*: the output that stands in a task beside another one, and what can be done then: choose the new one, keep
 * the old one, look at the next, take the last choice back.
 */
export function registerCompareOutputs({ commands, datasets, active }: Services): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(outputScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => {
      const address = readAddress(uri);
      const found = address && findIn(datasets, address);
      return found ? outputPage(found) : l10n.t('This task has changed since. Compare its outputs again.');
    },
  });

  commands.register('selfInstruct.compareOutputs', async (argument) => {
    const { dataset, id } = (await taskOf(argument)) ?? {};
    if (!dataset || id === undefined) return;
    const first = addressesOf(dataset, id, false)[0];
    if (!first) throw new UserError(l10n.t('This task has one output only. Regenerate its outputs first.'));
    await show(first);
  });
  commands.register('selfInstruct.chooseNewOutput', () => choose(shown().option));
  commands.register('selfInstruct.keepOldOutput', () => choose(keptOutput));
  commands.register('selfInstruct.nextOutput', async () => {
    const address = shown();
    const dataset = datasetOf(address);
    // All others of this instance and task, then the next task that waits.
    const own = addressesOf(dataset, address.task, false);
    const at = own.findIndex(({ instance, option }) => instance === address.instance && option === address.option);
    const next = own[at + 1] ?? nextWaiting(dataset, address.task) ?? own[0];
    if (next) await show(next);
  });
  commands.register('selfInstruct.undoOutputChoice', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const by = await reviewer();
    const undone = await dataset.write((writer) => writer.takeBackChoices(by));
    const [first] = undone;
    if (!first)
      throw new UserError(l10n.t('You have no choice of an output in “{0}” to undo.', isolate(dataset.snapshot.name)));
    window.setStatusBarMessage(l10n.t('Undone: the old output stands again'), shownMs);
    const again = shownAddress() && addressesOf(dataset, first.task, true)[0];
    if (again) await show(again);
  });

  /** The task that an argument means, the one at the cursor, or the one that the person picks among those that wait. */
  async function taskOf(argument: unknown): Promise<{ dataset: OpenDataset; id: string } | undefined> {
    if (isLineTarget(argument)) {
      const dataset = datasets.ofFile(argument.file);
      return dataset && { dataset, id: argument.id };
    }
    const dataset = await active.resolve(argument);
    if (!dataset) return undefined;
    const node = argument as TreeNode | { readonly id?: unknown } | undefined;
    const id = node && 'kind' in node ? (node.kind === 'task' ? node.reviewed.task.id : undefined) : node?.id;
    if (typeof id === 'string') return { dataset, id };
    const [atCursor] = (argument === undefined && linesSelected()?.ids) || [];
    if (atCursor !== undefined && addressesOf(dataset, atCursor, false).length > 0) return { dataset, id: atCursor };
    return pickWaiting(dataset);
  }

  async function choose(chosen: string): Promise<void> {
    const address = shown();
    const { task, of, instance } = address;
    const dataset = datasetOf(address);
    const by = await reviewer();
    await dataset.write((writer) => writer.chooseOutputs([{ id: task, of, instance, chosen }], by));
    const kept = chosen === keptOutput;
    window.setStatusBarMessage(kept ? l10n.t('The old output was kept') : l10n.t('The new output was chosen'), shownMs);
    const next = addressesOf(dataset, task, true)[0] ?? nextWaiting(dataset, task);
    if (next) await show(next);
    else await closeShown(dataset);
  }

  async function closeShown({ folder }: OpenDataset): Promise<void> {
    const tab = window.tabGroups.activeTabGroup.activeTab;
    if (tab && shownAddress()) await window.tabGroups.close(tab);
    const undo = { title: l10n.t('Undo'), command: 'selfInstruct.undoOutputChoice', args: [{ folder }] } as const;
    void commands.offer(window.showInformationMessage, l10n.t('There is no further output to choose from.'), [undo]);
  }

  async function show(address: OutputAddress): Promise<void> {
    const found = findIn(datasets, address);
    const standing = found?.options.options[0];
    if (!found || !standing) return;
    const { reviewed, options, option } = found;
    const { provenance } = reviewed.task;
    const old = standing.provenance || !provenance ? standing : { ...standing, provenance };
    const number = reviewed.task.instances.length > 1 ? l10n.t(' (input {0})', options.instance + 1) : '';
    const title = l10n.t(
      '{0}{1}: {2} ↔ {3}',
      labelText(reviewed.task.instruction, 40),
      number,
      isolate(outputLabel(old)),
      isolate(outputLabel(option)),
    );
    const uris = [keptOutput, option.id].map((id) => uriOf({ ...address, option: id }));
    await editorCommands.executeCommand('vscode.diff', ...uris, title, { preview: true });
  }

  /** What is compared in front. Throws `UserError` where nothing is. */
  function shown(): OutputAddress {
    const address = shownAddress();
    if (address) return address;
    throw new UserError(l10n.t('No outputs are compared in front. Open Compare Outputs first.'), [
      { title: l10n.t('Compare Outputs'), command: 'selfInstruct.compareOutputs' },
    ]);
  }

  function datasetOf({ folder }: OutputAddress): OpenDataset {
    const dataset = datasets.get(folder);
    if (dataset) return dataset;
    throw new UserError(l10n.t('The dataset of these outputs is no longer open.'));
  }

  return Disposable.from(
    changed,
    provider,
    registerOutputBadge(),
    datasets.onDidChange(({ folder }) => {
      for (const { uri } of workspace.textDocuments)
        if (uri.scheme === outputScheme && uri.query === folder) changed.fire(uri);
    }),
  );
}

function uriOf(address: OutputAddress): Uri {
  return Uri.from({ scheme: outputScheme, ...addressParts(address) });
}

function shownAddress(): OutputAddress | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof TabInputTextDiff) || input.modified.scheme !== outputScheme) return undefined;
  return readAddress(input.modified);
}

function findIn(datasets: Datasets, address: OutputAddress) {
  const dataset = datasets.get(address.folder);
  return dataset && findOutput(dataset.snapshot, address);
}
