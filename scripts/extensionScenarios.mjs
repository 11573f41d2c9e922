/** The suite for the extension host: one folder a scenario under test/extension/, each with a workspace of its own. */
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './install.mjs';
import { makeTemporaryFolder } from './temporaryFolder.mjs';

const sources = join(root, 'test', 'extension');

/**
 * @typedef {object} Scenario
 * @property {string} name of its folder under test/extension/
 * @property {string} entry absolute path of the bundled suite
 * @property {string | undefined} companion absolute path of an extension that is there beside the product, from its provider/
 * @property {Record<string, unknown>} userSettings from its scenario.json, where there is one
 * @property {boolean} trust false where its scenario.json says so: the workspace then opens in restricted mode
 * @property {() => Promise<{ folder: string, remove: () => Promise<void> }>} copyWorkspace its workspace in a temporary
 *   place
 * @property {() => Promise<TestResult[] | undefined>} results of the last run, undefined where it did not come to its end
 */

/** @typedef {{ title: string, state: 'passed' | 'failed' | 'skipped', milliseconds: number, error?: string }} TestResult */

/**
 * Bundles every scenario into out/test/extension/<name>/; results of earlier runs are removed.
 * @returns {Promise<Scenario[]>}
 */
export async function bundleScenarios() {
  const { build } = await import('esbuild');
  const entries = await readdir(sources, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const outdir = join(root, 'out', 'test', 'extension', name);
      await rm(outdir, { recursive: true, force: true });
      const files = (await readdir(join(sources, name))).filter((file) => file.endsWith('.test.ts'));
      const provider = join(sources, name, 'provider');
      const hasProvider = existsSync(provider);
      await bundle(build, {
        entryPoints: [join(sources, 'index.ts'), ...files.map((file) => join(sources, name, file))],
        outdir,
      });
      if (hasProvider) {
        const companion = join(outdir, 'provider');
        await bundle(build, { entryPoints: [join(provider, 'extension.ts')], outdir: companion });
        await cp(join(provider, 'package.json'), join(companion, 'package.json'));
      }
      return scenario(name, outdir);
    }),
  );
}

/**
 * @param {typeof import('esbuild').build} build
 * @param {{ entryPoints: string[], outdir: string }} files
 */
async function bundle(build, files) {
  await build({
    ...files,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    // As in build.mjs: jsonc-parser's CommonJS build cannot be bundled.
    mainFields: ['module', 'main'],
    target: 'node22',
    format: 'cjs',
    sourcemap: 'linked',
    external: ['vscode'],
    // Of mocha's parallel mode, which is not used.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
}

/**
 * @param {string} name
 * @param {string} outdir
 * @returns {Promise<Scenario>}
 */
async function scenario(name, outdir) {
  const settings = join(sources, name, 'scenario.json');
  const { userSettings = {}, trust = true } = existsSync(settings) ? JSON.parse(await readFile(settings, 'utf8')) : {};
  return {
    name,
    entry: join(outdir, 'index.cjs'),
    companion: existsSync(join(outdir, 'provider')) ? join(outdir, 'provider') : undefined,
    // As on the desktop: in a browser the editor saves by itself, and a slow machine would save what a test leaves unsaved.
    userSettings: { 'files.autoSave': 'off', ...userSettings },
    trust,
    copyWorkspace: async () => {
      const { path, remove } = await makeTemporaryFolder('scenario');
      const folder = join(path, name);
      await cp(join(sources, name, 'workspace'), folder, { recursive: true });
      return { folder, remove };
    },
    results: async () => {
      const file = join(outdir, 'results.json');
      return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined;
    },
  };
}
