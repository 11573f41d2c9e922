/**
 * A real VS Code without its download site: the npm package `code-server` carries the workbench and the extension host
 * of VS Code, and installs from the npm registry without compiling anything.
 */
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installedNode, installNodeBinary, nodeBinary, npm, root } from './install.mjs';

/** The VS Code that tests run in (code-server 4.x.y carries VS Code 1.x.y). */
export const editorVersion = '4.139.1';

/** The oldest VS Code that installs from the npm registry alone. */
export const floorVersion = '4.110.0';

/**
 * Installs code-server once, into .vscode-test/.
 * @param {string} [version] of code-server
 * @returns {Promise<{ script: string, node: string }>} absolute paths of VS Code's server script and of the Node that
 *   this version was made for: 1.110 hangs under Node 24 as soon as an extension is an ES module
 */
export async function ensureCodeServer(version = editorVersion) {
  const folder = join(root, '.vscode-test', `code-server-${version}`);
  const vscode = join('node_modules', 'code-server', 'lib', 'vscode');
  if (!existsSync(folder)) {
    console.log(`Installing VS Code 1.${version.slice(2)} (npm package code-server ${version}) …`);
    await mkdir(join(root, '.vscode-test'), { recursive: true });
    const partial = await mkdtemp(`${folder}-partial-`);
    try {
      // Their install scripts would compile native modules for minutes; the workbench does without those.
      const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      npm(['install', `--prefix=${partial}`, ...quiet, `code-server@${version}`], partial);
      npm(['install', '--omit=dev', ...quiet], join(partial, vscode));
      npm(['install', '--omit=dev', ...quiet], join(partial, vscode, 'extensions'));
      const ripgrep = join(partial, vscode, 'node_modules/@vscode/ripgrep');
      if (existsSync(ripgrep)) {
        // Older versions download it in an install script; without it no file of a workspace is found.
        const binary = `@vscode/ripgrep-${process.platform}-${process.arch}`;
        npm(['install', `--prefix=${partial}`, ...quiet, binary], partial);
        await cp(join(partial, 'node_modules', binary, 'bin'), join(ripgrep, 'bin'), { recursive: true });
      }
      const node = await neededNode(partial);
      if (node) {
        npm(['install', `--prefix=${partial}`, ...quiet, `node@${node}`], partial);
        // Last, because any further npm install would remove it.
        installNodeBinary(partial);
      }
      const logger = join(partial, vscode, 'node_modules/@vscode/spdlog/index.js');
      await copyFile(join(root, 'scripts/plainLogger.cjs'), logger);
      await rename(partial, folder).catch((error) => {
        // Somebody else installed it meanwhile.
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  const script = join(folder, vscode, 'out', 'server-main.js');
  return { script, node: (await neededNode(folder)) ? nodeBinary(folder) : installedNode };
}

/**
 * The major version of Node that an installed code-server was made for, where it is not the one that runs this.
 * @param {string} folder
 * @returns {Promise<string | undefined>}
 */
async function neededNode(folder) {
  const { engines } = JSON.parse(await readFile(join(folder, 'node_modules/code-server/package.json'), 'utf8'));
  return engines.node === process.versions.node.split('.')[0] ? undefined : engines.node;
}
