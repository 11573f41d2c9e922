import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ImproveJob } from '../../core/model/improve.ts';
import { startRun } from '../run/registerRuns.ts';
import type { TaskRunServices } from '../run/runServices.ts';
import type { ImproveTargets } from './improveTargets.ts';

/** *Judge Tasks*: a run in which a model scores tasks that are there, with a reason. */
export function registerJudge(services: TaskRunServices): void {
  services.commands.register('selfInstruct.judgeTasks', async (argument, all) => {
    const title = l10n.t('Judge Tasks');
    const { improveTargets } = await import('./improveTargets.ts');
    const targets = await improveTargets(services, argument, all, title);
    if (!targets) return;
    const { dataset, tasks } = targets;
    const { askRoleModel } = await import('./askRoleModel.ts');
    // Whoever says whether to judge again, as a key binding does, is asked nothing.
    const given = (argument as { readonly again?: unknown } | undefined)?.again;
    const isSaid = typeof given === 'boolean';
    if (!isSaid && !(await askRoleModel('judge', dataset, services, title))) return;
    const again = isSaid ? given : await askAgain(targets, title);
    if (again === undefined) return;
    const improve: ImproveJob = { step: 'judge', tasks, ...(again ? { again } : {}) };
    await startRun(services, dataset, () => ({ improve }), title, 'judge');
  });
}

/** Asks, where all was judged by this model already, whether to do it again; `undefined` where dismissed. */
async function askAgain({ dataset, tasks }: ImproveTargets, title: string): Promise<boolean | undefined> {
  const { planJudge } = await import('../../core/pipeline/improve/judge.ts');
  const { snapshot } = dataset;
  const { models, model = '' } = snapshot.recipe;
  const judge = models?.judge?.model ?? model;
  const reviewed = tasks.flatMap((id) => snapshot.byId.get(id) ?? []);
  if (planJudge(snapshot, reviewed, judge).length > 0) return false;
  const again = { label: l10n.t('Judge again'), detail: l10n.t('The scores so far are kept; the latest count.') };
  const placeHolder = l10n.t('“{0}” has judged all of this as it is now.', isolate(judge));
  return (await window.showQuickPick([again], { title, placeHolder })) ? true : undefined;
}
