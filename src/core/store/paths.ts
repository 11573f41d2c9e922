import path from 'node:path';

/** Most bytes and lines of one part of the generated tasks: the editor's features stay on below. */
export const partLimits = { bytes: 8 * 1024 * 1024, lines: 10_000 } as const;

const partName = /^generated_tasks(?:\.(\d{4,}))?\.jsonl$/u;

/** The files of a dataset folder. */
export function datasetPaths(folder: string) {
  const own = path.join(folder, '.self-instruct');
  return {
    seeds: path.join(folder, 'seed_tasks.jsonl'),
    recipe: path.join(folder, 'self-instruct.json'),
    prompts: path.join(folder, 'prompts'),
    filtered: path.join(folder, 'filtered_candidates.jsonl'),
    decisions: path.join(folder, 'decisions.jsonl'),
    scores: path.join(folder, 'scores.jsonl'),
    rounds: path.join(folder, 'rounds.jsonl'),
    notDuplicates: path.join(folder, 'not_duplicates.jsonl'),
    outputs: path.join(folder, 'outputs.jsonl'),
    own,
    writeLock: path.join(own, 'write.lock'),
    runLock: path.join(own, 'run.lock'),
    replies: path.join(own, 'replies'),
    runs: path.join(own, 'runs'),
    batches: path.join(own, 'batches'),
    pruned: path.join(own, 'pruned.jsonl'),
    setAside: path.join(own, 'set_aside.jsonl'),
    endpoints: path.join(own, 'endpoints.json'),
  };
}

export type DatasetPaths = ReturnType<typeof datasetPaths>;

/** Number of a part of the generated tasks, from 1; `undefined` for any other file. */
export function partNumber(file: string): number | undefined {
  const match = partName.exec(path.basename(file));
  return match ? Number(match[1] ?? 1) : undefined;
}

/** Path of a part: `generated_tasks.jsonl`, `generated_tasks.0002.jsonl`, … */
export function partPath(folder: string, part: number): string {
  const name = part === 1 ? 'generated_tasks.jsonl' : `generated_tasks.${String(part).padStart(4, '0')}.jsonl`;
  return path.join(folder, name);
}

const fileNames: readonly string[] = [
  'seed_tasks.jsonl',
  'filtered_candidates.jsonl',
  'decisions.jsonl',
  'scores.jsonl',
  'rounds.jsonl',
  'not_duplicates.jsonl',
  'outputs.jsonl',
  'self-instruct.json',
];

/** Whether a file is a dataset's file of seed tasks, by its name. */
export function isSeedFile(file: string): boolean {
  return path.basename(file) === 'seed_tasks.jsonl';
}

/** Whether a file name is one of a dataset's own. */
export function isDatasetFile(file: string): boolean {
  return partNumber(file) !== undefined || fileNames.includes(path.basename(file));
}
