import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, executablePath, openPanel, type Stage, startStage, stopStage } from './support/panelPage.ts';

const practice = 'Practice model: no language model. These tasks are for trying the tool, not for training.';

describe.skipIf(!executablePath)('the overview', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stopStage(stage));

  test('shows the counts and the charts, each with a picture, a sentence and a table', async () => {
    const { page, complaints } = await openPanel(stage, 'state=full');
    const tiles = await page.locator('.tile').evaluateAll((all) => all.map((tile) => tile.textContent));
    expect(tiles).toEqual([
      'Seeds20',
      'Generated40',
      'Pending25',
      'Accepted12',
      'Rejected2',
      'Disputed1',
      'Filtered out28',
    ]);
    expect(await page.locator('.languages').textContent()).toContain(
      'Instruction (en)script, then language detector (recognises 100 % of the 20 seeds)',
    );
    const costs = await page.locator('.costs').textContent();
    expect(costs).toContain('In all0.0688 USD, 0.0057 USD for each accepted task');
    expect(costs).toContain('gpt-4.10.062 USD: 8 requests');
    const figures = await page.locator('figure').all();
    expect(figures).toHaveLength(9);
    for (const figure of figures) {
      expect(await figure.locator('svg[role="img"]').getAttribute('aria-label')).toMatch(/\d/);
      expect(await figure.locator('.reading').textContent()).not.toBe('');
      await figure.getByText('Show as table').click();
      expect(await figure.locator('tbody tr').count()).toBeGreaterThan(0);
    }
    expect(await page.locator('figure').first().locator('tbody tr').first().textContent()).toBe('112975%Done');
    expect(complaints).toEqual([]);
  });

  test('shows scores where there are some: by part, and by model and round', async () => {
    const { page, complaints } = await openPanel(stage, 'state=judged');
    const titles = await page
      .locator('figure')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(titles.slice(9)).toEqual([
      'Instruction scores',
      'Input scores',
      'Output scores',
      'Scores by model and round',
    ]);
    const groups = page.locator('figure').last();
    await groups.getByText('Show as table').click();
    expect(await groups.locator('tbody tr').first().textContent()).toMatch(/^judge example-70b-judge29/u);
    expect(complaints).toEqual([]);
  });

  test('draws the threshold and the mean at their places', async () => {
    const { page } = await openPanel(stage, 'state=full');
    const figure = page.locator('figure').nth(1);
    const x = async (of: string) => Number(await figure.locator(of).getAttribute('x1'));
    const axis = figure.locator('line.axis');
    const left = Number(await axis.getAttribute('x1'));
    const right = Number(await axis.getAttribute('x2'));
    expect(((await x('line.threshold')) - left) / (right - left)).toBeCloseTo(0.7, 2);
    const mean = Number(((await figure.locator('text.mean').textContent()) ?? '').split(' ')[1]);
    expect(((await x('line.mean')) - left) / (right - left)).toBeCloseTo(mean, 1);
  });

  test('charts are drawn anew for another width, so that their texts keep their size', async () => {
    const { page } = await openPanel(stage, 'state=full');
    const width = async () => Number(await page.locator('figure svg').first().getAttribute('width'));
    const wide = await width();
    await page.setViewportSize({ width: 500, height: 800 });
    await eventually(width).not.toBe(wide);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test('an opened table stays open while the numbers change', async () => {
    const { page } = await openPanel(stage, 'state=full');
    await page.locator('summary').first().click();
    await page.getByRole('tab', { name: /Review/ }).click();
    await page.keyboard.press('a');
    await page.getByRole('tab', { name: /Overview/ }).click();
    await eventually(() => page.locator('.tile.accepted').textContent()).toBe('Accepted13');
    expect(await page.locator('details').first().getAttribute('open')).not.toBeNull();
  });

  test('practice tasks are always labelled, real ones never', async () => {
    const trial = await openPanel(stage, 'state=full');
    await eventually(() => trial.page.getByText(practice).isVisible()).toBe(true);
    await trial.page.getByRole('tab', { name: /Review/ }).click();
    expect(await trial.page.getByText(practice).isVisible()).toBe(true);
    const real = await openPanel(stage, 'state=real');
    await eventually(() => real.page.locator('.tile').count()).toBe(7);
    expect(await real.page.getByText(practice).isVisible()).toBe(false);
  });

  test.each([
    ['state=empty', 'Generate a Round', 'generateRound'],
    ['state=empty&tab=review', 'Generate a Round', 'generateRound'],
    ['state=no-dataset', 'New Dataset…', 'newDataset'],
    ['state=full', 'Generate Until Target', 'generateUntilTarget'],
    ['state=full', 'Export…', 'exportDataset'],
    ['state=running', 'Stop', 'stopRun'],
  ])('%s: %s', async (query, name, command) => {
    const { page, posted } = await openPanel(stage, query);
    await page.getByRole('button', { name, exact: true }).last().click();
    await eventually(posted).toContainEqual({ type: 'command', command });
  });

  test('nothing can be exported before something is accepted', async () => {
    const { page, posted } = await openPanel(stage, 'state=empty');
    await page.getByRole('button', { name: 'Export…' }).click({ force: true });
    expect((await posted()).map(({ type }) => type)).toEqual(['ready']);
  });

  test('a run is shown with its counts', async () => {
    const { page } = await openPanel(stage, 'state=running');
    await eventually(() => page.locator('.run').textContent()).toBe(
      'Generating: 23 admitted, 9 filtered out, 17 requests, 41,250 tokens, 0.0191 USD, 0.00083 USD for each admitted task, about 4 min left',
    );
    expect(await page.getByRole('button', { name: 'Generate a Round' }).count()).toBe(0);
  });

  test('loading is said', async () => {
    const { page } = await openPanel(stage, 'state=loading');
    await eventually(() => page.getByRole('status').first().textContent()).toBe('Loading the dataset…');
  });
});
