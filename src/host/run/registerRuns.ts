import { type Disposable, l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import type { ModelRole } from '../../core/model/recipe.ts';
import type { Goal } from '../../core/pipeline/prepareRun.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { countTowardsTarget } from '../../core/store/whatCounts.ts';
import type { Datasets } from '../datasets.ts';
import { folderOf } from '../folderOf.ts';
import type { Keys } from '../models/keys.ts';
import { openClient, openClientFor } from '../models/modelClients.ts';
import type { Terms } from '../models/terms.ts';
import type { OpenDataset } from '../openDataset.ts';
import { tellOfUnreviewedSeeds } from '../review/reviewSeeds.ts';
import { UserError } from '../userError.ts';
import { announceEnd } from './announceEnd.ts';
import type { RunServices, StartServices } from './runServices.ts';
import type { Runs } from './runs.ts';

/** *Generate Round*, *Generate Until Target*, *Resume*, *Stop*, and the offer to go on with what a closed window left. */
export function registerRuns(services: RunServices): Disposable {
  const { commands, datasets, active, runs, memory } = services;

  commands.register('selfInstruct.generateRound', (argument) => generate(argument, () => ({ rounds: 1 })));
  commands.register('selfInstruct.resumeRun', (argument) => generate(argument, () => 'resume', roleOfLast));
  commands.register('selfInstruct.generateUntilTarget', (argument) => generate(argument, askTarget));
  commands.register('selfInstruct.stopRun', async (argument) => {
    const folder = await runningFolder(runs, datasets, folderOf(argument) ?? active.current?.folder);
    if (folder !== undefined) await runs.stop(folder);
  });

  async function generate(
    argument: unknown,
    goalOf: (dataset: OpenDataset) => Goal | Promise<Goal | undefined>,
    roleOf: (dataset: OpenDataset) => Promise<RunRole | undefined> = async () => undefined,
  ): Promise<void> {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    // A recipe that was written a moment ago counts, though no change of it was told of yet.
    await dataset.refresh();
    const goal = async () => {
      const wanted = await goalOf(dataset);
      if (wanted) await tellOfUnreviewedSeeds(dataset, commands, memory);
      return wanted;
    };
    await startRun(services, dataset, goal, l10n.t('Generate'), await roleOf(dataset));
  }

  return datasets.onDidList(() => void offerResume(services));
}

/** What a run is about, where the recipe may have a model of its own for it. */
export type RunRole = Extract<ModelRole, 'regenerate' | 'judge'>;

/** The part of the work that the run to go on with does. */
async function roleOfLast({ paths }: OpenDataset): Promise<RunRole | undefined> {
  const { RunJournal } = await import('../../core/store/runJournal.ts');
  return (await RunJournal.latest(nodeDisk, paths))?.header.improve?.step;
}

/**
 * Runs to the goal, after what it needs was asked for, and says how it ended. `title` names the command in a failure, `role`
 * the part of the work that the recipe may have another model for.
 */
export async function startRun(
  { commands, runs, keys, terms }: StartServices,
  dataset: OpenDataset,
  goalOf: (dataset: OpenDataset) => Goal | Promise<Goal | undefined>,
  title: string,
  role?: RunRole,
): Promise<void> {
  if (runs.running.includes(dataset.folder))
    throw new UserError(
      l10n.t('A run is going on in “{0}” already. Wait for it to end, or stop it.', isolate(dataset.snapshot.name)),
    );
  const client = await clientFor(dataset, keys, terms, role);
  const goal = client && (await goalOf(dataset));
  if (!goal) return;
  try {
    const { confirmCost } = await import('../money/confirmCost.ts');
    if (!(await confirmCost(dataset, client, goal))) return;
    const view = { location: { viewId: 'selfInstruct.datasets' } };
    const summary = await window.withProgress(view, () => runs.start(dataset, client, goal));
    announceEnd(commands, dataset, summary);
  } catch (error) {
    // The command may have been given without an argument: the buttons still must know the dataset.
    commands.showFailure(error, title, dataset.folder);
  }
}

/** The client of the dataset's model; asks for a model first where the recipe names none that is there. */
export async function clientFor(
  dataset: OpenDataset,
  keys: Keys,
  terms: Terms,
  role?: RunRole,
): Promise<ModelClient | undefined> {
  const open = () => {
    const { recipe } = dataset.snapshot;
    return role ? openClientFor(role, recipe, keys) : openClient(recipe, keys);
  };
  const client = await open();
  // A broken recipe falls back to defaults, without a model: what is wrong is said first, by the core's own check.
  if (client || dataset.snapshot.problems.some(({ code }) => code === 'recipe'))
    return client ?? failForRecipe(dataset);
  const { chooseModel } = await import('../models/chooseModel.ts');
  return (await chooseModel(dataset, keys, terms, role)) ? open() : undefined;
}

async function failForRecipe(dataset: OpenDataset): Promise<never> {
  const { checkRecipe } = await import('../../core/pipeline/prepareRun.ts');
  checkRecipe(dataset.snapshot);
  throw new UserError(l10n.t('The recipe is not valid. Mend it, then generate again.'));
}

async function askTarget(dataset: OpenDataset): Promise<Goal | undefined> {
  const { snapshot } = dataset;
  const now = countTowardsTarget(snapshot);
  const value = await window.showInputBox({
    title: l10n.t('Generate Until Target'),
    prompt: l10n.t('How many pending and accepted tasks the dataset is to have. Now: {0}.', now),
    value: String(Math.max(snapshot.recipe.target, now + 1)),
    validateInput: (text) =>
      Number.isSafeInteger(Number(text)) && Number(text) > now
        ? undefined
        : l10n.t('Give a whole number above {0}.', now),
  });
  return value === undefined ? undefined : { target: Number(value) };
}

async function runningFolder(runs: Runs, datasets: Datasets, wanted: string | undefined): Promise<string | undefined> {
  const { running } = runs;
  if (wanted !== undefined && running.includes(wanted)) return wanted;
  if (running.length <= 1) return running[0];
  const items = running.map((folder) => ({
    label: datasets.get(folder)?.snapshot.name ?? folder,
    description: folder,
    folder,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Stop which run?') }))?.folder;
}

/** Runs that a closed window left behind are offered once; every other stopped run shows in the tree only. */
async function offerResume({ datasets, runs, commands, memory }: RunServices): Promise<void> {
  const left = runs.leftRunning.filter((folder) => !runs.running.includes(folder));
  if (left.length > 0) await memory.update('selfInstruct.running', runs.running);
  for (const dataset of datasets.all) {
    const { folder } = dataset;
    if (runs.running.includes(folder)) continue;
    if (!(await runs.checkInterrupted(dataset)) || !left.includes(folder)) continue;
    const message = l10n.t(
      'The run in “{0}” was interrupted when its window closed. Everything it admitted is kept, and no stored reply is asked for again.',
      isolate(dataset.snapshot.name),
    );
    void commands.offer(window.showInformationMessage, message, [
      { title: l10n.t('Resume'), command: 'selfInstruct.resumeRun', args: [{ folder }] },
    ]);
  }
}
