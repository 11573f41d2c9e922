import { isolate } from '../core/isolate.ts';
import { pairsAround } from '../core/ledger/pairsAround.ts';
import { scoreNames } from '../core/model/similarity.ts';
import { oneLine } from '../core/oneLine.ts';
import { type Command, onlyPositional, readArguments, readMeasure, readThreshold } from './command.ts';
import { openDataset } from './openDataset.ts';
import { Progress } from './progress.ts';

/** Shows pairs of a dataset's instructions around a threshold, so that a person can judge where the line should be. */
export const pairsCommand: Command = {
  name: 'pairs',
  usage: 'pairs DIR [--measure rouge-l|trigrams] [--threshold F]',
  summary: 'real pairs of instructions just above and below a similarity threshold, to judge it by',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      measure: { type: 'string' },
      threshold: { type: 'string' },
    });
    const { snapshot } = await openDataset(onlyPositional(positionals, 'dataset folder'));
    const { filters } = snapshot.recipe;
    const measure = readMeasure(values.measure) ?? filters.measure;
    const threshold = values.threshold === undefined ? filters.similarity : readThreshold(values.threshold);
    const progress = new Progress(output, 'pairs');
    const pairs = await pairsAround(snapshot, {
      measure,
      threshold,
      signal,
      onProgress: (share) => progress.at(share),
    });
    const other = measure === 'rouge-l' ? 'trigrams' : 'rouge-l';
    const blocks = pairs.map(({ a, b, scores }, at) => {
      const isFirstBelow =
        scores[measure] <= threshold && (at === 0 || (pairs[at - 1]?.scores[measure] ?? 0) > threshold);
      const line = isFirstBelow ? `──── ${threshold}: pairs above are too similar, pairs below are kept\n\n` : '';
      const heading = `${scoreNames[measure]} ${scores[measure].toFixed(4)}   ${scoreNames[other]} ${scores[other].toFixed(4)}`;
      return `${line}${heading}\n  ${a.id}: ${isolate(oneLine(a.text))}\n  ${b.id}: ${isolate(oneLine(b.text))}\n\n`;
    });
    return {
      exit: 0,
      json: { measure, threshold, pairs },
      text: `${blocks.join('')}${pairs.length} pairs\n`,
    };
  },
};
