/**
 * Starts VS Code's server on this machine; the workbench then runs in a browser. The server script is started directly,
 * because code-server's wrapper does not pass on what tests need.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ensureCodeServer } from './codeServer.mjs';
import { root } from './install.mjs';
import { runQuietly, start, stop } from './processes.mjs';
import { makeTemporaryFolder } from './temporaryFolder.mjs';

/**
 * @typedef {object} EditorOptions
 * @property {string} workspace absolute path of the folder to open
 * @property {string} [vsix] absolute path of a packaged extension to install first
 * @property {string} [development] absolute path of the folder of an extension under development
 * @property {string} [companion] absolute path of the folder of another extension, which is installed as it is
 * @property {string} [tests] absolute path of a test suite (a script with `run()`) for the extension host
 * @property {Record<string, unknown>} [userSettings]
 * @property {boolean} [trust] whether every folder is trusted without a question (default true)
 * @property {string} [version] of code-server
 * @property {boolean} [driven] whether tests drive the page, which then honours `development` and `tests` (default true)
 * @property {string} [dataFolder] where everything is stored that the editor keeps; without it in a temporary place
 * @property {NodeJS.ProcessEnv} [env] more environment variables for the extension host; undefined removes one
 */

/**
 * @typedef {object} Editor
 * @property {string} url of the workbench with the workspace opened
 * @property {(folder: string) => string} urlOf the url of the workbench with another folder opened
 * @property {string} dataFolder everything that this editor stores: settings, logs, extensions
 * @property {(settings: Record<string, unknown>) => Promise<void>} setUserSettings replaces the user settings; a window
 *   takes them up when it opens
 * @property {() => Promise<string>} extensionLog what the product has logged
 * @property {() => string} serverOutput what the server has printed
 * @property {() => Promise<void>} stop ends the server, waits until its port is closed and removes data in a temporary place
 */

/**
 * Starts VS Code's server on a free port of this machine, reachable only with the token in its address.
 * @param {EditorOptions} options
 * @returns {Promise<Editor>}
 */
export async function startEditor(options) {
  const { workspace, vsix, development, companion, tests, userSettings = {}, trust = true, driven = true } = options;
  const { script, node } = await ensureCodeServer(options.version);
  const temporary = options.dataFolder ? undefined : await makeTemporaryFolder('editor');
  const dataFolder = options.dataFolder ?? temporary?.path ?? '';
  const places = [`--server-data-dir=${dataFolder}`, `--extensions-dir=${join(dataFolder, 'extensions')}`];
  /** @param {Record<string, unknown>} settings */
  const setUserSettings = async (settings) => {
    const folder = join(dataFolder, 'data', 'User');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  };
  try {
    if (!existsSync(join(dataFolder, 'data', 'User', 'settings.json'))) await setUserSettings(userSettings);
    // Where nothing was installed before, the editor takes up what lies in the folder.
    if (companion) await cp(companion, join(dataFolder, 'extensions', 'companion'), { recursive: true });
    if (vsix) await installExtension(node, [script, ...places], vsix);
    const token = randomBytes(16).toString('hex');
    const args = [
      '--host=127.0.0.1',
      '--port=0',
      `--connection-token=${token}`,
      '--accept-server-license-terms',
      '--disable-telemetry',
      ...places,
    ];
    if (trust) args.push('--disable-workspace-trust');
    if (driven) args.push('--enable-smoke-test-driver');
    const child = start(node, [script, ...args], {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const port = await new Promise((resolve, reject) => {
      const failed = () => reject(new Error(`VS Code's server did not start:\n${output}`));
      const timer = setTimeout(failed, 60_000);
      child.once('error', reject).once('exit', failed);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
          output += text;
          const match = /Extension host agent listening on (\d+)/.exec(output);
          if (!match) return;
          clearTimeout(timer);
          resolve(Number(match[1]));
        });
      }
    });
    /** @param {string} path */
    const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
    const payload = [['skipWelcome', 'true']];
    if (development) payload.push(['extensionDevelopmentPath', remote(development)]);
    if (tests) payload.push(['extensionTestsPath', remote(tests)]);
    /** @param {string} folder */
    const urlOf = (folder) => {
      const query = new URLSearchParams({
        tkn: token,
        folder,
        ...(driven ? { payload: JSON.stringify(payload) } : {}),
      });
      return `http://127.0.0.1:${port}/?${query}`;
    };
    return {
      url: urlOf(workspace),
      urlOf,
      dataFolder,
      setUserSettings,
      extensionLog: () => readLogs(dataFolder),
      serverOutput: () => output,
      stop: async () => {
        await stop(child);
        await portClosed(port);
        await temporary?.remove();
      },
    };
  } catch (error) {
    await temporary?.remove();
    throw error;
  }
}

/** Nothing that opens by itself, asks, or reaches for the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.untrustedFiles': 'open',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/**
 * @param {string} node
 * @param {readonly string[]} server the server's script and its places
 * @param {string} vsix
 */
async function installExtension(node, server, vsix) {
  const { code, output } = await runQuietly(node, [
    ...server,
    '--install-extension',
    vsix,
    '--accept-server-license-terms',
  ]);
  if (code !== 0) throw new Error(`${vsix} could not be installed:\n${output}`);
}

/** @param {string} dataFolder */
async function readLogs(dataFolder) {
  const { publisher, name } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const logs = join(dataFolder, 'data', 'logs');
  const files = (await readdir(logs, { recursive: true }))
    .sort()
    .filter((path) => path.endsWith('.log') && path.includes(`${publisher}.${name}`));
  return (await Promise.all(files.map((file) => readFile(join(logs, file), 'utf8')))).join('\n');
}

/** @param {number} port */
async function portClosed(port) {
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (!open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
