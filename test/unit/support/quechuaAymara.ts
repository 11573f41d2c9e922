import type { RequestBody } from '../../../src/core/llm/modelClient.ts';
import { randomFrom } from '../../../src/core/random.ts';
import { promptOf } from './scriptedEndpoint.ts';

/** Words of simple sentences, Quechua and Aymara: who, what, does. */
const who = [
  ['Warmiqa', 'Warmixa'],
  ['Qhariqa', 'Chachaxa'],
  ['Wawaqa', 'Wawaxa'],
  ['Taytaqa', 'Awkixa'],
  ['Mamaqa', 'Taykaxa'],
  ['Michiqqa', 'Awatirixa'],
] as const;
const what = [
  ["t'antata", "t'ant'a"],
  ['yakuta', 'uma'],
  ['sarata', 'tunqu'],
  ['papata', "ch'uqi"],
  ['aychata', 'aycha'],
  ['kachita', 'jayu'],
  ['kinwata', 'jupha'],
  ['challwata', 'challwa'],
] as const;
const does = [
  ['munan', 'muni'],
  ['rikun', 'uñji'],
  ['rantin', 'ali'],
  ['apamun', 'apani'],
  ['mikhun', "manq'i"],
  ['maskan', 'thaqhi'],
] as const;

export interface Pair {
  readonly input: string;
  readonly output: string;
}

function pair([a, b, c]: readonly [number, number, number]): Pair {
  const words = [who[a], what[b], does[c]];
  const inLanguage = (at: 0 | 1) => `${words.map((word) => word?.[at]).join(' ')}.`;
  return { input: inLanguage(0), output: inLanguage(1) };
}

/** Every sentence that the words allow. */
export const allPairs: readonly Pair[] = who.flatMap((_, a) =>
  what.flatMap((__, b) => does.map((___, c) => pair([a, b, c]))),
);

/** Ten Spanish instructions with two pairs each: the twenty seeds that a community wrote. */
export const seeds = [
  'Traduce al aimara la siguiente frase en quechua.',
  'Di en aimara lo que dice esta oración quechua.',
  'Pasa el enunciado del quechua al aimara.',
  '¿Cómo se dice en aimara esta frase quechua?',
  'Escribe la versión aimara del texto quechua dado.',
  'Una vecina habla quechua; cuéntale a tu abuela aimara lo que dijo.',
  'Para un letrero bilingüe, da el texto aimara que corresponde al quechua.',
  'Vierte al aimara, palabra por palabra si hace falta, lo dicho en quechua.',
  'Ayuda a un niño aimara a entender la oración quechua de su libro.',
  'Corresponde una frase aimara a cada frase quechua: da la que falta.',
].flatMap((instruction, at) =>
  [0, 1].map((second) => ({
    id: `seed_${at}_${second}`,
    instruction,
    instances: [pair([(at + second) % 6, (2 * at + second) % 8, (at + 3 * second) % 6])],
    is_classification: false,
    author: 'Comunidad',
    licence: 'CC-BY-4.0',
  })),
);

export const recipe = {
  language: 'es',
  languages: { instruction: 'es', input: 'qu', output: 'ay' },
  round: { concurrency: 4 },
};

/** A translator at the other end of the line: answers *Grow Instances* with sentences of these words, now and then with one that was shown. */
export function translate(body: RequestBody): string {
  const random = randomFrom(JSON.stringify(body));
  const count = Number(/(?:Write|Escribe) (\d+)/u.exec(promptOf(body))?.[1]);
  return JSON.stringify({ instances: random.sample(allPairs, count) });
}
