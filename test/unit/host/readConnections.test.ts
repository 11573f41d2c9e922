import { expect, test } from 'vitest';
import { originOf } from '../../../src/core/llm/endpoint.ts';
import { nameProblem, readConnections } from '../../../src/host/models/readConnections.ts';

test('connections are read, and what is none is left out', () => {
  const value = [
    { name: 'local', baseUrl: 'http://127.0.0.1:8080/v1', models: ['a', 1, 'b'], headers: { 'x-team': 'a', bad: 2 } },
    { name: 'gateway', baseUrl: 'https://gateway.example/v1', keyHeader: 'x-api-key' },
    { name: 'plain', baseUrl: 'https://plain.example/v1', keyHeader: 7 },
    { name: 'local', baseUrl: 'https://second.example/v1' },
    { name: 'practice', baseUrl: 'https://evil.example/v1' },
    { name: 'https://evil.example', baseUrl: 'https://evil.example/v1' },
    { name: 'no address' },
    null,
    'text',
  ];
  expect(readConnections(value)).toEqual([
    { name: 'local', baseUrl: 'http://127.0.0.1:8080/v1', models: ['a', 'b'], headers: { 'x-team': 'a' } },
    { name: 'gateway', baseUrl: 'https://gateway.example/v1', keyHeader: 'x-api-key' },
    { name: 'plain', baseUrl: 'https://plain.example/v1' },
  ]);
  for (const none of [undefined, null, {}, 'x', 3]) expect(readConnections(none)).toEqual([]);
});

test('a name that looks like an address is refused', () => {
  expect(nameProblem('My server')).toBeUndefined();
  for (const name of ['', '  ', 'practice', 'editor', 'https://x', 'a/b', 'host:80'])
    expect(nameProblem(name)).toBeTypeOf('string');
});

test('keys go by scheme, host and port', () => {
  expect(originOf({ baseUrl: 'https://api.example/v1/' })).toBe('https://api.example');
  expect(originOf({ baseUrl: 'https://api.example:8443/v1' })).toBe('https://api.example:8443');
  expect(originOf({ baseUrl: 'http://api.example/v1' })).toBe('http://api.example');
  for (const baseUrl of ['', 'api.example', 'file:///etc/passwd', 'javascript:1'])
    expect(originOf({ baseUrl })).toBeUndefined();
});
