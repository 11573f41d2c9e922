import path from 'node:path';
import type { Purpose } from './model/recipe.ts';
import { startingRecipe } from './startingRecipe.ts';
import type { Disk } from './store/disk.ts';
import { datasetPaths } from './store/paths.ts';

export const samples = ['english', 'hindi'] as const;

export type Sample = (typeof samples)[number];

const sampleLanguages: Readonly<Record<Sample, string>> = { english: 'en', hindi: 'hi' };

/** What a dataset begins with: a sample, the starter seeds of its language, which a machine wrote, or nothing. */
export type Start = { readonly sample: Sample } | 'starters' | 'empty';

export interface NewDatasetOptions {
  /** Where samples and starter seeds lie: beside the bundle, which only the outside knows. */
  readonly samplesFolder: string;
  /** `empty` by default. */
  readonly start?: Start;
  readonly name?: string;
  /** BCP 47 tag; `en` by default. A sample has its own. */
  readonly language?: string;
  /** General by default. */
  readonly purpose?: Purpose;
}

/** The folder holds a dataset already. Nothing was written. */
export class DatasetExists extends Error {
  constructor(folder: string) {
    super(`There is a dataset in ${folder} already, and it was left as it is. Choose another name.`);
    this.name = 'DatasetExists';
  }
}

/** There are no starter seeds for a language. Nothing was written. */
export class NoStarters extends Error {
  constructor(language: string) {
    super(`There are no starter seeds for “${language}”. Begin with an empty dataset.`);
    this.name = 'NoStarters';
  }
}

/** Makes a dataset folder: seed file, recipe, and attributes that let git merge the append-only files. Overwrites nothing. */
export async function createDataset(disk: Disk, folder: string, options: NewDatasetOptions): Promise<void> {
  const paths = datasetPaths(folder);
  if ((await disk.stat(paths.seeds)) || (await disk.stat(paths.recipe))) throw new DatasetExists(folder);
  // All that is to be written is known before anything is.
  const { recipe, seeds } = await contentOf(disk, folder, options);
  await disk.makeFolder(folder);
  await disk.create(paths.recipe, recipe);
  await disk.create(paths.seeds, seeds);
  await disk.create(path.join(folder, '.gitattributes'), '*.jsonl text eol=lf merge=union\n');
}

interface Content {
  readonly recipe: string;
  readonly seeds: string;
}

async function contentOf(disk: Disk, folder: string, options: NewDatasetOptions): Promise<Content> {
  const { samplesFolder, start = 'empty', name, language, purpose } = options;
  if (typeof start === 'object') {
    const source = path.join(samplesFolder, start.sample);
    const recipe = await shipped(disk, path.join(source, 'self-instruct.json'));
    const seeds = await shipped(disk, path.join(source, 'seed_tasks.jsonl'));
    if (name === undefined && purpose === undefined) return { recipe, seeds };
    const wishes = wishesOf(folder, { ...options, language: language ?? sampleLanguages[start.sample] });
    return { recipe: json({ ...(JSON.parse(recipe) as object), ...startingRecipe(wishes) }), seeds };
  }
  const wishes = wishesOf(folder, options);
  const seeds = start === 'empty' ? '' : await startersOf(disk, samplesFolder, wishes.language);
  return { recipe: json(startingRecipe(wishes)), seeds };
}

function wishesOf(folder: string, { name, language = 'en', purpose = { kind: 'general' } }: NewDatasetOptions) {
  return { name: name ?? path.basename(folder), language, purpose };
}

/** The ways to begin a dataset in a language, without `empty`, which there always is. */
export async function startsFor(disk: Disk, samplesFolder: string, language: string): Promise<readonly Start[]> {
  const own = samples.filter((sample) => isSameLanguage(sampleLanguages[sample], language));
  const starters = await starterFile(disk, samplesFolder, language);
  return [...own.map((sample) => ({ sample })), ...(starters === undefined ? [] : ['starters' as const])];
}

async function startersOf(disk: Disk, samplesFolder: string, language: string): Promise<string> {
  const file = await starterFile(disk, samplesFolder, language);
  if (file === undefined) throw new NoStarters(language);
  return shipped(disk, file);
}

/** The starter seeds of the tag itself, else of its language in the script that is usual for it. */
async function starterFile(disk: Disk, samplesFolder: string, language: string): Promise<string | undefined> {
  const folder = path.join(samplesFolder, 'starters');
  const there = await disk.list(folder);
  const tag = there.find((tag) => tag === language) ?? there.find((tag) => isSameLanguage(tag, language));
  const file = tag === undefined ? undefined : path.join(folder, tag, 'seed_tasks.jsonl');
  return file !== undefined && (await disk.stat(file)) ? file : undefined;
}

/** Whether two tags are of one language in one script, wherever it is spoken: `es` and `es-MX`. */
function isSameLanguage(a: string, b: string): boolean {
  try {
    const [first, second] = [a, b].map((tag) => new Intl.Locale(tag).maximize());
    return first?.language === second?.language && first?.script === second?.script;
  } catch {
    return a === b;
  }
}

async function shipped(disk: Disk, file: string): Promise<string> {
  const content = await disk.read(file);
  if (!content) throw new Error(`${file} is missing: the product is not installed whole. Install it again.`);
  return content.toString();
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
