import { l10n, window } from 'vscode';
import type { ImproveJob } from '../../core/model/improve.ts';
import { startRun } from '../run/registerRuns.ts';
import type { TaskRunServices } from '../run/runServices.ts';

/** *Regenerate Outputs*: a run in which a model writes other outputs for tasks that are there. */
export function registerRegenerate(services: TaskRunServices): void {
  services.commands.register('selfInstruct.regenerateOutputs', async (argument, all) => {
    const title = l10n.t('Regenerate Outputs');
    const { improveTargets } = await import('./improveTargets.ts');
    const targets = await improveTargets(services, argument, all, title);
    if (!targets) return;
    const { dataset, tasks } = targets;
    const { askRoleModel } = await import('./askRoleModel.ts');
    const given = argument as { readonly samples?: unknown } | undefined;
    const isSaid = typeof given?.samples === 'number';
    if (!isSaid && !(await askRoleModel('regenerate', dataset, services, title))) return;
    const samples = isSaid ? Number(given.samples) : await askSamples(title);
    if (samples === undefined) return;
    const improve: ImproveJob = { step: 'regenerate', tasks, ...(samples > 1 ? { samples } : {}) };
    await startRun(services, dataset, () => ({ improve }), title, 'regenerate');
  });
}

/** Samples offered; the command line takes any number. */
const offered = [3, 5, 10] as const;

async function askSamples(title: string): Promise<number | undefined> {
  const items = [
    {
      label: l10n.t('One output'),
      detail: l10n.t('For each input one request. You choose between the old output and the new one.'),
      samples: 1,
    },
    ...offered.map((samples) => ({
      label: l10n.t('{0} samples, and what they agree on', samples),
      detail: l10n.t(
        'For labels and other short answers: {0} requests for each input. What more than half of them say is offered; where they differ, all are.',
        samples,
      ),
      samples,
    })),
  ];
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t('How many outputs for each input?') }))
    ?.samples;
}
