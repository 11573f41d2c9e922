import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { keptOutput } from '../../core/model/output.ts';
import type { GeneratedTask } from '../../core/model/task.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { countOpenOutputs, outputOptions, tasksToChooseFor } from '../../core/store/outputOptions.ts';
import { stateLabels } from '../labels.ts';
import type { OpenDataset } from '../openDataset.ts';
import { labelText } from '../taskText.ts';
import { UserError } from '../userError.ts';
import type { OutputAddress } from './outputAddress.ts';

/** Every output of a task but those that stand in it, those that wait first; with `waiting` those alone. */
export function addressesOf({ folder, snapshot }: OpenDataset, id: string, waiting: boolean): OutputAddress[] {
  const reviewed = snapshot.byId.get(id);
  const lines = snapshot.outputs.byTask.get(id);
  if (!reviewed || !lines) return [];
  const all = outputOptions(reviewed.task, lines).flatMap(({ instance, options, open }) => {
    const isOpen = (option: string) => open.some((line) => line.id === option);
    return options
      .filter((option) => option.id !== keptOutput)
      .map(({ id: option }) => ({ folder, task: id, of: reviewed.of, instance, option, open: isOpen(option) }));
  });
  const [first, rest] = [all.filter(({ open }) => open), all.filter(({ open }) => !open)];
  return (waiting ? first : [...first, ...rest]).map(({ open: _, ...address }) => address);
}

/** The next task, behind the one given, that has outputs to choose from. */
export function nextWaiting(dataset: OpenDataset, after: string): OutputAddress | undefined {
  const order = [...dataset.snapshot.outputs.byTask.keys()];
  const waiting = tasksToChooseFor(dataset.snapshot).map(({ task }) => task.id);
  const at = order.indexOf(after);
  const next = waiting.find((id) => order.indexOf(id) > at) ?? waiting.find((id) => id !== after);
  return next === undefined ? undefined : addressesOf(dataset, next, true)[0];
}

/** Asks for which of the tasks that have outputs to choose from. */
export async function pickWaiting(dataset: OpenDataset): Promise<{ dataset: OpenDataset; id: string } | undefined> {
  const { snapshot } = dataset;
  const waiting = tasksToChooseFor(snapshot);
  if (waiting.length === 0) {
    throw new UserError(l10n.t('No task of “{0}” has outputs to choose from.', isolate(snapshot.name)), [
      { title: l10n.t('Regenerate Outputs'), command: 'selfInstruct.regenerateOutputs' },
    ]);
  }
  const items = waiting.map(({ task, standing }) => ({
    label: labelText(task.instruction, 50),
    description: `${waitingLabel(snapshot, task)} · ${stateLabels[standing.state]}`,
    id: task.id,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Compare Outputs'),
    placeHolder: l10n.t('{0} tasks have outputs to choose from. Which first?', waiting.length),
    matchOnDescription: true,
  });
  return picked && { dataset, id: picked.id };
}

/** `2 outputs to choose from`; nothing where there are none. */
export function waitingLabel({ outputs }: Pick<Snapshot, 'outputs'>, task: GeneratedTask): string | undefined {
  const count = countOpenOutputs(outputs, task);
  if (count === 0) return undefined;
  return count === 1 ? l10n.t('1 output to choose from') : l10n.t('{0} outputs to choose from', count);
}
