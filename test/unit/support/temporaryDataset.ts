import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { type Disk, nodeDisk } from '../../../src/core/store/disk.ts';

/** A folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface DatasetFiles {
  readonly seeds?: readonly unknown[];
  readonly recipe?: unknown;
  readonly generated?: readonly unknown[];
  readonly decisions?: readonly unknown[];
  readonly [file: `${string}.${string}`]: string;
}

/** Writes a dataset into a fresh folder and opens it. */
export async function temporaryDataset(files: DatasetFiles, disk: Disk = nodeDisk): Promise<Dataset> {
  const folder = await temporaryFolder();
  const { seeds, recipe, generated, decisions, ...others } = files;
  const lines = (records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (seeds) await writeFile(path.join(folder, 'seed_tasks.jsonl'), lines(seeds));
  if (recipe) await writeFile(path.join(folder, 'self-instruct.json'), JSON.stringify(recipe));
  if (generated) await writeFile(path.join(folder, 'generated_tasks.jsonl'), lines(generated));
  if (decisions) await writeFile(path.join(folder, 'decisions.jsonl'), lines(decisions));
  for (const [name, text] of Object.entries(others)) await writeFile(path.join(folder, name), text as string);
  return Dataset.open(disk, folder);
}

/** A seed task as a line holds it. */
export function seed(id: string, instruction: string, more: object = {}) {
  return { id, instruction, instances: [{ input: '', output: `Answer to ${id}` }], is_classification: false, ...more };
}

/** A generated task as a line holds it, by a real model unless `provenance` says otherwise. */
export function generatedTask(id: string, instruction: string, more: object = {}) {
  return {
    id,
    instruction,
    instances: [{ input: 'in', output: `Output of ${id}` }],
    is_classification: false,
    rev: 1,
    provenance: { connection: 'mine', model: 'm', run: 'r0', round: 1, request: 0 },
    ...more,
  };
}

/** Parsed lines of a file of the dataset; none where there is no file. */
export async function readLines(
  dataset: { readonly folder: string },
  file: string,
): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(dataset.folder, file), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The reference seeds, where they are beside the checkout. */
export const referenceFolder = path.resolve(import.meta.dirname, '../../../../shared/refdata');
