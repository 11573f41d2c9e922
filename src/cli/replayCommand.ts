import { replayThreshold, usualThresholds } from '../core/ledger/replayThreshold.ts';
import { type Command, onlyPositional, readArguments, readThreshold } from './command.ts';
import { openDataset } from './openDataset.ts';
import { Progress } from './progress.ts';

/** Says what another novelty threshold would have kept. */
export const replayCommand: Command = {
  name: 'replay',
  usage: `replay DIR [--thresholds ${usualThresholds.join(',')}]`,
  summary: 'how many tasks other novelty thresholds would have kept, without a request',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, { thresholds: { type: 'string' } });
    const folder = onlyPositional(positionals, 'dataset folder');
    const thresholds =
      values.thresholds?.split(',').map((text) => readThreshold(text, 'thresholds')) ?? usualThresholds;
    const { snapshot } = await openDataset(folder);
    const progress = new Progress(output, 'replay');
    const replay = await replayThreshold(snapshot, { thresholds, signal, onProgress: (share) => progress.at(share) });
    const own = snapshot.recipe.filters.similarity;
    const lines = replay.thresholds.map(({ threshold, kept, broughtBack, dropped }) => {
      const counts = [kept, broughtBack.length, dropped.length].map((count) => String(count).padStart(8)).join('');
      return `${String(threshold).padStart(9)}${counts}${threshold === own ? '  (the recipe’s)' : ''}`;
    });
    return {
      exit: 0,
      json: replay,
      text: `threshold    kept    back dropped\n${lines.join('\n')}\n${replay.tasks} tasks, ${replay.similar} candidates dropped as similar\n`,
    };
  },
};
