/** `npm run build [-- --dev]`: bundles the extension, the command line and the panel into dist/. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ensureInstalled, isMain, root } from './install.mjs';
import { packVocabulary } from './packVocabulary.mjs';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

/** Bundles for Node: by the name of the file in dist/ without its ending. */
export const nodeEntries = {
  extension: 'src/extension.ts',
  cli: 'src/cli/main.ts',
  noveltyWorker: 'src/worker/noveltyWorker.ts',
};

/** Bundles for the web pages, the panel's and the seed form's: a script and a style sheet each in dist/webview/. */
const pageEntries = [
  { in: 'webview/main.ts', out: 'panel' },
  { in: 'webview/styles.css', out: 'panel' },
  { in: 'webview/seedForm.ts', out: 'seedForm' },
  { in: 'webview/seedForm.css', out: 'seedForm' },
];

/** Bundled packages in CommonJS call `require`, which an ES module does not have. */
const requireForModules =
  "import { createRequire as createRequireOfModule } from 'node:module'; const require = createRequireOfModule(import.meta.url);";

/**
 * Of the manifest only the version is used at run time; all of it would be as much to load as a small extension.
 * @type {import('esbuild').Plugin}
 */
const manifestVersion = {
  name: 'manifest-version',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      if (path !== join(root, 'package.json')) return undefined;
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * Options of esbuild shared by everything that runs under Node.
 * @returns {import('esbuild').BuildOptions}
 */
export function nodeOptions() {
  return {
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    // jsonc-parser's CommonJS build cannot be bundled; its ES modules can.
    mainFields: ['module', 'main'],
    target: 'node22',
    format: 'esm',
    splitting: true,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: requireForModules },
    plugins: [manifestVersion, packVocabulary],
    logLevel: 'warning',
  };
}

/**
 * Builds everything into dist/ and removes what an earlier build left there. What a bundle is made of is recorded in
 * out/bundles.json (esbuild's metafile), for the tests that hold bundles apart.
 * @param {{ dev?: boolean }} [options] `dev`: readable code with source maps, for debugging.
 */
export async function build({ dev = false } = {}) {
  generateSchemas();
  const { build: bundle } = await import('esbuild');
  /** @type {import('esbuild').BuildOptions} */
  const style = { minify: !dev, sourcemap: dev ? 'linked' : false, metafile: true };
  const forNode = await bundle({
    ...nodeOptions(),
    ...style,
    entryPoints: nodeEntries,
    external: ['vscode'],
  });
  const forPage = await bundle({
    ...style,
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'chrome138',
    format: 'iife',
    outdir: 'dist/webview',
    entryPoints: pageEntries,
    loader: { '.svg': 'dataurl', '.ttf': 'dataurl', '.woff2': 'dataurl' },
    logLevel: 'warning',
  });
  const files = [...(forNode.outputFiles ?? []), ...(forPage.outputFiles ?? [])];
  writeOutputs(files);
  mkdirSync(join(root, 'out'), { recursive: true });
  const metafile = {
    inputs: { ...forNode.metafile?.inputs, ...forPage.metafile?.inputs },
    outputs: { ...forNode.metafile?.outputs, ...forPage.metafile?.outputs },
  };
  writeFileSync(join(root, 'out', 'bundles.json'), JSON.stringify(metafile));
  writeFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(metafile, root));
  const code = files.filter(({ path }) => !path.endsWith('.map'));
  for (const file of code) {
    const name = relative(root, file.path);
    if (!name.includes('chunks')) console.log(`${kilobytes(file.contents.length)}  ${name}`);
  }
  console.log(`${kilobytes(code.reduce((sum, { contents }) => sum + contents.length, 0))}  in ${code.length} files`);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`.padStart(12);
}

/** Writes the validators that ajv makes of the schemas ahead of time. */
export function generateSchemas() {
  const script = join(root, 'scripts', 'compileSchemas.mjs');
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The schemas could not be compiled.');
}

/** @param {readonly import('esbuild').OutputFile[]} files */
function writeOutputs(files) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const written = new Set(files.map((file) => file.path));
  for (const file of files) {
    mkdirSync(dirname(file.path), { recursive: true });
    // An unchanged file is left alone, so that a running editor does not see it half written.
    if (!existsSync(file.path) || !readFileSync(file.path).equals(file.contents))
      writeFileSync(file.path, file.contents);
  }
  for (const name of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const path = join(root, 'dist', name);
    if (/\.(js|css|map)$/.test(name) && !written.has(path)) rmSync(path);
  }
  const commandLine = join(root, 'dist', 'cli.js');
  if (!readFileSync(commandLine, 'utf8').startsWith('#!')) {
    throw new Error('src/cli/main.ts must start with the line "#!/usr/bin/env node".');
  }
  chmodSync(commandLine, 0o755);
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  await build({ dev: process.argv.includes('--dev') });
}
