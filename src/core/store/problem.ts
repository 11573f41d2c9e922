/**
 * What can be wrong with a dataset's files. A closed list.
 * `not-json`: a line is no JSON. `torn-line`: the last line was torn off in the middle of a write.
 * `not-a-record`: JSON, but not what this file holds. `duplicate-id`: two records with one id and one revision.
 * `no-seeds`: no seed task. `recipe`: the recipe is not valid. `prompt`: an own prompt lacks a place.
 * `conversation`: the roles of a conversation are wrong.
 * `unknown-task`: a decision about a task that is not there. `disputed`: reviewers disagree.
 */
export type ProblemCode =
  | 'not-json'
  | 'torn-line'
  | 'not-a-record'
  | 'duplicate-id'
  | 'no-seeds'
  | 'recipe'
  | 'prompt'
  | 'conversation'
  | 'unknown-task'
  | 'disputed';

export interface Problem {
  readonly file: string;
  /** From 1, as a person counts. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: ProblemCode;
  readonly message: string;
}
