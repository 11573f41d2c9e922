import path from 'node:path';
import { type ExtensionContext, window } from 'vscode';
import { ModelReports } from './core/llm/modelReports.ts';
import { nodeDisk } from './core/store/disk.ts';
import { ActiveDataset } from './host/activeDataset.ts';
import { BatchJobs } from './host/batch/batchJobs.ts';
import { registerBatches } from './host/batch/registerBatches.ts';
import { registerRequests } from './host/batch/registerRequests.ts';
import { Commands } from './host/commands.ts';
import { registerContextKeys } from './host/contextKeys.ts';
import { registerCustomisePrompts } from './host/dataset/customisePrompts.ts';
import { registerExport } from './host/dataset/exportDataset.ts';
import { registerNewDataset } from './host/dataset/newDataset.ts';
import { registerOpenTask } from './host/dataset/openTask.ts';
import { registerPreviewRequest } from './host/dataset/previewRequest.ts';
import { registerTables } from './host/dataset/registerTables.ts';
import { Datasets } from './host/datasets.ts';
import { registerDerive } from './host/derive/registerDerive.ts';
import { registerDiagnostics } from './host/diagnostics.ts';
import { registerCompareOutputs } from './host/improve/registerCompareOutputs.ts';
import { registerJudge } from './host/improve/registerJudge.ts';
import { registerRegenerate } from './host/improve/registerRegenerate.ts';
import { confirmModal } from './host/ledger/confirm.ts';
import { LongWork } from './host/ledger/longWork.ts';
import { registerChooseThreshold } from './host/ledger/registerChooseThreshold.ts';
import { registerCompare } from './host/ledger/registerCompare.ts';
import { registerNearDuplicates } from './host/ledger/registerNearDuplicates.ts';
import { registerReplay } from './host/ledger/registerReplay.ts';
import { registerRescue } from './host/ledger/registerRescue.ts';
import { Keys } from './host/models/keys.ts';
import { registerModels } from './host/models/registerModels.ts';
import { Terms } from './host/models/terms.ts';
import { registerTestModel } from './host/models/testModel.ts';
import { registerMoney } from './host/money/registerMoney.ts';
import type { OpenDataset } from './host/openDataset.ts';
import { registerPanel } from './host/panel/registerPanel.ts';
import { registerPrune } from './host/replies/registerPrune.ts';
import { registerRetry } from './host/replies/registerRetry.ts';
import { registerShowReply } from './host/replies/registerShowReply.ts';
import { Reports } from './host/reports.ts';
import { registerDecisions } from './host/review/registerDecisions.ts';
import { registerReview } from './host/review/registerReview.ts';
import { registerReviewSeeds } from './host/review/reviewSeeds.ts';
import { registerContinueInTerminal } from './host/run/continueInTerminal.ts';
import { clientFor, registerRuns } from './host/run/registerRuns.ts';
import { registerRunStatus } from './host/run/runStatus.ts';
import { Runs } from './host/run/runs.ts';
import { registerPromoteToSeed } from './host/seedForm/promoteToSeed.ts';
import { registerSeedForm } from './host/seedForm/registerSeedForm.ts';
import { registerTree } from './host/tree/registerTree.ts';

let runs: Runs | undefined;

/** Builds the services and registers the features. Reading the datasets begins here and is not waited for. */
export function activate({
  extension,
  extensionUri,
  subscriptions,
  secrets,
  globalState,
  globalStorageUri,
  workspaceState: memory,
}: ExtensionContext): void {
  const began = performance.now();
  const log = window.createOutputChannel('Self-Instruct', { log: true });
  const commands = new Commands(log);
  const datasets = new Datasets(log);
  const active = new ActiveDataset(datasets);
  const keys = new Keys(secrets, globalState);
  const { version } = extension.packageJSON as { version: string };
  const noveltyWorker = path.join(extensionUri.fsPath, 'dist', 'noveltyWorker.js');
  const terms = new Terms(globalState);
  runs = new Runs({ datasets, log, memory, version, terms, noveltyWorker });
  const batches = new BatchJobs({ datasets, keys, log });
  const { view, order, disposable: tree } = registerTree({ commands, datasets, runs, active, batches, memory });

  const work = new LongWork();
  const reports = new Reports();
  const rescuing = {
    log,
    work,
    confirm: confirmModal,
    runs,
    clientFor: (dataset: OpenDataset) => clientFor(dataset, keys, terms),
    version,
    noveltyWorker,
  };

  subscriptions.push(work, reports, log, commands, datasets, active, runs, batches, tree);
  subscriptions.push(registerContextKeys({ datasets, runs }));
  subscriptions.push(registerRuns({ commands, datasets, active, runs, keys, terms, memory }));
  subscriptions.push(registerRunStatus({ commands, active, runs, view }));
  subscriptions.push(registerPanel({ commands, datasets, active, runs, extensionUri, memory }));
  subscriptions.push(registerReview(datasets), registerDiagnostics(datasets));
  subscriptions.push(registerCompare({ commands, datasets, active }));
  subscriptions.push(registerChooseThreshold({ commands, active, work }));
  subscriptions.push(registerNearDuplicates({ commands, datasets, active, work }));
  subscriptions.push(...registerPreviewRequest({ commands, active, keys, terms }));
  subscriptions.push(registerSeedForm({ commands, datasets, active, extensionUri, memory }));
  registerPromoteToSeed({ commands, active });
  registerReviewSeeds({ commands, active, view });
  registerModels({ commands, active, keys, terms });
  registerMoney({ commands, active, keys });
  registerDerive({ commands, datasets, active, runs, keys, terms, view });
  registerRegenerate({ commands, datasets, active, runs, keys, terms, view });
  registerJudge({ commands, datasets, active, runs, keys, terms, view });
  subscriptions.push(registerCompareOutputs({ commands, datasets, active }));
  const { fsPath: globalFolder } = globalStorageUri;
  const tested = new ModelReports(nodeDisk, globalFolder, path.join(globalFolder, 'models.json'));
  registerTestModel({ commands, active, keys, reports, tested });
  registerDecisions({ commands, datasets, active, view, order });
  subscriptions.push(registerBatches({ commands, datasets, active, runs, batches, keys, terms, view }));
  registerRequests({ commands, active, runs, batches });
  registerRescue({ ...rescuing, commands, active });
  subscriptions.push(registerShowReply({ commands, datasets, active }));
  registerRetry({ ...rescuing, commands, active, runs, keys, terms });
  registerPrune({ commands, active, work, runs, confirm: confirmModal });
  const cli = path.join(extensionUri.fsPath, 'dist', 'cli.js');
  subscriptions.push(registerContinueInTerminal({ commands, active, runs, keys, confirm: confirmModal, cli }));
  registerReplay({ ...rescuing, commands, active });
  registerOpenTask({ commands, active });
  registerCustomisePrompts({ commands, active, datasets });
  registerExport({ commands, active });
  registerTables({ commands, active, reports, confirm: confirmModal });
  const samplesFolder = path.join(extensionUri.fsPath, 'samples');
  subscriptions.push(registerNewDataset({ commands, datasets, samplesFolder, memory: globalState }));
  commands.register('selfInstruct.refreshDatasets', () => datasets.find());
  commands.register('selfInstruct.showLog', () => log.show());

  void datasets.find();
  log.info(`activated in ${Math.round(performance.now() - began)} ms`);
}

/** Stops runs cleanly; what they admitted is on disk, and the next window offers to go on. */
export async function deactivate(): Promise<void> {
  await runs?.close();
}
