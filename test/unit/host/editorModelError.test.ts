import { expect, test } from 'vitest';
import { editorModelError } from '../../../src/host/models/editorModelError.ts';

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });
const body = { model: 'v/m', messages: [], temperature: 0, presence_penalty: 2 };

test.each([
  [coded('NoPermissions', 'no'), 'refused', /does not let Self-Instruct use “v\/m”.*Manage Language Model Access/u],
  [coded('Blocked', 'plan'), 'refused', /is blocked for now.*What was admitted is kept.*plan/u],
  [coded('NotFound', ''), 'unknown-model', /no model “v\/m” any more/u],
  [coded('Unknown', 'You have no quota left'), 'refused', /quota for “v\/m” is used up/u],
  [coded('Unknown', 'Rate limit reached'), 'rate-limited', /fewer requests/u],
  [coded('Unknown', 'presence_penalty must not be sent'), 'unsupported', /“presence_penalty”/u],
  [coded('Unknown', 'top_p must not be sent'), 'server', /top_p/u],
  [new Error('outer', { cause: new Error('HTTP 429') }), 'rate-limited', /outer – HTTP 429/u],
  ['only a text', 'server', /only a text/u],
  [undefined, 'server', /failed/u],
])('%o is told with what to do', (error, kind, message) => {
  expect(editorModelError(error, 'v/m', body)).toMatchObject({ kind, message: expect.stringMatching(message) });
});

test('the field that was refused is named, and a long complaint is cut', () => {
  expect(editorModelError(new Error('temperature is not supported'), 'v/m', body).field).toBe('temperature');
  expect(editorModelError(new Error('x'.repeat(5_000)), 'v/m', body).message.length).toBeLessThan(500);
});
