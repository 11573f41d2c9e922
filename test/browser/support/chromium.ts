import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Path of an installed Chromium or Chrome: `CHROME_PATH`, else the first on the `PATH`; undefined where there is none. */
export function findChromium(): string | undefined {
  const { CHROME_PATH: chosen, PATH: path = '' } = process.env;
  const candidates = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  return [...(chosen ? [chosen] : []), ...candidates].find(isExecutable);
}

/** How a browser starts in a container, without going out to the network. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
