import { l10n, type QuickPickItem, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { FilteredCandidate } from '../../core/model/candidate.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import { groupBy } from '../groupBy.ts';
import { filterLabels } from '../labels.ts';
import type { OpenDataset } from '../openDataset.ts';
import { labelText } from '../taskText.ts';
import { clickedNodes } from '../tree/clickedNodes.ts';
import { type CandidateNode, isRescuable, type TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';

/** Dropped candidates of one dataset. */
export interface CandidateTargets {
  readonly dataset: OpenDataset;
  readonly ids: readonly string[];
}

/** Which candidates a person is offered where a command names none. */
export interface CandidatePick {
  readonly title: string;
  readonly placeHolder: string;
  readonly isOffered: (snapshot: Snapshot, candidate: FilteredCandidate) => boolean;
  /** What is said where there is none in the dataset of this name. */
  readonly none: (name: string) => string;
}

const toRescue: CandidatePick = {
  title: l10n.t('Rescue'),
  placeHolder: l10n.t('Which candidates are to come back as pending tasks?'),
  isOffered: isRescuable,
  none: (name) => l10n.t('Nothing was filtered out of “{0}” that could be brought back.', name),
};

/**
 * The candidates that a command is about: the tree's nodes that it was called on, those that its argument names
 * (`{ folder, candidates }`), or those that the person picks. None where the pick was dismissed.
 */
export async function candidateTargets(
  active: ActiveDataset,
  argument: unknown,
  all: unknown,
  pick: CandidatePick = toRescue,
): Promise<CandidateTargets[]> {
  if (isCandidateNode(argument)) {
    const byFolder = groupBy(clickedNodes(argument, all, isCandidateNode), ({ folder }) => folder);
    const targets: CandidateTargets[] = [];
    for (const [folder, nodes] of byFolder) {
      const dataset = await active.resolve({ folder });
      if (dataset) targets.push({ dataset, ids: nodes.map(({ candidate }) => candidate.id) });
    }
    return targets;
  }
  const dataset = await active.resolve(argument);
  if (!dataset) return [];
  const ids = namedCandidates(argument) ?? (await pickCandidates(dataset, pick));
  return ids === undefined || ids.length === 0 ? [] : [{ dataset, ids }];
}

function isCandidateNode(argument: unknown): argument is CandidateNode {
  return (argument as TreeNode | undefined)?.kind === 'candidate';
}

function namedCandidates(argument: unknown): readonly string[] | undefined {
  const { candidates } = (argument ?? {}) as { candidates?: unknown };
  return Array.isArray(candidates) ? candidates.filter((id) => typeof id === 'string') : undefined;
}

async function pickCandidates(
  { snapshot }: OpenDataset,
  { title, placeHolder, isOffered, none }: CandidatePick,
): Promise<readonly string[] | undefined> {
  const left = snapshot.filtered.filter((candidate) => isOffered(snapshot, candidate));
  if (left.length === 0) throw new UserError(none(isolate(snapshot.name)));
  const items = similarFirst(left).map(candidateItem);
  const picked = await window.showQuickPick(items, { title, placeHolder, canPickMany: true, matchOnDetail: true });
  return picked?.map(({ id }) => id);
}

/** The candidate of a list in a Quick Pick. */
export function candidateItem({
  id,
  instruction,
  filter,
  detail,
}: FilteredCandidate): QuickPickItem & { readonly id: string } {
  const reason = detail === undefined ? filterLabels[filter] : `${filterLabels[filter]} · ${labelText(detail, 60)}`;
  return { label: labelText(instruction, 100), description: reason, id };
}

/** What was dropped as similar before all else, since that is a matter of a number; the least similar first. */
export function similarFirst(candidates: readonly FilteredCandidate[]): FilteredCandidate[] {
  const rank = ({ filter, score = 1 }: FilteredCandidate) => (filter === 'similar' ? score : 2);
  return [...candidates].sort((a, b) => rank(a) - rank(b));
}
