#!/usr/bin/env node
import { isModelError } from '../core/llm/modelError.ts';
import { GenerateError } from '../core/pipeline/generateError.ts';
import { LockHeld } from '../core/store/lock.ts';
import { version } from '../core/version.ts';
import { batchCommand } from './batchCommand.ts';
import { checkCommand } from './checkCommand.ts';
import { collectCommand } from './collectCommand.ts';
import { type Command, CommandFailure, type ExitCode, type Output, UsageError } from './command.ts';
import { dedupeCommand } from './dedupeCommand.ts';
import { escapeControls } from './escapeControls.ts';
import { evolveCommand } from './evolveCommand.ts';
import { exportCommand } from './exportCommand.ts';
import { fromTextCommand } from './fromTextCommand.ts';
import { generateCommand } from './generateCommand.ts';
import { growCommand } from './growCommand.ts';
import { handoutCommand } from './handoutCommand.ts';
import { importCommand } from './importCommand.ts';
import { judgeCommand } from './judgeCommand.ts';
import { modelsCommand } from './modelsCommand.ts';
import { newCommand } from './newCommand.ts';
import { noveltyCommand } from './noveltyCommand.ts';
import { pairsCommand } from './pairsCommand.ts';
import { paraphraseCommand } from './paraphraseCommand.ts';
import { previewCommand } from './previewCommand.ts';
import { pruneCommand } from './pruneCommand.ts';
import { regenerateCommand } from './regenerateCommand.ts';
import { replayCommand } from './replayCommand.ts';
import { requestsCommand } from './requestsCommand.ts';
import { rescueCommand } from './rescueCommand.ts';
import { retryCommand } from './retryCommand.ts';
import { serveCommand } from './serveCommand.ts';
import { statsCommand } from './statsCommand.ts';

const commands: readonly Command[] = [
  newCommand,
  importCommand,
  generateCommand,
  growCommand,
  fromTextCommand,
  paraphraseCommand,
  evolveCommand,
  regenerateCommand,
  batchCommand,
  requestsCommand,
  judgeCommand,
  previewCommand,
  noveltyCommand,
  dedupeCommand,
  pairsCommand,
  replayCommand,
  rescueCommand,
  retryCommand,
  pruneCommand,
  statsCommand,
  checkCommand,
  handoutCommand,
  collectCommand,
  exportCommand,
  modelsCommand,
  serveCommand,
];

function help(): string {
  const lines = commands.map(({ usage, summary }) => `  self-instruct ${usage}\n      ${summary}`);
  return `self-instruct ${version}: grows instruction data from seed tasks\n\n${lines.join('\n')}\n\nEvery command takes --json: one JSON object on standard output, everything else on standard error.\nExit status: 0 done, 1 the data has problems or the goal was not met, 2 wrong usage, 130 interrupted.\n`;
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const json = args.includes('--json');
  const output: Output = {
    json,
    out: (text) => process.stdout.write(escapeControls(text)),
    err: (text) => process.stderr.write(escapeControls(text)),
  };
  const [name, ...rest] = args.filter((arg) => arg !== '--json');
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || rest.includes('--help')) {
    output.out(help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    output.out(`${version}\n`);
    return 0;
  }
  const command = commands.find((known) => known.name === name);
  const signal = interruption(output);
  try {
    if (!command) throw new UsageError(`There is no command “${name}”.`);
    const result = await command.run(rest, output, signal);
    output.out(json ? `${JSON.stringify(result.json)}\n` : result.text);
    return result.exit;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return interrupted(output);
    return fail(error, command, output);
  }
}

/** A command that writes nothing before it is done was stopped. */
function interrupted({ json, out, err }: Output): ExitCode {
  const message = 'Interrupted before it was done, and no file was written. Run it again.';
  if (json) out(`${JSON.stringify({ error: { code: 'interrupted', message } })}\n`);
  err(`self-instruct: ${message}\n`);
  return 130;
}

/** The first Ctrl+C stops cleanly; a second one ends the process at once. */
function interruption({ err }: Output): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    err('Stopping; what is done is kept.\n');
    controller.abort(new DOMException('Interrupted.', 'AbortError'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

function fail(error: unknown, command: Command | undefined, { json, out, err }: Output): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (json) out(`${JSON.stringify({ error: { code, message } })}\n`);
  err(`self-instruct: ${message}\n`);
  if (!(error instanceof UsageError)) {
    if (code === 'unexpected' && error instanceof Error) err(`${error.stack}\n`);
    return 1;
  }
  err(command ? `usage: self-instruct ${command.usage}\n` : 'self-instruct --help lists the commands.\n');
  return 2;
}

function codeOf(error: unknown): string {
  if (error instanceof UsageError) return 'usage';
  if (error instanceof CommandFailure || error instanceof GenerateError) return error.code;
  if (error instanceof LockHeld) return 'locked';
  if (isModelError(error)) return error.kind;
  const system = (error as { code?: unknown }).code;
  return typeof system === 'string' ? system : 'unexpected';
}

// Who reads along may go away (`… | head`); the work itself goes on and its files are what counts.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv.slice(2));
