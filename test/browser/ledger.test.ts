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

describe.skipIf(!executablePath)('the ledger', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stopStage(stage));

  const openLedger = (query = 'state=full') => openPanel(stage, `${query}&tab=ledger`);
  const rows = ({ page }: PanelPage) => page.locator('.row');
  const selected = ({ page }: PanelPage) =>
    page.getByRole('option', { selected: true }).locator('.first').textContent();
  const text = ({ page }: PanelPage) => page.locator('.sides .text').first().textContent();
  const show = ({ page }: PanelPage) => page.getByRole('combobox', { name: /^Filter/ });
  const sentOf = async (panel: PanelPage, type: string) =>
    (await panel.posted()).filter((message) => message.type === type);

  test('lists the newest first, and shows the first beside its nearest neighbour', async () => {
    const panel = await openLedger();
    const { page } = panel;
    await eventually(() => rows(panel).count()).toBe(28);
    await eventually(() => text(panel)).toContain('garden of six square metres');
    expect(await page.locator('.sides .text').last().textContent()).toContain('garden of four square metres');
    expect(await page.locator('.why').first().textContent()).toBe(
      'The instruction is too similar to one that was there before it: ROUGE-L F 0.71, and the recipe drops above 0.7.',
    );
    expect(await page.locator('.sides .text').first().locator('mark').allTextContents()).toEqual([
      'Plan a vegetable garden of',
      'square metres for somebody who can water it only',
      'a week',
    ]);
    expect(panel.complaints).toEqual([]);
  });

  test.each(['dark', 'light', 'hc', 'hc-light'])(
    '%s: what is shared is underlined, whatever the colours',
    async (theme) => {
      const { page } = await openLedger(`theme=${theme}&state=full`);
      const mark = page.locator('.sides mark').first();
      const style = await mark.evaluate((element) => {
        const { textDecorationLine, color } = getComputedStyle(element);
        return { textDecorationLine, color, around: getComputedStyle(element.parentElement ?? element).color };
      });
      expect(style.textDecorationLine).toBe('underline');
      expect(style.color).toBe(style.around);
    },
  );

  test('keys move, rescue, open and search; arrows move in the list', async () => {
    const panel = await openLedger();
    const { page } = panel;
    await eventually(() => text(panel)).toContain('garden of six');
    await page.keyboard.press('j');
    await eventually(() => text(panel)).toContain('لسائح');
    await page.keyboard.press('k');
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await eventually(() => text(panel)).toContain('पुस्तकालय');
    expect(await page.locator('.announcer').textContent()).toContain('Now: अपने मोहल्ले');
    await page.keyboard.press('o');
    await page.keyboard.press('n');
    await page.keyboard.press('r');
    await eventually(() => sentOf(panel, 'rescue')).toEqual([{ type: 'rescue', id: 'f00002' }]);
    expect(await sentOf(panel, 'openTask')).toEqual([
      { type: 'openTask', id: 'f00002' },
      { type: 'openTask', id: 'n2' },
    ]);
    await eventually(() => page.locator('.announcer').textContent()).toBe('Rescued: it is a pending task now.');
    await page.keyboard.press('/');
    await page.keyboard.type('รอบ');
    await eventually(() => page.getByText(/No such candidate holds/).textContent()).toContain('รอบ');
    expect(await sentOf(panel, 'rescue')).toHaveLength(1);
    expect(panel.complaints).toEqual([]);
  });

  test('buttons do the same as keys', async () => {
    const panel = await openLedger();
    const { page } = panel;
    const click = (name: string) =>
      page.getByRole('button', { name, exact: true }).and(page.locator(':visible')).click();
    await eventually(() => text(panel)).toContain('garden of six');
    await click('Next');
    await eventually(() => text(panel)).toContain('لسائح');
    await click('Previous');
    await eventually(() => text(panel)).toContain('garden of six');
    await click('Open Line');
    await click('Open Nearest');
    await click('Rescue…');
    await eventually(() => page.locator('.candidate .badge.accepted').textContent()).toBe('Rescued');
    expect((await panel.posted()).map(({ type }) => type).filter((type) => !type.startsWith('get'))).toEqual([
      'ready',
      'openTask',
      'openTask',
      'rescue',
    ]);
    await page.getByRole('tab', { name: /Overview/ }).click();
    await eventually(() => page.locator('.tile.rescued').textContent()).toBe('Rescued1');
    expect(await page.locator('.tile.filtered').textContent()).toBe('Filtered out27');
  });

  test('a filter with its count, and a search in any script, choose what is listed', async () => {
    const panel = await openLedger();
    const { page } = panel;
    await eventually(() => rows(panel).count()).toBe(28);
    const offered = await show(panel).locator('option:not([hidden])').allTextContents();
    expect(offered.map((option) => option.trim())).toEqual([
      'All (28)',
      'Cut off (1)',
      'Too short (6)',
      'Unsuitable words (2)',
      'Too similar (14)',
      'Same input, other outputs (4)',
      'Reply not readable (1)',
    ]);
    await show(panel).selectOption('too-short');
    await eventually(() => rows(panel).count()).toBe(6);
    await eventually(() => page.locator('.why').nth(1).textContent()).toBe('It has: 2 of at least 4 tokens');
    await show(panel).selectOption('all');
    await page.getByRole('searchbox').fill('मोहल्ले');
    await eventually(() => selected(panel)).toContain('मोहल्ले');
    await eventually(() => rows(panel).count()).toBeLessThan(5);
    await page.getByRole('searchbox').fill('影子');
    await eventually(() => selected(panel)).toContain('影子');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('listbox').evaluate((list) => list.matches(':focus'))).toBe(true);
  });

  test('texts have the direction of their script; hostile ones stay texts', async () => {
    const panel = await openLedger();
    const { page } = panel;
    await page.keyboard.press('j');
    await eventually(() => text(panel)).toContain('لسائح');
    const side = page.locator('.sides .text').first();
    expect(await side.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await side.getAttribute('lang')).toBe('en');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('j');
    await eventually(() => text(panel)).toBe(hostileText);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(await page.locator('.ledger img, .ledger script').count()).toBe(0);
    expect(panel.complaints).toEqual([]);
  });

  test('without anything dropped it says what the ledger is for', async () => {
    const panel = await openLedger('state=empty');
    const { page } = panel;
    await eventually(() => page.getByRole('heading', { name: 'Nothing was filtered out yet' }).isVisible()).toBe(true);
    expect((await panel.posted()).map(({ type }) => type)).toEqual(['ready']);
  });

  test('loading is said, and a replay can be cancelled', async () => {
    const panel = await openLedger('state=slow');
    const { page } = panel;
    await eventually(() => page.getByText('Loading candidates…').isVisible()).toBe(true);
    await page.getByText('Replay threshold').click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await eventually(() => page.getByRole('progressbar', { name: /Replaying/ }).getAttribute('value')).toBe('0.35');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await eventually(() => page.getByText('Cancelled. Nothing was changed.').isVisible()).toBe(true);
  });

  test('replayed thresholds are a table, and one of them is applied by its button', async () => {
    const panel = await openLedger();
    const { page } = panel;
    await page.getByText('Replay threshold').click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    const table = page.locator('.replayed table');
    await eventually(() => table.locator('tbody th').allTextContents()).toEqual([
      '0.5',
      '0.6',
      '0.7 (the recipe’s)',
      '0.8',
    ]);
    await page.getByRole('button', { name: 'Bring 5 Back…' }).click();
    await page.getByRole('button', { name: 'Mark 4 for Review…' }).click();
    expect((await panel.posted()).slice(-2)).toEqual([
      { type: 'applyThreshold', threshold: 0.8 },
      { type: 'applyThreshold', threshold: 0.5 },
    ]);
  });

  test('of 50,000 candidates one page is in the page, and keys are answered at once', async () => {
    const panel = await openLedger('state=large');
    const { page } = panel;
    await eventually(() => rows(panel).count()).toBe(50);
    await page.getByRole('button', { name: 'Older' }).click();
    await eventually(() => page.locator('.pager .range').textContent()).toBe('51–100 of 50,000');
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(900);
    const perKey = await page.evaluate(() => {
      const started = performance.now();
      for (let key = 0; key < 20; key += 1)
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ' }));
      return (performance.now() - started) / 20;
    });
    console.log(`a key in a ledger of 50,000: ${perKey.toFixed(1)} ms`);
    expect(perKey).toBeLessThan(100);
  });
});
