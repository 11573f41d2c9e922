import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { dedupeCommand } from '../../../src/cli/dedupeCommand.ts';
import { noveltyCommand } from '../../../src/cli/noveltyCommand.ts';
import { rougeL } from '../../../src/core/similarity/rougeL.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { seed, temporaryFolder } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

interface Deduped {
  readonly kept: number;
  readonly dropped: readonly {
    readonly line: number;
    readonly id: string;
    readonly nearest: string;
    readonly f: number;
  }[];
}

async function dedupe(content: string | Buffer, ...options: string[]) {
  const folder = await temporaryFolder();
  const [file, out] = [path.join(folder, 'in.jsonl'), path.join(folder, 'sub', 'out.jsonl')];
  await writeFile(file, content);
  const result = await inProcess(dedupeCommand, [file, '--out', out, ...options]);
  expect(await readdir(path.dirname(out))).toEqual(['out.jsonl']);
  return { ...result, json: result.json as Deduped, out: await readFile(out) };
}

const string = JSON.stringify;

test('the first of what is alike is kept, and the JSON is exactly as documented', async () => {
  const { json, exit, out } = await dedupe(
    [
      string(seed('a', 'Name three long rivers of Asia')),
      string('Sort the words by length'),
      string(seed('c', 'Name three long rivers of Europe')),
      string('Sort the words, by length!'),
      string(seed('a', 'Something else that has an id which is taken')),
      string('Something else that has an id which is given'),
      '',
    ].join('\n'),
  );
  expect(json).toEqual({
    kept: 3,
    dropped: [
      { line: 3, id: 'c', nearest: 'a', f: 0.8333333333333334 },
      { line: 4, id: 'line 4', nearest: 'line 2', f: 1 },
      { line: 6, id: 'line 6', nearest: 'line 5', f: 0.8888888888888888 },
    ],
  });
  expect(exit).toBe(0);
  expect(out.toString().split('\n')).toHaveLength(4);
});

test('what is kept is byte for byte what stood there; broken lines are kept and told of', async () => {
  const content = [
    '\uFEFF"One two three four five"\r\n',
    '\n',
    '{"instruction" : "One two three four five" , "own":1}\r\n',
    '{broken\n',
    '{"id":7,"instances":[]}\n',
    '   \n',
    '"Quite another line\u2028with a separator"\n',
    '"One two three four five"',
  ];
  const { json, exit, out, told } = await dedupe(content.join(''));
  expect(out.toString()).toBe(content.filter((_, index) => index !== 2 && index !== 7).join(''));
  expect(json).toMatchObject({ kept: 4, dropped: [{ line: 3 }, { line: 8 }] });
  expect(exit).toBe(1);
  expect(told).toMatch(
    /in\.jsonl:4: kept as it is: expected a task with an "instruction".*\n.*in\.jsonl:5: kept as it is/u,
  );
});

test('lines that are longer than what is read at once, cut anywhere', async () => {
  const long = Array.from({ length: 40_000 }, (_, index) => `wörd${index}`).join(' ');
  const content = `${string(long)}\n${string(`${long} more`)}\n${string('short')}`;
  const { json, out } = await dedupe(content);
  expect(json).toMatchObject({ kept: 2, dropped: [{ line: 2, nearest: 'line 1' }] });
  expect(out.toString()).toBe(`${string(long)}\n${string('short')}`);
});

test('no two kept lines are alike, and each dropped one is nearest to the kept line that it names', async () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 7 }).map((words) => words.join(' '));
  const tokenize = createTokenizer();
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 14 }), fc.constantFrom(0.4, 0.7, 1), async (texts, threshold) => {
      const { json, out } = await dedupe(
        texts.map((each) => `${string(each)}\n`).join(''),
        '--threshold',
        `${threshold}`,
      );
      const f = (a: number, b: number) => rougeL(tokenize(texts[a] ?? ''), tokenize(texts[b] ?? '')).f;
      const kept: number[] = [];
      const dropped = [];
      for (const at of texts.keys()) {
        const highest = Math.max(0, ...kept.map((before) => f(before, at)));
        if (highest <= threshold) kept.push(at);
        else dropped.push({ line: at + 1, f: highest });
      }
      expect(json.dropped.map(({ line, f }) => ({ line, f }))).toEqual(dropped);
      for (const { line, nearest, f: named } of json.dropped) {
        expect(f(Number(nearest.slice('line '.length)) - 1, line - 1)).toBe(named);
      }
      expect(json.kept).toBe(kept.length);
      expect(out.toString()).toBe(kept.map((at) => `${string(texts[at])}\n`).join(''));
    }),
    { numRuns: 60 },
  );
});

test('the file itself may be the place for what is kept; without --out nothing is written', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'in.jsonl');
  await writeFile(file, '"one two three four"\n"one two three four"\n');
  await inProcess(dedupeCommand, [file]);
  expect(await readdir(folder)).toEqual(['in.jsonl']);
  expect((await readFile(file, 'utf8')).length).toBeGreaterThan(40);
  await inProcess(dedupeCommand, [file, '--out', file]);
  expect(await readFile(file, 'utf8')).toBe('"one two three four"\n');
});

test('an empty file', async () => {
  const { json, exit, out } = await dedupe('');
  expect([json, exit, out.length]).toEqual([{ kept: 0, dropped: [] }, 0, 0]);
});

describe('what cannot be done', () => {
  test.each([[['x', '--threshold', '2']], [['x', '--threshold', '']], [[]], [['x', 'y']]])('%j', async (args) => {
    await expect(inProcess(dedupeCommand, args)).rejects.toThrow(UsageError);
  });

  test('no file, and a stop: nothing is left behind', async () => {
    const folder = await temporaryFolder();
    const out = path.join(folder, 'out.jsonl');
    await expect(inProcess(dedupeCommand, [path.join(folder, 'none'), '--out', out])).rejects.toThrow(/no file/u);
    const file = path.join(folder, 'in.jsonl');
    await writeFile(file, '"one"\n');
    const stopped = AbortSignal.abort(new DOMException('Interrupted.', 'AbortError'));
    await expect(inProcess(dedupeCommand, [file, '--out', out], stopped)).rejects.toThrow('Interrupted.');
    expect(await readdir(folder)).toEqual(['in.jsonl']);
  });
});

describe('long work tells on standard error how far it is', () => {
  async function many(): Promise<string> {
    const file = path.join(await temporaryFolder(), 'many.jsonl');
    const words = (index: number) => Array.from({ length: 8 }, (_, at) => `w${(index * 31 + at * at * 17) % 977}`);
    const lines = Array.from({ length: 25_000 }, (_, index) => `${string(words(index).join(' '))}\n`);
    await writeFile(file, lines.join(''));
    return file;
  }

  test('dedupe', async () => {
    const { told } = await inProcess(dedupeCommand, [await many()]);
    expect(told).toMatch(/^(?:dedupe: \d+ %, \d+ kept, \d+ dropped\n){2,}$/u);
  });

  test('novelty', async () => {
    const file = await many();
    const few = path.join(path.dirname(file), 'few.jsonl');
    await writeFile(few, '"w1 w2"\n');
    const { told } = await inProcess(noveltyCommand, ['--pool', file, '--candidates', few]);
    expect(told).toMatch(/^(?:pool: \d+ %, \d+ texts\n){2,}$/u);
  });
});

test('by trigrams, endings alone make no text new; dedupe and novelty take the measure', async () => {
  const [first, second] = ['Aşağıdaki cümleyi kısaca özetle.', 'Aşağıdaki cümleleri kısaca özetleyin.'];
  const lines = `${string(first)}\n${string(second)}\n`;
  expect((await dedupe(lines, '--language', 'tr')).json.dropped).toEqual([]);
  const { json } = await dedupe(lines, '--language', 'tr', '--measure', 'trigrams');
  expect(json.dropped).toHaveLength(1);
  const folder = await temporaryFolder();
  const [pool, candidates] = [path.join(folder, 'pool.jsonl'), path.join(folder, 'candidates.jsonl')];
  await writeFile(pool, `${string(first)}\n`);
  await writeFile(candidates, `${string(second)}\n`);
  const novelty = await inProcess(noveltyCommand, [
    '--pool',
    pool,
    '--candidates',
    candidates,
    '--measure',
    'trigrams',
  ]);
  expect(novelty.json).toMatchObject({ measure: 'trigrams', similar: 1, meanMax: json.dropped[0]?.f });
  await expect(dedupe(lines, '--measure', 'words')).rejects.toThrow(UsageError);
});
