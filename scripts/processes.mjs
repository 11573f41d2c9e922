/** Starting other programs so that none of them outlives this one. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Programs to end with this one; each leads a process group of its own. @type {Set<ChildProcess>} */
const running = new Set();

process.on('exit', () => {
  // Not SIGKILL: these programs may have to end others in turn.
  for (const child of running) signalGroup(child, 'SIGTERM');
});

let ending = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, async () => {
    // One Ctrl+C may arrive twice, from the terminal and through npm.
    if (ending) return;
    ending = true;
    await Promise.all([...running].map(stop));
    const code = 128 + constants.signals[signal];
    try {
      process.exit(code);
    } catch {
      // Vitest forbids it in its workers.
      process.emit('exit', code);
      process.kill(process.pid, 'SIGKILL');
    }
  });
}

/**
 * Starts a program in a process group of its own, which ends with this process at the latest.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options) {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.once('error', () => running.delete(child));
  child.once('exit', () => {
    running.delete(child);
    // What the program itself had started may still be there, and gets the time to tidy up.
    signalGroup(child, 'SIGTERM');
    setTimeout(() => signalGroup(child, 'SIGKILL'), 3_000).unref();
  });
  return child;
}

/**
 * Asks a program that `start` began to end, and ends it by force after five seconds; resolves when it is gone.
 * @param {ChildProcess} child
 */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(force);
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Runs a program with its output shown, and answers its exit code (128 + n where signal n ended it).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] `timeout` in milliseconds
 * @returns {Promise<number>}
 */
export async function runShown(command, args, { timeout, ...options } = {}) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  const timer = timeout === undefined ? undefined : setTimeout(() => void stop(child), timeout);
  try {
    return await exitCode(child);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs a program and answers its exit code with everything that it printed; 127, as in a shell, where there is no such
 * program.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runQuietly(command, args, options = {}) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  try {
    return { code: await exitCode(child), output };
  } catch (error) {
    return { code: 127, output: String(error) };
  }
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
