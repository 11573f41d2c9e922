import type { Verdict } from '../../core/model/decision.ts';
import { lastDecisionOf } from '../../core/store/decisions.ts';
import { decidable } from '../../core/store/whatCounts.ts';
import type { Datasets } from '../datasets.ts';
import { groupBy } from '../groupBy.ts';
import type { OpenDataset } from '../openDataset.ts';
import { reviewer } from '../reviewer.ts';
import type { DecisionTarget } from './decisionTargets.ts';

/**
 * Records a verdict about tasks under the reviewer's name; what would change nothing is left out. Resolves with how many
 * were recorded. Throws `ContentChanged` where a task is no longer what was seen; then nothing is recorded in its dataset.
 */
export async function decide(
  datasets: Datasets,
  targets: readonly DecisionTarget[],
  verdict: Verdict,
): Promise<number> {
  const name = await reviewer();
  let recorded = 0;
  for (const [folder, tasks] of groupBy(targets, (target) => target.folder)) {
    const dataset = datasets.get(folder);
    const wanted = dataset ? tasks.filter((task) => changesSomething(dataset, task, verdict, name)) : [];
    if (!dataset || wanted.length === 0) continue;
    await dataset.write((writer) => writer.decide(wanted, verdict, name));
    recorded += wanted.length;
  }
  return recorded;
}

function changesSomething(
  { snapshot }: OpenDataset,
  { id, of }: DecisionTarget,
  verdict: Verdict,
  name: string,
): boolean {
  const standing = decidable(snapshot, id)?.standing;
  if (!standing) return true;
  if (verdict === 'reset') return standing.state !== 'pending' || standing.changedSince !== undefined;
  const { top } = standing;
  return !(standing.state !== 'disputed' && top?.decision === verdict && top.of === of && top.reviewer === name);
}

/**
 * Takes the reviewer's last decision in a dataset back; where several tasks were decided about at once, all of them.
 * Resolves with the ids concerned. Throws `DecidedSince` where somebody decided about a task since.
 */
export async function undoLast(dataset: OpenDataset): Promise<readonly string[]> {
  const name = await reviewer();
  const undone: string[] = [];
  await dataset.refresh();
  const last = lastDecisionOf(dataset.snapshot.decisions, name);
  for (let next = last; next && next.at === last?.at; next = lastDecisionOf(dataset.snapshot.decisions, name)) {
    const { id } = next;
    await dataset.write((writer) => writer.undo(name));
    undone.push(id);
  }
  return undone;
}

/** Whether the reviewer has a decision to take back. */
export async function canUndo({ snapshot }: OpenDataset): Promise<boolean> {
  return lastDecisionOf(snapshot.decisions, await reviewer()) !== undefined;
}
