import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { chromiumArguments, findChromium } from '../../../scripts/chromium.mjs';
import type { FromPanel } from '../../../src/protocol/panel.ts';
import { type MockServer, serveMock } from './mockServer.ts';

const screenshots = join(import.meta.dirname, '..', '..', '..', 'out', 'screenshots');

/** The installed browser, or undefined: then these tests are skipped, and the reason is printed. */
export const executablePath = findChromium();
if (!executablePath) console.log('skipped: no Chromium or Chrome was found on the PATH, nor by CHROME_PATH');

/** A browser and the server of the mock page, for one file of tests. */
export interface Stage {
  readonly context: BrowserContext;
  readonly server: MockServer;
}

/** Starts both. */
export async function startStage(): Promise<Stage> {
  const server = await serveMock();
  const browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...chromiumArguments] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(10_000);
  return { context, server };
}

/** Stops both. */
export async function stopStage({ context, server }: Stage): Promise<void> {
  await context.browser()?.close();
  await server.close();
}

/** The panel in a page of its own. */
export interface PanelPage {
  readonly page: Page;
  /** What the panel sent so far. */
  readonly posted: () => Promise<readonly FromPanel[]>;
  /** What the page complained of: errors, and what the content security policy refused. */
  readonly complaints: readonly string[];
}

/** Opens the panel, for one test. `query`: see `webview/mock.html`. Where the test fails, a screenshot is kept. */
export async function openPanel({ context, server }: Stage, query: string): Promise<PanelPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `failed-${task.id}.png`) });
    }
    await page.close();
  });
  await page.goto(`${server.url}?${query}`);
  // Keys are taken once there is something that they can move in.
  if (!/state=(?:loading|slow)/u.test(query))
    for (const waiting of ['.phases [role="status"]', '.ledger-list .waiting'])
      await page.locator(waiting).waitFor({ state: 'hidden' });
  return { page, complaints, posted: () => page.evaluate(() => window.posted) };
}

/** Reads again until what follows holds, for ten seconds at most: two cores may be busy with other things. */
export function eventually<T>(read: () => Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 10_000, interval: 20 });
}
