import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { batchCommand } from '../../../src/cli/batchCommand.ts';
import { requestsCommand } from '../../../src/cli/requestsCommand.ts';
import { batchDataset, loopback } from '../support/batches.ts';
import { readLines } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

const cli = path.resolve(import.meta.dirname, '../../../dist/cli.js');

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.js is not built: run npm run build.');
});

/** A process of its own for each call, as in a terminal. */
async function run(...args: readonly string[]) {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [cli, ...args, '--json'], { env: inherited });
  let out = '';
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  const [exit] = await once(child, 'close');
  return { exit, json: JSON.parse(out) };
}

test('submit, status and collect, each in a process of its own', async () => {
  const server = await loopback();
  const dataset = await batchDataset();
  const model = ['--base-url', server.baseUrl, '--model-id', 'practice-1'];
  const submitted = await run('batch', 'submit', dataset.folder, '--rounds', '1', '--random-seed', '3', ...model);
  expect(submitted).toMatchObject({
    exit: 0,
    json: { ended: 'waiting', submitted: [{ state: 'validating', requests: 3 }] },
  });
  const direct = await run('generate', dataset.folder, ...model);
  expect(direct).toMatchObject({ exit: 1, json: { error: { code: 'batch-open' } } });
  const here = (action: string) => inProcess(batchCommand, [action, dataset.folder, ...model]);
  const early = await here('collect');
  expect(early).toMatchObject({ exit: 0, json: { collected: [], open: [{ state: 'in_progress' }], submitted: [] } });
  let done = false;
  for (let times = 0; !done && times < 8; times += 1)
    done = /"state":"completed"/u.test(JSON.stringify((await here('status')).json));
  const collected = await run('batch', 'collect', dataset.folder, ...model);
  expect(collected).toMatchObject({
    exit: 0,
    json: { ended: 'rounds', collected: [{ collected: { replies: 3 } }], open: [] },
  });
  const tasks = await readLines(dataset, 'generated_tasks.jsonl');
  expect(tasks.length).toBe(submitted.json.admitted + collected.json.admitted);
  expect(await here('collect')).toMatchObject({ exit: 0, json: { collected: [], open: [] } });
});

test('requests go out to a file, and what nobody asked for is no reply', async () => {
  const dataset = await batchDataset();
  const file = path.join(dataset.folder, 'requests.jsonl');
  const exported = await inProcess(requestsCommand, ['export', dataset.folder, file, '--model-id', 'mine']);
  expect(exported).toMatchObject({ exit: 0, json: { requests: 4, files: [{ file, requests: 4 }], ended: 'waiting' } });
  expect(exported.text).toContain(`requests import ${dataset.folder}`);
  const imported = await inProcess(requestsCommand, ['import', dataset.folder, file]);
  expect(imported).toMatchObject({ exit: 1, json: { replies: 0, failed: 4, waiting: 4 } });
});

test.each([
  [batchCommand, ['begin', '.'], 'submit, status, collect or cancel'],
  [batchCommand, ['submit'], 'dataset folder'],
  [batchCommand, ['submit', '.', '--rounds', '1', '--target', '2'], 'Give one of'],
  [batchCommand, ['submit', '.', '--wave-size', '0'], 'whole number'],
  [requestsCommand, ['import', '.'], 'Which files'],
  [requestsCommand, ['export', '.', 'a', 'b'], 'One file'],
])('wrong usage of $name', async (command, args, message) => {
  await expect(inProcess(command, args)).rejects.toThrow(message);
});
