import path from 'node:path';
import { isolate } from '../core/isolate.ts';
import { DatasetWriter } from '../core/store/datasetWriter.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { guessRoles, looksLikeHeadings, type Role } from '../core/table/columns.ts';
import { type ImportPlan, type Mapping, planImport } from '../core/table/importSeeds.ts';
import { type Delimiter, delimiters } from '../core/table/parseTable.ts';
import { readTable, readTableFile, type Table } from '../core/table/readTable.ts';
import { type Command, CommandFailure, readArguments, UsageError } from './command.ts';
import { openDataset } from './openDataset.ts';
import { tableFailure } from './tableFailure.ts';

/** Options that name the column of a role. */
const columnOptions = {
  instruction: 'instruction',
  input: 'input',
  output: 'output',
  label: 'label',
  classification: 'classification',
  id: 'id',
  name: 'name',
  author: 'author',
  source: 'source',
  licence: 'licence',
  'translated-from': 'translatedFrom',
} as const satisfies Readonly<Record<string, Role>>;

const string = { type: 'string' } as const;

/** Appends seed tasks from a table that people keep in a spreadsheet. */
export const importCommand: Command = {
  name: 'import',
  usage:
    'import DIR FILE [--instruction COL | --pairs INSTRUCTION [--reverse INSTRUCTION]] [--input COL] [--output COL | --label COL] [--classification COL] [--id COL] [--name COL] [--author COL] [--source COL] [--licence COL] [--translated-from COL] [--headings | --no-headings] [--delimiter comma|semicolon|tab|bar] [--encoding LABEL] [--dry-run]',
  summary: 'append seed tasks from CSV or TSV; COL is a heading or a number from 1',

  async run(args) {
    const { values, positionals } = readArguments(args, {
      instruction: string,
      input: string,
      output: string,
      label: string,
      classification: string,
      id: string,
      name: string,
      author: string,
      source: string,
      licence: string,
      'translated-from': string,
      pairs: string,
      reverse: string,
      headings: { type: 'boolean' },
      'no-headings': { type: 'boolean' },
      delimiter: string,
      encoding: string,
      'dry-run': { type: 'boolean' },
    });
    const [folder, file, ...more] = positionals;
    if (folder === undefined || file === undefined || more.length > 0)
      throw new UsageError('A dataset folder and one file are expected.');
    if (values.reverse !== undefined && values.pairs === undefined)
      throw new UsageError('--reverse goes with --pairs: it is the instruction of the other direction.');
    if (values.pairs !== undefined && values.instruction !== undefined)
      throw new UsageError('Either --pairs, one instruction for all rows, or --instruction, a column.');
    for (const option of ['pairs', 'reverse'] as const)
      if (values[option]?.trim() === '') throw new UsageError(`--${option} is an instruction, and it is empty.`);
    const dataset = await openDataset(folder);
    const delimiter = readDelimiter(values.delimiter);
    try {
      const table = readTable(await readTableFile(nodeDisk, path.resolve(file)), {
        ...(values.encoding === undefined ? {} : { encoding: values.encoding }),
        ...(delimiter === undefined ? {} : { delimiter }),
      });
      if (!table.sureOfEncoding) throw unsureOfEncoding(file);
      const mapping = readMapping(table, values);
      let plan: ImportPlan = planImport(table, mapping, dataset.snapshot);
      if (!values['dry-run']) {
        await new DatasetWriter(dataset).appendSeeds((snapshot) => {
          plan = planImport(table, mapping, snapshot);
          return plan.seeds;
        });
      }
      return told(plan, table, values['dry-run'] === true);
    } catch (error) {
      throw tableFailure(file, error);
    }
  },
};

function told({ seeds, rows, repeats }: ImportPlan, { encoding, delimiter }: Table, dryRun: boolean) {
  const instances = seeds.reduce((sum, seed) => sum + (seed.instances as unknown[]).length, 0);
  const verb = dryRun ? 'would be added' : 'were added';
  const lines = [
    ...repeats.map(
      ({ row, of, text }) => `row ${row} is there already (${of}): ${Array.from(text).slice(0, 80).join('')}`,
    ),
    `${seeds.length} seed tasks with ${instances} instances ${verb}, from ${rows} rows; ${repeats.length} repeats left out`,
  ];
  return {
    exit: 0 as const,
    json: {
      seeds: seeds.length,
      instances,
      rows,
      ids: seeds.map(({ id }) => id),
      repeats: repeats.map(({ row, of }) => ({ row, of })),
      encoding,
      delimiter,
      written: !dryRun,
    },
    text: `${lines.join('\n')}\n`,
  };
}

function unsureOfEncoding(file: string): CommandFailure {
  return new CommandFailure(
    'encoding',
    `${file} is not in UTF-8, and nothing in it says which encoding it is in. Nothing was written. Give one, such as --encoding windows-1252.`,
  );
}

const delimiterNames: Readonly<Record<string, Delimiter>> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' };

function readDelimiter(text: string | undefined): Delimiter | undefined {
  if (text === undefined) return undefined;
  const named = delimiterNames[text] ?? delimiters.find((delimiter) => delimiter === text);
  if (!named) throw new UsageError(`--delimiter is one of ${Object.keys(delimiterNames).join(', ')}.`);
  return named;
}

type Values = Readonly<Partial<Record<keyof typeof columnOptions | 'pairs' | 'reverse', string>>> & {
  readonly headings?: boolean;
  readonly 'no-headings'?: boolean;
};

/** Columns that the call names; where it names none, what the headings say. */
function readMapping(table: Table, values: Values): Mapping {
  const [first] = table.rows;
  const cells = first?.cells ?? [];
  const named = Object.entries(columnOptions).flatMap(([option, role]) => {
    const column = values[option as keyof typeof columnOptions];
    return column === undefined ? [] : [{ option, role, column }];
  });
  const isHeading = named.some(({ column }) => cells.some((cell) => cell.trim() === column.trim()));
  const headings = !values['no-headings'] && (values.headings || isHeading || looksLikeHeadings(cells));
  const roles: (Role | undefined)[] = named.length === 0 ? guessRoles(cells) : cells.map(() => undefined);
  for (const { option, role, column } of named) {
    const at = findColumn(cells, column, headings);
    if (at === undefined)
      throw new UsageError(
        `--${option}: there is no column “${isolate(column)}”. The columns are ${cells.map(isolate).join(', ')}.`,
      );
    if (roles[at] !== undefined)
      throw new UsageError(`--${option}: the column “${isolate(column)}” is the ${roles[at]} already.`);
    roles[at] = role;
  }
  const { pairs, reverse } = values;
  return {
    headings,
    roles,
    ...(pairs === undefined ? {} : { pairs: { instruction: pairs, ...(reverse === undefined ? {} : { reverse }) } }),
  };
}

function findColumn(cells: readonly string[], column: string, headings: boolean): number | undefined {
  const named = headings ? cells.findIndex((cell) => cell.trim() === column.trim()) : -1;
  if (named !== -1) return named;
  const number = Number(column);
  return Number.isInteger(number) && number >= 1 && number <= cells.length ? number - 1 : undefined;
}
