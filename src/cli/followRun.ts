import { coarseLeft } from '../core/coarseLeft.ts';
import { firstLine } from '../core/firstLine.ts';
import { isolate } from '../core/isolate.ts';
import type { ModelClient } from '../core/llm/modelClient.ts';
import { describeMoney } from '../core/llm/spending.ts';
import type { ImproveCounts } from '../core/model/improve.ts';
import { eachOf } from '../core/model/money.ts';
import type { Recipe } from '../core/model/recipe.ts';
import type { RunEvent, RunSummary } from '../core/pipeline/events.ts';
import { noProgress, progressAfter, type RunProgress, tokensOf } from '../core/pipeline/runProgress.ts';
import type { CommandResult, Output } from './command.ts';

/** Tells what a run does, and what it came to. `resume` is the call that goes on with it. */
export async function followRun(
  events: AsyncGenerator<RunEvent, RunSummary>,
  output: Output,
  resume: string,
): Promise<CommandResult> {
  const began = performance.now();
  let progress = noProgress;
  for (;;) {
    const next = await events.next();
    if (next.done) return result(next.value, output, resume);
    progress = progressAfter(progress, next.value, performance.now() - began);
    report(next.value, output);
    if (next.value.type === 'round' && progress.requests > 0) output.err(`  ${soFar(progress)}\n`);
  }
}

/** What the session used so far, and how long it still takes. */
function soFar({ requests, usage, cost, admitted, leftMs }: RunProgress): string {
  const parts = [`${requests} requests, ${tokensOf(usage)} tokens`];
  if (cost) parts.push(describeMoney(cost));
  if (cost && admitted > 0) parts.push(`${describeMoney(eachOf(cost, admitted))} for each admitted task`);
  if (leftMs !== undefined && leftMs > 0) {
    const { count, unit } = coarseLeft(leftMs);
    parts.push(`about ${count} ${unit} left`);
  }
  return parts.join(', ');
}

/** Says what the one model of a call on the command line is, and is not. */
export function warnOfModel(
  { models }: Pick<Recipe, 'models'>,
  { practice }: Pick<ModelClient, 'practice'>,
  { err }: Output,
): void {
  if (models)
    err(
      'The recipe has models of their own for parts of the work (models). They live in the editor’s settings: here one model does all.\n',
    );
  if (practice) err('Practice model: no language model. These tasks are for trying the tool, not for training.\n');
}

export function report(event: RunEvent, { err }: Output): void {
  switch (event.type) {
    case 'started':
      for (const { file } of event.setAside)
        err(`A torn last line of ${file} was set aside in .self-instruct/set_aside.jsonl.\n`);
      err(
        `Round ${event.round} with ${event.model} (${event.connection}), random seed ${event.randomSeed}${event.firstRequest > 0 ? `, going on at request ${event.firstRequest}` : ''}\n`,
      );
      return;
    case 'admitted':
      err(`  + ${shown(event.task.instruction)}\n`);
      return;
    case 'filtered':
      err(
        `  - ${event.candidate.filter}${event.candidate.score === undefined ? '' : ` ${event.candidate.score.toFixed(2)}`}: ${shown(event.candidate.instruction)}\n`,
      );
      return;
    case 'improved':
      err(`  = ${event.task}: ${event.outcome}\n`);
      return;
    case 'notice':
      err(`  ! ${event.message}\n`);
      return;
    case 'round':
      if (event.round.improved) return;
      err(
        `Round ${event.round.round}: ${event.round.admitted.length} of ${event.round.candidates} candidates admitted\n`,
      );
      return;
    default:
      return;
  }
}

function describeImproved({ written, outcomes }: ImproveCounts): string[] {
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  return [`${written} lines written${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`];
}

function shown(text: string): string {
  return isolate(firstLine(text, 100));
}

function result(summary: RunSummary, output: Output, resume: string): CommandResult {
  const { admitted, instances, filtered, requests, fromStore, usage, cost, ended, run, failed, message, improved } =
    summary;
  const dropped = Object.entries(filtered).map(([filter, count]) => `${filter} ${count}`);
  const lines = [
    ...(improved
      ? describeImproved(improved)
      : [
          `${admitted} tasks admitted with ${instances} instances`,
          dropped.length > 0 ? `filtered out: ${dropped.join(', ')}` : 'nothing was filtered out',
        ]),
    `${requests} requests, ${fromStore} stored replies used, ${usage.inputTokens} input and ${usage.outputTokens} output tokens${cost ? `, ${describeMoney(cost)}` : ''}`,
    ...(cost && admitted > 0 ? [`${describeMoney(eachOf(cost, admitted))} for each admitted task`] : []),
    ...(failed > 0 ? [`${failed} replies could not be read; they are kept in .self-instruct/replies`] : []),
    `ended: ${ended}${message ? ` (${message})` : ''}`,
  ];
  const unmet = ended === 'stopped' || ended === 'error' || ended === 'budget';
  if (unmet)
    output.err(
      `${message ? `${message}\n` : ''}Everything ${improved ? 'written' : 'admitted'} so far is kept. Go on with: ${resume}\n`,
    );
  return {
    exit: ended === 'stopped' ? 130 : ended === 'rounds' || ended === 'target' ? 0 : 1,
    json: {
      run,
      admitted,
      instances,
      filtered,
      requests,
      fromStore,
      failed,
      ...(improved ? { improved } : {}),
      usage,
      ...(cost ? { cost } : {}),
      ended,
      ...(message ? { message } : {}),
    },
    text: `${lines.join('\n')}\n`,
  };
}
