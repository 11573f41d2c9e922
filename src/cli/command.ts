import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { SimilarityMeasure } from '../core/model/recipe.ts';

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Output {
  readonly json: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** Exit codes: 0 done, 1 the data has problems or the goal was not met, 2 wrong usage, 130 interrupted, cleanly. */
export type ExitCode = 0 | 1 | 2 | 130;

export interface Command {
  readonly name: string;
  /** One line, as `generate DIR [--rounds N]`. */
  readonly usage: string;
  readonly summary: string;
  /** `json` is what `--json` prints; `text` is printed otherwise. */
  run(args: readonly string[], output: Output, signal: AbortSignal): Promise<CommandResult>;
}

export interface CommandResult {
  readonly exit: ExitCode;
  readonly json: unknown;
  readonly text: string;
}

/** The call's words are off. */
export class UsageError extends Error {}

/** A failure with a code that others can rely on. */
export class CommandFailure extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.code = code;
  }
}

/** Parses the arguments of a command; throws `UsageError`. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number of at least `least`, or a `UsageError` that names the option. */
export function readWhole(text: string | undefined, option: string, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`--${option} takes a whole number of at least ${least}, not “${text}”.`);
  }
  return value;
}

/** A similarity from 0 to 1; the method's threshold where none is given. Throws `UsageError`. */
export function readThreshold(text: string | undefined, option = 'threshold'): number {
  const value = Number(text ?? '0.7');
  if (text?.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new UsageError(`--${option} is a number from 0 to 1, not “${text}”.`);
}

/** A score from 1 to 5, which may be a mean; `undefined` where none is given. Throws `UsageError`. */
export function readScore(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= 1 && value <= 5) return value;
  throw new UsageError(`--${option} is a number from 1 to 5, not “${text}”.`);
}

/** How similarity is measured; `undefined` where nothing is said. Throws `UsageError`. */
export function readMeasure(text: string | undefined): SimilarityMeasure | undefined {
  if (text === undefined || text === 'rouge-l' || text === 'trigrams') return text;
  throw new UsageError(`--measure is rouge-l or trigrams, not “${text}”.`);
}

/** The one positional argument that a command takes. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  const [value, ...rest] = positionals;
  if (value === undefined) throw new UsageError(`${what} is missing.`);
  if (rest.length > 0) throw new UsageError(`One ${what} is expected, not ${positionals.length}.`);
  return value;
}
