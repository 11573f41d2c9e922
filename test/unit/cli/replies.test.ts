import { expect, test } from 'vitest';
import { CommandFailure, UsageError } from '../../../src/cli/command.ts';
import { pruneCommand } from '../../../src/cli/pruneCommand.ts';
import { retryCommand } from '../../../src/cli/retryCommand.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';
import { scriptedEndpoint } from '../support/scriptedEndpoint.ts';
import { inProcess } from './inProcess.ts';

test('prune: a dry run says what would go and changes nothing, then it goes', async () => {
  const dataset = await sampleDataset({ connection: 'practice', recipe: 'single-call', round: { requests: 2 } });
  await runToEnd(dataset);
  const dry = await inProcess(pruneCommand, [dataset.folder, '--dry-run']);
  expect(dry).toMatchObject({ exit: 0, json: { replies: expect.any(Number), dryRun: true } });
  expect(dry.text).toMatch(/would be deleted.*\n.*r1_/u);
  const young = await inProcess(pruneCommand, [dataset.folder, '--older-than', '30d']);
  expect(young.json).toMatchObject({ replies: 0 });
  const last = await inProcess(pruneCommand, [dataset.folder, '--keep-last']);
  expect(last.json).toMatchObject({ replies: 0 });
  const { json, text } = await inProcess(pruneCommand, [dataset.folder]);
  expect(json).toEqual({ ...(dry.json as object), dryRun: false });
  expect(text).toMatch(/were deleted/u);
  expect((await inProcess(pruneCommand, [dataset.folder])).json).toMatchObject({ replies: 0, bytes: 0 });
});

test.each(['', '30', 'd', '-1d', '1e3d', '30 days', '999999d'])('an age that is none: “%s”', async (age) => {
  await expect(inProcess(pruneCommand, ['.', `--older-than=${age}`])).rejects.toThrow(UsageError);
});

test('retry asks again for what could not be read, and says what is something else', async () => {
  let isWell = false;
  const task = { instruction: 'Name three tools of a bookbinder.', is_classification: false };
  const endpoint = await scriptedEndpoint(() =>
    isWell
      ? JSON.stringify({ tasks: [{ ...task, instances: [{ input: '', output: 'Awl, bone folder, press.' }] }] })
      : '',
  );
  const dataset = await sampleDataset({ connection: 'x', recipe: 'single-call', round: { requests: 1 } });
  await runToEnd(dataset, { client: endpoint.client });
  isWell = true;
  const model = ['--base-url', endpoint.baseUrl, '--model-id', 'scripted'];
  await expect(inProcess(retryCommand, [dataset.folder, 'nobody', ...model])).rejects.toThrow(CommandFailure);
  const { json, exit } = await inProcess(retryCommand, [dataset.folder, ...model]);
  expect([exit, json]).toMatchObject([0, { admitted: 1, ended: 'target' }]);
  await expect(inProcess(retryCommand, [dataset.folder, ...model])).rejects.toThrow(/No whole reply is left/u);
});
