import { Worker } from 'node:worker_threads';
import type { NoveltyPool, NoveltyPoolOptions } from '../core/similarity/noveltyPool.ts';
import type { Neighbour } from '../core/similarity/topK.ts';
import type { FromNoveltyWorker, ToNoveltyWorker } from '../protocol/novelty.ts';

/**
 * Texts in one message: so many that the cost of a message does not count, so few that building one holds nobody up. They
 * are copied as they are: to encode them into an array that could be transferred costs this thread three times as much.
 */
const textsPerMessage = 1_000;

/** Messages that the worker has not answered: enough that it never waits, so few that their copies take no memory to speak of. */
const mostUnderway = 4;

type Request<T = ToNoveltyWorker> = T extends ToNoveltyWorker ? Omit<T, 'call'> : never;

/** Opens the novelty pool in a worker thread; `script` is the bundled `noveltyWorker`. */
export function openWorkerPool(script: URL | string, options: NoveltyPoolOptions): NoveltyPool {
  const worker = new Worker(script);
  const waiting = new Map<
    number,
    { resolve: (answer: Neighbour | undefined) => void; reject: (error: Error) => void }
  >();
  let calls = 0;
  let closed: Error | undefined;
  let previous: Promise<unknown> = Promise.resolve();

  function fail(error: Error): void {
    closed = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  /** One call after the other, so that they are answered in the order in which they were made. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = previous.then(work);
    previous = result.catch(() => undefined);
    return result;
  }

  function ask(request: Request): Promise<Neighbour | undefined> {
    return new Promise((resolve, reject) => {
      if (closed) {
        reject(closed);
        return;
      }
      const call = calls;
      calls += 1;
      waiting.set(call, { resolve, reject });
      worker.postMessage({ ...request, call });
    });
  }

  worker.on('message', (answer: FromNoveltyWorker) => {
    const caller = waiting.get(answer.call);
    waiting.delete(answer.call);
    if ('error' in answer) caller?.reject(new Error(answer.error));
    else caller?.resolve(answer.ok);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The novelty worker has ended.')));
  const opened = ask({ type: 'open', options });
  opened.catch(() => undefined);

  return {
    put: (texts) =>
      inTurn(async () => {
        const underway: Promise<unknown>[] = [];
        for (let from = 0; from < texts.length; from += textsPerMessage) {
          if (underway.length === mostUnderway) await underway.shift();
          const answer = ask({ type: 'put', texts: texts.slice(from, from + textsPerMessage) });
          answer.catch(() => undefined); // whoever waits for it is told
          underway.push(answer);
        }
        return Promise.all(underway);
      }).then(() => undefined),
    nearest: (text, without = []) => inTurn(() => ask({ type: 'nearest', text, without })),
    async close() {
      closed = new Error('The novelty pool was closed.');
      await worker.terminate();
    },
  };
}
