/** What the scenarios share: everything here runs inside the extension host. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** The extension as the editor knows it. */
export function extension(): vscode.Extension<unknown> {
  return vscode.extensions.getExtension('self-instruct.self-instruct') ?? assert.fail('not installed');
}

/** Absolute path of something in the scenario's workspace. */
export function inWorkspace(...parts: readonly string[]): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return path.join(folder.uri.fsPath, ...parts);
}

/** The records of a JSONL file; none where the file is not there. */
export async function records(...parts: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(inWorkspace(...parts), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
}

/**
 * Runs a command that asks something and answers every question by pressing Enter (`accept`: the first or the proposed
 * answer) or Escape (`dismiss`), until the command has ended.
 */
export async function runAnswering(
  answer: 'accept' | 'dismiss',
  command: string,
  ...args: readonly unknown[]
): Promise<void> {
  const key = answer === 'accept' ? 'workbench.action.acceptSelectedQuickOpenItem' : 'workbench.action.closeQuickOpen';
  let isRunning = true;
  const done = Promise.resolve(vscode.commands.executeCommand(command, ...args)).finally(() => {
    isRunning = false;
  });
  // The editor tells nobody when a question has appeared, so the key is pressed until the command is through.
  while (isRunning) await Promise.race([done, vscode.commands.executeCommand(key).then(() => nextTurn())]);
  await done;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/** Resolves with what `look` finds as soon as it finds something; fails after ten seconds. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < deadline, `in vain waited for: ${what}`);
    await nextTurn();
  }
}
