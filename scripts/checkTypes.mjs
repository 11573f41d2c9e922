/** `npm run check:types`: types of every layer under its own walls, and the command line without the editor's API. */
import { join } from 'node:path';
import { generateSchemas, nodeEntries, nodeOptions } from './build.mjs';
import { ensureInstalled, installedNode, isMain, root } from './install.mjs';
import { runQuietly } from './processes.mjs';

const projects = ['core', 'host', 'webview', 'test', 'scripts'];

/**
 * The static checks of this script, by name; each answers its errors as text, empty where there are none.
 * @returns {{ name: string, errors: () => Promise<string> }[]}
 */
export function typeChecks() {
  return [
    ...projects.map((project) => ({
      name: `types of ${project}`,
      errors: () => typeErrors(`tsconfig.${project}.json`),
    })),
    { name: 'the command line and the workers without vscode', errors: wallErrors },
  ];
}

/** @param {string} config */
async function typeErrors(config) {
  const { code, output } = await runQuietly(
    installedNode,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', config],
    { cwd: root },
  );
  return code === 0 ? '' : output || `tsc ended with exit code ${code}`;
}

/** Bundling fails where the code reaches a package that is not there, as `vscode` is not outside the editor. */
async function wallErrors() {
  const { build, formatMessages } = await import('esbuild');
  const { extension: _, ...entryPoints } = nodeEntries;
  try {
    await build({ ...nodeOptions(), entryPoints, logLevel: 'silent' });
    return '';
  } catch (error) {
    const { errors } = /** @type {import('esbuild').BuildFailure} */ (error);
    return errors ? (await formatMessages(errors, { kind: 'error' })).join('\n') : String(error);
  }
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  generateSchemas();
  for (const { name, errors } of typeChecks()) {
    const text = await errors();
    console.log(text ? `✗ ${name}\n${text}` : `✓ ${name}`);
    if (text) process.exitCode = 1;
  }
}
