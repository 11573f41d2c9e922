/**
 * Where every command of this repository enters: it needs nothing but Node 20 and npm, installs what is missing, and
 * goes on under the Node that the repository itself depends on. So no file here may import a package at its top.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const binFolder = join(root, 'node_modules', '.bin');

/**
 * Absolute path of the program of the npm package `node` installed in a folder.
 * @param {string} folder
 */
export function nodeBinary(folder) {
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Absolute path of the Node that the repository installs for itself (the dev dependency `node`). */
export const installedNode = nodeBinary(root);

/**
 * Whether the module at `url` (its `import.meta.url`) is the script that Node was started with.
 * @param {string} url
 */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(url));
}

/**
 * Installs the packages of package-lock.json where they are missing or others are there, then makes sure that the
 * calling script runs under the installed Node: where it does not, the script is started again under it, and this
 * process ends with its exit code.
 */
export async function ensureInstalled() {
  if (!lockedPackagesAreThere()) {
    console.log('Installing packages (npm ci) …');
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
  }
  if (!runs(installedNode)) installNodeBinary(root);
  if (realpathSync(process.execPath) !== realpathSync(installedNode)) await goOnUnderInstalledNode();
}

/**
 * Compares package-lock.json with the record that npm keeps of what it put into node_modules. npm writes that record
 * last, so an install that was interrupted does not count.
 */
function lockedPackagesAreThere() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readLockedPackages(join(root, 'package-lock.json'));
  const present = readLockedPackages(record);
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    // Optional packages are mostly binaries for other platforms, which npm leaves out.
    return present[path] ? present[path].version === version : optional || devOptional;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>}
 */
function readLockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {string} node */
function runs(node) {
  return existsSync(node) && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * The npm package `node` fetches its program in an install script. Where npm blocks those, its installer is run by hand.
 * @param {string} folder where the package is installed
 */
export function installNodeBinary(folder) {
  const cwd = join(folder, 'node_modules', 'node');
  console.log(`Installing Node for ${folder} …`);
  rmSync(join(cwd, 'bin'), { recursive: true, force: true });
  const env = environmentWithoutBinFolder();
  const { status } = spawnSync(outerNode(), ['installArchSpecificPackage.js'], { cwd, env, stdio: 'inherit' });
  if (status !== 0 || !runs(nodeBinary(folder))) {
    throw new Error(`The package "node" could not be installed in ${cwd}. Delete node_modules and run npm install.`);
  }
}

async function goOnUnderInstalledNode() {
  const env = { ...process.env, PATH: [binFolder, process.env.PATH].join(delimiter) };
  const child = spawn(installedNode, process.argv.slice(1), { env, stdio: 'inherit' });
  // Ctrl+C reaches the child from the terminal itself; this process only has to outlive it.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  /** @type {number} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  process.exit(code);
}

/**
 * Runs npm with its output shown; throws where it fails.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const script = process.env.npm_execpath;
  const throughNode = script !== undefined && /\.c?js$/.test(script);
  const { status, error } = throughNode
    ? spawnSync(outerNode(), [script, ...args], { cwd, env: environmentWithoutBinFolder(), stdio: 'inherit' })
    : spawnSync('npm', args, {
        cwd,
        env: environmentWithoutBinFolder(),
        stdio: 'inherit',
        shell: process.platform === 'win32',
      });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd} (exit code ${status}).`);
}

/** The Node that npm runs under; the installed one cannot be used while npm replaces node_modules. */
function outerNode() {
  const ofNpm = process.env.npm_node_execpath;
  return ofNpm && !ofNpm.startsWith(join(root, 'node_modules')) ? ofNpm : 'node';
}

/** `npm run` puts node_modules/.bin first on the PATH, and with it the Node that npm is about to delete. */
function environmentWithoutBinFolder() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== binFolder);
  return { ...process.env, PATH: path.join(delimiter) };
}

if (isMain(import.meta.url)) await ensureInstalled();
