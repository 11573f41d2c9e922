import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { isModelError, type ModelError } from '../../../src/core/llm/modelError.ts';
import {
  type LoopbackServer,
  type LoopbackServerOptions,
  startLoopbackServer,
} from '../../../src/core/practice/loopbackServer.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A practice server that is closed after the test. */
export async function serve(options: LoopbackServerOptions = {}): Promise<LoopbackServer> {
  const server = await startLoopbackServer(options);
  closing.push(() => server.close());
  return server;
}

/** Any other server, closed after the test, with what it received. */
export async function listen(listener: RequestListener): Promise<{ origin: string; received: IncomingMessage[] }> {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** The `ModelError` that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isModelError(error)) throw new Error(`Expected a ModelError, got ${String(error)}`);
  return error;
}

export const neverAborted = new AbortController().signal;
