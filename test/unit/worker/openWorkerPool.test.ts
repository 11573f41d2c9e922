import { expect, onTestFinished, test } from 'vitest';
import { openLocalPool } from '../../../src/core/similarity/noveltyPool.ts';
import { openWorkerPool } from '../../../src/worker/openWorkerPool.ts';

const script = new URL('../../../src/worker/noveltyWorker.ts', import.meta.url);
const options = { threshold: 0.7, language: 'hi' };
const texts = Array.from({ length: 2500 }, (_, number) => ({
  id: `t${number}`,
  text: `संख्या ${number % 50} के लिए ${number % 7} वाक्य लिखिए`,
}));

test('a pool in a worker answers as one in this thread, in the order of the calls', async () => {
  const [local, worker] = [openLocalPool(options), openWorkerPool(script, options)];
  onTestFinished(() => worker.close());
  const asked = ['संख्या 3 के लिए 5 वाक्य लिखिए', 'कुछ और', '', 'संख्या 49 वाक्य'];
  expect(await worker.nearest('नया')).toBeUndefined();
  await local.put(texts);
  const [, ...answers] = await Promise.all([worker.put(texts), ...asked.map((text) => worker.nearest(text))]);
  expect(answers).toEqual(await Promise.all(asked.map((text) => local.nearest(text))));
  await worker.put([{ id: 't0', text: 'कुछ और' }]);
  expect(await worker.nearest('कुछ और')).toEqual({ id: 't0', f: 1 });
});

test('a closed pool refuses instead of waiting', async () => {
  const worker = openWorkerPool(script, options);
  await worker.close();
  await expect(worker.nearest('x')).rejects.toThrow(/closed|ended/u);
});
