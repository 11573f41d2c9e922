import type { Family } from '../family.ts';
import { listOf, listsOf } from '../table.ts';

/** Whole numbers from 1 to 99. */
const small: readonly number[] = Array.from({ length: 99 }, (_, index) => index + 1);

const order = {
  rising: ['from the smallest to the largest', 'in rising order'],
  falling: ['from the largest to the smallest', 'in falling order'],
};

export const sortNumbers: Family = {
  id: 'sort-numbers',
  patterns: [
    'Sort the numbers in the list {order}.',
    'I noted down some house numbers as I passed them. Could you rearrange them {order}?',
    'The scores of a darts evening arrive as they were thrown; print them {order}, with commas between.',
    'A librarian is shelving volumes by number. Queue the ones on the trolley {order}.',
  ],
  slots: { order },
  instance: (random, choice) => {
    const list = random.sample(small, random.integer(5, 8));
    const sorted = list.toSorted((one, other) => (choice.order === 'rising' ? one - other : other - one));
    return { input: list.join(', '), output: sorted.join(', ') };
  },
};

export const statistic: Family = {
  id: 'statistic',
  patterns: [
    'Determine the {measure} of these measurements.',
    'What is the {measure} of the waiting times, in minutes, that patients noted on five days?',
    'Before the report goes out, someone must check one figure: the {measure} of the five values given. Supply it.',
    'Five runners finished the course; their minutes are listed. Compute the {measure}.',
  ],
  slots: {
    measure: {
      mean: ['arithmetic mean', 'average'],
      median: ['median', 'middle value once sorted'],
      range: ['range, that is the largest minus the smallest,', 'spread between the lowest and the highest'],
    },
  },
  instance: (random, { measure }) => {
    const list = random.sample(small, 5);
    const sorted = list.toSorted((one, other) => one - other);
    const [least = 0, , median = 0, , most = 0] = sorted;
    const mean = list.reduce((sum, value) => sum + value, 0) / 5;
    return {
      input: list.join(', '),
      output: String(measure === 'mean' ? mean : measure === 'median' ? median : most - least),
    };
  },
};

export const percentage: Family = {
  id: 'percentage',
  patterns: [
    'Work out the given percentage of an amount.',
    'Find the part of the whole that the stated percent stands for.',
    'How many people answered a survey, if you are told the response rate and how many were asked?',
  ],
  instance: (random) => {
    const rate = random.integer(1, 19) * 5;
    const amount = random.integer(1, 60) * 20;
    return { input: `${rate} % of ${amount}`, output: String((amount * rate) / 100) };
  },
};

export const priceChange: Family = {
  id: 'price-change',
  patterns: [
    'A shop {change} a price by some percent. State the new price in euros with two decimals.',
    'What will the yearly fee of a club be once the board {change} it as announced? Name the sum in euros and cents.',
    'The landlord {change} the rent by the percentage beside it; report what the tenant pays from then on, in euros with cents.',
  ],
  slots: { change: { fall: ['lowers', 'reduces'], rise: ['raises', 'increases'] } },
  instance: (random, { change }) => {
    const rate = random.integer(1, 12) * 5;
    const amount = random.integer(4, 90) * 10;
    const after = (amount * (100 + (change === 'rise' ? rate : -rate))) / 100;
    return { input: `${amount.toFixed(2)} €, ${rate} %`, output: `${after.toFixed(2)} €` };
  },
};

const stock = listsOf(`
  bakery = rye bread, croissant, apple tart, pretzel, poppy-seed roll;
  stationer = notebook, pencil, eraser, ruler, envelope;
  kiosk = newspaper, pack of mint drops, bottle of water, postcard, travel ticket;
  greengrocer = cucumber, kilo of apples, lettuce, bunch of radishes, lemon`);

export const billTotal: Family = {
  id: 'bill-total',
  patterns: [
    'Add up the shopping bill and give the total in euros.',
    'A customer at {shop} bought the items below. What does everything cost together?',
    'Calculate what has to be paid at the till of {shop}, from quantities and unit prices.',
    'Here is a receipt from {shop} whose last line is torn off. Restore the sum.',
  ],
  slots: {
    shop: {
      bakery: 'a bakery',
      stationer: 'a stationer',
      kiosk: 'the kiosk at the station',
      greengrocer: 'the greengrocer',
    },
  },
  instance: (random, { shop = 'greengrocer' }) => {
    const items = random
      .sample(stock[shop] ?? [], 3)
      .map((name) => ({ name, count: random.integer(1, 6), cents: random.integer(3, 40) * 10 }));
    const total = items.reduce((sum, { count, cents }) => sum + count * cents, 0);
    return {
      input: items.map(({ name, count, cents }) => `${count} × ${name} at ${(cents / 100).toFixed(2)} €`).join('\n'),
      output: `${(total / 100).toFixed(2)} €`,
    };
  },
};

export const splitCosts: Family = {
  id: 'split-costs',
  patterns: [
    'Friends share {cost} equally. How much does each of them pay?',
    'Divide {cost} evenly among the people and state one share in euros.',
    'Our group settles up today. Tell everyone their part of {cost}; all parts are the same.',
  ],
  slots: {
    cost: {
      cabin: 'the rent of a cabin',
      gift: 'the price of a birthday gift',
      dinner: 'the bill for a dinner',
      van: 'the hire of a van',
    },
  },
  instance: (random) => {
    const people = random.integer(2, 9);
    const share = random.integer(30, 480) * 10;
    return {
      input: `${((people * share) / 100).toFixed(2)} €, ${people} people`,
      output: `${(share / 100).toFixed(2)} €`,
    };
  },
};

const numerals: readonly (readonly [value: number, numeral: string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function romanOf(value: number): string {
  let rest = value;
  let roman = '';
  for (const [size, numeral] of numerals) {
    roman += numeral.repeat(Math.floor(rest / size));
    rest %= size;
  }
  return roman;
}

export const toRoman: Family = {
  id: 'to-roman',
  patterns: [
    'Convert the year to Roman numerals.',
    'A stonemason carves the date of a building in the old Roman manner. Which letters are needed?',
    'Spell a number out with the signs I, V, X, L, C, D and M.',
  ],
  instance: (random) => {
    const year = random.integer(1400, 2100);
    return { input: String(year), output: romanOf(year) };
  },
};

export const fromRoman: Family = {
  id: 'from-roman',
  patterns: [
    'Read the Roman numeral and write the same number in ordinary digits.',
    'The last frame of an old film shows when it was made, as a string like MCM. Decode such a string.',
    'Which number in decimal notation does a chapter heading in Roman letters stand for?',
  ],
  instance: (random) => {
    const value = random.integer(11, 2030);
    return { input: romanOf(value), output: String(value) };
  },
};

const ones =
  listOf(`zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen,
  sixteen, seventeen, eighteen, nineteen`);
const tens = listOf('zero, ten, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety');

function inWords(value: number): string {
  if (value < 20) return ones[value] ?? '';
  if (value < 100) return `${tens[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${ones[value % 10]}`}`;
  return `${ones[Math.floor(value / 100)]} hundred${value % 100 === 0 ? '' : ` and ${inWords(value % 100)}`}`;
}

export const numberInWords: Family = {
  id: 'number-in-words',
  patterns: [
    'Write the number out in words.',
    'A cheque needs its amount spelled in letters as well. Fill in that line for the digits given.',
    'How would a newsreader pronounce this figure? Put it into English words.',
  ],
  instance: (random) => {
    const value = random.integer(21, 999);
    return { input: String(value), output: inWords(value) };
  },
};

export const nextInSequence: Family = {
  id: 'next-in-sequence',
  patterns: [
    'Continue the number sequence by one more term.',
    'Each number follows from the one before by the same step or factor. Which one comes next?',
    'Guess the rule behind a row of integers, then extend it with the following member only.',
  ],
  instance: (random) => {
    const start = random.integer(1, 12);
    const step = random.integer(2, 9);
    const doubling = random.chance(0.4);
    const terms = Array.from({ length: 6 }, (_, index) => (doubling ? start * 2 ** index : start + step * index));
    return { input: terms.slice(0, 5).join(', '), output: String(terms[5]) };
  },
};
