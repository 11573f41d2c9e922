/**
 * Why a run could not begin or go on. A closed list.
 * `no-seeds`: nothing to start from. `recipe`: recipe or prompts are not valid. `practice-in-real-dataset`: practice
 * tasks never enter a dataset that has another model's. `nothing-to-resume`; `recipe-changed`: the stopped run was asked
 * in other words. `read-only`: the folder cannot be written to. `disk`: a write failed in the middle.
 * `unknown-candidate`: no dropped candidate has the id. `unknown-task`: no task has the id. `not-accepted`: a chosen task is
 * neither accepted nor a seed that may be shown. `nothing-to-derive`: nothing fits the step. `nothing-to-improve`: no generated
 * task fits. `no-text`: no file can be read as text. `no-model`: a model is to be asked and none was chosen. `no-price`: a
 * budget of money, and no price in its currency. `batch-open`: requests of this dataset are with a batch. `no-batches`: the
 * model's endpoint takes none.
 */
export type GenerateErrorCode =
  | 'no-seeds'
  | 'recipe'
  | 'practice-in-real-dataset'
  | 'nothing-to-resume'
  | 'recipe-changed'
  | 'read-only'
  | 'disk'
  | 'unknown-candidate'
  | 'unknown-task'
  | 'not-accepted'
  | 'nothing-to-derive'
  | 'nothing-to-improve'
  | 'no-text'
  | 'no-model'
  | 'no-price'
  | 'batch-open'
  | 'no-batches';

/** A run that cannot begin or go on. `message` says what to do. */
export class GenerateError extends Error {
  readonly code: GenerateErrorCode;
  constructor(code: GenerateErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GenerateError';
    this.code = code;
  }
}

/** A write that failed in the middle of a run. */
export function diskError(error: unknown): GenerateError {
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/u, '');
  return new GenerateError(
    'disk',
    `Writing to the dataset failed: ${reason}. Everything before it is kept. Make room or mend the folder's permissions, then resume.`,
    error,
  );
}
