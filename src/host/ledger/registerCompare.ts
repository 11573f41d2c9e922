import { Disposable, l10n, Uri, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import type { OpenDataset } from '../openDataset.ts';
import { recordAtCursor, recordIn } from '../recordAt.ts';
import { UserError } from '../userError.ts';
import { candidateItem, similarFirst } from './candidateTargets.ts';
import { markedDocuments } from './markedDocuments.ts';
import type { Comparison } from './markedPage.ts';

const scheme = 'self-instruct-compare';

/** *Compare with Nearest*: a task or dropped candidate beside its nearest neighbour, the shared words underlined. */
export function registerCompare({
  commands,
  datasets,
  active,
}: {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
}): Disposable {
  const documents = markedDocuments(
    scheme,
    (uri) => comparisonAt(datasets, uri),
    l10n.t('This comparison is no longer possible: one of the two is gone.'),
  );

  commands.register('selfInstruct.compareWithNearest', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const id = recordIn(argument) ?? (await comparedAtCursor(datasets, dataset)) ?? (await pickCompared(dataset));
    if (id === undefined) return;
    if (!(await compare(dataset, id)))
      throw new UserError(l10n.t('No nearest neighbour is known of this task, or it is no longer there.'));
    await documents.show(comparisonUri(dataset.folder, id));
  });

  return Disposable.from(
    documents,
    datasets.onDidChange(({ folder }) => documents.touch(({ query }) => query === folder)),
  );
}

/** The address says all that is shown, so that it can be shown again after the window was opened anew. */
function comparisonUri(folder: string, id: string): Uri {
  return Uri.from({ scheme, path: `/${encodeURIComponent(id)}.txt`, query: folder });
}

async function comparisonAt(datasets: Datasets, { path, query: folder }: Uri): Promise<Comparison | undefined> {
  const dataset = datasets.get(folder);
  return dataset && compare(dataset, decodeURIComponent(path.slice(1, -'.txt'.length)));
}

/** What counts and cuts words is loaded only where somebody compares. */
async function compare({ snapshot }: OpenDataset, id: string): Promise<Comparison | undefined> {
  const { comparisonOf } = await import('./comparison.ts');
  return comparisonOf(snapshot, id);
}

async function comparedAtCursor(datasets: Datasets, dataset: OpenDataset): Promise<string | undefined> {
  const id = recordAtCursor(datasets, dataset);
  return id !== undefined && (await compare(dataset, id)) ? id : undefined;
}

async function pickCompared({ snapshot }: OpenDataset): Promise<string | undefined> {
  const compared = snapshot.filtered.filter(({ nearest }) => nearest !== undefined);
  if (compared.length === 0)
    throw new UserError(
      l10n.t('No candidate of “{0}” was dropped as too similar to another text.', isolate(snapshot.name)),
    );
  const picked = await window.showQuickPick(similarFirst(compared).map(candidateItem), {
    title: l10n.t('Compare with Nearest'),
    placeHolder: l10n.t('Which candidate?'),
    matchOnDescription: true,
  });
  return picked?.id;
}
