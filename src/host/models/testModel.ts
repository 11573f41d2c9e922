import { l10n, type Progress, ProgressLocation, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { originOf } from '../../core/llm/endpoint.ts';
import { EndpointFeatures } from '../../core/llm/endpointFeatures.ts';
import { canDo, capabilityLabels, type ModelReport, renderReport } from '../../core/llm/modelReport.ts';
import type { ModelReports } from '../../core/llm/modelReports.ts';
import type { NamedModel } from '../../core/model/recipe.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { prepareOwnFolder } from '../../core/store/lock.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import { folderOf } from '../folderOf.ts';
import type { OpenDataset } from '../openDataset.ts';
import type { Reports } from '../reports.ts';
import { UserError } from '../userError.ts';
import { askForModel } from './chooseModel.ts';
import { userConnections } from './connections.ts';
import { editorConnection, testEditorModel } from './editorModels.ts';
import type { Keys } from './keys.ts';

/**
 * *Test Model*: asks the dataset's model, or the one that the argument names, for a word, finds out what its endpoint can
 * do, remembers it, and shows it in a read-only document. Returns a summary, for who called it with a model.
 */
export function registerTestModel({
  commands,
  active,
  keys,
  reports,
  tested,
}: {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly keys: Keys;
  readonly reports: Reports;
  readonly tested: ModelReports;
}): void {
  commands.register('selfInstruct.testModel', async (argument) => {
    const dataset = folderOf(argument) === undefined ? active.current : await active.resolve(argument);
    const asked = namedIn(argument);
    const named = asked ?? recipeModel(dataset) ?? (await askWhich(dataset, keys));
    if (named === undefined) return undefined;
    if (named.connection === 'practice')
      throw new UserError(l10n.t('The practice model is built in and no language model: there is nothing to test.'));
    const last = asked ? undefined : await lastReport(named, tested);
    const wanted = last ? await askWhetherAgain(last) : 'again';
    const report = wanted === 'again' ? await test(named, keys) : wanted;
    if (report === undefined) return undefined;
    if (report !== last) await tested.put(report);
    if (dataset) await teach(dataset, report);
    await reports.show(
      dataset?.folder ?? '/',
      l10n.t('Test of {0}', report.model.replaceAll('/', '·')),
      renderReport(report),
    );
    return summaryOf(report);
  });
}

/** What the last test of this model found out, whenever that was. */
async function lastReport(
  { connection: name, model }: NamedModel,
  tested: ModelReports,
): Promise<ModelReport | undefined> {
  const connection = userConnections().find((known) => known.name === name);
  const origin = connection && originOf(connection);
  return origin === undefined ? undefined : tested.get({ origin, model });
}

async function askWhetherAgain(last: ModelReport): Promise<ModelReport | 'again' | undefined> {
  const again = { label: l10n.t('Test again'), description: l10n.t('some small requests') };
  const show = { label: l10n.t('Show the last report'), description: `${last.at} · ${summaryOf(last)}` };
  const placeHolder = l10n.t('“{0}” was tested before.', isolate(last.model));
  const picked = await window.showQuickPick([again, show], { title: l10n.t('Test Model'), placeHolder });
  if (picked === undefined) return undefined;
  return picked === again ? 'again' : last;
}

function namedIn(argument: unknown): NamedModel | undefined {
  const { connection, model } = (argument ?? {}) as Partial<Record<keyof NamedModel, unknown>>;
  return typeof connection === 'string' && typeof model === 'string' ? { connection, model } : undefined;
}

function recipeModel(dataset: OpenDataset | undefined): NamedModel | undefined {
  const { connection, model } = dataset?.snapshot.recipe ?? {};
  const isThere = connection === editorConnection || userConnections().some(({ name }) => name === connection);
  return connection !== undefined && model !== undefined && isThere ? { connection, model } : undefined;
}

function askWhich(dataset: OpenDataset | undefined, keys: Keys): Promise<NamedModel | undefined> {
  const placeHolder = l10n.t('Which model is to be tested?');
  return askForModel(keys, { practice: false, placeHolder, current: undefined, folder: dataset?.folder });
}

/** `undefined` where it was cancelled before there was a reply. */
async function test(named: NamedModel, keys: Keys): Promise<ModelReport | undefined> {
  const title = l10n.t('Testing “{0}” of “{1}”', isolate(named.model), isolate(named.connection));
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => abort.abort(new DOMException('Cancelled.', 'AbortError')));
    try {
      const report = await reportOn(named, keys, abort.signal, progress);
      return abort.signal.aborted && 'failure' in report.reply ? undefined : report;
    } finally {
      cancelled.dispose();
    }
  });
}

async function reportOn(
  { connection: name, model }: NamedModel,
  keys: Keys,
  signal: AbortSignal,
  progress: Progress<{ message: string }>,
): Promise<ModelReport> {
  if (name === editorConnection) return testEditorModel(model, signal);
  const connection = userConnections().find((known) => known.name === name);
  if (!connection) {
    throw new UserError(
      l10n.t('There is no connection “{0}” in your settings. Add it, or choose another model.', isolate(name)),
      [{ title: l10n.t('Add Connection'), command: 'selfInstruct.addConnection' }],
    );
  }
  const origin = originOf(connection);
  const apiKey = origin === undefined ? undefined : await keys.get(origin);
  const { testModel } = await import('../../core/llm/testModel.ts');
  return testModel(connection, model, {
    apiKey,
    signal,
    onAsk: (what) => progress.report({ message: what === 'reply' ? l10n.t('a reply') : capabilityLabels[what] }),
  });
}

/** The next run in this dataset asks in the form that the endpoint takes. */
async function teach({ paths }: OpenDataset, report: ModelReport): Promise<void> {
  await prepareOwnFolder(nodeDisk, paths);
  const { origin, model } = report;
  const features = await EndpointFeatures.open(nodeDisk, paths.endpoints, { origin, model, practice: false });
  await features.learn(report);
}

function summaryOf(report: ModelReport): string {
  if ('failure' in report.reply) return l10n.t('no reply');
  const seconds = (report.reply.ms / 1000).toFixed(1);
  return [l10n.t('replied in {0} s', seconds), ...canDo(report)].join(' · ');
}
