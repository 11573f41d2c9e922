import { expect, test } from 'vitest';
import { LedgerLists } from '../../../../src/host/ledger/ledgerList.ts';
import { candidateCardOf, pageOf } from '../../../../src/host/panel/ledgerMessages.ts';
import { ledgerPageSize } from '../../../../src/protocol/panelLedger.ts';
import { generatedTask, seed, temporaryDataset } from '../../support/temporaryDataset.ts';

const never = new AbortController().signal;

const dropped = (id: string, filter: string, instruction: string, more: object = {}) => ({
  id,
  run: 'r',
  round: 1,
  request: 0,
  stage: 'instruction',
  filter,
  instruction,
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});

async function open(filtered: readonly object[], recipe: object = {}, generated: readonly object[] = []) {
  return temporaryDataset({
    seeds: [seed('s1', 'Name the capital of the country.')],
    recipe: { language: 'en', ...recipe },
    generated,
    'filtered_candidates.jsonl': filtered.map((line) => `${JSON.stringify(line)}\n`).join(''),
  });
}

test('a list is of one filter, holds the text, and counts what the text finds', async () => {
  const { snapshot } = await open([
    dropped('c1', 'similar', 'Name a Café here.', { nearest: 's1', score: 0.75 }),
    dropped('c2', 'too-short', 'Cafés.', { detail: '1 of at least 4 tokens' }),
    dropped('c3', 'similar', 'Something else.'),
  ]);
  const lists = new LedgerLists();
  const found = await lists.list(snapshot, 'similar', 'cafe', never);
  expect(found.candidates.map(({ id }) => id)).toEqual(['c1']);
  expect(found.counts).toMatchObject({ all: 2, similar: 1, 'too-short': 1 });
  const all = await lists.list(snapshot, 'all', '', never);
  expect(all.candidates.map(({ id }) => id)).toEqual(['c3', 'c2', 'c1']);
  const [row] = pageOf(snapshot, { filter: 'similar', text: 'cafe', from: 0 }, found).rows;
  expect(row).toEqual({
    id: 'c1',
    filter: 'similar',
    instruction: 'Name a Café here.',
    score: 0.75,
    nearest: 'Name the capital of the country.',
  });
});

test('what was rescued stays in the ledger, says so, and is counted apart', async () => {
  const rescued = { candidate: 'c1', filter: 'similar', by: 'ana', at: '2026' };
  const { snapshot } = await open(
    [
      dropped('c1', 'similar', 'Name a capital of the country.', { nearest: 's1', score: 0.9 }),
      dropped('c2', 'echo', 'x'),
    ],
    {},
    [generatedTask('t1', 'Name a capital of the country.', { provenance: { connection: 'mine', rescued } })],
  );
  const list = await new LedgerLists().list(snapshot, 'rescued', '', never);
  expect(list.candidates.map(({ id }) => id)).toEqual(['c1']);
  expect(list.counts).toMatchObject({ all: 2, rescued: 1 });
  expect(candidateCardOf(snapshot, 'c1')).toMatchObject({ rescuedAs: 't1', rescuable: false });
});

test('a card marks what candidate and neighbour share, and says the languages of the fields', async () => {
  const { snapshot } = await open(
    [
      dropped('c1', 'similar', 'Name a capital of the country.', { nearest: 's1', score: 0.83 }),
      dropped('c2', 'similar', 'Gone.', { nearest: 'nobody', score: 0.9 }),
      dropped('c3', 'similar', 'As c1 came to no task.', { nearest: 'c1', score: 0.9 }),
    ],
    { languages: { output: 'hi' } },
  );
  const card = candidateCardOf(snapshot, 'c1');
  const markedOf = (side: { text: string; marks: readonly { start: number; end: number }[] } | undefined) =>
    side?.marks.map(({ start, end }) => side.text.slice(start, end));
  expect(markedOf(card?.instruction)).toEqual(['Name', 'capital of the country']);
  expect(markedOf(card?.nearest)).toEqual(['Name', 'capital of the country']);
  expect(card).toMatchObject({
    threshold: 0.7,
    rescuable: true,
    languages: { instruction: 'en', input: 'en', output: 'hi' },
    nearest: { id: 's1', kind: 'seed' },
  });
  expect(candidateCardOf(snapshot, 'c2')).toMatchObject({ lostNeighbour: 'nobody' });
  expect(candidateCardOf(snapshot, 'c3')?.nearest).toMatchObject({ id: 'c1', kind: 'candidate' });
  expect(candidateCardOf(snapshot, 'nobody')).toBeUndefined();
});

test('50,000 candidates are paged and searched without holding anybody up', async () => {
  const scripts = ['Plan a small garden', 'पुस्तकालय को पत्र लिखिए', 'เขียนวิธีทำข้าวต้ม', 'اشرح لسائح الطريق'];
  const many = Array.from({ length: 50_000 }, (_, index) =>
    dropped(
      `c${index}`,
      index % 3 === 0 ? 'similar' : 'echo',
      `${scripts[index % 4]} ${index} ${'and so on '.repeat(9)}`,
    ),
  );
  const { snapshot } = await open(many);
  const lists = new LedgerLists();
  let turns = 0;
  const beat = setInterval(() => {
    turns += 1;
  }, 1);
  const timed = async (text: string) => {
    const began = performance.now();
    const list = await lists.list(snapshot, 'similar', text, never);
    const page = pageOf(snapshot, { filter: 'similar', text, from: 100 }, list);
    return { ms: performance.now() - began, page, bytes: JSON.stringify(page).length };
  };
  const all = await timed('');
  const first = await timed('पत्र 1');
  const again = await timed('पत्र 12');
  clearInterval(beat);
  expect(all.page.rows).toHaveLength(ledgerPageSize);
  expect(all.page.counts.similar).toBe(16_667);
  expect(all.bytes).toBeLessThan(40_000);
  expect(again.page.counts.all).toBeGreaterThan(100);
  console.log(
    `50,000 candidates: page ${all.ms.toFixed(0)} ms, first search ${first.ms.toFixed(0)} ms, next ${again.ms.toFixed(0)} ms, ${turns} turns for others`,
  );
  // The search takes many times the few milliseconds after which it gives way.
  expect(turns).toBeGreaterThan(5);
});

test('a search that nobody waits for any more ends', async () => {
  const { snapshot } = await open([dropped('c1', 'echo', 'x')]);
  const abort = new AbortController();
  abort.abort(new DOMException('typed on', 'AbortError'));
  await expect(new LedgerLists().list(snapshot, 'all', 'x', abort.signal)).rejects.toThrow('typed on');
});
