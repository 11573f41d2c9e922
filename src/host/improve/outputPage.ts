import type { Message } from '../../core/model/task.ts';
import type { ReviewedTask, Snapshot } from '../../core/store/dataset.ts';
import { type OutputOption, type OutputOptions, outputOptions } from '../../core/store/outputOptions.ts';
import { roleLabels } from '../labels.ts';
import { withLineFeeds } from '../ledger/markedPage.ts';
import type { OutputAddress } from './outputAddress.ts';

/** A task's instance with its outputs, and the one that an address names. */
export interface FoundOutput {
  readonly reviewed: ReviewedTask;
  readonly options: OutputOptions;
  readonly option: OutputOption;
}

/** `undefined` where the task has changed since, or is no longer there. */
export function findOutput(
  { byId, outputs }: Pick<Snapshot, 'byId' | 'outputs'>,
  { task, of, instance, option: id }: Omit<OutputAddress, 'folder'>,
): FoundOutput | undefined {
  const reviewed = byId.get(task);
  const lines = outputs.byTask.get(task);
  if (reviewed?.of !== of || !lines) return undefined;
  const options = outputOptions(reviewed.task, lines).find((own) => own.instance === instance);
  const option = options?.options.find((own) => own.id === id);
  return options && option && { reviewed, options, option };
}

/** The page of one output: the same above on both sides, so that the eye finds at once what differs. */
export function outputPage({ reviewed: { task }, options, option }: FoundOutput): string {
  const { input = '', messages } = task.instances[options.instance] ?? {};
  const before = messages ? turns(messages.slice(0, -1)) : input === '' ? [] : ['Input', input];
  return `${['Instruction', task.instruction, ...before, 'Output', option.output].map(withLineFeeds).join('\n\n')}\n`;
}

function turns(messages: readonly Message[]): string[] {
  return messages.flatMap(({ role, content }) => [roleLabels[role], content]);
}

/** Who wrote an output, and how many samples agree on it. */
export function outputLabel({ provenance, agreement }: OutputOption): string {
  const by = provenance?.practice
    ? 'practice model'
    : (provenance?.servedModel ?? provenance?.model ?? 'unknown model');
  return agreement ? `${by}, ${agreement.agree} of ${agreement.of} agree` : by;
}
