import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  type Command,
  type Disposable,
  EventEmitter,
  l10n,
  Range,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { Scored } from '../../core/model/judgement.ts';
import { scoreName } from '../../core/model/similarity.ts';
import type { Novelty, Task } from '../../core/model/task.ts';
import type { ReviewedSeed, ReviewedTask, Snapshot } from '../../core/store/dataset.ts';
import { decidable, isGrown } from '../../core/store/whatCounts.ts';
import type { Datasets } from '../datasets.ts';
import { waitingLabel } from '../improve/waitingOutputs.ts';
import { judgementNotes, lowestLabel, scoreLabel } from '../labels.ts';
import { findTask } from '../taskLookup.ts';
import { labelText } from '../taskText.ts';
import type { LineTarget } from './lineTarget.ts';
import { holdsDecidable, idOfLine } from './taskLine.ts';

type Reviewed = ReviewedTask | ReviewedSeed;

type Part = 'state' | 'accept' | 'reject' | 'reset' | 'grow' | 'outputs' | 'scores' | 'nearest';

/** A lens whose words are made when its line comes into view: a file may have ten thousand lines. */
class TaskLens extends CodeLens {
  readonly part: Part;
  readonly target: LineTarget;
  constructor(part: Part, target: LineTarget) {
    super(new Range(target.line, 0, target.line, 0));
    this.part = part;
    this.target = target;
  }
}

/** A longer file has lenses only where somebody has looked: for all its lines they would take the editor seconds. */
const wholeFile = 1_000;
const blockLines = 250;

/** Above each line of a generated task or a machine-written seed: what was decided, what can be decided, and the nearest neighbour. */
export class TaskLenses implements CodeLensProvider<CodeLens>, Disposable {
  readonly #datasets: Datasets;
  readonly #changed = new EventEmitter<void>();
  /** By document: the blocks of a long file that were in view. They keep their lenses, so that lines do not jump. */
  readonly #seen = new Map<string, Set<number>>();
  readonly #disposables: Disposable[];
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(datasets: Datasets) {
    this.#datasets = datasets;
    this.#disposables = [
      this.#changed,
      datasets.onDidChange(() => this.#changed.fire()),
      datasets.onDidList(() => this.#changed.fire()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('selfInstruct.codeLens')) this.#changed.fire();
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document } }) => {
        const seen = this.#seen.get(document.uri.toString());
        if (seen && [...visibleBlocks(document)].some((block) => !seen.has(block))) this.#changed.fire();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#seen.delete(uri.toString())),
    ];
  }

  provideCodeLenses(document: TextDocument, token: CancellationToken): CodeLens[] {
    const file = document.uri.fsPath;
    const snapshot = this.#datasets.ofFile(file)?.snapshot;
    const isOn = workspace.getConfiguration('selfInstruct', document).get<boolean>('codeLens.enabled', true);
    if (!isOn || !snapshot || !holdsDecidable(file)) return [];
    const lenses: CodeLens[] = [];
    for (const line of this.#linesOf(document)) {
      if (token.isCancellationRequested) break;
      // The document may have unsaved lines, so it says which task stands where, and the snapshot what is known of it.
      const id = idOfLine(document.lineAt(line).text);
      const reviewed = id === undefined ? undefined : decidable(snapshot, id);
      if (id !== undefined && reviewed) {
        lenses.push(...partsOf(reviewed, snapshot).map((part) => new TaskLens(part, { file, line, id })));
      }
    }
    return lenses;
  }

  /** The lines that have lenses: all of a short file, those seen so far of a long one. */
  #linesOf(document: TextDocument): number[] {
    const { lineCount, uri } = document;
    if (lineCount <= wholeFile) return lineRange(0, lineCount);
    const seen = new Set([...(this.#seen.get(uri.toString()) ?? []), ...visibleBlocks(document)]);
    this.#seen.set(uri.toString(), seen);
    return [...seen].flatMap((block) => lineRange(block * blockLines, Math.min(lineCount, (block + 1) * blockLines)));
  }

  resolveCodeLens(lens: CodeLens): CodeLens {
    if (!(lens instanceof TaskLens)) return lens;
    const snapshot = this.#datasets.ofFile(lens.target.file)?.snapshot;
    const reviewed = snapshot && decidable(snapshot, lens.target.id);
    if (snapshot && reviewed) lens.command = commandOf(lens.part, lens.target, reviewed, snapshot);
    return lens;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** The blocks in view in any editor of a document, with those beside them. */
function visibleBlocks(document: TextDocument): Set<number> {
  const ranges = window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges);
  const blocks = ranges.flatMap(({ start, end }) =>
    lineRange(Math.floor(start.line / blockLines) - 1, Math.floor(end.line / blockLines) + 2),
  );
  return new Set(blocks.filter((block) => block >= 0 && block * blockLines < document.lineCount));
}

/** `from`, `from` + 1, … up to but without `to`. */
function lineRange(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** In restricted mode nothing can be decided, so nothing is offered. */
function partsOf(reviewed: Reviewed, snapshot: Snapshot): Part[] {
  const { task, standing } = reviewed;
  const nearest: Part[] = noveltyOf(task)?.nearest === undefined ? [] : ['nearest'];
  const isDecided = standing.state === 'accepted' || standing.state === 'rejected';
  const isStated = isDecided || standing.state === 'disputed' || standing.changedSince || task.kind === 'seed';
  const state: Part[] = isStated ? ['state'] : [];
  const isOrigin = task.kind === 'generated' && standing.state === 'accepted' && !isGrown(task);
  const grow: Part[] = isOrigin ? ['grow'] : [];
  const decide: Part[] = isDecided ? ['reset', ...grow] : ['accept', 'reject'];
  const outputs: Part[] = task.kind === 'generated' && waitingLabel(snapshot, task) ? ['outputs'] : [];
  const scores: Part[] = scoredOf(reviewed) ? ['scores'] : [];
  return [...state, ...(workspace.isTrusted ? decide : []), ...outputs, ...scores, ...nearest];
}

function commandOf(part: Part, target: LineTarget, reviewed: Reviewed, snapshot: Snapshot): Command {
  const args = { arguments: [target] };
  switch (part) {
    case 'accept':
      return { title: l10n.t('Accept'), command: 'selfInstruct.acceptTask', ...args };
    case 'reject':
      return { title: l10n.t('Reject'), command: 'selfInstruct.rejectTask', ...args };
    case 'reset':
      return {
        title: l10n.t('Reset'),
        tooltip: l10n.t('Make the task pending again'),
        command: 'selfInstruct.resetTask',
        ...args,
      };
    case 'grow':
      return {
        title: l10n.t('Grow Instances'),
        tooltip: l10n.t('Ask the model for more instances under this instruction'),
        command: 'selfInstruct.growInstances',
        ...args,
      };
    case 'state':
      // Without a command a lens is plain text.
      return { title: stateText(reviewed), command: '' };
    case 'outputs': {
      const { task } = reviewed;
      const title = task.kind === 'generated' ? waitingLabel(snapshot, task) : undefined;
      const tooltip = l10n.t('Compare the outputs of this task and choose one');
      return { title: title ?? '', tooltip, command: 'selfInstruct.compareOutputs', ...args };
    }
    case 'scores': {
      const scored = scoredOf(reviewed);
      const title = scored ? lowestLabel(scored) : '';
      const tooltip = scored ? judgementNotes(scored).join('\n\n') : '';
      const shown = { folder: snapshot.folder, id: target.id };
      return { title, tooltip, command: 'selfInstruct.openInPanel', arguments: [shown] };
    }
    case 'nearest': {
      const { nearest = '', max = 0, measure } = noveltyOf(reviewed.task) ?? {};
      const neighbour = findTask(snapshot, nearest);
      const text = neighbour ? labelText(neighbour.instruction, 60) : nearest;
      const tooltip = l10n.t(
        '{0} to the nearest task when this one was admitted. Click to open that task.',
        scoreName(measure),
      );
      const title = l10n.t('nearest {0}: “{1}”', scoreLabel(max), text);
      return {
        title,
        tooltip,
        command: 'selfInstruct.openNearest',
        arguments: [{ folder: snapshot.folder, id: target.id }],
      };
    }
  }
}

function scoredOf(reviewed: Reviewed): Scored | undefined {
  return 'scored' in reviewed ? reviewed.scored : undefined;
}

function noveltyOf(task: Task): Novelty | undefined {
  return task.kind === 'generated' ? task.novelty : undefined;
}

function stateText({ task, standing: { state, changedSince, top } }: Reviewed): string {
  if (task.kind === 'seed' && state === 'pending' && !changedSince)
    return l10n.t('Machine-written, not yet accepted by a speaker');
  if (changedSince) return l10n.t('Changed since {0} by {1}', changedSince, isolate(top?.reviewer ?? ''));
  if (state === 'disputed') return l10n.t('Disputed: reviewers differ');
  const by = isolate(top?.reviewer ?? '');
  return state === 'accepted' ? l10n.t('Accepted by {0}', by) : l10n.t('Rejected by {0}', by);
}
