import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  type Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import type { CommandId } from '../commandTable.ts';
import type { DecisionTarget } from '../review/decisionTargets.ts';
import type { LineTarget } from '../review/lineTarget.ts';
import { type DuplicateProblems, type Finding, nearDuplicateCode } from './duplicateProblems.ts';
import type { PlacedText } from './duplicateSources.ts';
import { longest, textOfLine } from './textOfLine.ts';

/** What *Not a Duplicate* is given: two tasks of a dataset (`folder`), or two lines of another file. */
export interface DistinctArgument {
  readonly folder?: string;
  readonly key: string;
  readonly pair: readonly [PlacedText, PlacedText];
}

/** What *Keep the Longest* is given: the tasks to reject. */
export interface KeepLongestArgument {
  readonly folder: string;
  readonly targets: readonly DecisionTarget[];
}

/** Quick fixes for near-duplicates: of a dataset's tasks they record a decision, of other files they delete lines. */
export class DuplicateFixes implements CodeActionProvider {
  readonly #problems: DuplicateProblems;

  constructor(problems: DuplicateProblems) {
    this.#problems = problems;
  }

  provideCodeActions(document: TextDocument, _range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    return diagnostics
      .filter(({ code }) => code === nearDuplicateCode)
      .flatMap((diagnostic) => {
        const finding = this.#problems.at(document.uri.fsPath, diagnostic.range.start.line);
        if (!finding) return [];
        const actions = finding.source.folder === undefined ? fileFixes(document, finding) : datasetFixes(finding);
        for (const action of actions) action.diagnostics = [diagnostic];
        return actions;
      });
  }
}

function datasetFixes({ source: { key, folder = '' }, own, nearest, group }: Finding): CodeAction[] {
  if (!workspace.isTrusted) return [];
  const line: LineTarget = { file: own.file, line: own.line, id: own.id };
  const others = group.filter((text) => text !== longest(group) && text.isGenerated);
  const targets = others.map(({ id, of = '' }): DecisionTarget => ({ folder, id, of }));
  const keep: KeepLongestArgument = { folder, targets };
  return [
    ...(own.isGenerated ? [calling(l10n.t('Reject this one'), 'selfInstruct.rejectTask', line)] : []),
    ...(targets.length > 0
      ? [calling(l10n.t('Keep the longest (reject {0})', targets.length), 'selfInstruct.keepLongest', keep)]
      : []),
    notDuplicate({ folder, key, pair: [own, nearest] }),
  ];
}

function fileFixes(document: TextDocument, { source: { key }, own, nearest, group }: Finding): CodeAction[] {
  const isThere = ({ line, text }: PlacedText) =>
    line < document.lineCount && textOfLine(document.lineAt(line).text) === text;
  // Lines that moved are found again in a moment; until then none is deleted.
  if (!group.every(isThere)) return [];
  const others = group.filter((text) => text !== longest(group));
  return [
    deleting(l10n.t('Delete this line'), document, [own]),
    deleting(l10n.t('Keep the longest (delete {0})', others.length), document, others),
    notDuplicate({ key, pair: [own, nearest] }),
  ];
}

function notDuplicate(argument: DistinctArgument): CodeAction {
  return calling(l10n.t('Not a duplicate of {0}', argument.pair[1].id), 'selfInstruct.notDuplicate', argument);
}

function calling(title: string, command: CommandId, argument: unknown): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command, arguments: [argument] };
  return action;
}

function deleting(title: string, document: TextDocument, texts: readonly PlacedText[]): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  for (const { line } of texts) action.edit.delete(document.uri, document.lineAt(line).rangeIncludingLineBreak);
  return action;
}
