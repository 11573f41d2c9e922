import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, openPanel, type Stage, startStage, stopStage } from './support/panelPage.ts';

const themes = ['dark', 'light', 'hc', 'hc-light'];
const views = ['state=full', 'state=full&tab=review', 'state=error&tab=review', 'state=empty', 'state=no-dataset'];

describe.skipIf(!executablePath)('accessibility', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stopStage(stage));

  test.each(themes.flatMap((theme) => views.map((view) => [theme, view] as const)))('%s, %s', async (theme, view) => {
    const { page } = await openPanel(stage, `theme=${theme}&${view}`);
    expect(await violations(page)).toEqual([]);
  });

  test('the list of keys', async () => {
    const { page } = await openPanel(stage, 'state=full&tab=review');
    await page.keyboard.press('?');
    expect(await violations(page)).toEqual([]);
  });

  async function violations(page: Awaited<ReturnType<typeof openPanel>>['page']): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    const { violations: found } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  }
});
