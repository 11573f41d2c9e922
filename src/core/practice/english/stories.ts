import type { Random } from '../../random.ts';
import type { Family } from '../family.ts';
import { tableOf } from '../table.ts';
import { names } from './vocabulary.ts';

const things = ['marbles', 'stickers', 'plums', 'postcards', 'walnuts', 'badges'];

/** Stories by what they are about, each with its answer. */
const stories: Readonly<Record<string, (random: Random) => { readonly input: string; readonly output: string }>> = {
  giving(random) {
    const [giver = '', taker = ''] = random.sample(names, 2);
    const thing = random.pick(things);
    const had = random.integer(20, 60);
    const given = random.integer(3, 18);
    const found = random.integer(2, 9);
    return {
      input: `${giver} has ${had} ${thing}, gives ${given} of them to ${taker} and later finds ${found} more. How many ${thing} does ${giver} have now?`,
      output: String(had - given + found),
    };
  },
  journeys(random) {
    const speed = random.integer(4, 22) * 5;
    const hours = random.integer(2, 7);
    const vehicle = random.pick(['bus', 'train', 'van', 'motorboat']);
    return {
      input: `A ${vehicle} travels at a steady ${speed} kilometres per hour for ${hours} hours. How far does it get?`,
      output: `${speed * hours} km`,
    };
  },
  wages(random) {
    const name = random.pick(names);
    const rate = random.integer(12, 30);
    const hours = random.integer(3, 8);
    const days = random.integer(2, 5);
    return {
      input: `${name} earns ${rate} euros an hour and works ${hours} hours a day on ${days} days. What is the pay in all?`,
      output: `${rate * hours * days} euros`,
    };
  },
  fences(random) {
    const width = random.integer(4, 30);
    const length = width + random.integer(2, 20);
    return {
      input: `A rectangular meadow is ${length} metres long and ${width} metres wide. How long is a fence around it?`,
      output: `${2 * (length + width)} m`,
    };
  },
};

export const wordProblem: Family = {
  id: 'word-problem',
  patterns: [
    'Solve the word problem about {theme}.',
    'A pupil is stuck on a short calculation about {theme}. Read the text and give the result.',
    'Translate the story into a sum in your head and reply with its outcome; it deals with {theme}.',
  ],
  slots: {
    theme: {
      giving: 'things that are given away and found',
      journeys: 'a journey at constant speed',
      wages: 'hours worked and money earned',
      fences: 'the fence around a meadow',
    },
  },
  instance: (random, { theme = 'giving' }) => (stories[theme] ?? stories.giving)?.(random) ?? { input: '', output: '' },
};

const dishes = tableOf(`
  pancakes = flour g 60, milk ml 125, sugar g 10;
  lentil soup = lentils g 75, stock ml 250, carrots g 40;
  fried rice = rice g 80, peas g 30, soy sauce ml 15;
  fruit salad = apples g 90, grapes g 60, lemon juice ml 10`);

export const scaleRecipe: Family = {
  id: 'scale-recipe',
  patterns: [
    'Scale the recipe to the number of guests.',
    'The amounts are meant for one eater. Multiply every ingredient so that the whole table gets enough.',
    'More people than planned are coming to dinner! Rewrite the list of ingredients for them.',
  ],
  instance: (random) => {
    const [dish, list] = random.pick(dishes);
    const guests = random.integer(2, 12);
    const ingredients = list
      .split(',')
      .map((entry) => /^\s*(?<name>.+) (?<unit>g|ml) (?<amount>\d+)$/u.exec(entry)?.groups ?? {});
    const lines = (people: number) =>
      ingredients.map(({ name, unit, amount }) => `${Number(amount) * people} ${unit} ${name}`);
    return { input: `${dish} for 1: ${lines(1).join(', ')}\nGuests: ${guests}`, output: lines(guests).join('\n') };
  },
};

export const compareOffers: Family = {
  id: 'compare-offers',
  labels: ['A', 'B'],
  patterns: [
    'Two packets of rice differ in size and price. Which is cheaper per kilogram, A or B?',
    'Help a thrifty shopper: compare the offers by their price for the same weight and answer A or B.',
  ],
  instance: (random, _, label) => {
    const low = random.integer(10, 30) * 10;
    const high = low + random.integer(2, 12) * 10;
    const offer = (cents: number) => {
      const kilos = random.integer(1, 10);
      return `${kilos} kg for ${((cents * kilos) / 100).toFixed(2)} €`;
    };
    return { input: `A: ${offer(label === 'A' ? low : high)}\nB: ${offer(label === 'B' ? low : high)}`, output: label };
  },
};
