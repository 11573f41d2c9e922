import type { Command, CommandResult } from '../../../src/cli/command.ts';

/** Runs a command in this process; `told` is what it wrote to standard error. */
export async function inProcess(
  command: Command,
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult & { readonly told: string }> {
  let told = '';
  const output = {
    json: true,
    out: () => {
      throw new Error('Only the result goes to standard output.');
    },
    err: (text: string) => {
      told += text;
    },
  };
  const result = await command.run(args, output, signal);
  return { ...result, told };
}
