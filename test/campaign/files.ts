import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RequestBody } from '../../src/core/llm/modelClient.ts';
import { randomFrom } from '../../src/core/random.ts';
import { Dataset } from '../../src/core/store/dataset.ts';
import { nodeDisk } from '../../src/core/store/disk.ts';
import { replyKey, type StoredReply } from '../../src/core/store/replyStore.ts';
import { RunJournal } from '../../src/core/store/runJournal.ts';

/** The loopback server's model. */
export const model = 'practice-1';

const sample = path.resolve(import.meta.dirname, '../../samples/english/seed_tasks.jsonl');

/** Does the work in a fresh folder with the English sample's seeds and a recipe, and takes the folder away. */
export async function withDataset<T>(recipe: object, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-campaign-'));
  try {
    await writeFile(path.join(folder, 'seed_tasks.jsonl'), await readFile(sample));
    await writeFile(path.join(folder, 'self-instruct.json'), JSON.stringify({ language: 'en', ...recipe }));
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the lines of a file hold. */
export interface Lines<T> {
  readonly records: readonly T[];
  /** Whole lines that are no JSON. */
  readonly broken: number;
  /** Text after the last line end: a write that was cut short. */
  readonly torn: string;
}

export async function readFileLines<T = Record<string, unknown>>(file: string): Promise<Lines<T>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  const records: T[] = [];
  let broken = 0;
  for (const line of lines) {
    try {
      records.push(JSON.parse(line) as T);
    } catch {
      broken += 1;
    }
  }
  return { records, broken, torn };
}

/** All replies in the store of a dataset. */
export async function storedReplies(folder: string): Promise<StoredReply[]> {
  const replies = path.join(folder, '.self-instruct/replies');
  const names = (await readdir(replies).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort();
  const segments = await Promise.all(names.map((name) => readFileLines<StoredReply>(path.join(replies, name))));
  return segments.flatMap(({ records }) => records);
}

/** How the last run of a dataset ended, by its journal: it may have ended before the process could say so. */
export async function endedAs(folder: string): Promise<string | undefined> {
  const { disk, paths } = await Dataset.open(nodeDisk, folder);
  return (await RunJournal.latest(disk, paths))?.ended;
}

/**
 * Which of these replies answer one of these requests: a reply's key is made of the request that it answers. The
 * seed that a request was sent with tells which few have to be tried.
 */
export function answered(
  replies: readonly StoredReply[],
  bodies: readonly unknown[],
  { origin, randomSeed }: { readonly origin: string; readonly randomSeed: number },
): StoredReply[] {
  const bySeed = new Map<unknown, RequestBody[]>();
  for (const body of bodies as RequestBody[]) bySeed.set(body.seed, [...(bySeed.get(body.seed) ?? []), body]);
  return replies.filter((stored) => {
    const seed = randomFrom(`${randomSeed}/${stored.run}/${stored.slot}`).integer(0, 2 ** 31 - 1);
    return bySeed.get(seed)?.some((body) => replyKey(origin, model, body, stored) === stored.key);
  });
}

const outcomes = ['generated_tasks.jsonl', 'filtered_candidates.jsonl'];

/** What two runs must agree on, whatever happened on the way: their tasks, what they dropped, and their counts. */
export async function outcomeOf(folder: string): Promise<Record<string, unknown>> {
  const files = outcomes.map(async (name) => {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => '');
    return [name, text.replaceAll(/"at":"[^"]*"/gu, '"at":""')] as const;
  });
  const { records } = await readFileLines<Counted>(path.join(folder, 'rounds.jsonl'));
  return { ...Object.fromEntries(await Promise.all(files)), ...addUp(records) };
}

interface Counted {
  readonly candidates: number;
  readonly instances: number;
  readonly requests: number;
  readonly failed: number;
  readonly admitted: readonly string[];
  readonly filtered: Readonly<Record<string, number>>;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

function addUp(rounds: readonly Counted[]) {
  const total = (value: (round: Counted) => number) => rounds.reduce((sum, round) => sum + value(round), 0);
  const filters = [...new Set(rounds.flatMap(({ filtered }) => Object.keys(filtered)))].sort();
  return {
    candidates: total(({ candidates }) => candidates),
    instances: total(({ instances }) => instances),
    requests: total(({ requests }) => requests),
    failed: total(({ failed }) => failed),
    tokens: total(({ usage }) => usage.inputTokens + usage.outputTokens),
    admitted: rounds.flatMap(({ admitted }) => admitted),
    filtered: Object.fromEntries(filters.map((filter) => [filter, total(({ filtered }) => filtered[filter] ?? 0)])),
  };
}

/** In what two outcomes differ: the first line or the figures that are not the same, shortened. Empty where they agree. */
export function differences(found: Record<string, unknown>, expected: Record<string, unknown>): string[] {
  return Object.keys(expected).flatMap((key) => {
    const [is, was] = [found[key], expected[key]];
    if (isDeepStrictEqual(is, was)) return [];
    if (typeof is !== 'string' || typeof was !== 'string') return [`${key}: ${shown(is)} instead of ${shown(was)}`];
    const [have, want] = [is.split('\n'), was.split('\n')];
    const at = have.findIndex((line, number) => line !== want[number]);
    const [mine = '', other = ''] = [have[at], want[at]];
    const from = Math.max(0, [...mine].findIndex((letter, index) => letter !== other[index]) - 40);
    return [`${key}, line ${at + 1}: ${mine.slice(from, from + 120)} instead of ${other.slice(from, from + 120)}`];
  });
}

const shown = (value: unknown) => JSON.stringify(value).slice(0, 200);

/** Counts of what must never be. */
export interface FileFigures {
  lost: number;
  duplicated: number;
  invalid: number;
}

interface CheckOptions {
  /** How many of the tasks that were told of are not among those of the file. */
  readonly lostAmong: (tasks: readonly Record<string, unknown>[]) => number;
  /** The run has ended: no line may be torn, and the dataset may report no problem. */
  readonly whole: boolean;
}

/** Every line parses, nothing stands twice, and what was told of is there. A last line may be torn until a run goes on. */
export async function checkFiles(
  folder: string,
  figures: FileFigures,
  remark: (what: string) => void,
  { lostAmong, whole }: CheckOptions,
): Promise<void> {
  for (const name of ['generated_tasks.jsonl', 'filtered_candidates.jsonl', 'rounds.jsonl']) {
    const { records, broken, torn } = await readFileLines(path.join(folder, name));
    const ids = records.map(({ id }) => id).filter((id) => id !== undefined);
    const wrong = broken + (whole && torn !== '' ? 1 : 0);
    figures.invalid += wrong;
    if (wrong > 0) remark(`${name} has ${wrong} lines that are no JSON`);
    const twice = ids.length - new Set(ids).size;
    figures.duplicated += twice;
    if (twice > 0) remark(`${name} has ${twice} records twice`);
    if (name !== 'generated_tasks.jsonl') continue;
    const lost = lostAmong(records);
    figures.lost += lost;
    if (lost > 0) remark(`${lost} admitted tasks are in no file`);
  }
  if (!whole) return;
  const { problems } = (await Dataset.open(nodeDisk, folder)).snapshot;
  figures.invalid += problems.length;
  for (const { message } of problems) remark(message);
}
