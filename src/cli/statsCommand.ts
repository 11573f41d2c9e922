import { isolate } from '../core/isolate.ts';
import { languageCheckOf } from '../core/language/languageCheck.ts';
import { scoreName } from '../core/model/similarity.ts';
import { createTokenizer } from '../core/similarity/tokenize.ts';
import { computeOverview } from '../core/stats/computeOverview.ts';
import { type Command, onlyPositional, readArguments } from './command.ts';
import { describeLanguageChecks } from './describeLanguageChecks.ts';
import { describeScores } from './describeScores.ts';
import { describeSpent } from './describeSpent.ts';
import { openDataset } from './openDataset.ts';

/** Counts and diversity figures of a dataset. */
export const statsCommand: Command = {
  name: 'stats',
  usage: 'stats DIR',
  summary: 'counts and diversity figures of a dataset',

  async run(args) {
    const { positionals } = readArguments(args, {});
    const { snapshot } = await openDataset(onlyPositional(positionals, 'dataset folder'));
    const { seeds, filtered, rescuedCandidates: rescued, rounds, recipe } = snapshot;
    const generated = snapshot.generated.map(({ standing, ...reviewed }) => ({ ...reviewed, state: standing.state }));
    const tokenize = createTokenizer({ language: recipe.language });
    const overview = computeOverview({
      seeds,
      generated,
      filtered,
      rescued,
      rounds,
      tokenize,
      measure: recipe.filters.measure,
    });
    const { pending, accepted, rejected, disputed } = overview;
    const { fields: languageChecks } = await languageCheckOf(snapshot);
    const drifted = overview.rounds.filter(({ drift }) => drift.otherScript + drift.otherLanguage + drift.flagged > 0);
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
    const lines = [
      `${isolate(snapshot.name)} (${recipe.language})`,
      `seed tasks ${overview.seeds}, generated ${overview.generated}: pending ${pending}, accepted ${accepted}, rejected ${rejected}, disputed ${disputed}`,
      `filtered out ${overview.filtered}${overview.filteredByReason.map(({ filter, count }) => `, ${filter} ${count}`).join('')}; rescued ${overview.rescued}`,
      `${scoreName(overview.novelty.measure)} to the nearest neighbour: mean ${overview.novelty.mean.toFixed(4)} over ${overview.novelty.count} tasks`,
      `mean tokens: instruction ${overview.lengths.instruction.mean.toFixed(1)}, input ${overview.lengths.input.mean.toFixed(1)}, output ${overview.lengths.output.mean.toFixed(1)}`,
      ...(overview.turns.count > 0
        ? [`conversations ${overview.turns.count}: mean turns ${overview.turns.mean.toFixed(1)}`]
        : []),
      `classification: ${percent(overview.classificationShare.generated)} of generated, ${percent(overview.classificationShare.seeds)} of seeds; without input: ${percent(overview.withoutInputShare)}`,
      ...(overview.scores ? describeScores(overview.scores) : []),
      ...describeSpent(overview.spent),
      ...describeLanguageChecks(languageChecks),
      ...drifted.map(
        ({ round, drift }) =>
          `drift in round ${round}: dropped for the script ${drift.otherScript}, for the language ${drift.otherLanguage}; flagged ${drift.flagged}`,
      ),
    ];
    return { exit: 0, json: { ...overview, languageChecks }, text: `${lines.join('\n')}\n` };
  },
};
