import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { nodeEntries, nodeOptions } from '../../../scripts/build.mjs';

let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({
    ...nodeOptions(),
    minify: true,
    entryPoints: nodeEntries,
    external: ['vscode'],
    metafile: true,
  });
  outputs = metafile.outputs;
}, 60_000);

test.each([
  // The detector's small database; the large one is three times the size.
  ['the detector', 'node_modules/eld/', 3_000_000],
  // A vocabulary, packed.
  ['the tokenizer', 'node_modules/gpt-tokenizer/', 1_300_000],
])('%s is a chunk of its own, which is loaded only when it is asked for', (_, folder, mostBytes) => {
  const holding = Object.entries(outputs).filter(([, { inputs }]) =>
    Object.keys(inputs).some((file) => file.includes(folder)),
  );
  expect(holding).toHaveLength(1);
  const [name, chunk] = holding[0] ?? ['', undefined];
  expect(name).toMatch(/^dist\/chunks\//u);
  expect(Object.keys(chunk?.inputs ?? {}).filter((file) => !file.includes(folder))).toEqual([]);
  const importing = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ path }) => path === name));
  expect(importing.map(({ kind }) => kind)).toEqual(importing.map(() => 'dynamic-import'));
  expect(importing.length).toBeGreaterThan(0);
  expect(chunk?.bytes).toBeLessThan(mostBytes);
});
