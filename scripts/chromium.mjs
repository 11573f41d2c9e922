/** The browser that tests drive: one that is installed, or Debian's. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runQuietly } from './processes.mjs';

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

/**
 * The path of an installed Chrome or Chromium: CHROME_PATH, else the first that is found.
 * @returns {string | undefined}
 */
export function findChromium() {
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
