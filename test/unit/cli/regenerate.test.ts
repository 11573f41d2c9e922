import { describe, expect, test } from 'vitest';
import { regenerateCommand } from '../../../src/cli/regenerateCommand.ts';
import { scriptedEndpoint } from '../support/scriptedEndpoint.ts';
import { generatedTask, readLines, temporaryDataset } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

const flags = [{ code: 'code-mixing', field: 'output', detail: 'x' }];
const generated = [
  generatedTask('t_a', 'Name a river.', { is_classification: true }),
  generatedTask('t_b', 'Name a lake.', { flags }),
  generatedTask('t_c', 'Name a sea.', { provenance: { connection: 'mine', model: 'other', run: 'r2', round: 2 } }),
];
const decision = { reviewer: 'A', at: '2026-01-01T00:00:00Z', seq: 1 };

async function dataset() {
  const { of } = (await temporaryDataset({ generated })).snapshot.byId.get('t_a') ?? {};
  return temporaryDataset({ generated, decisions: [{ id: 't_a', decision: 'accept', of, ...decision }] });
}

describe('regenerate', () => {
  test('writes outputs for the tasks that are meant, and counts them', async () => {
    const { folder } = await dataset();
    const { baseUrl, bodies } = await scriptedEndpoint(() => JSON.stringify({ output: 'Po' }));
    const endpoint = ['--base-url', baseUrl, '--model-id', 'scripted'];
    const call = (...args: string[]) => inProcess(regenerateCommand, [folder, ...args, ...endpoint]);
    const { exit, json, told } = await call('--state', 'accepted', '--samples', '3');
    expect([exit, json]).toMatchObject([
      0,
      { admitted: 0, requests: 3, ended: 'target', improved: { step: 'regenerate', written: 1, outcomes: { new: 1 } } },
    ]);
    expect(told).toContain('t_a: new');
    expect(await readLines({ folder }, 'outputs.jsonl')).toMatchObject([
      { task: 't_a', output: 'Po', agreement: { agree: 3, of: 3 } },
    ]);
    // Each sample has a seed of its own, or an endpoint that heeds it would say the same again.
    expect(new Set(bodies.map(({ seed }) => seed)).size).toBe(3);

    const asked = async (...args: string[]) => {
      const before = (await readLines({ folder }, 'outputs.jsonl')).length;
      await call(...args);
      return (await readLines({ folder }, 'outputs.jsonl')).slice(before).map(({ task }) => task);
    };
    expect(await asked()).toEqual(['t_a', 't_b', 't_c']);
    expect(await asked('--model-is', 'other')).toEqual(['t_c']);
    expect(await asked('--round', '1', '--flag', 'code-mixing')).toEqual(['t_b']);
    expect(await asked('--ids', 't_c,t_a')).toEqual(['t_a', 't_c']);
  });

  test.each([
    [['--state', 'good'], /--state is one of pending/u],
    [['--ids', 't_x'], /No generated task has the id t_x/u],
    [['--state', 'rejected'], /nothing to ask/u],
  ])('%s', async (args, message) => {
    const { folder } = await dataset();
    await expect(
      inProcess(regenerateCommand, [folder, '--base-url', 'http://127.0.0.1:9/v1', '--model-id', 'm', ...args]),
    ).rejects.toThrow(message);
  });
});
