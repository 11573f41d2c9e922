import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectCommand } from '../../../src/cli/collectCommand.ts';
import { CommandFailure, UsageError } from '../../../src/cli/command.ts';
import { handoutCommand } from '../../../src/cli/handoutCommand.ts';
import { importCommand } from '../../../src/cli/importCommand.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

async function withFile(content: string | Buffer, name = 'file.csv') {
  const dataset = await temporaryDataset({
    seeds: [seed('s1', 'Name it.')],
    generated: [generatedTask('t1', 'One'), generatedTask('t2', 'Two')],
  });
  const file = path.join(dataset.folder, name);
  await writeFile(file, content);
  const bytes = async () =>
    Promise.all(
      ['seed_tasks.jsonl', 'generated_tasks.jsonl'].map((part) => readFile(path.join(dataset.folder, part), 'utf8')),
    );
  return { dataset, folder: dataset.folder, file, bytes };
}

describe('import', () => {
  test('a dry run tells what would be added; then it is added; then it repeats', async () => {
    const { folder, file, bytes } = await withFile('Aufgabe;Antwort\nName it.;Answer to s1\nZähle.;eins\n');
    const before = await bytes();
    const dry = await inProcess(importCommand, [folder, file, '--dry-run']);
    expect(dry.json).toMatchObject({
      seeds: 1,
      instances: 1,
      rows: 1,
      repeats: [{ row: 2, of: 's1' }],
      delimiter: ';',
      written: false,
    });
    expect(await bytes()).toEqual(before);
    const { json, exit } = await inProcess(importCommand, [folder, file]);
    expect([exit, (json as { written: boolean }).written]).toEqual([0, true]);
    expect((await readLines({ folder }, 'seed_tasks.jsonl')).at(-1)).toMatchObject({ instruction: 'Zähle.' });
    const again = await inProcess(importCommand, [folder, file]);
    expect(again.json).toMatchObject({ seeds: 0, repeats: [{ row: 2 }, { row: 3 }] });
    expect((await Dataset.open(nodeDisk, folder)).snapshot.problems).toEqual([]);
  });

  test('pairs by heading or number, both directions, in a legacy encoding that is named', async () => {
    const bytes = Buffer.from([...Buffer.from('ru;en\n'), 0xe4, 0xe0, ...Buffer.from(';yes\n')]);
    const { folder, file } = await withFile(bytes);
    const args = [folder, file, '--pairs', 'To English.', '--reverse', 'To Russian.', '--input', 'ru', '--output', '2'];
    await expect(inProcess(importCommand, args)).rejects.toThrow(/Give one, such as --encoding/u);
    const { json } = await inProcess(importCommand, [...args, '--encoding', 'windows-1251']);
    expect(json).toMatchObject({ seeds: 2, instances: 2, encoding: 'windows-1251' });
    expect((await readLines({ folder }, 'seed_tasks.jsonl')).at(-1)?.instances).toEqual([
      { input: 'yes', output: 'да' },
    ]);
  });

  test('columns by number leave it to the call whether the first row is headings', async () => {
    const { folder, file } = await withFile('qu;en\nyaku;water\n');
    const args = [folder, file, '--pairs', 'To English.', '--input', '1', '--output', '2', '--dry-run'];
    expect((await inProcess(importCommand, args)).json).toMatchObject({ instances: 2 });
    expect((await inProcess(importCommand, [...args, '--headings'])).json).toMatchObject({ instances: 1 });
  });

  test.each<[string, string | Buffer, RegExp, ...string[]]>([
    ['a quote that is not closed', 'instruction,output\nGo,"x\n', /Row 2, column 2: .*never closed/u],
    ['a ragged row', 'instruction,output\nGo,x\nStay\n', /Row 3, column 2: /u],
    ['11 MB', Buffer.alloc(11 * 1024 * 1024, 'a,b\n'), /11\.0 MB/u],
    [
      'a wrong encoding',
      Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xff, 0x2c, 0x62]),
      /Row 2, column 1: the file is not in utf-8/u,
      '--encoding',
      'utf-8',
    ],
    ['a million columns', `instruction${',x'.repeat(1_000_000)}\n`, /Row 1, column 501: /u],
    ['U+0000', 'instruction,output\nGo,\0\n', /Row 2, column 2: .*U\+0000/u],
    ['an empty instruction', 'instruction,output\nGo,x\n,y\n', /Row 3, column 1: /u],
  ])('%s ends in a message, and the dataset keeps every byte', async (_, content, message, ...more) => {
    const { folder, file, bytes } = await withFile(content);
    const before = await bytes();
    const failure: unknown = await inProcess(importCommand, [folder, file, ...more]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommandFailure);
    expect((failure as CommandFailure).message).toMatch(message);
    expect((failure as CommandFailure).message).toMatch(/Nothing was written\.$/u);
    expect((failure as CommandFailure).code).toBe('table');
    expect(await bytes()).toEqual(before);
  });

  test('wrong usage names what is wrong', async () => {
    const { folder, file } = await withFile('__proto__,constructor\nx,y\n');
    await expect(inProcess(importCommand, [folder])).rejects.toThrow(UsageError);
    await expect(inProcess(importCommand, [folder, file])).rejects.toThrow(/No column holds the output/u);
    await expect(inProcess(importCommand, [folder, file, '--instruction', 'toString'])).rejects.toThrow(
      /no column “toString”/u,
    );
    await expect(inProcess(importCommand, [folder, file, '--reverse', 'x'])).rejects.toThrow(/goes with --pairs/u);
    await expect(inProcess(importCommand, [folder, file, '--delimiter', 'x'])).rejects.toThrow(/comma/u);
    await expect(inProcess(importCommand, [folder, path.join(folder, 'none.csv')])).rejects.toThrow(/no file/u);
    const { json } = await inProcess(importCommand, [
      folder,
      file,
      '--instruction',
      '__proto__',
      '--output',
      'constructor',
    ]);
    expect(json).toMatchObject({ seeds: 1 });
  });

  test('a sheet of ours, exported and imported, gives the tasks back', async () => {
    const hard = ['=1', "'=2", 'a "b"\n\tc', '‏שלום 👩‍👩‍👧', '-'];
    const from = await temporaryDataset({
      generated: [
        generatedTask('t1', hard[2] ?? '', { instances: hard.map((text) => ({ input: text, output: text })) }),
      ],
    });
    const out = path.join(from.folder, 'out');
    const { json } = await inProcess(handoutCommand, [from.folder, '--to', 'anna', '--out', out]);
    const { file } = (json as { sheets: { file: string }[] }).sheets[0] ?? { file: '' };
    const to = await temporaryDataset({ seeds: [seed('s1', 'Name it.')] });
    await inProcess(importCommand, [
      to.folder,
      file,
      '--id',
      'id',
      '--instruction',
      'instruction',
      '--input',
      'input',
      '--output',
      'output',
    ]);
    expect((await readLines(to, 'seed_tasks.jsonl')).at(-1)).toEqual({
      id: 't1',
      instruction: hard[2],
      instances: hard.map((text) => ({ input: text, output: text })),
      is_classification: false,
    });
  });
});

describe('handout and collect', () => {
  test('out, filled in, and back', async () => {
    const { folder, dataset } = await withFile('');
    const { json } = await inProcess(handoutCommand, [folder, '--to', 'anna,ben', '--overlap', '2']);
    const files = (json as { sheets: { file: string }[] }).sheets.map(({ file }) => file);
    expect(files.map((file) => path.relative(folder, file))).toEqual([
      'review/review-anna.csv',
      'review/review-ben.csv',
    ]);
    const decide = async (file: string, words: readonly string[]) => {
      const [headings = '', ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
      const filled = rows.map((row, at) => row.replace(/,,,,,,(\w+)$/u, `,${words[at]},,,,,$1`));
      await writeFile(file, [headings, ...filled, ''].join('\r\n'));
    };
    await decide(files[0] ?? '', ['yes', 'nein']);
    await decide(files[1] ?? '', ['no', '0']);
    const dry = await inProcess(collectCommand, [folder, ...files, '--dry-run']);
    expect(dry.json).toMatchObject({ accepted: [], rejected: ['t2'], written: false });
    expect(await readLines({ folder }, 'decisions.jsonl')).toEqual([]);
    const done = await inProcess(collectCommand, [folder, ...files]);
    expect(done.exit).toBe(0);
    expect(done.json).toMatchObject({
      rejected: ['t2'],
      edited: [],
      conflicts: [
        {
          id: 't1',
          votes: [
            { reviewer: 'anna', decision: 'accept' },
            { reviewer: 'ben', decision: 'reject' },
          ],
        },
      ],
      notCollected: [],
      written: true,
    });
    await dataset.refresh();
    expect(dataset.snapshot.generated.map(({ standing }) => standing.state)).toEqual(['disputed', 'rejected']);
  });

  test('rows that cannot be used are told of, and a broken file records nothing', async () => {
    const { folder, bytes } = await withFile('');
    const { json } = await inProcess(handoutCommand, [folder, '--to', 'anna']);
    const { file } = (json as { sheets: { file: string }[] }).sheets[0] ?? { file: '' };
    const sheet = await readFile(file, 'utf8');
    await writeFile(
      file,
      sheet
        .replace(/,,,,,,anna/u, ',yes,,,,,anna')
        .replace('t1,', 'gone\u001b[2J,')
        .replace(/(Output of t2),,/u, '$1,perhaps,'),
    );
    const told = await inProcess(collectCommand, [folder, file]);
    expect(told.exit).toBe(1);
    expect(told.json).toMatchObject({
      notCollected: [
        { row: 2, problem: 'unknown-task' },
        { row: 3, problem: 'unreadable', column: 7 },
      ],
    });
    expect(told.text).not.toMatch('\u001b');
    const before = await bytes();
    await writeFile(file, `${sheet}"`);
    await expect(inProcess(collectCommand, [folder, file])).rejects.toThrow(
      /^review-anna\.csv: Row 4, column 1: .* Nothing was written\.$/u,
    );
    await expect(inProcess(collectCommand, [folder, path.join(folder, 'none.csv')])).rejects.toThrow(/no file/u);
    expect(await bytes()).toEqual(before);
    expect(await readLines({ folder }, 'decisions.jsonl')).toEqual([]);
  });

  test('wrong usage', async () => {
    const { folder } = await withFile('');
    await expect(inProcess(handoutCommand, [folder])).rejects.toThrow(/--to/u);
    await expect(inProcess(handoutCommand, [folder, '--to', 'a,a'])).rejects.toThrow(/twice/u);
    await expect(inProcess(handoutCommand, [folder, '--to', 'a', '--overlap', '2'])).rejects.toThrow(
      /smaller overlap/u,
    );
    await expect(inProcess(collectCommand, [folder])).rejects.toThrow(/Which files/u);
  });
});
