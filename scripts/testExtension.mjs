/** Runs the scenarios of test/extension/ inside the extension host of a real VS Code, in a browser without a window. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { build } from './build.mjs';
import { chromiumArguments, ensureChromium } from './chromium.mjs';
import { startEditor } from './editor.mjs';
import { bundleScenarios } from './extensionScenarios.mjs';
import { ensureInstalled, isMain, root } from './install.mjs';

/** @typedef {import('./extensionScenarios.mjs').Scenario} Scenario */
/** @typedef {import('./extensionScenarios.mjs').TestResult} TestResult */

/** A scenario that has not ended after this time (milliseconds) has failed. */
const timeLimit = 300_000;

/**
 * Runs every scenario on what `build` left in dist/.
 * @param {{ browserPath: string, version?: string | undefined }} options `version` of code-server
 * @returns {Promise<TestResult[]>}
 */
export async function runExtensionSuite({ browserPath, version }) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: browserPath, args: chromiumArguments });
  /** @type {TestResult[]} */
  const results = [];
  try {
    for (const scenario of await bundleScenarios()) {
      console.log(`\nScenario ${scenario.name}`);
      results.push(...(await runScenario(browser, scenario, version)));
    }
  } finally {
    await browser.close();
  }
  return results;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {Scenario} scenario
 * @param {string | undefined} version
 * @returns {Promise<TestResult[]>}
 */
async function runScenario(browser, scenario, version) {
  const workspace = await scenario.copyWorkspace();
  const editor = await startEditor({
    workspace: workspace.folder,
    development: root,
    ...(scenario.companion === undefined ? {} : { companion: scenario.companion }),
    tests: scenario.entry,
    userSettings: scenario.userSettings,
    trust: scenario.trust,
    env: { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined },
    ...(version === undefined ? {} : { version }),
  });
  /** @type {string[]} */
  const lines = [];
  const began = performance.now();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    /** @type {Promise<string | undefined>} */
    const ended = new Promise((resolve) => {
      const timer = setTimeout(() => resolve(`it did not end within ${timeLimit / 1000} s`), timeLimit);
      page.once('crash', () => resolve('the page crashed'));
      void page.exposeFunction('codeAutomationExit', () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const line = format(...args);
      lines.push(`${type}: ${line}`);
      if (line.startsWith('[test] ')) console.log(line.replace('[test]', ' '));
    });
    await page.goto(editor.url);
    const problem = await ended;
    const results = await scenario.results();
    if (results && results.length > 0 && !results.some(({ state }) => state === 'failed')) return results;
    const picture = join(root, 'out', 'screenshots', `failed-extension-${scenario.name}.png`);
    await mkdir(join(root, 'out', 'screenshots'), { recursive: true });
    await page.screenshot({ path: picture }).catch(() => undefined);
    console.log(`Screenshot: ${picture}\nLog of the extension:\n${(await editor.extensionLog()) || '(empty)'}`);
    if (results && results.length > 0) return results;
    const error = problem ?? 'no test ran';
    console.log(`Scenario ${scenario.name}: ${error}. The editor's last lines:\n${lines.slice(-30).join('\n')}`);
    return [{ title: scenario.name, state: 'failed', milliseconds: Math.round(performance.now() - began), error }];
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await editor.stop();
    await workspace.remove();
  }
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  const chromium = await ensureChromium();
  if (chromium.path === null) throw new Error(chromium.reason);
  await build();
  const results = await runExtensionSuite({ browserPath: chromium.path });
  if (results.some(({ state }) => state === 'failed')) process.exitCode = 1;
}
