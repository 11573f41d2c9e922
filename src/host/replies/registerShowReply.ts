import { Disposable, EventEmitter, Hover, l10n, languages, MarkdownString, Uri, window, workspace } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import { candidateItem } from '../ledger/candidateTargets.ts';
import type { OpenDataset } from '../openDataset.ts';
import { recordAtCursor, recordIn } from '../recordAt.ts';
import { idOfLine } from '../review/taskLine.ts';
import { UserError } from '../userError.ts';

const scheme = 'self-instruct-reply';

/** *Show Reply*: what the model said and what it was asked, in a read-only document, for a task or a dropped candidate. */
export function registerShowReply({
  commands,
  datasets,
  active,
}: {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
}): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => textAt(datasets, uri),
  });

  commands.register('selfInstruct.showReply', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const id = recordIn(argument) ?? recordAtCursor(datasets, dataset) ?? (await pickUnreadable(dataset));
    if (id === undefined) return;
    const { snapshot, folder } = dataset;
    if (!snapshot.byId.has(id) && !snapshot.filtered.some((candidate) => candidate.id === id))
      throw new UserError(l10n.t('There is no generated task or dropped candidate “{0}” in the dataset.', isolate(id)));
    // The address says all that is shown, so that it can be shown again after the window was opened anew.
    const uri = Uri.from({ scheme, path: `/${encodeURIComponent(id)}.txt`, query: folder });
    changed.fire(uri);
    await window.showTextDocument(uri, { preview: true });
  });

  return Disposable.from(changed, provider, registerHover(datasets));
}

async function textAt(datasets: Datasets, { path, query: folder }: Uri): Promise<string> {
  const dataset = datasets.get(folder);
  const { replyText } = await import('./replyText.ts');
  const text = dataset && (await replyText(dataset, decodeURIComponent(path.slice(1, -'.txt'.length))));
  return text ?? l10n.t('This task or candidate is no longer in the dataset.');
}

/** Over a line of the dropped candidates: the way to its reply. */
function registerHover(datasets: Datasets): Disposable {
  return languages.registerHoverProvider(
    { scheme: 'file', pattern: '**/filtered_candidates.jsonl' },
    {
      provideHover(document, { line }) {
        const folder = datasets.ofFile(document.uri.fsPath)?.folder;
        const id = idOfLine(document.lineAt(line).text);
        if (folder === undefined || id === undefined) return undefined;
        const argument = encodeURIComponent(JSON.stringify([{ folder, id }]));
        const text = new MarkdownString(`[${l10n.t('Show Reply')}](command:selfInstruct.showReply?${argument})`);
        text.isTrusted = { enabledCommands: ['selfInstruct.showReply'] };
        return new Hover(text);
      },
    },
  );
}

async function pickUnreadable({ snapshot }: OpenDataset): Promise<string | undefined> {
  const unreadable = snapshot.filtered.filter(({ filter }) => filter === 'unparsable').toReversed();
  if (unreadable.length === 0)
    throw new UserError(
      l10n.t(
        'Every reply in “{0}” could be read. To see the reply that a task came from, select the task in the tree, or put the cursor into its line.',
        isolate(snapshot.name),
      ),
    );
  const picked = await window.showQuickPick(unreadable.map(candidateItem), {
    title: l10n.t('Show Reply'),
    placeHolder: l10n.t('Which of the replies that could not be read?'),
    matchOnDescription: true,
  });
  return picked?.id;
}
