import { Worker } from 'node:worker_threads';
import type { NoveltyPool, NoveltyPoolOptions } from '../core/similarity/noveltyPool.ts';
import type { Neighbour } from '../core/similarity/topK.ts';
import type { FromNoveltyWorker, ToNoveltyWorker } from '../protocol/novelty.ts';

/** Texts in one message: so many that the cost of a message does not count, so few that building one holds nobody up. */
const textsPerMessage = 1_000;

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

  function fail(error: Error): void {
    closed = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
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
    async put(texts) {
      const messages = Math.ceil(texts.length / textsPerMessage);
      // All are posted before anything is awaited: a question asked next must find every text.
      await Promise.all(
        Array.from({ length: messages }, (_, at) =>
          ask({ type: 'put', texts: texts.slice(at * textsPerMessage, (at + 1) * textsPerMessage) }),
        ),
      );
    },
    nearest: (text) => ask({ type: 'nearest', text }),
    async close() {
      closed = new Error('The novelty pool was closed.');
      await worker.terminate();
    },
  };
}
