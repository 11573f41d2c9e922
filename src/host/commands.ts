import { commands, type Disposable, type LogOutputChannel, l10n, window, workspace } from 'vscode';
import { type CommandId, commandTable } from './commandTable.ts';
import { describeFailure, type Failure, isCancellation } from './describeFailure.ts';
import { folderOf } from './folderOf.ts';
import type { NextStep } from './userError.ts';

/** Registers the commands of the table; every one of them runs through the same wrapper. */
export class Commands implements Disposable {
  readonly #log: LogOutputChannel;
  readonly #registered: Disposable[] = [];

  constructor(log: LogOutputChannel) {
    this.#log = log;
  }

  /** Registers a command. What it throws is shown to the person and logged; cancellation is silent. */
  register(id: CommandId, run: (...args: unknown[]) => unknown): void {
    this.#registered.push(commands.registerCommand(id, (...args: unknown[]) => this.#run(id, run, args)));
  }

  async #run(id: CommandId, run: (...args: unknown[]) => unknown, args: unknown[]): Promise<unknown> {
    if (commandTable[id].needsTrust && !workspace.isTrusted) {
      void this.#offerTrust();
      return undefined;
    }
    try {
      return await run(...args);
    } catch (error) {
      this.showFailure(error, titleOf(id), folderOf(args[0]));
      return undefined;
    }
  }

  /** Runs another command of the table. */
  async run(id: CommandId, ...args: unknown[]): Promise<unknown> {
    return commands.executeCommand(id, ...args);
  }

  /** Shows a failure with buttons for what to do; a cancellation is only logged. Does not wait for an answer. */
  showFailure(error: unknown, title: string, folder?: string): void {
    if (isCancellation(error)) {
      this.#log.debug(`${title}: cancelled`);
      return;
    }
    const failure = describeFailure(error, title, folder);
    if (failure.foreseen) this.#log.warn(`${title}: ${failure.message}`);
    else this.#log.error(`${title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    void this.#show(failure);
  }

  /** Shows a message with buttons and runs the command of the one chosen. */
  async offer(
    show: (message: string, ...items: string[]) => Thenable<string | undefined>,
    message: string,
    next: readonly NextStep[],
  ): Promise<void> {
    const chosen = await show(message, ...next.map(({ title }) => title));
    const step = next.find(({ title }) => title === chosen);
    if (step) await commands.executeCommand(step.command, ...(step.args ?? []));
  }

  async #show({ message, next, foreseen }: Failure): Promise<void> {
    const log: NextStep = { title: l10n.t('Show Log'), command: 'selfInstruct.showLog' };
    await this.offer(window.showErrorMessage, message, foreseen ? next : [...next, log]);
  }

  async #offerTrust(): Promise<void> {
    const manage = l10n.t('Manage Workspace Trust');
    const message = l10n.t(
      'This folder is open in restricted mode: datasets can be looked at, but nothing is written and no model is asked. Trust the folder to go on.',
    );
    if ((await window.showWarningMessage(message, manage)) === manage)
      await commands.executeCommand('workbench.trust.manage');
  }

  dispose(): void {
    for (const registered of this.#registered) registered.dispose();
  }
}

/** `selfInstruct.generateRound` → `Generate round`, for messages and the log. */
function titleOf(id: CommandId): string {
  const words = id.slice('selfInstruct.'.length).replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
