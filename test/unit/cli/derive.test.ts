import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { timelessFiles } from '../support/generating.ts';
import { recipe, seeds, translate } from '../support/quechuaAymara.ts';
import { scriptedEndpoint } from '../support/scriptedEndpoint.ts';
import { readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';
import { markdown } from '../support/thirtyPassages.ts';

const cli = path.resolve(import.meta.dirname, '../../../dist/cli.js');

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.js is not built: run npm run build.');
});

function start(args: readonly string[]): ChildProcess {
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...inherited } = process.env;
  return spawn(process.execPath, [cli, ...args], { env: inherited });
}

async function run(args: readonly string[]) {
  const child = start(args);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (data) => {
    out += String(data);
  });
  child.stderr?.on('data', (data) => {
    err += String(data);
  });
  const [exit] = await once(child, 'close');
  return { exit: exit as number, out, err, json: () => JSON.parse(out) };
}

/** Resolves when the process has told of so many admitted tasks. */
function untilAdmitted(child: ChildProcess, count: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = '';
    child.stderr?.on('data', (data) => {
      seen += String(data);
      if (seen.split('  + ').length > count) resolve();
    });
  });
}

describe('grow', () => {
  test('killed in the middle and resumed it equals an undisturbed run; nothing stored is asked again', async () => {
    const [whole, killed] = [await temporaryDataset({ seeds, recipe }), await temporaryDataset({ seeds, recipe })];
    const [even, slow] = [await scriptedEndpoint(translate), await scriptedEndpoint(translate, () => 15)];
    const args = (folder: string, baseUrl: string) => [
      ...['grow', folder, '--to', '120', '--random-seed', '4'],
      ...['--base-url', baseUrl, '--model-id', 'scripted', '--json'],
    ];
    const undisturbed = await run(args(whole.folder, even.baseUrl));
    expect([undisturbed.exit, undisturbed.json()]).toMatchObject([0, { ended: 'target', instances: 100 }]);

    const child = start(args(killed.folder, slow.baseUrl));
    await untilAdmitted(child, 5);
    child.kill('SIGKILL');
    await once(child, 'close');
    const before = await readLines(killed, 'generated_tasks.jsonl');
    const stored = await readLines(killed, '.self-instruct/replies/000001.jsonl');
    expect(before.length).toBeGreaterThanOrEqual(5);
    expect(before.length).toBeLessThan(undisturbed.json().admitted);

    const resume = ['grow', killed.folder, '--resume', '--base-url', slow.baseUrl, '--model-id', 'scripted', '--json'];
    const resumed = await run(resume);
    expect([resumed.exit, resumed.json().ended]).toEqual([0, 'target']);
    const [expected, found] = [await timelessFiles(whole), await timelessFiles(killed)];
    expect(found['generated_tasks.jsonl']).toBe(expected['generated_tasks.jsonl']);
    expect(found['filtered_candidates.jsonl']).toBe(expected['filtered_candidates.jsonl']);
    const distinct = new Set(slow.bodies.map((body) => JSON.stringify(body)));
    expect(distinct.size).toBe(stored.length + resumed.json().requests);
    expect(slow.bodies.length - distinct.size).toBeLessThanOrEqual(4);

    const nothing = await run(resume);
    expect([nothing.exit, nothing.json().error.code]).toEqual([1, 'nothing-to-resume']);
  });
});

describe('with the practice model', () => {
  test('from-text, paraphrase and evolve, with the documented JSON', async () => {
    const dataset = await temporaryDataset({ seeds: [seed('s', 'Name a river in Asia')], recipe: { language: 'en' } });
    const file = path.join(dataset.folder, 'notes.md');
    await writeFile(file, markdown);
    const practice = ['--model', 'practice', '--random-seed', '5', '--json'];
    const text = await run(['from-text', dataset.folder, file, '--as', 'output', ...practice]);
    expect(text.exit).toBe(0);
    expect(text.err).toContain('no language model');
    expect(text.json()).toMatchObject({ ended: 'target', admitted: expect.any(Number), requests: 30, fromStore: 0 });
    const again = await run(['from-text', dataset.folder, dataset.folder, '--as', 'output', ...practice]);
    expect([again.exit, again.json().requests]).toEqual([0, 0]);
    expect((await run(['paraphrase', dataset.folder, '--task', 's', ...practice])).json().requests).toBe(1);
    const evolved = await run(['evolve', dataset.folder, '--task', 's', '--kind', 'rarer', ...practice]);
    expect(evolved.exit).toBe(0);
    const rounds = await readLines(dataset, 'rounds.jsonl');
    expect(rounds.map(({ round, derived }) => [round, derived])).toEqual([
      [1, 'fromText'],
      [2, 'paraphrase'],
      [3, 'evolve'],
    ]);
    expect((await run(['check', dataset.folder])).exit).toBe(0);
  });

  test.each([
    [['from-text', '.', 'x.md'], '--as is output or input'],
    [['from-text', '.', '--as', 'output'], 'Which files'],
    [['from-text', '.', 'x.md', '--resume'], 'give no files'],
    [['evolve', '.', '--kind', 'longer'], '--kind is constraint, deepen, concretise, rarer'],
    [['grow', '.', '--to', '0'], '--to takes a whole number'],
  ])('wrong usage: %s', async (args, message) => {
    const { exit, err } = await run(args);
    expect(exit).toBe(2);
    expect(err).toContain(message);
  });
});
