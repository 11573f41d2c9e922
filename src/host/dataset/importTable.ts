import path from 'node:path';
import { l10n, type Uri, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { AppendedText } from '../../core/store/appendLines.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { checkIsText, detectEncoding } from '../../core/table/encodings.ts';
import { type ImportPlan, type Mapping, planImport, type RepeatedRow } from '../../core/table/importSeeds.ts';
import { type ReadOptions, readTableFile, type Table } from '../../core/table/readTable.ts';
import { offerSteps, type Step } from '../offerSteps.ts';
import { isDirty, type OpenDataset } from '../openDataset.ts';
import { UserError } from '../userError.ts';
import { chooseMapping } from './chooseMapping.ts';
import type { TableServices } from './registerTables.ts';
import { askForTables, chooseDelimiter, chooseEncoding, tableFailure } from './tableFile.ts';

export interface ImportArguments {
  readonly file?: Uri | undefined;
  /** Ask for delimiter and encoding before anything else. */
  readonly ask?: boolean;
}

/** *Import Seeds from CSV*: appends the rows of a table as seed tasks, once the person has seen what they become. */
export async function importTable(
  services: TableServices,
  dataset: OpenDataset,
  { file, ask = false }: ImportArguments,
): Promise<void> {
  const { commands, reports } = services;
  const { folder, paths } = dataset;
  if (isDirty(paths.seeds)) {
    throw new UserError(
      l10n.t(
        'seed_tasks.jsonl of “{0}” has unsaved changes, so nothing is imported. Save it, then import again.',
        isolate(dataset.snapshot.name),
      ),
      [{ title: l10n.t('Open Seeds'), command: 'selfInstruct.openSeeds', args: [{ folder }] }],
    );
  }
  const from = file ?? (await askForTables(folder, l10n.t('Import Seeds'), false))[0];
  if (!from) return;
  const name = path.basename(from.fsPath);
  try {
    const bytes = await readTableFile(nodeDisk, from.fsPath);
    const options = await readOptions(name, bytes, ask);
    const chosen = options && (await chooseMapping(dataset, name, bytes, options));
    if (!chosen) return;
    const { plan, appended } = await importInto(dataset, chosen.table, chosen.mapping);
    const steps: Step[] = [
      ...(plan.seeds.length > 0 ? [{ title: l10n.t('Undo Import'), run: () => undoImport(dataset, appended) }] : []),
      ...(plan.repeats.length > 0
        ? [
            {
              title: l10n.t('Show What Was Left Out'),
              run: () => reports.show(folder, l10n.t('left out'), leftOutReport(name, plan.repeats)),
            },
          ]
        : []),
      { title: l10n.t('Open Seeds'), run: () => commands.run('selfInstruct.openSeeds', { folder }) },
    ];
    void offerSteps(commands, importedText(name, plan), steps);
  } catch (error) {
    throw tableFailure(error, [
      {
        title: l10n.t('Try Another Delimiter or Encoding'),
        command: 'selfInstruct.importTable',
        args: [{ folder, files: [from.fsPath], ask: true }],
      },
    ]);
  }
}

/** What the person says about the file, where its bytes do not; `undefined` where the question was dismissed. */
async function readOptions(name: string, bytes: Buffer, ask: boolean): Promise<ReadOptions | undefined> {
  checkIsText(bytes);
  if (!ask && detectEncoding(bytes).sure) return {};
  const delimiter = ask ? await chooseDelimiter(name) : undefined;
  if (ask && delimiter === undefined) return undefined;
  const encoding = await chooseEncoding(name, bytes);
  return encoding === undefined ? undefined : { encoding, ...(delimiter === undefined ? {} : { delimiter }) };
}

/** Appends the seed tasks of a table, all or none, without what is there by then. */
export async function importInto(
  dataset: OpenDataset,
  table: Table,
  mapping: Mapping,
): Promise<{ readonly plan: ImportPlan; readonly appended: AppendedText }> {
  let plan: ImportPlan = { seeds: [], rows: 0, repeats: [] };
  const appended = await dataset.write((writer) =>
    writer.appendSeeds((snapshot) => {
      plan = planImport(table, mapping, snapshot);
      return plan.seeds;
    }),
  );
  return { plan, appended };
}

/** Takes an import back while its lines are the last ones and as they were. */
export async function undoImport(dataset: OpenDataset, appended: AppendedText): Promise<void> {
  await dataset.write((writer) => writer.takeBackSeeds(appended));
  window.setStatusBarMessage(l10n.t('Undone: the imported seed tasks are gone again'), 4_000);
}

function importedText(name: string, { seeds, repeats }: ImportPlan): string {
  const instances = seeds.reduce((sum, seed) => sum + (seed.instances as readonly unknown[]).length, 0);
  const added =
    seeds.length === 1
      ? l10n.t('1 seed task with {0} instances was added from {1}.', instances, name)
      : l10n.t('{0} seed tasks with {1} instances were added from {2}.', seeds.length, instances, name);
  return repeats.length === 0
    ? added
    : [added, l10n.t('Left out, because it was there already: {0}.', repeats.length)].join(' ');
}

/** The rows that were left out, with the seed tasks that say the same. */
export function leftOutReport(name: string, repeats: readonly RepeatedRow[]): string {
  const lines = repeats.map(({ row, of, text }) => `row ${row}  →  ${of}  ${text.replace(/\s+/gu, ' ').slice(0, 300)}`);
  return [l10n.t('{0}: rows that say what is there already', name), '', ...lines, ''].join('\n');
}
