import { listOf } from '../table.ts';

/** Everyday nouns in lower case, none of them a palindrome. */
export const plainWords: readonly string[] = listOf(`
  anchor, basket, candle, drawer, engine, feather, garden, hammer, island, jacket, kettle, ladder, meadow, needle, orchard,
  pocket, quarry, ribbon, saddle, teapot, umbrella, valley, window, yarn, almond, bridge, carpet, dolphin, elbow, forest, glove,
  harbour, lantern, marble, pepper, river`);

/** First names from many places. */
export const names: readonly string[] = listOf(`
  Amara, Bilal, Chen, Dalia, Emeka, Farah, Goran, Hana, Ivo, Jasmin, Kofi, Leila, Mateo, Nadia, Oscar, Priya, Quentin, Rosa, Sven,
  Tariq, Uma, Viktor, Wanda, Yara, Zoltan`);

export const surnames: readonly string[] = listOf(`
  Adeyemi, Berger, Castillo, Dubois, Eriksen, Farkas, Gupta, Horvat, Ito, Jansen, Kowalski, Lindgren, Moreau, Nakamura, Okafor,
  Petrov, Quispe, Rossi, Santos, Tanaka`);

/** Plain sentences to count, split and search in. */
export const sentences: readonly string[] = [
  'The old lighthouse keeper waves at every passing ship.',
  'Fresh bread smells best before sunrise.',
  'My neighbour grows tomatoes on her balcony.',
  'A small fox crossed the frozen lake at dawn.',
  'We missed the last tram and walked home in the rain.',
  'The library closes early on the first Friday of the month.',
  'Seven geese landed behind the abandoned mill.',
  'Our teacher keeps a jar of coloured stones on the desk.',
  'Nobody remembered where the spare key was hidden.',
  'The orchestra tuned quietly while the hall filled up.',
  'Children built a crooked tower out of driftwood.',
  'He repairs clocks that everyone else has given up on.',
  'The ferry leaves at noon whatever the weather brings.',
  'She wrote the recipe on the back of an envelope.',
  'Yesterday the baker sold out of cinnamon rolls by nine.',
  'A warm wind carried the smell of hay across the valley.',
];
