import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Dataset } from '../src/core/store/dataset.ts';
import { DatasetWriter } from '../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../src/core/store/disk.ts';
import { jsonLine } from '../src/core/store/jsonl.ts';
import { partLimits, partPath } from '../src/core/store/paths.ts';
import { noveltyPool } from '../src/core/store/whatCounts.ts';
import { openWorkerPool } from '../src/worker/openWorkerPool.ts';
import { allInstructions } from './instructions.ts';
import { type Spread, spreadOf } from './spread.ts';
import { watched } from './watched.ts';

/** What is measured of a dataset on disk as large as the paper's. */
export interface DatasetFigures {
  readonly records: number;
  readonly megabytes: number;
  /** From nothing to a snapshot: read, parse, check, hash, resolve decisions. */
  readonly readMs: Spread;
  /** And into the index in the worker, until its first answer. */
  readonly indexedMs: Spread;
  /** One decision, written, flushed and read again. */
  readonly decisionMs: Spread;
  /** The longest that the event loop of the reading thread stood still in each of the three. */
  readonly readLagMs: Spread;
  readonly indexedLagMs: Spread;
  readonly decisionLagMs: Spread;
}

const rounds = 5;
const script = new URL('../src/worker/noveltyWorker.ts', import.meta.url);

async function writeDataset(folder: string): Promise<{ records: number; bytes: number }> {
  const lines = allInstructions().map((instruction, index) =>
    jsonLine({
      id: `t_${index.toString(16).padStart(12, '0')}`,
      instruction,
      instances: [{ input: '', output: `${instruction} `.repeat(3).trim(), provenance: provenance(index) }],
      is_classification: false,
      rev: 1,
      novelty: {
        max: 0.35,
        nearest: `t_${Math.floor(index / 2)
          .toString(16)
          .padStart(12, '0')}`,
      },
      provenance: provenance(index),
    }),
  );
  let bytes = 0;
  let part = 1;
  for (let from = 0; from < lines.length; from += partLimits.lines) {
    const text = lines.slice(from, from + partLimits.lines).join('');
    bytes += Buffer.byteLength(text);
    await writeFile(partPath(folder, part), text);
    part += 1;
  }
  await writeFile(
    path.join(folder, 'seed_tasks.jsonl'),
    jsonLine({
      id: 'seed_1',
      instruction: 'Name three birds.',
      instances: [{ input: '', output: 'Robin, owl, crow.' }],
    }),
  );
  return { records: lines.length, bytes };
}

function provenance(index: number) {
  return {
    connection: 'bench',
    model: 'bench-model',
    servedModel: 'bench-model',
    parameters: { temperature: 0.7, topP: 0.5 },
    promptHash: '0123456789abcdef',
    run: 'r1_01234567',
    round: 1 + Math.floor(index / 64),
    request: Math.floor(index / 8),
    at: '2026-01-01T00:00:00.000Z',
    version: '0.1.0',
  };
}

const folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-bench-'));
try {
  const { records, bytes } = await writeDataset(folder);
  const read = [];
  const indexed = [];
  const decided = [];
  for (let round = 0; round < rounds; round++) {
    const opened = await watched(() => Dataset.open(nodeDisk, folder));
    const dataset = opened.result;
    read.push(opened);
    const pool = openWorkerPool(script, { threshold: 0.7, language: 'en' });
    indexed.push(
      await watched(async () => {
        await pool.put(noveltyPool(dataset.snapshot));
        return pool.nearest('Name three birds.');
      }),
    );
    await pool.close();
    const writer = new DatasetWriter(dataset);
    const { task, of } = dataset.snapshot.generated[round * 1000] as (typeof dataset.snapshot.generated)[number];
    decided.push(await watched(() => writer.decide([{ id: task.id, of }], 'accept', 'bench')));
  }
  const spread = (figures: readonly { ms: number; lagMs: number }[], of: 'ms' | 'lagMs') =>
    spreadOf(figures.map((figure) => figure[of]));
  const figures: DatasetFigures = {
    records,
    megabytes: bytes / 1e6,
    readMs: spread(read, 'ms'),
    indexedMs: spread(indexed, 'ms'),
    decisionMs: spread(decided, 'ms'),
    readLagMs: spread(read, 'lagMs'),
    indexedLagMs: spread(indexed, 'lagMs'),
    decisionLagMs: spread(decided, 'lagMs'),
  };
  console.log(JSON.stringify(figures));
} finally {
  await rm(folder, { recursive: true });
}
