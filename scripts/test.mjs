/**
 * `npm test`: installs what is missing and runs every tier of tests; `npm test -- unit e2e` runs those named. It ends
 * with one line `N passed, N failed, N skipped` over all tiers.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { typeChecks } from './checkTypes.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled, installedNode, root } from './install.mjs';
import { pack } from './package.mjs';
import { runQuietly, runShown } from './processes.mjs';
import { runExtensionSuite } from './testExtension.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** A tier of vitest that has not ended after this time (milliseconds) is ended. */
const timeLimit = 15 * 60_000;

/**
 * The tiers in the order in which they run.
 * @type {Record<string, { needs: readonly ('browser' | 'vsix')[], run: (browserPath: string) => Promise<Counts> }>}
 */
const tiers = {
  static: { needs: [], run: staticChecks },
  unit: { needs: [], run: () => vitest('unit') },
  extension: { needs: ['browser'], run: extensionSuite },
  browser: { needs: ['browser'], run: () => vitest('browser') },
  e2e: { needs: ['browser', 'vsix'], run: () => vitest('e2e') },
};

/** @returns {Promise<Counts>} */
async function staticChecks() {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const formatErrors = async () => {
    const { code, output } = await runQuietly(installedNode, [biome, 'check', '--colors=off', '.'], { cwd: root });
    return code === 0 ? '' : output;
  };
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, errors } of [{ name: 'format and lint', errors: formatErrors }, ...typeChecks()]) {
    const text = await errors();
    console.log(text ? `✗ ${name}\n${text}` : `✓ ${name}`);
    counts[text ? 'failed' : 'passed'] += 1;
  }
  return counts;
}

/**
 * Runs one project of vitest.config.ts.
 * @param {string} project
 * @returns {Promise<Counts>}
 */
async function vitest(project) {
  const report = join(root, 'out', 'test', `${project}.json`);
  await mkdir(join(root, 'out', 'test'), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', `--project=${project}`, ...reporters];
  const code = await runShown(installedNode, args, { cwd: root, timeout: timeLimit });
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = JSON.parse(await readFile(report, 'utf8')).testResults;
  const states = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  // A file that could not even be read holds no tests to count.
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed)).length;
  const failed = states.filter((status) => status === 'failed').length + broken;
  return {
    passed: states.filter((status) => status === 'passed').length,
    // Vitest also ends with an error for what no test owns, such as an unhandled rejection.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: states.filter((status) => status !== 'passed' && status !== 'failed').length,
  };
}

/** @param {{ status: string }} test */
const isFailed = ({ status }) => status === 'failed';

/**
 * @param {string} browserPath
 * @returns {Promise<Counts>}
 */
async function extensionSuite(browserPath) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { state } of await runExtensionSuite({ browserPath })) counts[state] += 1;
  return counts;
}

/**
 * Runs the tiers, and answers a row for each; a step on the way that fails has a row of its own.
 * @param {readonly string[]} names
 */
async function runTiers(names) {
  /** @type {{ name: string, counts: Counts, seconds: number }[]} */
  const rows = [];
  /** @type {(name: string, run: () => Promise<Counts | void>) => Promise<boolean>} */
  const timed = async (name, run) => {
    console.log(`\n━━ ${name}`);
    const began = performance.now();
    let counts;
    try {
      counts = await run();
    } catch (error) {
      console.error(error);
      counts = { passed: 0, failed: 1, skipped: 0 };
    }
    if (counts) rows.push({ name, counts, seconds: (performance.now() - began) / 1000 });
    return !counts || counts.failed === 0;
  };
  const chosen = Object.entries(tiers).filter(([name]) => names.includes(name));
  const needed = new Set(chosen.flatMap(([, { needs }]) => needs));
  let reason = '';
  let browserPath = '';
  const built = await timed('build', () => build());
  const packed = built && (!needed.has('vsix') || (await timed('package', async () => void (await pack()))));
  if (needed.has('browser')) {
    const chromium = await ensureChromium();
    if (chromium.path === null) reason = chromium.reason;
    else browserPath = chromium.path;
  }
  for (const [name, { needs, run }] of chosen) {
    if (needs.includes('browser') && reason) {
      console.log(`\n━━ ${name}\nskipped: ${reason}`);
      rows.push({ name, counts: { passed: 0, failed: 0, skipped: 1 }, seconds: 0 });
    } else if ((needs.length > 0 && !built) || (needs.includes('vsix') && !packed)) {
      console.log(`\n━━ ${name}\nnot run: there is nothing to run it on`);
    } else await timed(name, () => run(browserPath));
  }
  return rows;
}

await ensureInstalled();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in tiers));
if (unknown.length > 0) {
  console.error(`No tier is called ${unknown.join(', ')}; there are ${Object.keys(tiers).join(', ')}.`);
  process.exit(2);
}
const rows = await runTiers(names.length > 0 ? names : Object.keys(tiers));
const total = { passed: 0, failed: 0, skipped: 0 };
console.log(
  `\n${'tier'.padEnd(12)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
);
for (const { name, counts, seconds } of rows) {
  const { passed, failed, skipped } = counts;
  console.log(
    name.padEnd(12) +
      `${passed}`.padStart(8) +
      `${failed}`.padStart(8) +
      `${skipped}`.padStart(9) +
      seconds.toFixed(1).padStart(9),
  );
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
