import { NoveltyIndex } from '../core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../core/similarity/tokenize.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { readTexts } from './readTexts.ts';

/** Neighbours kept for each candidate, as the reference keeps them. */
const neighbours = 10;

/** ROUGE-L F of candidates to the nearest in a pool. */
export const noveltyCommand: Command = {
  name: 'novelty',
  usage: 'novelty --pool FILE --candidates FILE [--threshold F] [--language TAG]',
  summary: 'compare the instructions of one file with those of another',

  async run(args) {
    const { values, positionals } = readArguments(args, {
      pool: { type: 'string' },
      candidates: { type: 'string' },
      threshold: { type: 'string' },
      language: { type: 'string' },
    });
    if (positionals.length > 0 || !values.pool || !values.candidates)
      throw new UsageError('Give --pool FILE and --candidates FILE.');
    const threshold = Number(values.threshold ?? '0.7');
    if (!(threshold >= 0 && threshold <= 1))
      throw new UsageError(`--threshold is a number from 0 to 1, not “${values.threshold}”.`);
    const tokenize = createTokenizer(values.language === undefined ? {} : { language: values.language });
    const index = new NoveltyIndex({ threshold, tokenize });
    const pool = await readTexts(values.pool);
    for (const { id, text } of pool) index.add(id, text);
    const texts = await readTexts(values.candidates);
    const candidates = texts.map(({ text }) => index.scores(text, neighbours));
    const meanMax = candidates.length === 0 ? 0 : candidates.reduce((sum, { max }) => sum + max, 0) / candidates.length;
    // Counted as the paper counts: an instruction that several candidates share is one.
    const atOne = texts.filter((_, at) => candidates[at]?.max === 1);
    const identical = new Set(atOne.map(({ text }) => tokenize(text).join(' '))).size;
    const similar = candidates.filter(({ max }) => max > threshold).length;
    const nearest = texts.map(({ id }, at) => {
      const [first] = candidates[at]?.nearest ?? [];
      return `${(candidates[at]?.max ?? 0).toFixed(4)}  ${id}${first ? `  → ${first.id}` : ''}`;
    });
    return {
      exit: 0,
      json: {
        pool: pool.length,
        candidates: candidates.map(({ max, mean, nearest }) => ({ max, mean, nearest })),
        meanMax,
        identical,
        candidatesAtOne: atOne.length,
        similar,
      },
      text: `${nearest.join('\n')}\n${pool.length} in the pool, ${texts.length} candidates: mean highest F ${meanMax.toFixed(4)}, ${identical} identical (${atOne.length} candidates), ${similar} above ${threshold}\n`,
    };
  },
};
