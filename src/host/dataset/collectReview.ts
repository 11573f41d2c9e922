import path from 'node:path';
import { l10n, type Uri, window } from 'vscode';
import type { AppliedReview } from '../../core/review/applyReview.ts';
import { collectReport } from '../../core/review/collectReport.ts';
import { type CollectPlan, planCollect } from '../../core/review/planCollect.ts';
import { readSheet, type SheetRow } from '../../core/review/sheet.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { checkIsText, detectEncoding } from '../../core/table/encodings.ts';
import { readTableFile } from '../../core/table/readTable.ts';
import { inFile } from '../../core/table/tableError.ts';
import type { Question } from '../ledger/confirm.ts';
import { offerSteps, type Step } from '../offerSteps.ts';
import type { OpenDataset } from '../openDataset.ts';
import { reviewer } from '../reviewer.ts';
import type { TableServices } from './registerTables.ts';
import { askForTables, chooseEncoding, reviewFolder, tableFailure } from './tableFile.ts';

/** What was recorded, with what it was planned from. */
export interface Collected {
  readonly plan: CollectPlan;
  /** Absent where there was nothing to record. */
  readonly applied?: AppliedReview;
}

/** *Collect Review*: records what volunteers decided and edited, once the person has seen what it comes to. */
export async function collectReview(
  services: TableServices,
  dataset: OpenDataset,
  files: readonly Uri[],
): Promise<void> {
  const { commands, reports } = services;
  const title = l10n.t('Collect Review');
  const chosen = files.length > 0 ? files : await askForTables(await reviewFolder(dataset.folder), title, true);
  if (chosen.length === 0) return;
  const collected = await collectSheets(services, dataset, chosen);
  if (!collected) return;
  const { plan, applied } = collected;
  const show: Step = {
    title: l10n.t('Show Report'),
    run: () => reports.show(dataset.folder, l10n.t('collected review'), collectReport(plan)),
  };
  const undo = applied && { title: l10n.t('Undo Collect'), run: () => undoCollect(dataset, applied) };
  if (plan.conflicts.length + plan.notCollected.length > 0) await show.run();
  void offerSteps(
    commands,
    applied ? recordedText(plan) : l10n.t('There was nothing new to record.'),
    undo ? [undo, show] : [show],
  );
}

/**
 * Reads sheets and records them after a question; `undefined` where the person did not want it. Rejects with a
 * `UserError` where a sheet cannot be read, and then nothing is recorded.
 */
export async function collectSheets(
  { confirm }: Pick<TableServices, 'confirm'>,
  dataset: OpenDataset,
  files: readonly Uri[],
): Promise<Collected | undefined> {
  const rows: SheetRow[] = [];
  for (const { fsPath } of files) {
    const read = await readOne(fsPath);
    if (!read) return undefined;
    rows.push(...read);
  }
  await dataset.refresh();
  const plan = planCollect(rows, dataset.snapshot);
  if (plan.changes.length === 0) return { plan };
  if (!(await confirm(question(plan, files.length)))) return undefined;
  return { plan, applied: await dataset.write((writer) => writer.applyReview(plan.changes)) };
}

async function readOne(file: string): Promise<SheetRow[] | undefined> {
  const name = path.basename(file);
  try {
    const bytes = await readBytes(file, name);
    if (detectEncoding(bytes).sure) return readSheet({ name, bytes });
    const encoding = await chooseEncoding(name, bytes);
    return encoding === undefined ? undefined : readSheet({ name, bytes, encoding });
  } catch (error) {
    throw tableFailure(error);
  }
}

async function readBytes(file: string, name: string): Promise<Buffer> {
  try {
    const bytes = await readTableFile(nodeDisk, file);
    checkIsText(bytes);
    return bytes;
  } catch (error) {
    throw inFile(name, error);
  }
}

/** Takes a collected review back, by appending what was before. */
export async function undoCollect(dataset: OpenDataset, applied: AppliedReview): Promise<void> {
  const name = await reviewer();
  await dataset.write((writer) => writer.takeBackReview(applied, name));
  window.setStatusBarMessage(l10n.t('Undone: the collected decisions and edits are taken back'), 4_000);
}

function question(plan: CollectPlan, files: number): Question {
  const { accepted, rejected, edited, conflicts, notCollected } = plan;
  const unreadable = notCollected.filter(({ problem }) => problem === 'unreadable');
  const since = notCollected.filter(({ problem }) => problem === 'changed-since').length;
  const others = notCollected.length - unreadable.length - since;
  const lines = [
    l10n.t('{0} accepted, {1} rejected, {2} edited', accepted.length, rejected.length, edited.length),
    l10n.t('Conflicts, where reviewers differ and the task is disputed: {0}', conflicts.length),
    ...(since > 0 ? [l10n.t('Changed since they were handed out, and not decided: {0}', since)] : []),
    ...(unreadable.length > 0 ? [l10n.t('Unreadable rows: {0} ({1})', unreadable.length, rowsText(unreadable))] : []),
    ...(others > 0 ? [l10n.t('Not recorded for other reasons, which the report lists: {0}', others)] : []),
  ];
  const message =
    files === 1 ? l10n.t('Record what this sheet says?') : l10n.t('Record what these {0} sheets say?', files);
  return { message, detail: lines.join('\n'), button: l10n.t('Apply') };
}

const mostRows = 10;

function rowsText(told: CollectPlan['notCollected']): string {
  const shown = told.slice(0, mostRows).map(({ file, row }) => `${file} ${row}`);
  return [...shown, ...(told.length > mostRows ? ['…'] : [])].join(', ');
}

function recordedText({ accepted, rejected, edited, conflicts, notCollected }: CollectPlan): string {
  const done = l10n.t(
    'Recorded: {0} accepted, {1} rejected, {2} edited, {3} disputed.',
    accepted.length,
    rejected.length,
    edited.length,
    conflicts.length,
  );
  return notCollected.length === 0 ? done : [done, l10n.t('Not recorded: {0}.', notCollected.length)].join(' ');
}
