import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { nodeEntries, nodeOptions } from '../../../scripts/build.mjs';
import { root } from '../../../scripts/install.mjs';
import { bundledPackages, thirdPartyNotices } from '../../../scripts/thirdPartyNotices.mjs';
import { temporaryFolder } from '../support/temporaryDataset.ts';

const mit = 'MIT License\n\nCopyright (c) us\n\nPermission is hereby granted, as is.\n';

/** A bundle that is made of these packages, and the folder that they lie in. */
async function bundleOf(packages: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'LICENSE'), mit);
  for (const [name, files] of Object.entries(packages)) {
    await mkdir(path.join(folder, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, name, file), text);
  }
  const inputs = Object.fromEntries(Object.keys(packages).map((name) => [`${name}/dist/a.js`, { bytesInOutput: 1 }]));
  const output = { bytes: 1, imports: [], exports: [], inputs: { ...inputs, 'src/own.ts': { bytesInOutput: 1 } } };
  return { folder, metafile: { outputs: { 'dist/a.js': output } } };
}

const manifest = (name: string, license?: string) => JSON.stringify({ name, version: '1.0.0', license, author: 'Ada' });

test('each bundled package is named with its licence and notices, nested ones too', async () => {
  const { folder, metafile } = await bundleOf({
    'node_modules/@scope/one': { 'package.json': manifest('@scope/one', 'Apache-2.0'), LICENSE: 'A', NOTICE: 'N' },
    'node_modules/@scope/one/node_modules/two': { 'package.json': manifest('two', 'MIT'), 'license.md': 'B' },
    'node_modules/three': { 'package.json': manifest('three', 'MIT') },
  });
  expect(bundledPackages(metafile)).toHaveLength(3);
  const text = thirdPartyNotices(metafile, folder);
  expect(text).toMatch(/@scope\/one 1\.0\.0 \(Apache-2\.0\)\n\nA\n\nN\n/u);
  expect(text).toMatch(/two 1\.0\.0 \(MIT\)\n\nB\n/u);
  expect(text).toMatch(/three 1\.0\.0 \(MIT\)\n\nMIT License\n\nCopyright \(c\) Ada\n\nPermission is hereby granted/u);
});

test.each([
  ['states no licence', undefined],
  ['has a licence that is not at hand', 'Apache-2.0'],
])('a package that %s cannot be bundled', async (_, license) => {
  const { folder, metafile } = await bundleOf({ 'node_modules/x': { 'package.json': manifest('x', license) } });
  expect(() => thirdPartyNotices(metafile, folder)).toThrow('cannot be bundled');
});

test('what is bundled for Node has its notices', async () => {
  const { metafile } = await build({
    ...nodeOptions(),
    entryPoints: nodeEntries,
    external: ['vscode'],
    metafile: true,
  });
  const text = thirdPartyNotices(metafile, root);
  for (const name of ['eld', 'openai', 'ajv', 'jsonc-parser']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'mu'));
  expect(text).toContain('Apache License');
});
