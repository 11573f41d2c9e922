import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import {
  generatedTask,
  readLines,
  referenceFolder,
  seed,
  temporaryDataset,
  temporaryFolder,
} from '../support/temporaryDataset.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const cli = path.join(root, 'dist/cli.js');

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.js is not built: run npm run build.');
});

function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...inherited } = process.env;
  return spawn(process.execPath, [cli, ...args], { env: { ...inherited, ...environment } });
}

async function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = start(args, environment);
  let out = '';
  let err = '';
  child.stdout?.on('data', (data) => (out += String(data)));
  child.stderr?.on('data', (data) => (err += String(data)));
  const [exit] = await once(child, 'close');
  return { exit: exit as number, out, err, json: () => JSON.parse(out) };
}

async function sample(): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'data');
  await run(['new', folder, '--sample', 'english']);
  return folder;
}

async function loopback(options: Parameters<typeof startLoopbackServer>[0] = {}) {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

test('new, generate, stats, check and export, with the documented JSON', async () => {
  const folder = await sample();
  const generated = (await run(['generate', folder, '--rounds', '1', '--random-seed', '3', '--json'])).json();
  expect(generated).toMatchObject({
    admitted: expect.any(Number),
    instances: expect.any(Number),
    requests: expect.any(Number),
    usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    ended: 'rounds',
  });
  expect(generated.admitted).toBeGreaterThanOrEqual(20);
  const stats = (await run(['stats', folder, '--json'])).json();
  expect(stats).toMatchObject({
    generated: generated.admitted,
    pending: generated.admitted,
    accepted: 0,
    rejected: 0,
    disputed: 0,
  });
  expect(stats.seeds).toBeGreaterThanOrEqual(40);
  const check = await run(['check', folder, '--json']);
  expect(check.exit).toBe(0);
  expect(check.json().problems).toEqual([]);
  const nothing = await run(['export', folder, '--format', 'alpaca', '--out', path.join(folder, 'out.json'), '--json']);
  expect([nothing.exit, nothing.json().error.code]).toEqual([1, 'nothing-accepted']);

  const dataset = await Dataset.open(nodeDisk, folder);
  const [task] = dataset.snapshot.generated;
  if (!task) throw new Error('no task');
  const decision = {
    id: task.task.id,
    decision: 'accept',
    reviewer: 'ana',
    at: '2026',
    of: contentHash(task.task),
    seq: 1,
  };
  await writeFile(dataset.paths.decisions, `${JSON.stringify(decision)}\n`);
  const file = path.join(folder, 'export', 'out.jsonl');
  const exported = (await run(['export', folder, '--format', 'messages', '--out', file, '--json'])).json();
  expect(exported).toEqual({ rows: task.task.instances.length, file });
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(exported.rows);
});

test('check names file, line, code and what to do, and exits with 1', async () => {
  const dataset = await temporaryDataset({ 'seed_tasks.jsonl': `${JSON.stringify(seed('a', 'One'))}\n{broken\n` });
  const { exit, json } = await run(['check', dataset.folder, '--json']);
  expect(exit).toBe(1);
  expect(json().problems).toMatchObject([
    { file: dataset.paths.seeds, line: 2, column: 1, severity: 'error', code: 'not-json' },
  ]);
});

test('novelty: files of tasks or of JSON strings', async () => {
  const folder = await temporaryFolder();
  const [pool, candidates] = [path.join(folder, 'pool.jsonl'), path.join(folder, 'candidates.jsonl')];
  await writeFile(
    pool,
    `${JSON.stringify(seed('a', 'Name three long rivers'))}\n${JSON.stringify(seed('b', 'Sort the words'))}\n`,
  );
  await writeFile(candidates, `"Name three long rivers."\n"Sort the words by length"\n"完全不同的句子"\n`);
  const result = (await run(['novelty', '--pool', pool, '--candidates', candidates, '--json'])).json();
  expect(result).toMatchObject({ pool: 2, identical: 1 });
  expect(result.candidates.map(({ max }: { max: number }) => max)).toEqual([1, expect.closeTo(0.75), 0]);
  expect(result.candidates[1].nearest[0]).toEqual({ id: 'b', f: expect.closeTo(0.75) });
});

const userTasks = path.join(referenceFolder, 'self-instruct/user_oriented_instructions.jsonl');
const seeds = path.join(referenceFolder, 'self-instruct/seed_tasks.jsonl');
const withReference = existsSync(userTasks);
if (!withReference) console.log('skipped: the reference data is not beside this checkout');

describe.runIf(withReference)('with the reference data', () => {
  test('novelty of the 252 user tasks against the 175 seeds is that of the paper', async () => {
    const result = (await run(['novelty', '--pool', seeds, '--candidates', userTasks, '--json'])).json();
    expect(result.meanMax.toFixed(4)).toBe('0.3388');
    expect([result.pool, result.candidates.length, result.identical]).toEqual([175, 252, 1]);
  });

  test('the 175 seeds work as they are', async () => {
    const dataset = await temporaryDataset({ 'seed_tasks.jsonl': await readFile(seeds, 'utf8') });
    expect((await run(['check', dataset.folder])).exit).toBe(0);
    const { exit, json } = await run(['generate', dataset.folder, '--model', 'practice', '--json']);
    expect([exit, json().ended]).toEqual([0, 'rounds']);
    expect(json().admitted).toBeGreaterThanOrEqual(15);
  });
});

describe('keys', () => {
  test('a typed origin gets OPENAI_API_KEY, and the endpoint that wants none gets none', async () => {
    const server = await loopback({ apiKey: 'secret' });
    const folder = await sample();
    const args = [
      'generate',
      folder,
      '--base-url',
      server.baseUrl,
      '--model-id',
      'practice-1',
      '--max-requests',
      '2',
      '--json',
    ];
    const { json } = await run(args, { OPENAI_API_KEY: 'secret' });
    expect(json()).toMatchObject({ ended: 'budget', requests: 2 });
    expect(server.requests.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(true);
    const open = await loopback();
    await run([
      'generate',
      await sample(),
      '--base-url',
      open.baseUrl,
      '--model-id',
      'practice-1',
      '--max-requests',
      '1',
    ]);
    expect(open.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test('a recipe that names an address gets nothing, no key and no request', async () => {
    const server = await loopback();
    const folder = await sample();
    await writeFile(
      path.join(folder, 'self-instruct.json'),
      JSON.stringify({ connection: server.baseUrl, model: 'practice-1' }),
    );
    const { exit, json } = await run(['generate', folder, '--json'], { OPENAI_API_KEY: 'secret' });
    expect(exit).not.toBe(0);
    expect(json().error.message).toMatch(/connection|model/iu);
    expect(server.requests).toEqual([]);
  });

  test('where a server redirects to, no key and no request arrives', async () => {
    const thief = await loopback();
    const server = await loopback({
      faults: () => ({ kind: 'redirect', location: `${thief.baseUrl}/chat/completions` }),
    });
    const { exit, json } = await run(
      ['generate', await sample(), '--base-url', server.baseUrl, '--model-id', 'practice-1', '--json'],
      { OPENAI_API_KEY: 'secret' },
    );
    expect([exit, json().ended]).toEqual([1, 'error']);
    expect(json().message).toMatch(/redirect/iu);
    expect(server.requests).toHaveLength(1);
    expect(thief.requests).toEqual([]);
  });
});

describe('what cannot be done says what to do', () => {
  test.each([
    [['generate'], 2, /dataset folder is missing/u],
    [['nonsense'], 2, /no command “nonsense”/u],
    [['generate', '/no/such/folder'], 1, /no folder/u],
    [['novelty', '--pool', 'x'], 2, /--candidates/u],
    [['generate', '.', '--rounds', 'two'], 2, /whole number/u],
  ])('%j', async (args, exit, message) => {
    const result = await run([...args, '--json']);
    expect([result.exit, result.json().error.message]).toEqual([exit, expect.stringMatching(message)]);
  });

  test('no model is chosen', async () => {
    const dataset = await temporaryDataset({ seeds: [seed('a', 'One')] });
    const { exit, err } = await run(['generate', dataset.folder]);
    expect([exit, err]).toEqual([2, expect.stringMatching(/--base-url URL --model-id MODEL/u)]);
  });

  test('a wrong key, an unreachable address, an unknown model', async () => {
    const server = await loopback({ apiKey: 'right' });
    const args = ['--model-id', 'practice-1', '--json'];
    const wrong = await run(['generate', await sample(), '--base-url', server.baseUrl, ...args], {
      OPENAI_API_KEY: 'wrong',
    });
    expect([wrong.exit, wrong.json().message]).toEqual([1, expect.stringMatching(/key/u)]);
    const unknown = await run([
      'generate',
      await sample(),
      '--base-url',
      (await loopback()).baseUrl,
      '--model-id',
      'nobody',
      '--json',
    ]);
    expect([unknown.exit, unknown.json().message]).toEqual([1, expect.stringMatching(/nobody/u)]);
  });

  test('practice beside a real model’s tasks', async () => {
    const dataset = await temporaryDataset({
      seeds: [seed('a', 'One two three four')],
      generated: [generatedTask('t', 'Name three rivers')],
    });
    const { exit, json } = await run(['generate', dataset.folder, '--model', 'practice', '--json']);
    expect([exit, json().error.code]).toEqual([1, 'practice-in-real-dataset']);
    expect(await readLines(dataset, 'generated_tasks.jsonl')).toHaveLength(1);
  });
});

describe('interrupted', () => {
  /** Resolves when the process has told of its first admitted task. */
  function untilAdmitted(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
      let seen = '';
      child.stderr?.on('data', (data) => {
        seen += String(data);
        if (seen.includes('  + ')) resolve();
      });
    });
  }

  test.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)(
    '%s in the middle, then --resume: nothing lost, nothing twice, no stored reply asked for again',
    async (signal, expected) => {
      const server = await loopback({ latencyMs: 5 });
      const folder = await sample();
      const args = ['generate', folder, '--base-url', server.baseUrl, '--model-id', 'practice-1', '--random-seed', '4'];
      const child = start([...args, '--concurrency', '4']);
      await untilAdmitted(child);
      child.kill(signal);
      child.stdout?.resume();
      const [exit] = await once(child, 'close');
      expect(exit).toBe(expected);
      const before = (await readLines({ folder }, 'generated_tasks.jsonl')).map(({ id }) => id);
      const replies = (await readLines({ folder }, '.self-instruct/replies/000001.jsonl')).length;
      expect(before.length).toBeGreaterThan(0);
      const resumed = await run([...args.slice(0, 6), '--resume', '--json']);
      expect([resumed.exit, resumed.json().ended]).toEqual([0, 'rounds']);
      const after = (await readLines({ folder }, 'generated_tasks.jsonl')).map(({ id }) => id);
      expect(after.slice(0, before.length)).toEqual(before);
      expect(new Set(after).size).toBe(after.length);
      const distinct = new Set(server.requests.map(({ body }) => JSON.stringify(body)));
      expect(distinct.size).toBe(replies + resumed.json().requests);
      // Asked twice: at most what was under way, four at a time.
      expect(server.requests.length - distinct.size).toBeLessThanOrEqual(4);
      expect((await run(['check', folder])).exit).toBe(0);
    },
  );
});

test('preview shows the request and sends nothing', async () => {
  const server = await loopback();
  const { json } = await run([
    'preview',
    await sample(),
    '--base-url',
    server.baseUrl,
    '--model-id',
    'practice-1',
    '--json',
  ]);
  expect(json()).toMatchObject({
    model: 'practice-1',
    temperature: 0.7,
    messages: [{ role: 'user', content: expect.stringContaining('English') }],
  });
  expect(server.requests).toEqual([]);
});

test('preview asks in the dataset’s language, and says on standard error whose words they are', async () => {
  const folder = path.join(await temporaryFolder(), 'data');
  await run(['new', folder, '--sample', 'hindi']);
  const { err, json } = await run(['preview', folder, '--model', 'practice', '--json']);
  expect(err).toMatch(/^Prompt “\w+”: built in, Hindi \(हिन्दी\), reviewed by: unreviewed\.$/mu);
  const { content } = json().messages[0] as { content: string };
  expect(content).toMatch(/इस भाषा में लिखिए: हिन्दी।/u);
  expect(content).not.toMatch(/\p{Script=Latin}{2}/u);
});
