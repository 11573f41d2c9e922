import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ModelError } from '../../../src/core/llm/modelError.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';

test('requests that are refused together for one field all go on without it', async () => {
  const concurrency = 4;
  const practice = createPracticeClient();
  const together = new AbortController();
  const allRefused = once(together.signal, 'abort');
  let refused = 0;
  const { summary } = await runToEnd(await sampleDataset(), {
    concurrency,
    client: {
      ...practice,
      async send(body, signal) {
        if (!('seed' in body)) return practice.send(body, signal);
        refused += 1;
        if (refused === concurrency) together.abort();
        await allRefused;
        throw new ModelError('unsupported', 'There is no “seed” here.', { field: 'seed' });
      },
    },
  });
  expect(summary.message).toBeUndefined();
  expect(summary.ended).toBe('rounds');
  expect(refused).toBeGreaterThanOrEqual(concurrency);
});
