/** Runs the scenarios of test/extension/ inside the extension host of a real VS Code, in a browser without a window. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { build } from './build.mjs';
import { chromiumArguments, ensureChromium } from './chromium.mjs';
import { ensureCodeServer } from './codeServer.mjs';
import { startEditor } from './editor.mjs';
import { bundleScenarios } from './extensionScenarios.mjs';
import { ensureInstalled, isMain, root } from './install.mjs';

/** @typedef {import('./extensionScenarios.mjs').Scenario} Scenario */
/** @typedef {import('./extensionScenarios.mjs').TestResult} TestResult */

/** A scenario that has not ended after this time (milliseconds) has failed. */
const timeLimit = 300_000;

/** Scenarios that run beside each other: each waits for its editor most of the time. */
const beside = 2;

/**
 * Runs every scenario on what `build` left in dist/.
 * @param {{ browserPath: string, version?: string | undefined }} options `version` of code-server
 * @returns {Promise<TestResult[]>}
 */
export async function runExtensionSuite({ browserPath, version }) {
  const { chromium } = await import('playwright-core');
  await ensureCodeServer(version);
  const browser = await chromium.launch({ executablePath: browserPath, args: chromiumArguments });
  /** @type {TestResult[]} */
  const results = [];
  try {
    const waiting = (await bundleScenarios()).values();
    const worker = async () => {
      // The workers share the iterator: each takes the next scenario that nobody has taken.
      for (const scenario of waiting) {
        /** @type {string[]} */
        const printed = [];
        results.push(...(await runScenario(browser, scenario, version, (line) => printed.push(line))));
        console.log([`\nScenario ${scenario.name}`, ...printed].join('\n'));
      }
    };
    await Promise.all(Array.from({ length: beside }, worker));
  } finally {
    await browser.close();
  }
  return results;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {Scenario} scenario
 * @param {string | undefined} version
 * @param {(line: string) => void} print
 * @returns {Promise<TestResult[]>}
 */
async function runScenario(browser, scenario, version, print) {
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
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
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
      if (line.startsWith('[test] ')) print(line.replace('[test]', ' '));
    });
    await page.goto(editor.url);
    const problem = await ended;
    const results = await scenario.results();
    if (results && results.length > 0 && !results.some(({ state }) => state === 'failed')) return results;
    const picture = join(root, 'out', 'screenshots', `failed-extension-${scenario.name}.png`);
    await mkdir(join(root, 'out', 'screenshots'), { recursive: true });
    await page.screenshot({ path: picture }).catch(() => undefined);
    print(`Screenshot: ${picture}\nLog of the extension:\n${(await editor.extensionLog()) || '(empty)'}`);
    if (results && results.length > 0) return results;
    const error = problem ?? 'no test ran';
    print(`Scenario ${scenario.name}: ${error}. The editor's last lines:\n${lines.slice(-30).join('\n')}`);
    return [{ title: scenario.name, state: 'failed', milliseconds: Math.round(performance.now() - began), error }];
  } finally {
    await page.close();
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
