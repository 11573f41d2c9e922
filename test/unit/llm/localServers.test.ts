import { expect, it } from 'vitest';
import { findLocalServers } from '../../../src/core/llm/localServers.ts';
import type { Preset } from '../../../src/core/llm/presets.ts';
import { listen, neverAborted, serve } from './support.ts';

const at = (name: string, baseUrl: string): Preset => ({ label: name, name, baseUrl, needsKey: false, local: true });

it('finds who lists models, asks all at once, and leaves out who is no model server', async () => {
  const practice = await serve({ models: ['b', 'a'] });
  const page = await listen((_, response) => response.end('<html>'));
  const other = await listen((_, response) => response.end('{"status":"ok"}'));
  const gone = await serve();
  await gone.close();
  const found = await findLocalServers(neverAborted, [
    at('page', `${page.origin}/v1`),
    at('one', practice.baseUrl),
    at('other', `${other.origin}/v1`),
    at('gone', gone.baseUrl),
  ]);
  expect(found.map(({ preset, models }) => [preset.name, models])).toEqual([['one', ['a', 'b']]]);
  expect(practice.requests.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
    ['GET', '/v1/models', undefined],
  ]);
});

it('does not wait for a server that never answers', async () => {
  const silent = await listen(() => undefined);
  expect(await findLocalServers(neverAborted, [at('silent', silent.origin)])).toEqual([]);
  expect(silent.received).toHaveLength(1);
});

it('asks no other host, and follows nobody to one', async () => {
  const target = await listen((_, response) => response.end('{"data":[{"id":"m"}]}'));
  const moved = await listen((_, response) => response.writeHead(307, { location: `${target.origin}/models` }).end());
  expect(await findLocalServers(neverAborted, [at('moved', moved.origin)])).toEqual([]);
  expect(target.received).toEqual([]);
  const { port } = new URL(target.origin);
  for (const host of ['0.0.0.0', '127.0.0.1.example', 'localhost.example', '[::ffff:127.0.0.1]'])
    expect(await findLocalServers(neverAborted, [at('other', `http://${host}:${port}/v1`)])).toEqual([]);
  expect(target.received).toEqual([]);
});

it('rejects with the reason where it is stopped', async () => {
  const silent = await listen(() => undefined);
  const stop = new Error('stopped');
  const abort = new AbortController();
  const finding = findLocalServers(abort.signal, [at('silent', silent.origin)]);
  abort.abort(stop);
  await expect(finding).rejects.toBe(stop);
});
