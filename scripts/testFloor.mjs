/** `npm run test:floor`: the packed extension and the scenarios in the oldest VS Code that installs. */
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { floorVersion } from './codeServer.mjs';
import { ensureInstalled, installedNode, root } from './install.mjs';
import { pack } from './package.mjs';
import { runShown } from './processes.mjs';
import { runExtensionSuite } from './testExtension.mjs';

await ensureInstalled();
const chromium = await ensureChromium();
if (chromium.path === null) {
  console.error(`This test needs a browser: ${chromium.reason}`);
  process.exit(1);
}
await build();
await pack();
const results = await runExtensionSuite({ browserPath: chromium.path, version: floorVersion });
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project=e2e', 'test/e2e/smoke.test.ts'];
const env = { ...process.env, SELF_INSTRUCT_EDITOR: floorVersion };
const code = await runShown(installedNode, vitest, { cwd: root, env });
if (code !== 0 || results.some(({ state }) => state === 'failed')) process.exitCode = 1;
