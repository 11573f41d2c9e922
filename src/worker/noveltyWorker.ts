import { parentPort } from 'node:worker_threads';
import { type NoveltyPool, openLocalPool } from '../core/similarity/noveltyPool.ts';
import type { Neighbour } from '../core/similarity/topK.ts';
import type { FromNoveltyWorker, ToNoveltyWorker } from '../protocol/novelty.ts';

/** The novelty index in a thread of its own, so that the extension host answers while a large pool is built. */
let pool: NoveltyPool | undefined;
let previous: Promise<unknown> = Promise.resolve();

async function answer(message: ToNoveltyWorker): Promise<Neighbour | undefined> {
  if (message.type === 'open') {
    pool = openLocalPool(message.options);
    return undefined;
  }
  if (!pool) throw new Error('The pool is not open.');
  if (message.type === 'nearest') return pool.nearest(message.text, message.without);
  await pool.put(message.texts);
  return undefined;
}

function post(message: FromNoveltyWorker): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToNoveltyWorker) => {
  const { call } = message;
  previous = previous
    .then(() => answer(message))
    .then(
      (ok) => post({ call, ok }),
      (error: unknown) => post({ call, error: error instanceof Error ? error.message : String(error) }),
    );
});
