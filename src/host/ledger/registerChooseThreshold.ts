import { type Disposable, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ScoredPair } from '../../core/ledger/pairsAround.ts';
import type { SimilarityMeasure } from '../../core/model/recipe.ts';
import { scoreNames } from '../../core/model/similarity.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import { scoreLabel } from '../labels.ts';
import type { OpenDataset } from '../openDataset.ts';
import { labelText } from '../taskText.ts';
import { UserError } from '../userError.ts';
import { writeRecipe } from '../writeRecipe.ts';
import type { LongWork } from './longWork.ts';
import { markedDocuments } from './markedDocuments.ts';
import type { Comparison } from './markedPage.ts';
import { replayText } from './registerReplay.ts';
import { cutAt, cutBelow } from './thresholdCuts.ts';

const scheme = 'self-instruct-pairs';
/** How far the view moves when a person wants to see pairs that are more or less alike. */
const step = 0.2;
const shownMs = 6_000;

/** *Choose Similarity Threshold*: a measure, real pairs to judge, a preview, and then the recipe. */
export function registerChooseThreshold({
  commands,
  active,
  work,
}: {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly work: LongWork;
}): Disposable {
  /** By folder: the pairs that were shown last. */
  const pages = new Map<string, Comparison>();
  const documents = markedDocuments(
    scheme,
    async ({ query }) => pages.get(query),
    l10n.t('These pairs were shown in another window. Run Choose Similarity Threshold again.'),
  );

  const show = async ({ folder, snapshot }: OpenDataset, pairs: readonly ScoredPair[], by: Cut) => {
    const { pairsPage } = await import('./pairsPage.ts');
    pages.set(folder, pairsPage(pairs, { ...by, language: snapshot.recipe.language }));
    await documents.show(Uri.from({ scheme, path: '/pairs.txt', query: folder }));
  };

  const pairsNear = (dataset: OpenDataset, by: Cut) =>
    work.run(l10n.t('Looking for pairs around {0}', by.threshold), async (signal, report) => {
      const { pairsAround } = await import('../../core/ledger/pairsAround.ts');
      return pairsAround(dataset.snapshot, { ...by, signal, onProgress: report });
    });

  commands.register('selfInstruct.chooseThreshold', async (argument) => {
    const dataset = await active.resolve(argument);
    const measure = dataset && (await pickMeasure(dataset));
    if (!dataset || !measure) return;
    let around = dataset.snapshot.recipe.filters.similarity;
    for (;;) {
      const pairs = await pairsNear(dataset, { measure, threshold: around });
      if (pairs.length === 0)
        throw new UserError(l10n.t('“{0}” has no two texts to compare yet.', isolate(dataset.snapshot.name)));
      await show(dataset, pairs, { measure, threshold: around });
      const picked = await pickCut(pairs, { measure, threshold: around });
      if (!picked) return;
      around = picked.threshold;
      if (picked.kind === 'look') continue;
      const chosen = { measure, threshold: picked.threshold };
      const answer = await confirmCut(work, dataset, chosen);
      if (answer === undefined) return;
      if (answer === 'again') continue;
      await setInRecipe(dataset, chosen);
      return;
    }
  });
  return documents;
}

/** A way to filter that may go to the recipe. */
interface Cut {
  readonly measure: SimilarityMeasure;
  readonly threshold: number;
}

async function pickMeasure({ snapshot }: OpenDataset): Promise<SimilarityMeasure | undefined> {
  const own = snapshot.recipe.filters.measure;
  const details: Readonly<Record<SimilarityMeasure, string>> = {
    'rouge-l': l10n.t(
      'Whole words in their order. As in the paper. Right where words keep their form: English, Chinese, Hindi, …',
    ),
    trigrams: l10n.t(
      'Three letters at a time. For languages that put endings on words, where one more ending makes another word: Turkish, Finnish, Swahili, Quechua, Tamil, Korean, …',
    ),
  };
  const items = (['rouge-l', 'trigrams'] as const)
    .map((measure): QuickPickItem & { readonly measure: SimilarityMeasure } => ({
      label: scoreNames[measure],
      description: measure === own ? l10n.t('the recipe’s') : '',
      detail: details[measure],
      measure,
    }))
    .sort((a, b) => Number(b.measure === own) - Number(a.measure === own));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Choose Similarity Threshold (1 of 3): the measure'),
    placeHolder: l10n.t('How shall it be measured how alike two instructions are?'),
  });
  return picked?.measure;
}

type PickedCut = { readonly kind: 'cut' | 'look'; readonly threshold: number };

/** The pairs stand in the editor behind the list, so it stays when somebody scrolls there. */
async function pickCut(pairs: readonly ScoredPair[], { measure, threshold }: Cut): Promise<PickedCut | undefined> {
  const scores = pairs.map((pair) => pair.scores[measure]);
  const cuts = pairs.map((pair, at): QuickPickItem & { readonly choice: PickedCut } => {
    const cut = cutAt(pair.scores[measure], scores);
    return {
      label: `${at + 1}.  ${scoreLabel(pair.scores[measure])}  ${labelText(pair.a.text, 70)}`,
      description: l10n.t('drop above {0}', cut),
      detail: labelText(pair.b.text, 110),
      choice: { kind: 'cut', threshold: cut },
    };
  });
  const below = cutBelow(scores);
  const look = (to: number, label: string) =>
    to > 0 && to < 1 && to !== threshold ? [{ label, choice: { kind: 'look', threshold: to } as const }] : [];
  const rounded = (value: number) => Math.round(value * 100) / 100;
  const picked = await window.showQuickPick(
    [
      ...cuts,
      {
        label: l10n.t('None of them: all of these are too similar'),
        description: l10n.t('drop above {0}', below),
        choice: { kind: 'cut', threshold: below } as const,
      },
      ...look(rounded(threshold + step), l10n.t('$(arrow-up) Show pairs that are more alike')),
      ...look(rounded(threshold - step), l10n.t('$(arrow-down) Show pairs that are less alike')),
    ],
    {
      title: l10n.t('Choose Similarity Threshold (2 of 3): the first pair of which both texts are worth keeping'),
      placeHolder: l10n.t('From the top, most alike first. Nothing is written yet.'),
      matchOnDetail: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.choice;
}

async function confirmCut(work: LongWork, { snapshot }: OpenDataset, cut: Cut): Promise<'set' | 'again' | undefined> {
  const { replayThreshold } = await import('../../core/ledger/replayThreshold.ts');
  const { tasks, similar, thresholds } = await work.run(l10n.t('Replaying the novelty filter'), (signal, report) =>
    replayThreshold(snapshot, { measure: cut.measure, thresholds: [cut.threshold], signal, onProgress: report }),
  );
  const [replayed] = thresholds;
  const preview = replayed ? replayText(replayed) : '';
  const items: (QuickPickItem & { readonly answer: 'set' | 'again' })[] = [
    {
      label: l10n.t('Set in recipe: {0} above {1} is dropped', scoreNames[cut.measure], cut.threshold),
      description: preview,
      detail: l10n.t('For new rounds. What the dataset holds stays as it is.'),
      answer: 'set',
    },
    { label: l10n.t('Choose another cut'), answer: 'again' },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t(
      'Choose Similarity Threshold (3 of 3): of {0} tasks and {1} candidates dropped as similar, it {2}',
      tasks,
      similar,
      preview,
    ),
    placeHolder: l10n.t('This is what the filter would have done. Write it to the recipe?'),
    ignoreFocusOut: true,
  });
  return picked?.answer;
}

/** Opens the recipe first where there is one, so that the change is seen and Undo takes it back. */
async function setInRecipe(dataset: OpenDataset, { measure, threshold }: Cut): Promise<void> {
  const { filters } = dataset.snapshot.recipe;
  const file = Uri.file(dataset.paths.recipe);
  const open = () => window.showTextDocument(file, { preview: true });
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) await open();
  // A recipe that says nothing of the measure goes on so where that is right.
  const values = { similarity: threshold, ...(measure === filters.measure ? {} : { measure }) };
  await writeRecipe(dataset, { filters: values });
  if (!isThere) await open();
  window.setStatusBarMessage(
    l10n.t('New rounds drop above {0} {1}; Undo in the recipe takes it back', scoreNames[measure], threshold),
    shownMs,
  );
}
