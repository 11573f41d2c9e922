import path from 'node:path';
import { isolate } from '../isolate.ts';
import type { Snapshot } from '../store/dataset.ts';
import type { Disk } from '../store/disk.ts';
import { neutralise } from '../table/neutralise.ts';
import { tableFile } from '../table/writeTable.ts';
import { type SheetColumn, sheetColumns } from './sheet.ts';

export interface HandOutOptions {
  readonly reviewers: readonly string[];
  /** Most tasks for one volunteer; absent for as many as there are. */
  readonly each?: number;
  /** Volunteers who get the same task; 1 by default. */
  readonly overlap?: number;
  /** Tasks to hand out; absent for all pending ones. */
  readonly ids?: readonly string[];
}

/** What one volunteer gets. */
export interface Sheet {
  readonly reviewer: string;
  readonly ids: readonly string[];
  readonly rows: number;
  readonly text: string;
}

export interface HandOut {
  readonly sheets: readonly Sheet[];
  /** Tasks handed out, each counted once. */
  readonly tasks: number;
  /** Tasks for which nobody had room. */
  readonly left: number;
}

/** The call cannot be followed: the message says why. Nothing was written. */
export class CannotHandOut extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotHandOut';
  }
}

/** Names as they were typed, with commas between them, made ready. Throws `CannotHandOut`. */
export function readNames(text: string): string[] {
  const names = text.split(/[,;\n،、，；]/u).map((name) => name.normalize('NFC').trim());
  const given = names.filter((name) => name !== '');
  const twice = given.find((name, at) => given.indexOf(name) !== at);
  if (given.length === 0) throw new CannotHandOut('Give the name of at least one volunteer.');
  if (twice !== undefined)
    throw new CannotHandOut(`“${isolate(twice)}” is there twice. Every volunteer needs a name of their own.`);
  if (given.some((name) => /\p{Cc}/u.test(name) || name.length > 100))
    throw new CannotHandOut('A name has at most 100 characters, and no control characters.');
  return given;
}

/** Distributes tasks evenly and writes a sheet for each volunteer. Writes no file. Throws `CannotHandOut`. */
export function handOut(snapshot: Snapshot, { reviewers, each, overlap = 1, ids }: HandOutOptions): HandOut {
  if (overlap > reviewers.length) {
    throw new CannotHandOut(
      `Each task is to go to ${overlap} volunteers, and there ${reviewers.length === 1 ? 'is one' : `are ${reviewers.length}`}. Name more, or give a smaller overlap.`,
    );
  }
  const wanted =
    ids ?? snapshot.generated.filter(({ standing }) => standing.state === 'pending').map(({ task }) => task.id);
  const unknown = wanted.find((id) => !snapshot.byId.has(id));
  if (unknown !== undefined) throw new CannotHandOut(`No task has the id ${unknown}.`);
  if (wanted.length === 0) {
    throw new CannotHandOut(`No task of “${isolate(snapshot.name)}” is pending, so there is nothing to hand out.`);
  }
  const shares = distribute(wanted, reviewers, each ?? Number.POSITIVE_INFINITY, overlap);
  const given = new Set([...shares.values()].flat());
  const sheets = reviewers.map((reviewer) => sheet(snapshot, reviewer, shares.get(reviewer) ?? []));
  return { sheets, tasks: given.size, left: wanted.length - given.size };
}

/** Each task to `overlap` volunteers, always those who have the fewest; in turn, so that all pairs of volunteers come up. */
function distribute(
  ids: readonly string[],
  reviewers: readonly string[],
  each: number,
  overlap: number,
): Map<string, string[]> {
  const shares = new Map(reviewers.map((reviewer): [string, string[]] => [reviewer, []]));
  for (const [at, id] of ids.entries()) {
    const turn = Math.floor((at * overlap) / reviewers.length) + at * overlap;
    const free = reviewers
      .map((_, place) => shares.get(reviewers[(place + turn) % reviewers.length] as string) as string[])
      .filter((share) => share.length < each)
      .sort((a, b) => a.length - b.length);
    if (free.length < overlap) break;
    for (const share of free.slice(0, overlap)) share.push(id);
  }
  return shares;
}

function sheet({ byId }: Snapshot, reviewer: string, ids: readonly string[]): Sheet {
  const rows = ids.flatMap((id) => {
    const reviewed = byId.get(id);
    if (!reviewed) return [];
    const { task, of } = reviewed;
    if (JSON.stringify([task.instruction, task.instances]).includes('\\u0000')) {
      throw new CannotHandOut(
        `The task ${id} holds U+0000, which no spreadsheet reads. Take it out of the text, or reject the task.`,
      );
    }
    return task.instances.map(({ input, output }, at): readonly string[] => {
      const filled: Partial<Record<SheetColumn, string>> = {
        id,
        of,
        instance: String(at + 1),
        instruction: task.instruction,
        input,
        output,
        reviewer,
      };
      return sheetColumns.map((column) => neutralise(filled[column] ?? ''));
    });
  });
  return { reviewer, ids, rows: rows.length, text: tableFile([sheetColumns, ...rows]) };
}

const mostTries = 1_000;

/**
 * Writes the sheets that hold something into a folder, as `review-<name>.csv`. A file that is there is never overwritten:
 * the next free number goes behind the name. Returns the files, in the order of the sheets.
 */
export async function writeSheets(disk: Disk, folder: string, sheets: readonly Sheet[]): Promise<string[]> {
  await disk.makeFolder(folder);
  const files: string[] = [];
  for (const { reviewer, rows, text } of sheets)
    if (rows > 0) files.push(await writeSheet(disk, folder, reviewer, text));
  return files;
}

async function writeSheet(disk: Disk, folder: string, reviewer: string, text: string): Promise<string> {
  for (let number = 1; number <= mostTries; number += 1) {
    const file = path.join(folder, `review-${fileName(reviewer)}${number === 1 ? '' : `-${number}`}.csv`);
    if (await disk.create(file, text)) return file;
  }
  throw new CannotHandOut(`${folder} is full of sheets for ${reviewer}. Choose another folder.`);
}

/** A name that every file system takes. */
function fileName(reviewer: string): string {
  const safe = reviewer.replace(/[\p{Cc}\p{Cf}\p{White_Space}<>:"/\\|?*.]+/gu, '-').replace(/^-+|-+$/gu, '');
  return Array.from(safe).slice(0, 50).join('') || 'reviewer';
}
