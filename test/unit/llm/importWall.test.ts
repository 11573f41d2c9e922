import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What is imported for its types alone is not there when the code runs. */
const withoutTypes = (text: string) => text.replaceAll(/^import type .*$/gmu, '');

it('only openaiClient.ts loads the openai package, and only when it is used', () => {
  const source = join(import.meta.dirname, '../../../src');
  const importing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: withoutTypes(readFileSync(join(source, file), 'utf8')) }))
    .filter(({ text }) => /(?:from|import|import\(|require\()\s*['"]openai(?:\/[^'"]*)?['"]/u.test(text));
  expect(importing.map(({ file }) => file)).toEqual(['core/llm/openaiClient.ts']);
  expect(importing[0]?.text).not.toMatch(/^import (?!type )[^;]*from 'openai'/mu);
});
