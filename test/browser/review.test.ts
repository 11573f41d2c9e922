import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileText } from '../../webview/mock/fixtures.ts';
import {
  eventually,
  executablePath,
  openPanel,
  type PanelPage,
  type Stage,
  startStage,
  stopStage,
} from './support/panelPage.ts';

describe.skipIf(!executablePath)('the review', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stopStage(stage));

  const openReview = (query = 'state=full') => openPanel(stage, `${query}&tab=review`);
  const instruction = ({ page }: PanelPage) => page.locator('.instruction .text').textContent();
  const badge = ({ page }: PanelPage) => page.locator('.badges .badge').first().textContent();
  const sentOf = async (panel: PanelPage, type: string) =>
    (await panel.posted()).filter((message) => message.type === type);

  test('the first message is ready, then the cards are asked for', async () => {
    const panel = await openReview();
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    expect((await panel.posted()).map(({ type }) => type).slice(0, 2)).toEqual(['ready', 'getCard']);
    expect(panel.complaints).toEqual([]);
  });

  test('keys accept, reject, undo, move and open', async () => {
    const panel = await openReview();
    const { page } = panel;
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    await page.keyboard.press('a');
    await eventually(() => instruction(panel)).toContain('पुस्तकालय');
    await page.keyboard.press('r');
    await eventually(() => sentOf(panel, 'decide')).toEqual([
      { type: 'decide', id: 't0001', decision: 'accept', of: 'hash-of-t0001' },
      { type: 'decide', id: 't0002', decision: 'reject', of: 'hash-of-t0002' },
    ]);
    await eventually(() => page.locator('.how-far').textContent()).toContain('16 of 40 reviewed');
    await page.keyboard.press('u');
    await eventually(() => instruction(panel)).toContain('पुस्तकालय');
    expect(await badge(panel)).toBe('Pending');
    expect(await page.locator('.announcer').textContent()).toBe('Undone. The task is pending again.');
    await page.keyboard.press('ArrowLeft');
    await eventually(() => badge(panel)).toBe('Accepted');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await eventually(() => instruction(panel)).toContain('पुस्तकालय');
    await page.keyboard.press('o');
    await eventually(() => sentOf(panel, 'openTask')).toEqual([{ type: 'openTask', id: 't0002' }]);
    expect(panel.complaints).toEqual([]);
  });

  test('scores filter and sort the queue, and show with their reasons on the card', async () => {
    const panel = await openReview('state=judged');
    const { page } = panel;
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    const score = page.getByRole('combobox', { name: 'Score' });
    const place = () => page.locator('.place').textContent();
    const below3 = await score.locator('option[value=below3]').textContent();
    const [, many] = /^Below 3 \((\d+)\)$/u.exec(below3 ?? '') ?? [];
    expect(Number(many)).toBeGreaterThan(0);
    await page.getByRole('combobox', { name: 'Order' }).selectOption('lowestScore');
    await score.selectOption('below3');
    await eventually(place).toMatch(new RegExp(`of ${many}$`, 'u'));
    await page.getByRole('combobox', { name: 'Show' }).selectOption('accepted');
    await eventually(place).toMatch(/^Task 1 of \d$/u);
    await eventually(() => page.locator('.badge.score').textContent()).toMatch(/^Lowest score [12](\.\d)?$/u);
    const judgement = page.locator('.scores .judgement').first();
    await eventually(() => judgement.locator('.origin').textContent()).toContain('example-70b-judge · 2026-11-21');
    expect(await judgement.locator('dt').allTextContents()).toContain('Output');
    // The task of another filter is shown all the same when the extension asks for it.
    await page.evaluate(() => window.postMessage({ type: 'reveal', id: 't0005' }, '*'));
    await eventually(() => page.locator('.scores .label').textContent()).toContain('earlier text');
    expect(await score.inputValue()).toBe('any');
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(panel.complaints).toEqual([]);
  });

  test('without scores there is nothing to filter them by', async () => {
    const panel = await openReview();
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    expect(await panel.page.getByRole('combobox', { name: 'Score' }).count()).toBe(0);
    const orders = panel.page.getByRole('combobox', { name: 'Order' }).locator('option:not([hidden])');
    expect(await orders.allTextContents()).toEqual(['File order', 'Most similar first', 'Least similar first']);
  });

  test('buttons do the same as keys', async () => {
    const panel = await openReview();
    const { page } = panel;
    const click = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await click('Next');
    await click('Previous');
    await click('Accept');
    await eventually(() => instruction(panel)).toContain('पुस्तकालय');
    await click('Reject');
    await eventually(() => instruction(panel)).toContain('வானிலை');
    await click('Undo');
    await eventually(() => instruction(panel)).toContain('पुस्तकालय');
    await click('Previous');
    await eventually(() => badge(panel)).toBe('Accepted');
    await click('Reset');
    await eventually(() => badge(panel)).toBe('Pending');
    await click('Open in File');
    await click('Open the nearest neighbour in its file');
    const messages = (await panel.posted()).filter(({ type }) => type !== 'getCard' && type !== 'ready');
    expect(messages).toEqual([
      { type: 'decide', id: 't0001', decision: 'accept', of: 'hash-of-t0001' },
      { type: 'decide', id: 't0002', decision: 'reject', of: 'hash-of-t0002' },
      { type: 'undo' },
      { type: 'decide', id: 't0001', decision: 'reset', of: 'hash-of-t0001' },
      { type: 'openTask', id: 't0001' },
      { type: 'openTask', id: 't0007' },
    ]);
  });

  test('a button that cannot be used stays where the keyboard is, and does nothing', async () => {
    const panel = await openReview();
    const undo = panel.page.getByRole('button', { name: 'Undo', exact: true });
    await eventually(() => undo.getAttribute('aria-disabled')).toBe('true');
    await undo.focus();
    await panel.page.keyboard.press('Enter');
    expect(await sentOf(panel, 'undo')).toEqual([]);
    expect(await undo.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('keys are off with modifiers, in fields, on the other tab, and when turned off', async () => {
    const panel = await openReview();
    const { page } = panel;
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Alt+r');
    await page.getByLabel('Order').focus();
    await page.keyboard.press('a');
    await page.getByRole('tab', { name: /Overview/ }).click();
    await page.keyboard.press('a');
    await page.getByRole('tab', { name: /Review/ }).click();
    await page.keyboard.press('?');
    await page.keyboard.press('a');
    await page.getByRole('checkbox').click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    expect(await sentOf(panel, 'decide')).toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('a');
    await eventually(() => sentOf(panel, 'decide')).toHaveLength(1);
  });

  test('keys that the editor must not see as well stop here; others go on to it', async () => {
    const panel = await openReview();
    const { page } = panel;
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      window.addEventListener('keydown', ({ key }) => seen.push(key));
    });
    await page.keyboard.press('j');
    await page.keyboard.press('F1');
    await page.getByLabel('Show').focus();
    await page.keyboard.press('p');
    await page.keyboard.press('Control+s');
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(['F1', 'Control', 's']);
  });

  test('arrow keys on the tabs change the tab, not the task', async () => {
    const panel = await openReview();
    const { page } = panel;
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    await page.getByRole('tab', { name: /Review/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await eventually(() => page.getByText('Acceptance by round').first().isVisible()).toBe(true);
    await page.keyboard.press('ArrowRight');
    await eventually(() => instruction(panel)).toContain('vegetable garden');
  });

  test('the question mark shows the keys, Escape closes them and the focus is back', async () => {
    const { page } = await openReview();
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await next.focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys of the review' });
    await eventually(() => dialog.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(() => dialog.isVisible()).toBe(false);
    expect(await next.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('hostile text stays text', async () => {
    const panel = await openReview();
    const { page } = panel;
    for (let step = 0; step < 7; step += 1) await page.keyboard.press('j');
    await eventually(() => instruction(panel)).toBe(hostileText);
    expect(await page.locator('.card img, .card script').count()).toBe(0);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    // The character that would turn the text around is shown, and does not turn it.
    expect(await page.locator('.invisible').allInnerTexts()).toEqual(['U+202E', 'U+202C']);
    expect(panel.complaints).toEqual([]);
  });

  test('texts have the direction of their script and the language of the dataset', async () => {
    const panel = await openReview();
    const { page } = panel;
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('j');
    await eventually(() => instruction(panel)).toContain('اشرح');
    const text = page.locator('.instruction .text');
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await text.getAttribute('lang')).toBe('en');
    expect(await page.locator('.nearest .text').evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  });

  test('long texts scroll inside the card and can be reached by key; long words wrap', async () => {
    const panel = await openReview();
    const { page } = panel;
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('j');
    await eventually(() => instruction(panel)).toContain('paint brushes');
    const output = page.locator('.instance .text');
    expect(await output.getAttribute('tabindex')).toBe('0');
    expect((await output.boundingBox())?.height).toBeLessThan(400);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await eventually(() => instruction(panel)).toBe('Shorten the identifier.');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test('the buttons stay in one place from card to card', async () => {
    const panel = await openReview();
    const { page } = panel;
    const place = () => page.getByRole('button', { name: 'Accept', exact: true }).boundingBox();
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    const before = await place();
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('j');
    await eventually(() => instruction(panel)).toContain('telephone bill');
    expect(await place()).toEqual(before);
  });

  test('filter and order choose what comes', async () => {
    const panel = await openReview();
    const { page } = panel;
    await page.getByLabel('Show').selectOption('disputed');
    await eventually(() => badge(panel)).toBe('Disputed');
    expect(await page.locator('.place').textContent()).toBe('Task 1 of 1');
    await page.getByLabel('Show').selectOption('flagged');
    await eventually(() => page.locator('.place').textContent()).toBe('Task 1 of 2');
    await eventually(() => page.locator('.badge.flag').textContent()).toBe(
      'When admitted: other language in the output: reads like Hindi',
    );
    await page.getByLabel('Show').selectOption('all');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('mostSimilar');
    while ((await page.locator('.place').textContent()) !== 'Task 1 of 40') await page.keyboard.press('k');
    const first = await page.locator('.nearest .label').textContent();
    await page.keyboard.press('j');
    const second = await page.locator('.nearest .label').textContent();
    const scoreOf = (label: string | null) => Number(label?.match(/\d\.\d\d/)?.[0]);
    expect(scoreOf(first)).toBeGreaterThanOrEqual(scoreOf(second));
    expect(scoreOf(second)).toBeGreaterThan(0.5);
  });

  test('a decision that was not recorded says so and comes back', async () => {
    const panel = await openReview('state=error');
    const { page } = panel;
    await eventually(() => page.getByRole('alert').count()).toBe(1);
    await page.keyboard.press('a');
    await eventually(() => page.getByRole('alert').last().textContent()).toContain('decisions.jsonl is read-only');
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    expect(await badge(panel)).toBe('Pending');
    await page.getByRole('button', { name: 'Dismiss' }).last().click();
    await eventually(() => page.getByRole('alert').count()).toBe(1);
  });

  test('the place in the review survives the panel being hidden', async () => {
    const panel = await openReview();
    const { page } = panel;
    await page.getByRole('combobox', { name: 'Order' }).selectOption('leastSimilar');
    await page.getByLabel('Show').selectOption('pending');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const before = await instruction(panel);
    await page.reload();
    await eventually(() => instruction(panel)).toBe(before);
    expect(await page.getByLabel('Show').inputValue()).toBe('pending');
    expect(await page.getByLabel('Order').inputValue()).toBe('leastSimilar');
  });

  test('a queue of 50,000 has one card in the page, and answers keys', async () => {
    const panel = await openReview('state=large');
    const { page } = panel;
    await eventually(() => instruction(panel)).toContain('vegetable garden');
    const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
    const small = await openReview();
    await eventually(() => instruction(small)).toContain('vegetable garden');
    const few = await small.page.evaluate(() => document.querySelectorAll('*').length);
    expect(await elements()).toBeLessThan(few + 100);
    const perKey = await page.evaluate(() => {
      const started = performance.now();
      for (let key = 0; key < 20; key += 1)
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ' }));
      return (performance.now() - started) / 20;
    });
    console.log(`a key in a queue of 50,000: ${perKey.toFixed(1)} ms`);
    expect(perKey).toBeLessThan(100);
  });
});
