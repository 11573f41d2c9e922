import { isModelError } from '../core/llm/modelError.ts';
import { GenerateError, type GenerateErrorCode } from '../core/pipeline/generateError.ts';
import { ContentChanged } from '../core/store/contentChanged.ts';
import { DecidedSince } from '../core/store/decisions.ts';
import { errorCode } from '../core/store/disk.ts';
import { LockHeld } from '../core/store/lock.ts';
import { FollowedSince, UnsavedChanges } from '../core/store/writeErrors.ts';
import { type NextStep, UserError } from './userError.ts';

/** A failure as it is shown. */
export interface Failure {
  readonly message: string;
  readonly next: readonly NextStep[];
  /** `false` for what nobody foresaw: the log has its stack. */
  readonly foreseen: boolean;
}

/** The button that fits each reason why a run cannot begin or go on. */
const nextSteps: Readonly<Record<GenerateErrorCode, readonly NextStep[]>> = {
  'no-seeds': [
    { title: 'New Seed Task', command: 'selfInstruct.newSeedTask' },
    { title: 'Open Seeds', command: 'selfInstruct.openSeeds' },
    { title: 'New Dataset', command: 'selfInstruct.newDataset' },
  ],
  recipe: [{ title: 'Open Recipe', command: 'selfInstruct.openRecipe' }],
  'practice-in-real-dataset': [{ title: 'Choose Model', command: 'selfInstruct.chooseModel' }],
  'no-price': [
    { title: 'Set Price', command: 'selfInstruct.setPrice' },
    { title: 'Set Budget', command: 'selfInstruct.setBudget' },
  ],
  'no-model': [{ title: 'Choose Model', command: 'selfInstruct.chooseModel' }],
  'unknown-candidate': [],
  'unknown-task': [],
  'not-accepted': [],
  'nothing-to-derive': [{ title: 'Generate Round', command: 'selfInstruct.generateRound' }],
  'nothing-to-improve': [{ title: 'Generate Round', command: 'selfInstruct.generateRound' }],
  'no-text': [],
  'nothing-to-resume': [{ title: 'Generate Round', command: 'selfInstruct.generateRound' }],
  'recipe-changed': [{ title: 'Generate Round', command: 'selfInstruct.generateRound' }],
  'read-only': [],
  'batch-open': [{ title: 'Collect', command: 'selfInstruct.collectBatch' }],
  'no-batches': [{ title: 'Export Requests', command: 'selfInstruct.exportRequests' }],
  disk: [{ title: 'Resume', command: 'selfInstruct.resumeRun' }],
};

/** What the system's errors mean for somebody whose file was to be read or written. */
const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission is missing. Nothing was changed. Give yourself permission there, then try again',
  EPERM: 'permission is missing. Nothing was changed. Give yourself permission there, then try again',
  EROFS: 'the file system is read-only. Nothing was changed. Copy the dataset to a folder of your own',
  ENOSPC: 'the disk is full. What was written before is kept. Make room, then try again',
  EDQUOT: 'your share of the disk is used up. What was written before is kept. Make room, then try again',
  ENOENT: 'it is no longer there. Nothing was changed. Refresh the datasets and look again',
};

/** Failures of the core whose messages are meant for the person. */
const toldAsTheyAre = [LockHeld, ContentChanged, DecidedSince, FollowedSince, UnsavedChanges];

/** Puts any failure into words. `folder` is the dataset that it happened in, for the buttons. */
export function describeFailure(error: unknown, title: string, folder?: string): Failure {
  const withFolder = (next: readonly NextStep[]): NextStep[] =>
    folder === undefined ? [...next] : next.map((step) => ({ ...step, args: step.args ?? [{ folder }] }));
  if (error instanceof UserError) return { message: error.message, next: withFolder(error.next), foreseen: true };
  if (error instanceof GenerateError) {
    return { message: error.message, next: withFolder(nextSteps[error.code]), foreseen: true };
  }
  if (isModelError(error)) {
    const next: NextStep[] = [{ title: 'Choose Model', command: 'selfInstruct.chooseModel' }];
    if (error.kind === 'auth') next.unshift({ title: 'Set API Key', command: 'selfInstruct.setKey' });
    return { message: error.message, next: withFolder(next), foreseen: true };
  }
  if (toldAsTheyAre.some((kind) => error instanceof kind)) {
    return { message: (error as Error).message, next: [], foreseen: true };
  }
  const meaning = systemErrors[errorCode(error) ?? ''];
  if (meaning) {
    const { path } = error as { path?: unknown };
    const where = typeof path === 'string' ? path : 'A file';
    return { message: `${title}: ${where} could not be used: ${meaning}.`, next: [], foreseen: true };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { message: `${title} failed: ${reason}. The log has the details.`, next: [], foreseen: false };
}

/** Whether an error only says that the person or the window stopped the work. */
export function isCancellation(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'AbortError' || error.name === 'Canceled' || error.name === 'CancellationError')
  );
}
