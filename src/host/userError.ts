import type { CommandId } from './commandTable.ts';

/** A button under a message: what to do next. */
export interface NextStep {
  readonly title: string;
  readonly command: CommandId;
  readonly args?: readonly unknown[];
}

/** A failure in words meant for the person: what happened, what was kept, what to do, with buttons for it. */
export class UserError extends Error {
  readonly next: readonly NextStep[];
  constructor(message: string, next: readonly NextStep[] = []) {
    super(message);
    this.name = 'UserError';
    this.next = next;
  }
}
