import { replayThreshold, usualThresholds } from '../core/ledger/replayThreshold.ts';
import { scoreNames } from '../core/model/similarity.ts';
import { type Command, onlyPositional, readArguments, readMeasure, readThreshold } from './command.ts';
import { openDataset } from './openDataset.ts';
import { Progress } from './progress.ts';

/** Says what another novelty threshold would have kept. */
export const replayCommand: Command = {
  name: 'replay',
  usage: `replay DIR [--thresholds ${usualThresholds.join(',')}] [--measure rouge-l|trigrams]`,
  summary: 'how many tasks other novelty thresholds would have kept, without a request',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      thresholds: { type: 'string' },
      measure: { type: 'string' },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const thresholds =
      values.thresholds?.split(',').map((text) => readThreshold(text, 'thresholds')) ?? usualThresholds;
    const { snapshot } = await openDataset(folder);
    const { filters } = snapshot.recipe;
    const measure = readMeasure(values.measure) ?? filters.measure;
    const progress = new Progress(output, 'replay');
    const replay = await replayThreshold(snapshot, {
      thresholds,
      measure,
      signal,
      onProgress: (share) => progress.at(share),
    });
    const own = measure === filters.measure ? filters.similarity : undefined;
    const lines = replay.thresholds.map(({ threshold, kept, broughtBack, dropped }) => {
      const counts = [kept, broughtBack.length, dropped.length].map((count) => String(count).padStart(8)).join('');
      return `${String(threshold).padStart(9)}${counts}${threshold === own ? '  (the recipe’s)' : ''}`;
    });
    return {
      exit: 0,
      json: replay,
      text: `threshold    kept    back dropped\n${lines.join('\n')}\n${replay.tasks} tasks, ${replay.similar} candidates dropped as similar; by ${scoreNames[measure]}\n`,
    };
  },
};
