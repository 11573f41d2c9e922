import path from 'node:path';
import { type Uri, workspace } from 'vscode';
import type { SimilarityMeasure } from '../../core/model/recipe.ts';
import { similarityOf } from '../../core/model/similarity.ts';
import { contentHashes } from '../../core/store/distinctPairs.ts';
import { duplicateTexts } from '../../core/store/whatCounts.ts';
import { Turns } from '../../core/turns.ts';
import type { OpenDataset } from '../openDataset.ts';
import { findTask } from '../taskLookup.ts';
import { textOfLine } from './textOfLine.ts';

/** A text that may have near-duplicates, and where it stands. */
export interface PlacedText {
  readonly id: string;
  readonly text: string;
  readonly file: string;
  /** From 0. */
  readonly line: number;
  /** Of a dataset's task: the hash of its content, as it was compared. */
  readonly of?: string;
  /** Whether it is a generated task, which can be rejected. */
  readonly isGenerated?: boolean;
}

/** Two ids of which somebody said that they are no duplicates. */
export interface DistinctIds {
  readonly ids: readonly [string, string];
}

/** Where near-duplicates are looked for: a dataset, or a file of tasks or JSON strings. */
export interface DuplicateSource {
  /** The dataset's folder, or the file. */
  readonly key: string;
  readonly name: string;
  /** Set for a dataset. */
  readonly folder?: string;
  readonly threshold: number;
  readonly language: string;
  readonly measure: SimilarityMeasure;
  /** All texts as they are now. */
  readonly read: (signal?: AbortSignal) => Promise<readonly PlacedText[]>;
  /** What tells a text from others when the files have changed: its id, or where it has none that stays, what it says. */
  readonly identity: (text: PlacedText) => string;
  readonly distinct: (texts: readonly PlacedText[]) => readonly DistinctIds[];
}

/** The seeds and generated tasks of a dataset. */
export function datasetSource(dataset: OpenDataset): DuplicateSource {
  const { folder, snapshot } = dataset;
  return {
    key: folder,
    name: snapshot.name,
    folder,
    ...similarityOf(snapshot.recipe),
    read: async () => {
      const { snapshot } = dataset;
      const hashOf = contentHashes(snapshot);
      return duplicateTexts(snapshot).flatMap(({ id, text }): PlacedText[] => {
        const location = findTask(snapshot, id)?.location;
        const of = hashOf(id);
        return location && of !== undefined ? [{ id, text, ...location, of, isGenerated: snapshot.byId.has(id) }] : [];
      });
    },
    identity: ({ id }) => id,
    distinct: () => dataset.snapshot.distinctPairs,
  };
}

/** ROUGE-L F for files that have no recipe. */
const usualThreshold = 0.7;

/** The lines of any JSONL file, unsaved changes included. `distinctTexts` has the pairs that were said to be no duplicates. */
export function fileSource(uri: Uri, distinctTexts: readonly (readonly [string, string])[]): DuplicateSource {
  const file = uri.fsPath;
  return {
    key: file,
    name: path.basename(file),
    threshold: usualThreshold,
    language: 'en',
    measure: 'rouge-l',
    read: async (signal) => {
      const document = await workspace.openTextDocument(uri);
      const turns = new Turns(signal);
      const texts: PlacedText[] = [];
      for (let line = 0; line < document.lineCount; line++) {
        const text = textOfLine(document.lineAt(line).text);
        if (text !== undefined) texts.push({ id: `line ${line + 1}`, text, file, line });
        if (turns.due) await turns.take();
      }
      return texts;
    },
    identity: ({ text }) => text,
    distinct: (texts) => {
      const idsOf = (wanted: string) => texts.filter(({ text }) => text === wanted).map(({ id }) => id);
      return distinctTexts.flatMap(([a, b]) =>
        idsOf(a).flatMap((first) => idsOf(b).map((second): DistinctIds => ({ ids: [first, second] }))),
      );
    },
  };
}
