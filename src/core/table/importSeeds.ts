import { createHash, randomBytes } from 'node:crypto';
import { groupBy } from '../groupBy.ts';
import type { SeedTask } from '../model/task.ts';
import type { Snapshot } from '../store/dataset.ts';
import type { Role } from './columns.ts';
import { restore } from './neutralise.ts';
import type { TableRow } from './parseTable.ts';
import type { Table } from './readTable.ts';
import { type CellPlace, TableError } from './tableError.ts';
import { readYesNo } from './yesNo.ts';

/** What the columns of a table mean. */
export interface Mapping {
  /** Whether the first row is headings. */
  readonly headings: boolean;
  /** By column; `undefined` leaves a column out. */
  readonly roles: readonly (Role | undefined)[];
  /**
   * All rows are instances of one instruction: pairs of input and output. `reverse` is the instruction for the other
   * direction, which makes a second task.
   */
  readonly pairs?: { readonly instruction: string; readonly reverse?: string };
}

/** A row that says what a seed task, or a row before it, says already. */
export interface RepeatedRow {
  readonly row: number;
  /** Id of the seed task that says it. */
  readonly of: string;
  readonly text: string;
}

export interface ImportPlan {
  /** Seed tasks as their lines will hold them. */
  readonly seeds: readonly Record<string, unknown>[];
  /** Rows that they come from. */
  readonly rows: number;
  readonly repeats: readonly RepeatedRow[];
}

const originRoles = ['author', 'source', 'licence', 'translatedFrom'] as const;

/** One row's content, with the place where it stands. */
interface ReadRow {
  readonly row: number;
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly isClassification: boolean;
  readonly id?: string;
  readonly name?: string;
  readonly origin: Readonly<Partial<Record<(typeof originRoles)[number], string>>>;
}

/**
 * What an import comes to: rows with the same id are the instances of one seed task, any other row is one of its own;
 * pairs are instances of one seed task, or of one for each author, source, licence and language they were taken from.
 * What the dataset says already is left out. Throws `TableError` with row and column for a row that cannot be used.
 */
export function planImport(
  table: Pick<Table, 'rows' | 'columns'>,
  mapping: Mapping,
  { seeds, byId }: Pick<Snapshot, 'seeds' | 'byId'>,
): ImportPlan {
  const columns = columnsOf(mapping);
  const rows = table.rows
    .slice(mapping.headings ? 1 : 0)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map((row) => readRow(row, columns, mapping));
  if (rows.length === 0) throw new TableError('There is no row to import.');
  const { fresh, repeats } = leaveOutRepeats(mapping.pairs ? withReverse(rows, mapping.pairs) : rows, seeds);
  const idColumn = (columns.get('id') ?? 0) + 1;
  const used = new Set(seeds.map(({ id }) => id));
  const taken = { has: (id: string) => used.has(id) || byId.has(id), add: (id: string) => used.add(id) };
  const groups = groupBy(fresh, (row) => groupKey(row, mapping));
  const made = [...groups.values()].map((group) => seedRecord(group, taken, idColumn));
  return { seeds: made, rows: new Set(fresh.map(({ row }) => row)).size, repeats };
}

type Columns = ReadonlyMap<Role, number>;

/** Where each role stands. Throws `TableError` where the columns do not make seed tasks. */
function columnsOf({ roles, pairs }: Mapping): Columns {
  const columns = new Map<Role, number>();
  for (const [at, role] of roles.entries()) {
    if (role === undefined) continue;
    const first = columns.get(role);
    if (first !== undefined) throw new TableError(`Columns ${first + 1} and ${at + 1} are both “${role}”. Choose one.`);
    columns.set(role, at);
  }
  if (columns.has('label') && columns.has('output')) {
    throw new TableError(
      'One column is the output and another the label, but a label is the output of a classification. Choose one.',
    );
  }
  if (!columns.has('label') && !columns.has('output')) throw missing('output');
  if (pairs && !columns.has('input')) throw missing('input');
  if (!pairs && !columns.has('instruction')) throw missing('instruction');
  return columns;
}

function missing(role: Role): TableError {
  return new TableError(`No column holds the ${role}. Say which one does.`);
}

function readRow({ row, cells }: TableRow, columns: Columns, { pairs }: Mapping): ReadRow {
  const text = (role: Role) => restore(cells[columns.get(role) ?? -1] ?? '');
  const needed = (role: Role) => {
    const value = text(role);
    if (value.trim() === '')
      throw new TableError(`the ${role} is empty.`, { row, column: (columns.get(role) ?? 0) + 1 });
    return value;
  };
  const optional = (role: Role) => {
    const value = text(role).trim();
    return value === '' ? {} : { [role]: value };
  };
  const isLabelled = columns.has('label');
  return {
    row,
    instruction: pairs ? pairs.instruction : needed('instruction'),
    input: pairs ? needed('input') : text('input'),
    output: needed(isLabelled ? 'label' : 'output'),
    isClassification:
      isLabelled ||
      readClassification(text('classification'), { row, column: (columns.get('classification') ?? 0) + 1 }),
    ...(pairs ? {} : { ...optional('id'), ...optional('name') }),
    origin: Object.assign({}, ...originRoles.map(optional)) as ReadRow['origin'],
  };
}

function readClassification(text: string, place: CellPlace): boolean {
  if (text.trim() === '') return false;
  const answer = readYesNo(text);
  if (answer !== undefined) return answer;
  throw new TableError('whether it is a classification is said with yes or no.', place);
}

function withReverse(rows: readonly ReadRow[], { reverse }: NonNullable<Mapping['pairs']>): ReadRow[] {
  if (reverse === undefined) return [...rows];
  return [...rows, ...rows.map((row) => ({ ...row, instruction: reverse, input: row.output, output: row.input }))];
}

/** What two rows are compared by: white space around a text and its Unicode form make no difference. */
function sameAs(instruction: string, input: string, output: string): string {
  return JSON.stringify([instruction, input, output].map((text) => text.trim().normalize('NFC')));
}

function leaveOutRepeats(rows: readonly ReadRow[], seeds: readonly SeedTask[]) {
  const said = new Map(
    seeds.flatMap(({ id, instruction, instances }) =>
      instances.map(({ input, output }): [string, string] => [sameAs(instruction, input, output), id]),
    ),
  );
  const fresh: ReadRow[] = [];
  const repeats: RepeatedRow[] = [];
  for (const row of rows) {
    const key = sameAs(row.instruction, row.input, row.output);
    const of = said.get(key);
    if (of === undefined) {
      said.set(key, `row ${row.row}`);
      fresh.push(row);
    } else {
      repeats.push({ row: row.row, of, text: [row.instruction, row.input, row.output].filter(Boolean).join(' · ') });
    }
  }
  return { fresh, repeats };
}

function groupKey({ row, id, instruction, origin }: ReadRow, { pairs }: Mapping): string {
  if (pairs) return JSON.stringify([instruction, ...originRoles.map((role) => origin[role] ?? null)]);
  return JSON.stringify(id === undefined ? [row] : [id]);
}

/** Ids that are given away. */
interface Taken {
  has(id: string): boolean;
  add(id: string): unknown;
}

function seedRecord(rows: readonly ReadRow[], taken: Taken, column: number): Record<string, unknown> {
  const [first] = rows as readonly [ReadRow, ...ReadRow[]];
  const { instruction, isClassification, name, origin } = first;
  for (const { row, ...other } of rows) {
    if (other.instruction === instruction && other.isClassification === isClassification) continue;
    throw new TableError(
      `row ${first.row} has the same id (${first.id}) and another instruction. Rows with one id are one task: give them ids of their own, or leave this column out.`,
      { row, column },
    );
  }
  if (first.id !== undefined && taken.has(first.id)) {
    throw new TableError(
      `the id ${first.id} belongs to another task of the dataset. Give it another one, or leave this column out.`,
      { row: first.row, column },
    );
  }
  const instances = rows.map(({ input, output }) => ({ input, output }));
  const id = first.id ?? freeId(JSON.stringify([instruction, instances]), taken);
  taken.add(id);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    instruction,
    instances,
    is_classification: isClassification,
    ...origin,
  };
}

function freeId(content: string, taken: Taken): string {
  for (;;) {
    const id = `seed_${createHash('sha256').update(content).update(randomBytes(8)).digest('hex').slice(0, 12)}`;
    if (!taken.has(id)) return id;
  }
}
