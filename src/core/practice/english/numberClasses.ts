import type { Family } from '../family.ts';

export const evenOrOdd: Family = {
  id: 'even-or-odd',
  labels: ['even', 'odd'],
  patterns: [
    'Tell whether the given whole number is even or odd.',
    'Can this many chairs be set out in pairs with none left over? Label the count “even” if so and “odd” if not.',
    'Inspect the last digit of a long integer and answer with one word: even or odd.',
    'Houses on the left of the street have odd numbers, those on the right even ones. Which kind is this?',
  ],
  instance: (random, _, label) => ({
    input: String(random.integer(4, 4999) * 2 + (label === 'odd' ? 1 : 0)),
    output: label,
  }),
};

function isPrime(value: number): boolean {
  if (value < 2) return false;
  for (let factor = 2; factor * factor <= value; factor += 1) if (value % factor === 0) return false;
  return true;
}

export const primeOrComposite: Family = {
  id: 'prime-or-composite',
  labels: ['prime', 'composite'],
  patterns: [
    'Classify the integer as “prime” or “composite”.',
    'Does this number have a divisor other than one and itself? Reply “composite” when it has, “prime” when it has none.',
    'Check a candidate for a cipher key: say prime if nothing divides it, composite otherwise.',
  ],
  instance: (random, _, label) => {
    let value = random.integer(10, 400);
    while (isPrime(value) !== (label === 'prime')) value = random.integer(10, 400);
    return { input: String(value), output: label };
  },
};

export const divisible: Family = {
  id: 'divisible',
  labels: ['yes', 'no'],
  patterns: [
    'Is the number divisible by {divisor} without remainder? Answer yes or no.',
    'Boxes hold exactly {divisor} bottles. Could this many bottles be packed with no box half empty? Say yes or no.',
  ],
  slots: { divisor: { 3: 'three', 7: 'seven', 9: 'nine', 11: 'eleven' } },
  instance: (random, { divisor }, label) => {
    const step = Number(divisor);
    const remainder = label === 'yes' ? 0 : random.integer(1, step - 1);
    return { input: String(step * random.integer(5, 90) + remainder), output: label };
  },
};

export const ageGroup: Family = {
  id: 'age-group',
  labels: ['child', 'adult', 'senior'],
  patterns: [
    'Choose the ticket for a museum visitor by age: child up to 15, adult up to 64, senior from 65.',
    'Under sixteen is a child, sixty-five and over a senior, everybody between an adult. Put the swimmer into the right group.',
  ],
  instance: (random, _, label) => {
    const [least, most] = label === 'child' ? [3, 15] : label === 'adult' ? [16, 64] : [65, 97];
    return { input: `${random.integer(least, most)} years old`, output: label };
  },
};

export const angleKind: Family = {
  id: 'angle-kind',
  labels: ['acute', 'right', 'obtuse'],
  patterns: [
    'Name the kind of angle for the size in degrees: acute, right or obtuse.',
    'A carpenter measures a corner. Below 90° call it acute, above that obtuse, and right if it is exact.',
  ],
  instance: (random, _, label) => {
    const degrees = label === 'right' ? 90 : label === 'acute' ? random.integer(5, 89) : random.integer(91, 175);
    return { input: `${degrees}°`, output: label };
  },
};

export const budgetCheck: Family = {
  id: 'budget-check',
  labels: ['within budget', 'over budget'],
  patterns: [
    'Compare planned with actual spending and file the month under “within budget” or “over budget”.',
    'The treasurer of a choir keeps to a limit. Do the expenses respect it? Answer “within budget” or “over budget”.',
  ],
  instance: (random, _, label) => {
    const spent = [random.integer(20, 90), random.integer(20, 90), random.integer(20, 90)];
    const total = spent.reduce((sum, value) => sum + value, 0);
    const limit = label === 'within budget' ? total + random.integer(1, 40) : total - random.integer(1, 19);
    return { input: `Limit: ${limit} €. Spent: ${spent.map((value) => `${value} €`).join(', ')}.`, output: label };
  },
};
