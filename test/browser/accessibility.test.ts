import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, openPanel, type Stage, startStage, stopStage } from './support/panelPage.ts';

// The themes differ in contrast only: all of them where there is most to see, one for the rest.
const cases = [
  ...['dark', 'light', 'hc', 'hc-light'].flatMap((theme) => [
    `theme=${theme}&state=full`,
    `theme=${theme}&state=error&tab=review`,
    `theme=${theme}&state=full&tab=ledger`,
  ]),
  ...['light', 'hc'].map((theme) => `theme=${theme}&state=judged&tab=review`),
  'theme=dark&state=judged',
  'theme=dark&state=empty',
  'theme=dark&state=no-dataset',
  'theme=dark&state=running',
  'theme=dark&state=empty&tab=ledger',
  'theme=dark&state=slow&tab=ledger',
];

describe.skipIf(!executablePath)('accessibility', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stopStage(stage));

  test.each(cases)('%s', async (query) => {
    const { page } = await openPanel(stage, query);
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
