import { firstLine } from '../core/firstLine.ts';
import { isolate } from '../core/isolate.ts';
import { estimateRescue, type RescueEstimate } from '../core/ledger/estimateRescue.ts';
import { rescue } from '../core/ledger/rescue.ts';
import type { RescueEvent, RescueSummary } from '../core/ledger/rescueEvents.ts';
import type { ModelClient } from '../core/llm/modelClient.ts';
import { describeMoney } from '../core/llm/spending.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { reviewerName } from '../core/store/reviewerName.ts';
import { version } from '../core/version.ts';
import { chooseClient, type ModelOptions } from './chooseClient.ts';
import { type Command, CommandFailure, type CommandResult, type Output, readArguments, UsageError } from './command.ts';
import { limitOptions, limitUsage, readLimits } from './limitOptions.ts';
import { openDataset } from './openDataset.ts';

/** Brings dropped candidates back as pending tasks. */
export const rescueCommand: Command = {
  name: 'rescue',
  usage: `rescue DIR ID… [--estimate] [--model practice | --base-url URL --model-id MODEL] [--reviewer NAME] ${limitUsage}`,
  summary: 'bring dropped candidates back as tasks; what they lack is asked for',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      estimate: { type: 'boolean' },
      model: { type: 'string' },
      'base-url': { type: 'string' },
      'model-id': { type: 'string' },
      reviewer: { type: 'string' },
      ...limitOptions,
    });
    const [folder, ...candidates] = positionals;
    if (folder === undefined) throw new UsageError('dataset folder is missing.');
    if (candidates.length === 0)
      throw new UsageError('Which candidates? Give their ids, as they stand in filtered_candidates.jsonl.');
    const limits = readLimits(values);
    const dataset = await openDataset(folder);
    const without = await estimateRescue(dataset, candidates);
    if (values.estimate) {
      const client = await clientIfNamed(dataset, values);
      return estimated(client ? await estimateRescue(dataset, candidates, client) : without);
    }
    // Where nothing is to be asked nobody has to choose whom.
    const client = without.requests > 0 ? await chooseClient(dataset.snapshot.recipe, values, process.env) : undefined;
    const events = rescue({
      dataset,
      ...(client ? { client } : {}),
      candidates,
      by: await reviewerName({ given: values.reviewer }),
      version,
      signal,
      ...limits,
    });
    for (;;) {
      const next = await events.next();
      if (next.done) return result(next.value, output);
      report(next.value, output);
    }
  },
};

/** An estimate needs no model, but with one it knows of the replies that are there already. */
async function clientIfNamed(dataset: Dataset, values: ModelOptions): Promise<ModelClient | undefined> {
  try {
    return await chooseClient(dataset.snapshot.recipe, values, process.env);
  } catch (error) {
    const named = [values.model, values['base-url'], values['model-id']].some((value) => value !== undefined);
    if (error instanceof UsageError && !named) return undefined;
    throw error;
  }
}

function estimated(estimate: RescueEstimate): CommandResult {
  const { candidates, requests, fromStore, already, unfit, unknown } = estimate;
  if (unknown.length > 0) {
    throw new CommandFailure('unknown-candidate', `No dropped candidate has the id ${unknown.join(', ')}.`);
  }
  const lines = [
    `${candidates} candidates would be brought back by ${requests} requests${fromStore > 0 ? ` and ${fromStore} stored replies` : ''}`,
    ...already.map((id) => `${id} is a task already`),
    ...unfit.map(({ id, reason }) => `${id} stays where it is: ${reason}`),
  ];
  return {
    exit: 0,
    json: { candidates, requests, fromStore, already, unfit },
    text: `${lines.join('\n')}\n`,
  };
}

function report(event: RescueEvent, { err }: Output): void {
  switch (event.type) {
    case 'started':
      for (const { file } of event.setAside)
        err(`A torn last line of ${file} was set aside in .self-instruct/set_aside.jsonl.\n`);
      err(
        `${event.candidates} candidates${event.model === undefined ? '' : `, ${event.model} (${event.connection})`}\n`,
      );
      return;
    case 'admitted':
      err(`  + ${event.task.id}: ${shown(event.task.instruction)}\n`);
      return;
    case 'filtered':
      err(`  - ${event.candidate.filter}: ${shown(event.candidate.instruction)}\n`);
      return;
    case 'notice':
      err(`  ! ${event.message}\n`);
      return;
    default:
      return;
  }
}

function shown(text: string): string {
  return isolate(firstLine(text, 100));
}

function result(summary: RescueSummary, output: Output): CommandResult {
  const { admitted, instances, failed, already, unfit, requests, fromStore, usage, cost, ended, message } = summary;
  const lines = [
    `${admitted.length} candidates are tasks now, pending, with ${instances} instances`,
    ...(failed.length > 0 ? [`no instance was left of ${failed.join(', ')}`] : []),
    ...(already.length > 0 ? [`tasks already: ${already.join(', ')}`] : []),
    `${requests} requests, ${fromStore} stored replies used, ${usage.inputTokens} input and ${usage.outputTokens} output tokens${cost ? `, ${describeMoney(cost)}` : ''}`,
    `ended: ${ended}${message ? ` (${message})` : ''}`,
  ];
  if (ended !== 'done')
    output.err(`${message ? `${message}\n` : ''}What is brought back is kept. Give the same command again to go on.\n`);
  const whole = ended === 'done' && failed.length === 0 && unfit.length === 0;
  return { exit: ended === 'stopped' ? 130 : whole ? 0 : 1, json: summary, text: `${lines.join('\n')}\n` };
}
