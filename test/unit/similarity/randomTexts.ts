import fc from 'fast-check';

/** A few words in each of eight scripts, spaced, so that a text's tokens are its words. */
const words = [
  'write a poem about the old sea 7'.split(' '),
  'напиши стих про старое море и'.split(' '),
  'एक कविता समुद्र के बारे में'.split(' '),
  'اكتب قصيدة عن البحر القديم'.split(' '),
  'γράψε ένα ποίημα για τη θάλασσα'.split(' '),
  'ஒரு கவிதை கடல் பற்றி எழுது'.split(' '),
  '바다 시 한 편 써 줘'.split(' '),
  'כתוב שיר על הים הישן'.split(' '),
].flat();

/** Texts of few different words, with many repeats, of up to `longest` tokens; some are empty. */
export function texts(longest: number, vocabulary: readonly string[] = words): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...vocabulary), { maxLength: longest, size: 'max' })
    .map((chosen) => chosen.join(' '));
}

/** Short and long texts together: under 16 tokens most often, then up to 33, 70 and 150. */
export const mixedTexts = fc.oneof(
  { weight: 6, arbitrary: texts(16) },
  { weight: 2, arbitrary: texts(34) },
  { weight: 1, arbitrary: texts(70) },
  { weight: 1, arbitrary: texts(150, words.slice(0, 12)) },
);

/** Numbers from 0 up to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
