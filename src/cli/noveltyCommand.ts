import { measureNote, scoreNames } from '../core/model/similarity.ts';
import { createUnits } from '../core/similarity/measure.ts';
import { NoveltyIndex, type NoveltyScores } from '../core/similarity/noveltyIndex.ts';
import { Turns } from '../core/turns.ts';
import { type Command, readArguments, readMeasure, readThreshold, UsageError } from './command.ts';
import { Progress } from './progress.ts';
import { readTexts } from './readTexts.ts';

/** Neighbours kept for each candidate, as the reference keeps them. */
const neighbours = 10;

/** Similarity of candidates to the nearest in a pool. */
export const noveltyCommand: Command = {
  name: 'novelty',
  usage: 'novelty --pool FILE --candidates FILE [--measure rouge-l|trigrams] [--threshold F] [--language TAG]',
  summary: 'compare the instructions of one file with those of another',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      pool: { type: 'string' },
      candidates: { type: 'string' },
      measure: { type: 'string' },
      threshold: { type: 'string' },
      language: { type: 'string' },
    });
    if (positionals.length > 0 || !values.pool || !values.candidates)
      throw new UsageError('Give --pool FILE and --candidates FILE.');
    const threshold = readThreshold(values.threshold);
    const measure = readMeasure(values.measure) ?? 'rouge-l';
    const tokenize = createUnits({ measure, ...(values.language === undefined ? {} : { language: values.language }) });
    const index = new NoveltyIndex({ threshold, tokenize, measure });
    const turns = new Turns(signal);
    const reading = new Progress(output, 'pool');
    for await (const { texts, share } of readTexts(values.pool, signal)) {
      for (const { id, text } of texts) {
        index.add(id, text);
        reading.at(share, index.size, () => `, ${index.size} texts`);
        if (turns.due) await turns.take();
      }
    }
    const comparing = new Progress(output, 'candidates');
    const candidates: NoveltyScores[] = [];
    const lines: string[] = [];
    // Counted as the paper counts: an instruction that several candidates share is one.
    const identical = new Set<string>();
    let atOne = 0;
    for await (const { texts, share } of readTexts(values.candidates, signal)) {
      for (const { id, text } of texts) {
        const { max, mean, nearest } = index.scores(text, neighbours);
        candidates.push({ max, mean, nearest });
        lines.push(`${max.toFixed(4)}  ${id}${nearest[0] ? `  → ${nearest[0].id}` : ''}\n`);
        if (max === 1) {
          atOne += 1;
          identical.add(tokenize(text).join(' '));
        }
        comparing.at(share, candidates.length, () => `, ${candidates.length} compared`);
        if (turns.due) await turns.take();
      }
    }
    const count = candidates.length;
    const meanMax = count === 0 ? 0 : candidates.reduce((sum, { max }) => sum + max, 0) / count;
    const similar = candidates.filter(({ max }) => max > threshold).length;
    return {
      exit: 0,
      json: {
        pool: index.size,
        ...measureNote(measure),
        candidates,
        meanMax,
        identical: identical.size,
        candidatesAtOne: atOne,
        similar,
      },
      text: `${lines.join('')}${index.size} in the pool, ${count} candidates: mean highest ${scoreNames[measure]} ${meanMax.toFixed(4)}, ${identical.size} identical (${atOne} candidates), ${similar} above ${threshold}\n`,
    };
  },
};
