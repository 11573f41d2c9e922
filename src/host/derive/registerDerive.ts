import path from 'node:path';
import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { type DeriveJob, type EvolveKind, evolveKinds, type PassageRole } from '../../core/model/derive.ts';
import { folderOf } from '../folderOf.ts';
import type { OpenDataset } from '../openDataset.ts';
import { startRun } from '../run/registerRuns.ts';
import type { TaskRunServices } from '../run/runServices.ts';
import type { DerivedTargets } from './derivedTargets.ts';
import { passageSources } from './passageSources.ts';

/** *Grow Instances*, *From Text*, *Paraphrase* and *Evolve*: runs on chosen tasks or on the user's own text. */
export function registerDerive(services: TaskRunServices): void {
  const { commands, datasets, active } = services;

  commands.register('selfInstruct.growInstances', (argument, all) =>
    onTasks(l10n.t('Grow Instances'), argument, all, async ({ dataset, tasks }) => {
      const to = await askInstances(dataset, tasks, argument);
      return to === undefined ? undefined : { step: 'grow', ...(tasks ? { tasks } : {}), to };
    }),
  );
  commands.register('selfInstruct.paraphraseTasks', (argument, all) =>
    onTasks(l10n.t('Paraphrase'), argument, all, ({ tasks }) => ({ step: 'paraphrase', ...(tasks ? { tasks } : {}) })),
  );
  commands.register('selfInstruct.evolveTasks', (argument, all) =>
    onTasks(l10n.t('Evolve'), argument, all, async ({ tasks }) => {
      const kinds = await askKinds();
      return kinds && { step: 'evolve', ...(tasks ? { tasks } : {}), kinds };
    }),
  );
  commands.register('selfInstruct.fromText', async (argument, all) => {
    const sources = await passageSources(argument, all);
    const dataset = sources && (await datasetFor(sources.near, argument));
    if (!dataset) return;
    const title = l10n.t('From Text');
    const goalOf = async () => {
      const passages = await sources.read(dataset.folder);
      const as = await askRole(dataset, passages.length, argument);
      return as && { derive: { step: 'fromText', as, passages } as const };
    };
    await startRun(services, dataset, goalOf, title);
  });

  async function onTasks(
    title: string,
    argument: unknown,
    all: unknown,
    jobOf: (targets: DerivedTargets) => DeriveJob | Promise<DeriveJob | undefined> | undefined,
  ): Promise<void> {
    const { derivedTargets } = await import('./derivedTargets.ts');
    const targets = await derivedTargets(services, argument, all);
    if (!targets) return;
    const goalOf = async () => {
      const job = await jobOf(targets);
      return job && { derive: job };
    };
    await startRun(services, targets.dataset, goalOf, title);
  }

  /** The dataset that was named, the one that the text lies in, or the active one. */
  async function datasetFor(file: string, argument: unknown): Promise<OpenDataset | undefined> {
    const named = folderOf(argument);
    if (named !== undefined) return active.resolve({ folder: named });
    if (!datasets.found) await datasets.find();
    const around = datasets.all.find(({ folder }) => file.startsWith(folder + path.sep));
    return around ?? active.resolve(undefined);
  }
}

/** Instances in all, from the argument or from the person; as many as the recipe allows are proposed. */
async function askInstances(
  { snapshot }: OpenDataset,
  tasks: readonly string[] | undefined,
  argument: unknown,
): Promise<number | undefined> {
  const given = (argument as { to?: unknown } | undefined)?.to;
  if (typeof given === 'number') return given;
  const { growGroups } = await import('../../core/pipeline/derive/growGroups.ts');
  const groups = growGroups(snapshot, { run: '', derive: { step: 'grow', ...(tasks ? { tasks } : {}) } }, 0);
  const now = groups.reduce((sum, { count }) => sum + count, 0);
  const most = groups.reduce((sum, { count }) => sum + Math.max(count, snapshot.recipe.grow.perTask), 0);
  const value = await window.showInputBox({
    title: l10n.t('Grow Instances'),
    prompt: l10n.t(
      'How many instances these {0} instructions are to have in all. Now: {1}; the recipe allows {2}.',
      groups.length,
      now,
      most,
    ),
    value: String(most),
    validateInput: (text) =>
      Number.isSafeInteger(Number(text)) && Number(text) > now && Number(text) <= most
        ? undefined
        : l10n.t(
            'Give a whole number above {0}, up to {1}. The most under one instruction is “grow.perTask” in the recipe.',
            now,
            most,
          ),
  });
  return value === undefined ? undefined : Number(value);
}

async function askRole(dataset: OpenDataset, passages: number, argument: unknown): Promise<PassageRole | undefined> {
  const given = (argument as { as?: unknown } | undefined)?.as;
  if (given === 'output' || given === 'input') return given;
  const items = [
    {
      label: l10n.t('As Outputs'),
      detail: l10n.t('The model writes the instruction that each passage answers. The passage stays as it is.'),
      as: 'output' as const,
    },
    {
      label: l10n.t('As Inputs'),
      detail: l10n.t('The model writes an instruction on each passage, and the output. The passage stays as it is.'),
      as: 'input' as const,
    },
  ];
  const placeHolder = l10n.t(
    '{0} passages, into “{1}”. What are they to be?',
    passages,
    isolate(dataset.snapshot.name),
  );
  return (await window.showQuickPick(items, { title: l10n.t('From Text'), placeHolder }))?.as;
}

const kindLabels: Readonly<Record<EvolveKind, string>> = {
  constraint: l10n.t('Add a Constraint'),
  deepen: l10n.t('Deepen'),
  concretise: l10n.t('Make Concrete'),
  rarer: l10n.t('Another, Rarer Task'),
};

async function askKinds(): Promise<readonly EvolveKind[] | undefined> {
  const items = evolveKinds.map((change) => ({ label: kindLabels[change], change, picked: true }));
  const placeHolder = l10n.t('How are the tasks to change? One of these is drawn for each.');
  const picked = await window.showQuickPick(items, { title: l10n.t('Evolve'), placeHolder, canPickMany: true });
  return picked && picked.length > 0 ? picked.map(({ change }) => change) : undefined;
}
