import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  eventually,
  executablePath,
  openPanel,
  type PanelPage,
  type Stage,
  startStage,
  stopStage,
} from './support/panelPage.ts';

/** The place of the hostel's conversation among the mock host's tasks. */
const stepsToConversation = 12;

describe.skipIf(!executablePath)('a conversation on the card', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stopStage(stage));

  async function openConversation(theme = 'dark'): Promise<PanelPage> {
    const panel = await openPanel(stage, `state=full&tab=review&theme=${theme}`);
    for (let step = 0; step < stepsToConversation; step += 1) await panel.page.keyboard.press('j');
    await eventually(() => panel.page.locator('.instruction .text').textContent()).toContain('hostel');
    return panel;
  }

  test('says in words who speaks, in the order of the turns', async () => {
    const { page, complaints } = await openConversation();
    const list = page.getByRole('list', { name: '15 turns' });
    expect(await list.getByRole('listitem').count()).toBe(15);
    const pair = ['User', 'Assistant'];
    expect(await list.locator('.label').allTextContents()).toEqual([
      'System',
      ...Array.from({ length: 7 }, () => pair).flat(),
    ]);
    expect(await list.locator('.text').first().textContent()).toContain('guests of a hostel');
    expect(complaints).toEqual([]);
  });

  test('each turn has its own direction, its language, and stays inside the card', async () => {
    const { page } = await openConversation();
    const turns = await page.locator('.turns .text').evaluateAll((texts) =>
      texts.map((text) => {
        const { left, right } = text.getBoundingClientRect();
        const card = text.closest('.card')?.getBoundingClientRect();
        return {
          direction: getComputedStyle(text).direction,
          lang: text.getAttribute('lang'),
          inside: left >= (card?.left ?? 0) && right <= (card?.right ?? 0),
          overflows: text.scrollWidth > text.clientWidth,
        };
      }),
    );
    expect(turns.map(({ direction }) => direction)).toEqual([
      'ltr',
      'rtl',
      'rtl',
      ...Array.from({ length: 12 }, () => 'ltr'),
    ]);
    expect(turns.filter(({ lang, inside, overflows }) => lang !== 'en' || !inside || overflows)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test('without colour place and line tell the roles apart', async () => {
    const { page } = await openConversation();
    const looks = await page.locator('.turns .text').evaluateAll((texts) =>
      texts.map((text) => {
        const { borderTopStyle, direction, borderLeftWidth, borderRightWidth } = getComputedStyle(text);
        const start = direction === 'rtl' ? borderRightWidth : borderLeftWidth;
        return [Math.round(text.getBoundingClientRect().left), borderTopStyle, start] as const;
      }),
    );
    const [system, user, assistant] = looks;
    expect(new Set([system, user, assistant].map((look) => String(look))).size).toBe(3);
    expect(assistant?.[0]).toBeGreaterThan(user?.[0] ?? 0);
    for (const [index, look] of looks.slice(1).entries()) expect(look).toEqual(index % 2 === 0 ? user : assistant);
  });

  test('a long turn scrolls inside, by key', async () => {
    const { page } = await openConversation();
    const long = page.locator('.turns .text').last();
    expect(await long.getAttribute('tabindex')).toBe('0');
    expect(await page.locator('.turns .text[tabindex]').count()).toBe(1);
    expect((await long.boundingBox())?.height).toBeLessThan(400);
    await long.focus();
    await page.keyboard.press('End');
    await eventually(() => long.evaluate((text) => text.scrollTop)).toBeGreaterThan(0);
  });

  test.each(['dark', 'light', 'hc', 'hc-light'])('is accessible in the theme %s', async (theme) => {
    const { page } = await openConversation(theme);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
