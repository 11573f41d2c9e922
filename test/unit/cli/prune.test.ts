import { expect, test } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { pruneCommand } from '../../../src/cli/pruneCommand.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';
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
