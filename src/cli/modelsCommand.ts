import { listModels } from '../core/llm/listModels.ts';
import { findLocalServers } from '../core/llm/localServers.ts';
import { capabilityLabels, renderReport } from '../core/llm/modelReport.ts';
import { hostOf } from './chooseClient.ts';
import { type Command, CommandFailure, type CommandResult, type Output, readArguments, UsageError } from './command.ts';

/** A place that models are served at. */
interface Server {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly string[];
}

/** Lists models, and tests one. */
export const modelsCommand: Command = {
  name: 'models',
  usage: 'models [--base-url URL] [--test MODEL]',
  summary: 'list the models of an address, or of the servers found on this machine, and test one',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, { 'base-url': { type: 'string' }, test: { type: 'string' } });
    if (positionals.length > 0) throw new UsageError(`models takes no “${positionals[0]}”.`);
    const { 'base-url': typed, test: model } = values;
    // As for generate: the key goes to an address that was typed, and never to one that was found.
    const apiKey = typed === undefined ? undefined : process.env.OPENAI_API_KEY;
    if (model !== undefined) {
      const baseUrl = typed ?? (await findServerOf(model, signal)).baseUrl;
      return test({ name: hostOf(baseUrl), baseUrl, model, apiKey }, output, signal);
    }
    const servers =
      typed === undefined
        ? await found(signal)
        : [
            {
              name: hostOf(typed),
              baseUrl: typed,
              models: await listModels({ name: hostOf(typed), baseUrl: typed }, { apiKey, signal }),
            },
          ];
    return {
      exit: 0,
      json: { servers },
      text: servers.length > 0 ? servers.map(lines).join('\n') : `${nothingFound}\n`,
    };
  },
};

const nothingFound =
  'No local server answers at its usual port (Ollama, LM Studio, llama.cpp, vLLM). Start one, or give an address: --base-url URL.';

async function found(signal: AbortSignal): Promise<Server[]> {
  const servers = await findLocalServers(signal);
  return servers.map(({ preset: { label, baseUrl }, models }) => ({ name: label, baseUrl, models }));
}

async function findServerOf(model: string, signal: AbortSignal): Promise<Server> {
  const server = (await found(signal)).find(({ models }) => models.includes(model));
  if (server) return server;
  throw new CommandFailure(
    'unknown-model',
    `No local server has the model “${model}”. Name the address that has it: --base-url URL.`,
  );
}

async function test(
  asked: {
    readonly name: string;
    readonly baseUrl: string;
    readonly model: string;
    readonly apiKey: string | undefined;
  },
  output: Output,
  signal: AbortSignal,
): Promise<CommandResult> {
  const { testModel } = await import('../core/llm/testModel.ts');
  const { model, apiKey, ...connection } = asked;
  const report = await testModel(connection, model, {
    apiKey,
    signal,
    onAsk: (what) => output.err(`Asking: ${what === 'reply' ? 'a reply' : capabilityLabels[what]} …\n`),
  });
  if (signal.aborted) return { exit: 130, json: report, text: renderReport(report) };
  return { exit: 'failure' in report.reply ? 1 : 0, json: report, text: renderReport(report) };
}

function lines({ name, baseUrl, models }: Server): string {
  const shown = models.length > 0 ? models.map((model) => `  ${model}\n`).join('') : '  (no models)\n';
  return `${name} at ${baseUrl}\n${shown}`;
}
