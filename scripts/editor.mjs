/**
 * A real VS Code without its download site: the npm package `code-server` carries the workbench and the extension
 * host of VS Code. Its own server script is started directly, because code-server's wrapper does not pass on what
 * tests need. The workbench then runs in a browser.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installedNode, installNodeBinary, nodeBinary, npm, root } from './install.mjs';
import { runQuietly, start, stop } from './processes.mjs';

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
      const { engines } = JSON.parse(await readFile(join(partial, 'node_modules/code-server/package.json'), 'utf8'));
      if (engines.node !== process.versions.node.split('.')[0]) {
        npm(['install', `--prefix=${partial}`, ...quiet, `node@${engines.node}`], partial);
        installNodeBinary(partial);
      }
      npm(['install', '--omit=dev', ...quiet], join(partial, vscode));
      npm(['install', '--omit=dev', ...quiet], join(partial, vscode, 'extensions'));
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
  const ownNode = nodeBinary(folder);
  return { script: join(folder, vscode, 'out', 'server-main.js'), node: existsSync(ownNode) ? ownNode : installedNode };
}

/**
 * Finds a Chrome or Chromium; installs Debian's where there is none, this is Debian and the user may.
 * @returns {Promise<{ path: string } | { path: null, reason: string }>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return { path: found };
  const none = 'no Chrome or Chromium was found (the variable CHROME_PATH can name one)';
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return { path: null, reason: none };
  if (!/^ID=debian$/m.test(await readFile('/etc/os-release', 'utf8'))) return { path: null, reason: none };
  console.log('Installing Chromium (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-core'];
  for (const args of [['update', '-q'], install]) {
    const { code, output } = await runQuietly('apt-get', args, { env });
    if (code !== 0) {
      return { path: null, reason: `${none}, and "apt-get ${args.join(' ')}" failed:\n${output.trim().slice(-600)}` };
    }
  }
  const installed = findChromium();
  return installed ? { path: installed } : { path: null, reason: none };
}

/** @returns {string | undefined} */
function findChromium() {
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'msedge'];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, `${name}${suffix}`)));
  const usual = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return [process.env.CHROME_PATH, ...onPath, ...usual].find((path) => path && existsSync(path));
}

/** Arguments for a browser that only ever shows our own server. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @typedef {object} EditorOptions
 * @property {string} workspace absolute path of the folder to open
 * @property {string} [vsix] absolute path of a packaged extension to install first
 * @property {string} [development] absolute path of the folder of an extension under development
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
  const { workspace, vsix, development, tests, userSettings = {}, trust = true, driven = true } = options;
  const { script, node } = await ensureCodeServer(options.version);
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'self-instruct-editor-')));
  if (!options.dataFolder) temporary.add(dataFolder);
  const removeData = async () => {
    if (!temporary.delete(dataFolder)) return;
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const places = [`--server-data-dir=${dataFolder}`, `--extensions-dir=${join(dataFolder, 'extensions')}`];
  /** @param {Record<string, unknown>} settings */
  const setUserSettings = async (settings) => {
    const folder = join(dataFolder, 'data', 'User');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  };
  try {
    if (!existsSync(join(dataFolder, 'data', 'User', 'settings.json'))) await setUserSettings(userSettings);
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
        await removeData();
      },
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}

/** Folders to remove when this process ends before `stop` was called. @type {Set<string>} */
const temporary = new Set();
process.on('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

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
