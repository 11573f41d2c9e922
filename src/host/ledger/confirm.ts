import { window } from 'vscode';

/** What is about to happen, and the one button that lets it. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly button: string;
}

/** Asks whether something is to happen; `false` where the person dismissed it. */
export type Confirm = (question: Question) => Promise<boolean>;

/** Asks in a modal dialog. */
export const confirmModal: Confirm = async ({ message, detail, button }) =>
  (await window.showWarningMessage(message, { modal: true, detail }, button)) === button;
