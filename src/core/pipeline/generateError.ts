/**
 * Why a run could not begin or go on. A closed list.
 * `no-seeds`: nothing to start from. `recipe`: recipe or prompts are not valid. `practice-in-real-dataset`: practice
 * tasks never enter a dataset that has another model's. `nothing-to-resume`; `recipe-changed`: the stopped run was asked
 * in other words. `read-only`: the folder cannot be written to. `disk`: a write failed in the middle.
 */
export type GenerateErrorCode =
  | 'no-seeds'
  | 'recipe'
  | 'practice-in-real-dataset'
  | 'nothing-to-resume'
  | 'recipe-changed'
  | 'read-only'
  | 'disk';

/** A run that cannot begin or go on. `message` says what to do. */
export class GenerateError extends Error {
  readonly code: GenerateErrorCode;
  constructor(code: GenerateErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GenerateError';
    this.code = code;
  }
}
