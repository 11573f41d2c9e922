/** `npm run package`: builds and packs the extension as self-instruct-<version>.vsix. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled, isMain, root } from './install.mjs';

/** Absolute path of the packed extension. */
export async function vsixPath() {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return join(root, `${name}-${version}.vsix`);
}

/** Packs what `build` left in dist/ and answers the path of the file. */
export async function pack() {
  const { createVSIX } = await import('@vscode/vsce');
  const packagePath = await vsixPath();
  await createVSIX({
    cwd: root,
    packagePath,
    // Everything is bundled, so no node_modules go in.
    dependencies: false,
    // The README's links are left as they are; there may be no repository address to resolve them by.
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return packagePath;
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  await build();
  await pack();
}
