import { describe, expect, onTestFinished, test } from 'vitest';
import { CommandFailure, UsageError } from '../../../src/cli/command.ts';
import { pairsCommand } from '../../../src/cli/pairsCommand.ts';
import { replayCommand } from '../../../src/cli/replayCommand.ts';
import { rescueCommand } from '../../../src/cli/rescueCommand.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { clientOf, runToEnd, sampleDataset } from '../support/generating.ts';
import { inProcess } from './inProcess.ts';

/** A dataset with a round by an endpoint, and the ids of what was dropped as similar. */
async function generated(recipe: object = {}) {
  const server = await startLoopbackServer();
  onTestFinished(() => server.close());
  const dataset = await sampleDataset({ connection: 'loopback', filters: { similarity: 0.4 }, ...recipe });
  await runToEnd(dataset, { client: clientOf(server.baseUrl) });
  const { filtered, generated: tasks } = dataset.snapshot;
  const similar = filtered.filter(({ filter }) => filter === 'similar').map(({ id }) => id);
  return { server, dataset, similar, tasks: tasks.length };
}

describe('replay', () => {
  test('counts for each threshold, with the ids behind them; nothing is sent', async () => {
    const { server, dataset, similar, tasks } = await generated();
    const sent = server.requests.length;
    const { json, exit, text } = await inProcess(replayCommand, [dataset.folder, '--thresholds', '0.4,1']);
    expect(exit).toBe(0);
    expect(json).toEqual({
      tasks,
      similar: similar.length,
      thresholds: [
        { threshold: 0.4, kept: tasks, broughtBack: [], dropped: [] },
        { threshold: 1, kept: tasks + similar.length, broughtBack: expect.arrayContaining(similar), dropped: [] },
      ],
    });
    expect(text).toMatch(/0\.4 .*the recipe’s/u);
    expect(server.requests).toHaveLength(sent);
  });

  test('the usual thresholds, and words that are none', async () => {
    const { dataset } = await generated({ round: { requests: 1 } });
    const { json } = await inProcess(replayCommand, [dataset.folder]);
    const { thresholds } = json as { thresholds: { threshold: number }[] };
    expect(thresholds.map(({ threshold }) => threshold)).toEqual([0.5, 0.6, 0.7, 0.8]);
    await expect(inProcess(replayCommand, [dataset.folder, '--thresholds', '0.5;0.6'])).rejects.toThrow(UsageError);
  });
});

describe('pairs', () => {
  test('pairs around a threshold, with both scores and the line between; nothing is sent', async () => {
    const { server, dataset } = await generated();
    const sent = server.requests.length;
    const { json, exit, text } = await inProcess(pairsCommand, [
      dataset.folder,
      '--measure',
      'trigrams',
      '--threshold',
      '0.5',
    ]);
    const { pairs, measure, threshold } = json as {
      pairs: { scores: Record<string, number> }[];
      measure: string;
      threshold: number;
    };
    expect([exit, measure, threshold]).toEqual([0, 'trigrams', 0.5]);
    expect(pairs.length).toBeGreaterThan(4);
    const above = pairs.filter(({ scores }) => (scores.trigrams ?? 0) > 0.5).length;
    const [before = ''] = text.split('──── 0.5');
    expect(before.match(/^Trigram Dice [01]\.\d{4} {3}ROUGE-L F [01]\.\d{4}$/gmu)).toHaveLength(above);
    expect(server.requests).toHaveLength(sent);
    await expect(inProcess(pairsCommand, [dataset.folder, '--measure', 'bigrams'])).rejects.toThrow(UsageError);
  });

  test('replay by another measure than the recipe’s', async () => {
    const { dataset, similar, tasks } = await generated();
    const args = [dataset.folder, '--thresholds', '0.2,0.3,0.4,0.5,1'];
    const { json, text } = await inProcess(replayCommand, [...args, '--measure', 'trigrams']);
    const { thresholds } = json as { thresholds: { kept: number }[] };
    expect(thresholds.at(-1)?.kept).toBe(tasks + similar.length);
    // By ROUGE-L, as the run had it, 0.4 gives just what there is, and the other thresholds something else than trigrams.
    const asRun = (await inProcess(replayCommand, args)).json as { thresholds: { kept: number }[] };
    expect(asRun.thresholds[2]).toEqual({ threshold: 0.4, kept: tasks, broughtBack: [], dropped: [] });
    expect(asRun.thresholds).not.toEqual(thresholds);
    expect(text).toMatch(/by Trigram Dice/u);
    expect(text).not.toMatch(/the recipe’s/u);
  });
});

describe('rescue', () => {
  test('an estimate first, then the tasks, then nothing left to do', async () => {
    const { server, dataset, similar, tasks } = await generated();
    const [one = '', two = ''] = similar;
    const model = ['--base-url', server.baseUrl, '--model-id', 'practice-1'];
    const sent = server.requests.length;
    const estimate = await inProcess(rescueCommand, [dataset.folder, one, two, '--estimate']);
    expect(estimate.json).toEqual({ candidates: 2, requests: 4, fromStore: 0, already: [], unfit: [] });
    expect(server.requests).toHaveLength(sent);
    const { json, exit, told } = await inProcess(rescueCommand, [
      dataset.folder,
      one,
      two,
      ...model,
      '--reviewer',
      'ana',
    ]);
    const summary = json as { admitted: string[]; failed: string[] };
    expect(json).toMatchObject({ requests: 4, ended: 'done', already: [] });
    expect(exit).toBe(summary.failed.length === 0 ? 0 : 1);
    expect(told).toMatch(/^2 candidates, practice-1 \(127\.0\.0\.1\)\n/u);
    const { snapshot } = await Dataset.open(nodeDisk, dataset.folder);
    expect(snapshot.generated).toHaveLength(tasks + summary.admitted.length);
    expect(snapshot.generated.at(-1)?.task.provenance?.rescued?.by).toBe('ana');
    const again = await inProcess(rescueCommand, [dataset.folder, one, two, ...model]);
    expect(again.json).toMatchObject({ admitted: [], requests: 0 });
    expect(server.requests).toHaveLength(sent + 4);
  });

  test('a whole task needs no model on the command line', async () => {
    const { server, dataset, similar } = await generated({ recipe: 'single-call' });
    const sent = server.requests.length;
    const { json } = await inProcess(rescueCommand, [dataset.folder, similar[0] ?? '', '--reviewer', 'ana']);
    expect(json).toMatchObject({ requests: 0, ended: 'done' });
    expect(server.requests).toHaveLength(sent);
  });

  test('a stop, cleanly', async () => {
    const { server, dataset, similar } = await generated();
    const args = [dataset.folder, ...similar, '--base-url', server.baseUrl, '--model-id', 'practice-1'];
    const { json, exit, told } = await inProcess(rescueCommand, args, AbortSignal.abort(new Error('Interrupted.')));
    expect([exit, (json as { ended: string }).ended]).toEqual([130, 'stopped']);
    expect(told).toMatch(/same command again/u);
  });

  test('what cannot be done says what to do', async () => {
    const { dataset, similar } = await generated({ round: { requests: 4 } });
    await expect(inProcess(rescueCommand, [])).rejects.toThrow(UsageError);
    await expect(inProcess(rescueCommand, [dataset.folder])).rejects.toThrow(/Which candidates/u);
    await expect(inProcess(rescueCommand, [dataset.folder, similar[0] ?? ''])).rejects.toThrow(/--base-url URL/u);
    await expect(inProcess(rescueCommand, [dataset.folder, 'nobody', '--estimate'])).rejects.toThrow(CommandFailure);
    await expect(inProcess(rescueCommand, [dataset.folder, 'nobody'])).rejects.toThrow(/No dropped candidate/u);
  });
});
