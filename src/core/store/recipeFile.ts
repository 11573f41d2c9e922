import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { ImproveStep } from '../model/improve.ts';
import type { Recipe, Sampling, Step } from '../model/recipe.ts';
import { shortHash } from '../prompts/template.ts';
import type { Problem } from './problem.ts';
import { recipe as validate } from './schemas/validators.generated.js';

/**
 * The recipe of a dataset without `self-instruct.json`. Sampling is the paper's for the three steps (temperature 0.7,
 * top-p 0.5 and a presence penalty of 2 for instructions; temperature 0 and 1.5 for instances) and Alpaca's for the single call.
 * Conversations have no penalty: people and assistants do say a name again.
 */
export const defaultRecipe: Recipe = {
  language: 'en',
  languages: {},
  contactLanguages: ['en'],
  instances: 'input-output',
  recipe: 'self-instruct',
  target: 100,
  round: { requests: 8, waveSize: 64, concurrency: 'auto', retryUnreadable: true },
  demonstrations: { seeds: 6, generated: 2, pending: false, newPerRequest: 8, classificationShare: 0.25 },
  sampling: {
    instructions: { temperature: 0.7, topP: 0.5, presencePenalty: 2, maxTokens: 1024 },
    classification: { temperature: 0, maxTokens: 256 },
    inputFirst: { temperature: 0, presencePenalty: 1.5, maxTokens: 1024 },
    outputFirst: { temperature: 0, presencePenalty: 1.5, maxTokens: 1024 },
    conversation: { temperature: 0.7, maxTokens: 3072 },
    tasks: { temperature: 1, maxTokens: 4096 },
    grow: { temperature: 1, maxTokens: 2048 },
    fromText: { temperature: 0.7, maxTokens: 2048 },
    paraphrase: { temperature: 1, maxTokens: 1024 },
    evolve: { temperature: 1, maxTokens: 1024 },
    regenerate: { temperature: 0.7, maxTokens: 2048 },
    judge: { temperature: 0, maxTokens: 1024 },
  },
  filters: { minTokens: 4, maxTokens: 150, measure: 'rouge-l', similarity: 0.7, maxInstances: 5 },
  grow: { similarity: 0.8, perTask: 20, perRequest: 5 },
  budget: {},
};

/** What the schema cannot see: fields that do not go together. */
export function conflicts({ instances, recipe }: Recipe, file: string): Problem[] {
  if (instances !== 'conversation' || recipe !== 'single-call') return [];
  const message =
    'The recipe “single-call” asks for inputs and outputs, not for conversations. Set “recipe” to “self-instruct”, or “instances” to “input-output”.';
  return [{ file, line: 1, column: 1, severity: 'error', code: 'recipe', message }];
}

type PartialRecipe = Partial<Omit<Recipe, 'round' | 'demonstrations' | 'sampling' | 'filters' | 'grow' | 'budget'>> & {
  round?: Partial<Recipe['round']>;
  demonstrations?: Partial<Recipe['demonstrations']>;
  sampling?: Partial<Record<Step, Record<keyof Sampling, number | null>>>;
  filters?: Partial<Recipe['filters']>;
  grow?: Partial<Recipe['grow']>;
  budget?: Partial<Recipe['budget']>;
};

/** Reads `self-instruct.json` and fills in the defaults. An invalid field is a problem, and its default counts. */
export function readRecipe(text: string | undefined, file: string): { recipe: Recipe; problems: Problem[] } {
  if (text === undefined || text.trim() === '') return { recipe: defaultRecipe, problems: [] };
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(text.replace(/^\uFEFF/u, ''), errors, { allowTrailingComma: true });
  } catch (error) {
    // The parser calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    const message = 'The recipe is nested too deep to be read. Defaults are used until it is mended.';
    return {
      recipe: defaultRecipe,
      problems: [{ file, line: 1, column: 1, severity: 'error', code: 'recipe', message }],
    };
  }
  const problems = errors.map((error): Problem => {
    const before = text.slice(0, error.offset).split('\n');
    const message = `The recipe is no JSON here (${printParseErrorCode(error.error)}). Defaults are used until it is mended.`;
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { file, line: before.length, column, severity: 'error', code: 'recipe', message };
  });
  if (problems.length > 0) return { recipe: defaultRecipe, problems };
  if (!validate(value)) {
    for (const { instancePath, message, params } of validate.errors ?? []) {
      const field = instancePath.slice(1).replaceAll('/', '.');
      const extra = (params as { additionalProperty?: string }).additionalProperty;
      const hint =
        field === 'connection' || field.endsWith('.connection')
          ? ' A recipe names a connection of your settings, never an address.'
          : '';
      const text = `Recipe: ${field ? `“${field}” ` : ''}${message ?? 'is not valid'}${extra ? ` (“${extra}”)` : ''}.${hint}`;
      problems.push({ file, line: 1, column: 1, severity: 'error', code: 'recipe', message: text });
    }
    return { recipe: defaultRecipe, problems };
  }
  return { recipe: withDefaults(value as PartialRecipe), problems };
}

function withDefaults(given: PartialRecipe): Recipe {
  const { $schema: _, ...own } = given as PartialRecipe & { $schema?: string };
  const steps = Object.keys(defaultRecipe.sampling) as Step[];
  const sampling = Object.fromEntries(
    steps.map((step) => [step, withoutNulls({ ...defaultRecipe.sampling[step], ...own.sampling?.[step] })]),
  ) as Record<Step, Sampling>;
  return {
    ...defaultRecipe,
    ...own,
    round: { ...defaultRecipe.round, ...own.round },
    demonstrations: { ...defaultRecipe.demonstrations, ...own.demonstrations },
    sampling,
    filters: { ...defaultRecipe.filters, ...own.filters },
    grow: { ...defaultRecipe.grow, ...own.grow },
    budget: { ...own.budget },
  };
}

function withoutNulls(sampling: object): Sampling {
  return Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== null)) as Sampling;
}

/**
 * Hash of what shapes a run's requests and filters: goals, names and speed do not count, and what only a run about tasks
 * that are there reads (`step`) counts for that run alone.
 */
export function recipeHash(recipe: Recipe, step?: ImproveStep): string {
  const { name: _name, target: _target, budget: _budget, randomSeed: _seed, round, models, ...shaping } = recipe;
  // The default is left out, as runs of versions without it left it out: they can still be gone on with.
  const retries = round.retryUnreadable ? [] : [{ retryUnreadable: false }];
  if (step) {
    const { language, languages, purpose, sampling } = recipe;
    return shortHash(JSON.stringify([language, languages, purpose, sampling[step], ...retries]));
  }
  const { regenerate: _regenerate, judge: _judge, ...sampling } = recipe.sampling;
  const { instructions, instances } = models ?? {};
  const parts = instructions || instances ? [{ instructions, instances }] : [];
  return shortHash(JSON.stringify([{ ...shaping, sampling }, round.waveSize, round.requests, ...parts, ...retries]));
}
