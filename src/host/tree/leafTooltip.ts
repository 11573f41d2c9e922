import { MarkdownString } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { keptOutput } from '../../core/model/output.ts';
import { scoreName } from '../../core/model/similarity.ts';
import type { GeneratedTask } from '../../core/model/task.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { standingChoices } from '../../core/store/outputOptions.ts';
import { waitingLabel } from '../improve/waitingOutputs.ts';
import { filterLabels, flagLabel, judgementNotes, scoreLabel, seedNotes, stateLabels } from '../labels.ts';
import { candidateNotes, provenanceNotes } from '../provenanceNotes.ts';
import { findTask } from '../taskLookup.ts';
import { labelText, taskMarkdown } from '../taskText.ts';
import type { CandidateNode, SeedNode, TaskNode } from './nodes.ts';

/** What can be shown whole: what a leaf is about, wherever it stands. */
export type Shown =
  | Pick<SeedNode, 'kind' | 'seed' | 'standing'>
  | Pick<TaskNode, 'kind' | 'reviewed' | 'snapshot'>
  | Pick<CandidateNode, 'kind' | 'candidate' | 'snapshot'>;

/** The whole task, for a tooltip or a hover. Its text is escaped, so nothing in it becomes a link or a command. */
export function leafTooltip(leaf: Shown): MarkdownString {
  const tooltip = new MarkdownString(markdownOf(leaf));
  tooltip.isTrusted = false;
  tooltip.supportHtml = false;
  return tooltip;
}

function markdownOf(leaf: Shown): string {
  if (leaf.kind === 'seed') return seedMarkdown(leaf);
  if (leaf.kind === 'task') return generatedMarkdown(leaf);
  return candidateMarkdown(leaf);
}

function seedMarkdown({ seed, standing }: Pick<SeedNode, 'seed' | 'standing'>): string {
  const heading = seed.isClassification ? 'Seed task, classification' : 'Seed task';
  return taskMarkdown({
    heading,
    instruction: seed.instruction,
    instances: seed.instances,
    notes: seedNotes(seed, standing),
  });
}

function generatedMarkdown({
  reviewed: { task, standing, scored },
  snapshot,
}: Pick<TaskNode, 'reviewed' | 'snapshot'>): string {
  const { novelty, provenance, flags = [] } = task;
  const neighbour = novelty?.nearest === undefined ? undefined : findTask(snapshot, novelty.nearest);
  const notes = [
    ...flags.map((flag) => `When it was admitted: ${flagLabel(flag)} (${isolate(flag.detail)})`),
    ...(novelty && neighbour
      ? [
          `Nearest neighbour (${scoreName(novelty.measure)} ${scoreLabel(novelty.max)}): ${labelText(neighbour.instruction, 200)}`,
        ]
      : []),
    ...(scored ? judgementNotes(scored) : []),
    ...outputNotes(snapshot, task),
    ...(provenance ? provenanceNotes(provenance) : []),
    ...(standing.top
      ? [`${stateLabels[standing.state]} by ${isolate(standing.top.reviewer)}, ${standing.top.at}`]
      : []),
  ];
  const heading = `${stateLabels[standing.state]}${standing.changedSince ? `, changed since ${standing.changedSince}` : ''}${task.isClassification ? ', classification' : ''}`;
  return taskMarkdown({ heading, instruction: task.instruction, instances: task.instances, notes });
}

/** Which outputs wait for a choice, and who chose the last one. */
function outputNotes(snapshot: Snapshot, task: GeneratedTask): string[] {
  const lines = snapshot.outputs.byTask.get(task.id);
  if (!lines) return [];
  const waiting = waitingLabel(snapshot, task);
  const chosen = standingChoices(lines.choices).at(-1);
  return [
    ...(waiting === undefined ? [] : [waiting]),
    ...(chosen
      ? [`Output ${chosen.chosen === keptOutput ? 'kept' : 'chosen'} by ${isolate(chosen.reviewer)}, ${chosen.at}`]
      : []),
  ];
}

function candidateMarkdown({ candidate, snapshot }: Pick<CandidateNode, 'candidate' | 'snapshot'>): string {
  const neighbour = candidate.nearest === undefined ? undefined : findTask(snapshot, candidate.nearest);
  const notes = [
    ...(candidate.detail === undefined ? [] : [isolate(candidate.detail)]),
    ...(neighbour ? [`Nearest neighbour: ${labelText(neighbour.instruction, 200)}`] : []),
    ...candidateNotes(candidate),
  ];
  return taskMarkdown({
    heading: `Filtered out: ${filterLabels[candidate.filter]}`,
    instruction: candidate.instruction,
    instances: candidate.instances ?? [],
    notes,
  });
}
