import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { guessRoles, looksLikeHeadings, type Role, roles } from '../../core/table/columns.ts';
import { type Mapping, planImport } from '../../core/table/importSeeds.ts';
import { type ReadOptions, readTable, type Table } from '../../core/table/readTable.ts';
import { TableError } from '../../core/table/tableError.ts';
import type { OpenDataset } from '../openDataset.ts';
import { chooseDelimiter, chooseEncoding, delimiterName, listText } from './tableFile.ts';

/** A table with what its columns mean. */
export interface ChosenMapping {
  readonly table: Table;
  readonly mapping: Mapping;
}

type Choice =
  | 'import'
  | 'pairs'
  | 'reverse'
  | 'headings'
  | 'delimiter'
  | 'encoding'
  | 'nothing'
  | { readonly column: number };

interface Item extends QuickPickItem {
  readonly choice?: Choice;
}

const shownRows = 3;

const roleNames: Readonly<Record<Role, string>> = {
  instruction: 'instruction',
  input: 'input',
  output: 'output',
  label: 'label (output of a classification)',
  classification: 'classification: yes or no',
  id: 'id',
  name: 'name',
  author: 'author',
  source: 'source',
  licence: 'licence',
  translatedFrom: 'language it was translated from',
};

/**
 * One list that shows how a table is read and what its rows become, where everything can be changed, until the person
 * imports. `undefined` where it was dismissed. Throws `TableError` where the file cannot be read.
 */
export async function chooseMapping(
  dataset: OpenDataset,
  name: string,
  bytes: Buffer,
  options: ReadOptions,
): Promise<ChosenMapping | undefined> {
  let how = options;
  let table = readTable(bytes, how);
  let mapping = guess(table);
  for (;;) {
    const picked = await window.showQuickPick(items(dataset, table, mapping), {
      title: l10n.t('Import Seeds from {0}', name),
      placeHolder: l10n.t('This is what the rows become. Change what is wrong, then import.'),
      ignoreFocusOut: true,
    });
    if (!picked) return undefined;
    const { choice = 'nothing' } = picked;
    if (choice === 'import') return { table, mapping };
    if (choice === 'delimiter' || choice === 'encoding') {
      how = { ...how, ...(await otherReading(choice, name, bytes)) };
      table = readTable(bytes, how);
      mapping = guess(table);
    } else if (choice === 'headings') mapping = { ...mapping, headings: !mapping.headings };
    else if (choice === 'pairs') mapping = await withPairs(dataset, mapping);
    else if (choice === 'reverse') mapping = await withReverse(dataset, mapping);
    else if (choice !== 'nothing') mapping = await withRole(table, mapping, choice.column);
  }
}

function guess({ rows, columns }: Table): Mapping {
  const cells = rows[0]?.cells ?? [];
  const headings = looksLikeHeadings(cells);
  return { headings, roles: headings ? guessRoles(cells) : Array.from({ length: columns }, () => undefined) };
}

async function otherReading(choice: 'delimiter' | 'encoding', name: string, bytes: Buffer): Promise<ReadOptions> {
  if (choice === 'delimiter') {
    const delimiter = await chooseDelimiter(name);
    return delimiter === undefined ? {} : { delimiter };
  }
  const encoding = await chooseEncoding(name, bytes);
  return encoding === undefined ? {} : { encoding };
}

function items(dataset: OpenDataset, table: Table, mapping: Mapping): Item[] {
  const { delimiter, encoding } = table;
  const { pairs, headings } = mapping;
  return [
    ...outcome(dataset, table, mapping),
    separator(l10n.t('Columns: choose what each one holds')),
    ...Array.from({ length: table.columns }, (_, column) => columnItem(table, mapping, column)),
    separator(l10n.t('Rows')),
    {
      label: `$(arrow-swap) ${l10n.t('All rows are pairs under one instruction…')}`,
      description: pairs ? listText(pairs.instruction) : l10n.t('no'),
      choice: 'pairs',
    },
    ...(pairs
      ? [
          {
            label: `$(arrow-both) ${l10n.t('The other direction too…')}`,
            description: pairs.reverse === undefined ? l10n.t('no') : listText(pairs.reverse),
            choice: 'reverse' as const,
          },
        ]
      : []),
    {
      label: `$(list-ordered) ${l10n.t('First row')}`,
      description: headings ? l10n.t('headings') : l10n.t('a task already'),
      choice: 'headings',
    },
    separator(l10n.t('File')),
    { label: `$(split-horizontal) ${l10n.t('Delimiter')}`, description: delimiterName(delimiter), choice: 'delimiter' },
    { label: `$(symbol-string) ${l10n.t('Encoding')}`, description: encoding, choice: 'encoding' },
  ];
}

/** What an import would come to, with the first tasks; or what is still in its way. */
function outcome({ snapshot }: OpenDataset, table: Table, mapping: Mapping): Item[] {
  try {
    const { seeds, rows, repeats } = planImport(table, mapping, snapshot);
    const repeated =
      repeats.length === 0 ? {} : { detail: l10n.t('Left out, because it is there already: {0}', repeats.length) };
    const label =
      seeds.length === 1
        ? l10n.t('Import {0} rows as 1 seed task', rows)
        : l10n.t('Import {0} rows as {1} seed tasks', rows, seeds.length);
    return [
      { label: `$(check) ${label}`, ...repeated, choice: seeds.length > 0 ? 'import' : 'nothing' },
      separator(l10n.t('The first of them')),
      ...seeds.slice(0, shownRows).map(seedItem),
    ];
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return [{ label: `$(warning) ${listText(error.message, 200)}`, choice: 'nothing' }];
  }
}

function seedItem(seed: Readonly<Record<string, unknown>>): Item {
  const [first, ...more] = seed.instances as readonly { readonly input: string; readonly output: string }[];
  const shown = [first?.input ?? '', first?.output ?? ''].filter((text) => text !== '').map((text) => listText(text));
  const others = more.length === 0 ? [] : [l10n.t('and {0} more', more.length)];
  return {
    label: `$(comment) ${listText(String(seed.instruction))}`,
    detail: [shown.join('  →  '), ...others].join('  '),
    choice: 'nothing',
  };
}

function columnItem({ rows }: Table, { headings, roles: given }: Mapping, column: number): Item {
  const heading = headings ? rows[0]?.cells[column] : undefined;
  const role = given[column];
  const samples = rows
    .slice(headings ? 1 : 0, shownRows + (headings ? 1 : 0))
    .map(({ cells }) => listText(cells[column] ?? '', 40));
  return {
    label: `$(symbol-field) ${heading ? listText(heading, 60) : l10n.t('Column {0}', column + 1)}`,
    description: `→ ${role === undefined ? l10n.t('left out') : roleNames[role]}`,
    detail: samples.join('  ·  '),
    choice: { column },
  };
}

function separator(label: string): Item {
  return { label, kind: QuickPickItemKind.Separator };
}

async function withRole(table: Table, mapping: Mapping, column: number): Promise<Mapping> {
  const choices: (QuickPickItem & { readonly role?: Role })[] = [
    ...roles.map((role) => ({
      label: roleNames[role],
      role,
      ...(mapping.roles[column] === role ? { description: l10n.t('now') } : {}),
    })),
    { label: l10n.t('leave out') },
  ];
  const { label, detail = '' } = columnItem(table, mapping, column);
  const picked = await window.showQuickPick(choices, {
    title: label.replace(/^\$\([^)]*\) /u, ''),
    placeHolder: detail,
    ignoreFocusOut: true,
  });
  if (!picked) return mapping;
  // A role has one column: who gives it to another takes it from the first.
  const others = mapping.roles.map((role) => (role === picked.role ? undefined : role));
  return { ...mapping, roles: others.map((role, at) => (at === column ? picked.role : role)) };
}

function isOrigin(role: Role | undefined): boolean {
  return role === 'author' || role === 'source' || role === 'licence' || role === 'translatedFrom';
}

async function withPairs(dataset: OpenDataset, mapping: Mapping): Promise<Mapping> {
  const { pairs, ...without } = mapping;
  const instruction = await chooseInstruction(
    dataset,
    pairs?.instruction,
    l10n.t('no: each row has an instruction of its own'),
  );
  if (instruction === undefined) return mapping;
  if (instruction === '') return without;
  const { roles: given } = mapping;
  const hasPair = given.includes('input') && given.some((role) => role === 'output' || role === 'label');
  // Otherwise the first two columns that say nothing about where the pairs come from.
  const [input, output] = given.flatMap((role, at) => (isOrigin(role) ? [] : [at]));
  const asPairs = given.map((role, at): Role | undefined => {
    if (hasPair || isOrigin(role)) return role;
    return at === input ? 'input' : at === output ? 'output' : undefined;
  });
  return { ...mapping, roles: asPairs, pairs: { ...pairs, instruction } };
}

async function withReverse(dataset: OpenDataset, mapping: Mapping): Promise<Mapping> {
  if (!mapping.pairs) return mapping;
  const { reverse, ...forth } = mapping.pairs;
  const instruction = await chooseInstruction(dataset, reverse, l10n.t('no: one direction only'));
  if (instruction === undefined) return mapping;
  return { ...mapping, pairs: instruction === '' ? forth : { ...forth, reverse: instruction } };
}

const mostOffered = 200;

/** An instruction that is typed, or taken from a seed task; empty for the choice `none`, `undefined` where dismissed. */
async function chooseInstruction(
  { snapshot }: OpenDataset,
  now: string | undefined,
  none: string,
): Promise<string | undefined> {
  const type: QuickPickItem = { label: `$(edit) ${l10n.t('Type an instruction…')}` };
  const off: QuickPickItem = { label: `$(close) ${none}` };
  const known = [...new Set(snapshot.seeds.map(({ instruction }) => instruction))].slice(0, mostOffered);
  const offered = known.map((instruction) => ({ label: listText(instruction), instruction }));
  const picked = await window.showQuickPick([type, off, ...offered], {
    title: l10n.t('One instruction for all rows'),
    placeHolder: l10n.t('Type one, or take the one of a seed task'),
    ignoreFocusOut: true,
  });
  if (picked === off) return '';
  if (picked !== type) return picked && 'instruction' in picked ? (picked.instruction as string) : undefined;
  const typed = await window.showInputBox({
    title: l10n.t('One instruction for all rows'),
    prompt: l10n.t('Such as: Translate the sentence into English.'),
    ignoreFocusOut: true,
    ...(now === undefined ? {} : { value: now }),
    validateInput: (value) => (value.trim() === '' ? l10n.t('Write what is to be done.') : undefined),
  });
  return typed?.trim();
}
