import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import type { RunEvent, RunSummary } from '../../../src/core/pipeline/events.ts';
import { type GenerateOptions, generate } from '../../../src/core/pipeline/generate.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { type DatasetFiles, temporaryDataset } from './temporaryDataset.ts';

const samples = path.resolve(import.meta.dirname, '../../../samples');

/** A dataset with the English sample's seeds. */
export async function sampleDataset(
  recipe: object = { connection: 'practice' },
  more: DatasetFiles = {},
): Promise<Dataset> {
  const seeds = await readFile(path.join(samples, 'english/seed_tasks.jsonl'), 'utf8');
  return temporaryDataset({ 'seed_tasks.jsonl': seeds, recipe: { language: 'en', ...recipe }, ...more });
}

export interface Ran {
  readonly events: readonly RunEvent[];
  readonly summary: RunSummary;
  /** Waits before retries, in milliseconds: nobody waits for them in tests. */
  readonly waits: readonly number[];
}

/** Runs to the end without waiting between retries. `onEvent` may stop the run. */
export async function runToEnd(
  dataset: Dataset,
  options: Partial<GenerateOptions> = {},
  onEvent: (event: RunEvent, stop: () => void) => void = () => undefined,
): Promise<Ran> {
  const waits: number[] = [];
  const stop = new AbortController();
  const running = generate({
    dataset,
    client: createPracticeClient(),
    goal: { rounds: 1 },
    version: 'test',
    randomSeed: 11,
    signal: stop.signal,
    wait: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  const events: RunEvent[] = [];
  for (;;) {
    const next = await running.next();
    if (next.done) return { events, summary: next.value, waits };
    events.push(next.value);
    onEvent(next.value, () => stop.abort(new DOMException('Stopped.', 'AbortError')));
  }
}

/** A client of the loopback server. */
export function clientOf(baseUrl: string, options: { apiKey?: string; model?: string } = {}): ModelClient {
  const { apiKey, model = 'practice-1' } = options;
  return createOpenAiClient({ name: 'loopback', baseUrl }, model, apiKey === undefined ? {} : { apiKey });
}

/** The dataset's files without the times in them: what two runs must agree on. */
export async function timelessFiles(dataset: Pick<Dataset, 'folder'>): Promise<Record<string, string>> {
  const names = ['generated_tasks.jsonl', 'filtered_candidates.jsonl', 'rounds.jsonl'];
  const read = async (name: string) => {
    const text = await readFile(path.join(dataset.folder, name), 'utf8').catch(() => '');
    return [name, text.replaceAll(/"(at|startedAt|endedAt)":"[^"]*"/gu, '"$1":""')] as const;
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}
