import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterEach } from 'vitest';
import { chromiumArguments, ensureChromium } from '../../scripts/chromium.mjs';
import { type Editor, startEditor } from '../../scripts/editor.mjs';
import { root } from '../../scripts/install.mjs';
import { vsixPath } from '../../scripts/package.mjs';

/** How to open a workbench; everything but the folder has a default. */
export type WorkbenchOptions = {
  /** Absolute path of the folder to open. */
  readonly workspace: string;
  readonly userSettings?: Record<string, unknown>;
  /** Whether the folder is trusted without a question; default true. */
  readonly trust?: boolean;
  /** More environment variables for the extension; undefined removes one. */
  readonly env?: NodeJS.ProcessEnv;
  readonly size?: { readonly width: number; readonly height: number };
};

/** The version of code-server to test in, where it is not the usual one (`npm run test:floor` sets it). */
const version = process.env.SELF_INSTRUCT_EDITOR;

/** Variables of the machine that would change what the extension does. */
const withoutKeys = { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined };

/** VS Code's own themes: as the setting calls them, and the class of the workbench. */
const themes = {
  light: { setting: 'Light Modern', className: 'vs' },
  dark: { setting: 'Dark Modern', className: 'vs-dark' },
  'high contrast': { setting: 'Default High Contrast', className: 'hc-black' },
} as const;

/**
 * A page object over the workbench of a real VS Code in which the packed extension is installed, as users get it. Every
 * method waits until what it needs is on the screen and fails after 30 s.
 */
export class Workbench {
  readonly editor: Editor;
  page: Page;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  #userSettings: Record<string, unknown>;

  private constructor(
    editor: Editor,
    browser: Browser,
    context: BrowserContext,
    page: Page,
    userSettings: Record<string, unknown>,
  ) {
    this.editor = editor;
    this.page = page;
    this.#browser = browser;
    this.#context = context;
    this.#userSettings = userSettings;
  }

  /** Starts the editor, installs the packed extension and waits for the workbench. */
  static async open({ workspace, userSettings = {}, trust = true, env, size }: WorkbenchOptions): Promise<Workbench> {
    const vsix = await vsixPath();
    if (!existsSync(vsix)) throw new Error(`${vsix} is not there; run "npm run package" first.`);
    const chromiumFound = await ensureChromium();
    if (chromiumFound.path === null) throw new Error(chromiumFound.reason);
    // Else decisions would carry the name that git knows on this machine.
    const settings = { 'selfInstruct.reviewer': 'Reviewer', ...userSettings };
    const editor = await startEditor({
      workspace,
      vsix,
      userSettings: settings,
      trust,
      driven: false,
      env: { ...withoutKeys, ...env },
      ...(version === undefined ? {} : { version }),
    });
    try {
      const browser = await chromium.launch({ executablePath: chromiumFound.path, args: chromiumArguments });
      const context = await browser.newContext({ viewport: size ?? { width: 1280, height: 800 } });
      const workbench = new Workbench(editor, browser, context, await context.newPage(), settings);
      await workbench.#load(editor.url);
      return workbench;
    } catch (error) {
      await editor.stop();
      throw error;
    }
  }

  async #load(url: string): Promise<void> {
    this.page.setDefaultTimeout(30_000);
    await this.page.goto(url);
    await this.#workbenchShown();
  }

  async #workbenchShown(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
  }

  /** Closes the window; the editor's server goes on, as a desktop's settings and state do. */
  async closeWindow(): Promise<void> {
    const closed = this.page.waitForEvent('close');
    this.page.once('dialog', (dialog) => void dialog.accept());
    // As when a person closes it, so that the window's state is stored.
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }

  /**
   * Opens a window anew after `closeWindow`, on the same folder or on another. As in any new window the side bar shows
   * the Explorer; open editors are as they were.
   */
  async reopenWindow(folder?: string): Promise<void> {
    this.page = await this.#context.newPage();
    await this.#load(folder === undefined ? this.editor.url : this.editor.urlOf(folder));
  }

  /** Another window on the same folder, with an extension host of its own. It is closed with this one. */
  async openWindow(): Promise<Workbench> {
    const page = await this.#context.newPage();
    const other = new Workbench(this.editor, this.#browser, this.#context, page, this.#userSettings);
    await other.#load(this.editor.url);
    return other;
  }

  /** Adds user settings and reloads the window, since settings written from outside are read when it opens. */
  async setUserSettings(settings: Record<string, unknown>): Promise<void> {
    this.#userSettings = { ...this.#userSettings, ...settings };
    await this.editor.setUserSettings(this.#userSettings);
    await this.page.reload();
    await this.#workbenchShown();
  }

  /** Shows the workbench in one of VS Code's own themes; reloads the window. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const { setting, className } = themes[theme];
    await this.setUserSettings({ 'workbench.colorTheme': setting });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Runs a command by its title in the palette, as it stands there (`Self-Instruct: Generate Round`). */
  async runCommand(title: string): Promise<void> {
    await (await this.findCommand(title)).click();
  }

  /** Opens the palette at a command, which is not run. */
  async findCommand(title: string): Promise<Locator> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const row = rows.filter({ has: this.page.getByText(title, { exact: true }) }).first();
    // The palette lists what there was when it opened: in a window that has just opened it may have to be opened again.
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await this.page.keyboard.press('F1');
      await this.quickInput().fill(`>${title}`);
      if (await came(row.waitFor({ timeout: 3_000 }))) return row;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The palette has no command "${title}".`);
  }

  /** The field of the palette, of a quick pick or of an input box. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input').first();
  }

  /** A line in the palette or in a quick pick whose text holds `label`. */
  quickPick(label: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
  }

  /** Answers an input box with `text` and Enter. */
  async answer(text: string): Promise<void> {
    await this.quickInput().fill(text);
    await this.quickInput().press('Enter');
  }

  /** Answers the last input box of a command: resolves when it has gone. */
  async answerLast(text: string): Promise<void> {
    await this.answer(text);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.quickInput().fill(name);
    await this.quickPick(name).click();
    await this.tab(name).waitFor();
  }

  /** The tab of an open editor. */
  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** Opens a view container by its icon in the activity bar. */
  async openView(title: string): Promise<void> {
    const icon = this.viewIcon(title);
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
    await this.page.locator('.sidebar .composite.title').filter({ hasText: title }).waitFor();
  }

  /** The icon of a view container in the activity bar. */
  viewIcon(title: string): Locator {
    return this.page
      .locator('.activitybar [role="tab"]')
      .filter({ has: this.page.locator(`[aria-label^="${title}"]`) })
      .or(this.page.locator(`.activitybar [role="tab"][aria-label^="${title}"]`))
      .first();
  }

  /** A row of the tree in the side bar whose text holds `text`; long trees are drawn only as far as they are visible. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.sidebar .monaco-list-row[role="treeitem"]').filter({ hasText: text }).first();
  }

  /** Opens a closed row of the tree. */
  async expand(text: string | RegExp): Promise<void> {
    await this.#setExpanded(text, true);
  }

  /** Closes an open row of the tree, so that what stands below it comes into sight. */
  async collapse(text: string | RegExp): Promise<void> {
    await this.#setExpanded(text, false);
  }

  async #setExpanded(text: string | RegExp, expanded: boolean): Promise<void> {
    const row = this.treeRow(text);
    await row.waitFor();
    // A tree that is still being drawn may take a click back, so it is clicked until it stays.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if ((await row.getAttribute('aria-expanded')) !== `${expanded}`) await row.locator('.monaco-tl-twistie').click();
      const reached = row.and(this.page.locator(`[aria-expanded="${expanded}"]`)).waitFor({ timeout: 2_000 });
      if (await came(reached)) return;
    }
    throw new Error(`The row "${text}" of the tree could not be ${expanded ? 'expanded' : 'collapsed'}.`);
  }

  /** Clicks an inline button of a row of the tree by its title. */
  async clickRowAction(text: string | RegExp, title: string): Promise<void> {
    const button = this.treeRow(text).locator(`.action-label[aria-label^="${title}"]`);
    await this.treeRow(text).hover();
    await button.waitFor();
    // As a person does, at a place on the screen: a tree that is drawn anew gives a row's element to another row.
    const box = await button.boundingBox();
    if (!box) throw new Error(`The button "${title}" of the row "${text}" is not on the screen.`);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Chooses from the context menu of a row of the tree. */
  async clickRowMenu(text: string | RegExp, item: string): Promise<void> {
    await this.treeRow(text).click({ button: 'right' });
    const menu = this.page.locator('.monaco-menu');
    const entry = menu.locator('.action-item').filter({ hasText: item }).first();
    // A menu that has only just opened lets a click pass, so it is clicked until it closes.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await entry.click();
      const closed = menu.waitFor({ state: 'detached', timeout: 2_000 });
      if (await came(closed)) return;
    }
    throw new Error(`The menu entry "${item}" could not be chosen.`);
  }

  /** Chooses a quick fix for the problem at the cursor. */
  async clickQuickFix(title: string | RegExp): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+.');
    await this.page.locator('.action-widget .monaco-list-row').filter({ hasText: title }).first().click();
  }

  /** A button in the title of a view by its title. */
  viewAction(title: string): Locator {
    return this.page.locator(`.sidebar .action-label[aria-label^="${title}"]`).first();
  }

  /** A CodeLens by its text, the `index`th from the top. */
  codeLens(text: string | RegExp, index = 0): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text }).nth(index);
  }

  /** The content of the visible webview panel. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').first().frameLocator('iframe#active-frame');
  }

  /** A notification on the screen whose text holds `text`. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
  }

  /** Clicks a button of a notification. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).locator('.monaco-button').filter({ hasText: button }).click();
  }

  /** A button of the modal dialog on the screen. */
  dialogButton(label: string): Locator {
    return this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: label });
  }

  /** An item of the status bar whose text holds `text`. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text }).first();
  }

  /** What the extension has logged. */
  log(): Promise<string> {
    return this.editor.extensionLog();
  }

  /** Writes out/screenshots/<name>.png and answers its path. */
  async screenshot(name: string): Promise<string> {
    const folder = join(root, 'out', 'screenshots');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** Ends the browser and the editor, and waits until both are gone. */
  async close(): Promise<void> {
    await this.#browser.close();
    await this.editor.stop();
  }
}

/** Whether what was waited for came in its time. */
function came(waited: Promise<void>): Promise<boolean> {
  return waited.then(
    () => true,
    () => false,
  );
}

/** After each failed test: takes a screenshot and prints the extension's log. Call it at the top of a test file. */
export function explainFailures(current: () => Workbench | undefined): void {
  afterEach(async ({ task }) => {
    const workbench = current();
    if (task.result?.state !== 'fail' || workbench === undefined) return;
    const name = `failed-${task.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;
    const picture = workbench.page.isClosed() ? 'none, the window was closed' : await workbench.screenshot(name);
    console.log(`Screenshot: ${picture}\nLog of the extension:\n${(await workbench.log()) || '(empty)'}`);
  });
}
