import { window } from 'vscode';
import type { Commands } from './commands.ts';

/** A button and what it does, where that is no command of its own. */
export interface Step {
  readonly title: string;
  readonly run: () => Promise<unknown>;
}

/** Shows a message with buttons and does what the chosen one says; its failure is shown under its title. */
export async function offerSteps(commands: Commands, message: string, steps: readonly Step[]): Promise<void> {
  const chosen = await window.showInformationMessage(message, ...steps.map(({ title }) => title));
  const step = steps.find(({ title }) => title === chosen);
  if (!step) return;
  try {
    await step.run();
  } catch (error) {
    commands.showFailure(error, step.title);
  }
}
