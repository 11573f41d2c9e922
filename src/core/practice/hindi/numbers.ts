import type { Family } from '../family.ts';

export const sortNumbersHindi: Family = {
  id: 'hi-sort-numbers',
  patterns: ['दी गई संख्याओं को {order} क्रम में लिखिए।', 'बच्चों के अंक बिखरे पड़े हैं; इन्हें {order} क्रम में सजाकर एक पंक्ति में दीजिए।'],
  slots: { order: { rising: ['बढ़ते', 'छोटे से बड़े के'], falling: ['घटते', 'बड़े से छोटे के'] } },
  instance: (random, { order }) => {
    const list = random.sample(
      Array.from({ length: 99 }, (_, index) => index + 1),
      random.integer(5, 7),
    );
    const sorted = list.toSorted((one, other) => (order === 'rising' ? one - other : other - one));
    return { input: list.join(', '), output: sorted.join(', ') };
  },
};

export const evenOrOddHindi: Family = {
  id: 'hi-even-or-odd',
  labels: ['सम', 'विषम'],
  patterns: [
    'बताइए कि दी गई संख्या सम है या विषम।',
    'क्या इतनी कुर्सियाँ दो-दो की जोड़ी में पूरी बँट जाएँगी? हाँ हो तो “सम”, नहीं तो “विषम” लिखिए।',
  ],
  instance: (random, _, label) => ({
    input: String(random.integer(4, 499) * 2 + (label === 'विषम' ? 1 : 0)),
    output: label,
  }),
};
