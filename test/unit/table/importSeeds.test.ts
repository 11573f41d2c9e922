import { describe, expect, test } from 'vitest';
import { guessRoles, looksLikeHeadings } from '../../../src/core/table/columns.ts';
import { type Mapping, planImport } from '../../../src/core/table/importSeeds.ts';
import { readTable } from '../../../src/core/table/readTable.ts';
import { TableError } from '../../../src/core/table/tableError.ts';
import { seed, temporaryDataset } from '../support/temporaryDataset.ts';

const table = (text: string) => readTable(Buffer.from(text));
const mapped = (text: string, more: Partial<Mapping> = {}): [ReturnType<typeof table>, Mapping] => {
  const read = table(text);
  const cells = read.rows[0]?.cells ?? [];
  return [read, { headings: looksLikeHeadings(cells), roles: guessRoles(cells), ...more }];
};
const empty = { seeds: [], byId: new Map() };
const contents = (seeds: readonly Record<string, unknown>[]) => seeds.map(({ id, ...rest }) => rest);

describe('headings', () => {
  test.each([
    [
      ['Instruction', 'Input', 'Output'],
      ['instruction', 'input', 'output'],
    ],
    [
      ['Aufgabe', 'Eingabe', 'Antwort', 'Lizenz'],
      ['instruction', 'input', 'output', 'licence'],
    ],
    [
      ['निर्देश', 'इनपुट', 'उत्तर'],
      ['instruction', 'input', 'output'],
    ],
    [
      ['تعليمات', 'الإجابة', 'المؤلف'],
      ['instruction', 'output', undefined],
    ],
    [
      ['指令', '输入', '输出', '来源'],
      ['instruction', 'input', 'output', 'source'],
    ],
    [
      ['ID', 'Swali', 'Jibu', 'mwandishi'],
      ['id', 'instruction', 'output', 'author'],
    ],
    [
      ['prompt', 'label', 'output', 'prompt'],
      ['instruction', 'label', undefined, undefined],
    ],
    [
      ['__proto__', 'constructor', 'toString'],
      [undefined, undefined, undefined],
    ],
  ])('%j', (cells, roles) => {
    expect(guessRoles(cells)).toEqual(roles);
  });
});

describe('rows become seed tasks', () => {
  test('with every field, text as it stands, and ids of their own', () => {
    const [read, mapping] = mapped(
      'instruction,input,output,classification,name,author,source,licence,translated_from\n" Say ""hi""\n\tnow ",‏שלום,👩‍👩‍👧,,greet,Ana,book,CC0,es\nIs it good?,x,yes,ja,,,,,\n',
    );
    const { seeds, rows, repeats } = planImport(read, mapping, empty);
    expect(contents(seeds)).toEqual([
      {
        name: 'greet',
        instruction: ' Say "hi"\n\tnow ',
        instances: [{ input: '‏שלום', output: '👩‍👩‍👧' }],
        is_classification: false,
        author: 'Ana',
        source: 'book',
        licence: 'CC0',
        translatedFrom: 'es',
      },
      { instruction: 'Is it good?', instances: [{ input: 'x', output: 'yes' }], is_classification: true },
    ]);
    expect(new Set(seeds.map(({ id }) => id)).size).toBe(2);
    expect([rows, repeats]).toEqual([2, []]);
  });

  test('a label is the output of a classification; rows with one id are one task; our apostrophes go', () => {
    const [read, mapping] = mapped("id,task,input,label\n7,Which?,'=a,'''=A\n7,Which?,b,B\n8,Other?,'tis,C\n");
    expect(planImport(read, mapping, empty).seeds).toEqual([
      {
        id: '7',
        instruction: 'Which?',
        instances: [
          { input: '=a', output: "''=A" },
          { input: 'b', output: 'B' },
        ],
        is_classification: true,
      },
      { id: '8', instruction: 'Other?', instances: [{ input: "'tis", output: 'C' }], is_classification: true },
    ]);
  });

  test('twenty pairs are twenty instances of one seed task, in both directions of two', () => {
    const pairs = Array.from({ length: 20 }, (_, at) => `vec ${at};word ${at}\n`).join('');
    const read = table(`Quechua;English\n${pairs}`);
    const mapping: Mapping = {
      headings: true,
      roles: ['input', 'output'],
      pairs: { instruction: 'Translate into English.', reverse: 'Translate into Quechua.' },
    };
    const { seeds, rows } = planImport(read, mapping, empty);
    expect(seeds.map(({ instruction, instances }) => [instruction, (instances as unknown[]).length])).toEqual([
      ['Translate into English.', 20],
      ['Translate into Quechua.', 20],
    ]);
    expect((seeds[1]?.instances as unknown[] | undefined)?.[3]).toEqual({ input: 'word 3', output: 'vec 3' });
    expect(rows).toBe(20);
  });

  test('a file as large as is read takes seconds, not minutes: 200,000 pairs', () => {
    const read = table(Array.from({ length: 200_000 }, (_, at) => `wort ${at};word ${at}\n`).join(''));
    const pairs = { instruction: 'Go', reverse: 'Back' };
    const { seeds, repeats } = planImport(read, { headings: false, roles: ['input', 'output'], pairs }, empty);
    expect([seeds.length, repeats.length, (seeds[0]?.instances as unknown[] | undefined)?.length]).toEqual([
      2, 0, 200_000,
    ]);
  }, 60_000);

  test('pairs from two sources keep their sources: one task for each', () => {
    const [read] = mapped('a;b;source\n1;2;book\n3;4;web\n5;6;book\n');
    const mapping: Mapping = { headings: true, roles: ['input', 'output', 'source'], pairs: { instruction: 'Go' } };
    const { seeds } = planImport(read, mapping, empty);
    expect(seeds.map(({ source, instances }) => [source, (instances as unknown[]).length])).toEqual([
      ['book', 2],
      ['web', 1],
    ]);
  });

  test('what is there already is listed and left out, in the dataset and in the file', async () => {
    const { snapshot } = await temporaryDataset({
      seeds: [seed('s1', 'Name it.'), seed('s2', 'Übersetze.', { instances: [{ input: 'a', output: 'b' }] })],
    });
    const [read, mapping] = mapped(
      'instruction,input,output\nName it.,,Answer to s1\nU\u0308bersetze., a,b\nNew.,,1\nNew.,,1\nNew.,,2\n',
    );
    const { seeds, repeats } = planImport(read, mapping, snapshot);
    expect(repeats.map(({ row, of }) => [row, of])).toEqual([
      [2, 's1'],
      [3, 's2'],
      [5, 'row 4'],
    ]);
    expect(seeds).toHaveLength(2);
  });
});

describe('what cannot be used names row and column, and nothing comes of it', () => {
  test.each([
    ['instruction,input,output\nGo,,1\n ,x,y\n', { row: 3, column: 1 }, /instruction is empty/u],
    ['instruction,input,output\nGo,x,\n', { row: 2, column: 3 }, /output is empty/u],
    ['instruction,output,classification\nGo,x,perhaps\n', { row: 2, column: 3 }, /yes or no/u],
    ['id,instruction,output\n1,Go,x\n1,Stay,y\n', { row: 3, column: 1 }, /another instruction/u],
    ['id,instruction,output\ns1,Go,x\n', { row: 2, column: 1 }, /belongs to another task/u],
    ['id,instruction,output\nt1,Go,x\n', { row: 2, column: 1 }, /belongs to another task/u],
    ['instruction,input\nGo,x\n', undefined, /No column holds the output/u],
    ['instruction,output\n', undefined, /no row/u],
  ])('%j', async (text, place, message) => {
    const snapshot = {
      seeds: [
        {
          kind: 'seed',
          id: 's1',
          instruction: 'x',
          instances: [],
          isClassification: false,
          location: { file: '', line: 0 },
        },
      ],
      byId: new Map([['t1', {}]]),
    } as unknown as Parameters<typeof planImport>[2];
    const [read, mapping] = mapped(text);
    const failure = await Promise.resolve()
      .then(() => planImport(read, mapping, snapshot))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TableError);
    expect((failure as TableError).message).toMatch(message);
    expect((failure as TableError).place).toEqual(place);
  });

  test('two columns in one role, and a label beside an output', () => {
    const read = table('a,b\n1,2\n');
    const plan = (roles: Mapping['roles']) => () =>
      planImport(read, { headings: false, roles, pairs: { instruction: 'Go' } }, empty);
    expect(plan(['output', 'output'])).toThrow(/Columns 1 and 2 are both “output”/u);
    expect(plan(['label', 'output'])).toThrow(/Choose one/u);
  });
});
