import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { nodeEntries, nodeOptions } from '../../../scripts/build.mjs';

test('the detector is a chunk of its own, which is loaded only when it is asked for', async () => {
  const { metafile } = await build({
    ...nodeOptions(),
    entryPoints: nodeEntries,
    external: ['vscode'],
    metafile: true,
  });
  const outputs = Object.entries(metafile.outputs);
  const holding = outputs.filter(([, { inputs }]) =>
    Object.keys(inputs).some((file) => file.includes('node_modules/eld/')),
  );
  expect(holding).toHaveLength(1);
  const [name, chunk] = holding[0] ?? ['', undefined];
  expect(name).toMatch(/^dist\/chunks\//u);
  expect(Object.keys(chunk?.inputs ?? {}).filter((file) => !file.includes('node_modules/eld/'))).toEqual([]);
  const importing = outputs.flatMap(([, { imports }]) => imports.filter((imported) => imported.path === name));
  expect(importing.map(({ kind }) => kind)).toEqual(importing.map(() => 'dynamic-import'));
  expect(importing.length).toBeGreaterThan(0);
  // The detector's small database; the large one is three times the size.
  expect(chunk?.bytes).toBeLessThan(3_000_000);
});
