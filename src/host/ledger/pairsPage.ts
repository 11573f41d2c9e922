import type { ScoredPair } from '../../core/ledger/pairsAround.ts';
import type { SimilarityMeasure } from '../../core/model/recipe.ts';
import { scoreName } from '../../core/model/similarity.ts';
import { scoreLabel } from '../labels.ts';
import { sharedBy } from './comparison.ts';
import { type Comparison, MarkedPage, withLineFeeds } from './markedPage.ts';

/** A page with pairs, most alike first, one text under the other, and what the measure counts as shared marked in both. */
export function pairsPage(
  pairs: readonly ScoredPair[],
  { measure, threshold, language }: { measure: SimilarityMeasure; threshold: number; language: string },
): Comparison {
  const other: SimilarityMeasure = measure === 'trigrams' ? 'rouge-l' : 'trigrams';
  const page = new MarkedPage();
  page.write('Are these two the same task? The most alike come first. What both share is underlined.\n');
  let isAbove = true;
  for (const [at, { a, b, scores }] of pairs.entries()) {
    if (isAbove && scores[measure] <= threshold) {
      isAbove = false;
      page.write(
        `\n──────── ${threshold}: what stands above this line is dropped, what stands below is kept ────────\n`,
      );
    }
    const named = [measure, other].map((by) => `${scoreName(by)} ${scoreLabel(scores[by])}`);
    page.write(`\n${at + 1}.  ${named.join(' · ')}\n`);
    const [first, second] = [withLineFeeds(a.text), withLineFeeds(b.text)];
    const shared = sharedBy(measure, first, second, language);
    page.write('  ');
    page.write(first, shared.a);
    page.write('\n  ');
    page.write(second, shared.b);
    page.write('\n');
  }
  return page;
}
