import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Passage } from '../../model/derive.ts';
import { GenerateError } from '../generateError.ts';
import { cutPassages } from './passages.ts';

const markdownNames = new Set(['.md', '.markdown']);
const textNames = new Set([...markdownNames, '.txt']);
/** A file above this is no text that a person wrote. */
const mostBytes = 16 * 1024 * 1024;

/** Whether *From Text* reads a file of this name in a folder. */
export function isTextName(file: string): boolean {
  return textNames.has(path.extname(file).toLowerCase());
}

export function isMarkdownName(file: string): boolean {
  return markdownNames.has(path.extname(file).toLowerCase());
}

/**
 * Reads the passages of files and folders (all their `.md` and `.txt` files; hidden folders and links are passed over), in
 * the order of their names. Throws `GenerateError` where a file is no text, or there is no passage at all.
 */
export async function readPassages(dataset: string, given: readonly string[]): Promise<Passage[]> {
  const files = [...new Set((await Promise.all(given.map(filesIn))).flat())];
  const passages: Passage[] = [];
  for (const file of files) {
    passages.push(
      ...cutPassages(await readText(file), { file: sourceName(dataset, file), markdown: isMarkdownName(file) }),
    );
  }
  if (passages.length > 0) return passages;
  throw new GenerateError(
    'no-text',
    files.length === 0
      ? `There is no .md or .txt file in ${given.join(', ')}. Nothing was sent.`
      : `There is no passage of at least a few sentences in ${files.slice(0, 3).join(', ')}. Nothing was sent.`,
  );
}

/** A part of a file, in lines and UTF-16 units from 0, as editors count: whatever the ends of the lines are. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Reads the passages of a part of a file. Throws `GenerateError` where it is no text, or there is nothing in it. */
export async function readSelection(dataset: string, file: string, { start, end }: TextRange): Promise<Passage[]> {
  const text = await readText(file);
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const starts = [mark, ...[...text.matchAll(/\r\n|\n|\r/gu)].map((found) => found.index + found[0].length)];
  const offset = ({ line, character }: TextRange['start']) =>
    Math.min((starts[line] ?? text.length) + character, text.length);
  const part = { from: offset(start), to: offset(end) };
  const passages = cutPassages(text, { file: sourceName(dataset, file), markdown: isMarkdownName(file), part });
  if (passages.length > 0) return passages;
  throw new GenerateError('no-text', 'There is no text in this selection. Nothing was sent.');
}

/** How provenance names a file: relative to the dataset, with forward slashes on every system. */
export function sourceName(dataset: string, file: string): string {
  return path.relative(dataset, path.resolve(file)).split(path.sep).join('/');
}

async function filesIn(given: string): Promise<string[]> {
  const found = await stat(given).catch(() => undefined);
  if (!found) throw new GenerateError('no-text', `There is no file ${given}. Nothing was sent.`);
  if (!found.isDirectory()) return [path.resolve(given)];
  const entries = await readdir(given, { withFileTypes: true });
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const nested = await Promise.all(
    sorted.map((entry) => {
      const inner = path.resolve(given, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : filesIn(inner);
      return entry.isFile() && isTextName(entry.name) ? [inner] : [];
    }),
  );
  return nested.flat();
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > mostBytes) {
    throw new GenerateError(
      'no-text',
      `${file} is larger than ${mostBytes / 1024 / 1024} MiB. Cut it up first. Nothing was sent.`,
    );
  }
  try {
    // The mark at the start stays: offsets count the file's bytes.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new GenerateError('no-text', `${file} is no UTF-8 text. Save it as UTF-8, then try again. Nothing was sent.`);
  }
}
