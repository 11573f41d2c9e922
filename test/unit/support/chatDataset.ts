import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readAsPair } from '../../../src/core/model/conversation.ts';
import type { Instance, Message } from '../../../src/core/model/task.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { type DatasetFiles, temporaryDataset } from './temporaryDataset.ts';

/** A dataset of conversations, with ten seeds. */
export async function chatDataset(recipe: object = {}, more: DatasetFiles = {}): Promise<Dataset> {
  const seeds = await readFile(path.join(import.meta.dirname, 'chat/seed_tasks.jsonl'), 'utf8');
  return temporaryDataset({
    'seed_tasks.jsonl': seeds,
    recipe: { language: 'en', instances: 'conversation', connection: 'practice', ...recipe },
    ...more,
  });
}

/** A conversation as an instance. */
export function conversation(...turns: readonly (readonly [Message['role'], string])[]) {
  const messages = turns.map(([role, content]): Message => ({ role, content }));
  return { ...readAsPair(messages), messages } satisfies Instance;
}
