import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('only openaiClient.ts loads the openai package, and only when it is used', () => {
  const source = join(import.meta.dirname, '../../../src');
  const importing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(source, file), 'utf8') }))
    .filter(({ text }) => /(?:from|import|import\(|require\()\s*['"]openai(?:\/[^'"]*)?['"]/u.test(text));
  expect(importing.map(({ file }) => file)).toEqual(['core/llm/openaiClient.ts']);
  expect(importing[0]?.text).not.toMatch(/^import (?!type )[^;]*from 'openai'/mu);
});
