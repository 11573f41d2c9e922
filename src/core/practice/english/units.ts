import type { Family } from '../family.ts';

interface Conversion {
  readonly from: string;
  readonly to: string;
  readonly factor: number;
}

const conversions: Readonly<Record<string, Conversion>> = {
  miles: { from: 'miles', to: 'km', factor: 1.609344 },
  feet: { from: 'feet', to: 'm', factor: 0.3048 },
  inches: { from: 'inches', to: 'cm', factor: 2.54 },
  pounds: { from: 'pounds', to: 'kg', factor: 0.45359237 },
  gallons: { from: 'US gallons', to: 'l', factor: 3.785411784 },
};

export const toMetric: Family = {
  id: 'to-metric',
  patterns: [
    'Convert {unit} and round the result to one decimal.',
    'An old travel guide gives its numbers in a way that readers abroad do not know. Restate {unit}, to one decimal place.',
    'How much is that in modern measures? Change {unit}, with one digit after the point.',
  ],
  slots: {
    unit: {
      miles: 'miles to kilometres',
      feet: 'feet to metres',
      inches: 'inches to centimetres',
      pounds: 'pounds to kilograms',
      gallons: 'US gallons to litres',
    },
  },
  instance: (random, { unit = 'miles' }) => {
    const { from, to, factor } = conversions[unit] ?? { from: unit, to: unit, factor: 1 };
    const amount = random.integer(2, 180);
    return { input: `${amount} ${from}`, output: `${(amount * factor).toFixed(1)} ${to}` };
  },
};

export const temperature: Family = {
  id: 'temperature',
  patterns: [
    'Express the temperature in degrees {target} instead, rounded to a whole number.',
    'My thermometer shows the other scale. What would it read in {target}, without decimals?',
    'For visitors from abroad the forecast must be given in {target}. Recalculate it and round.',
  ],
  slots: { target: { fahrenheit: 'Fahrenheit', celsius: 'Celsius' } },
  instance: (random, { target }) => {
    if (target === 'celsius') {
      const fahrenheit = random.integer(5, 110);
      return { input: `${fahrenheit} °F`, output: `${wholeDegrees(((fahrenheit - 32) * 5) / 9)} °C` };
    }
    const celsius = random.integer(-25, 42);
    return { input: `${celsius} °C`, output: `${wholeDegrees((celsius * 9) / 5 + 32)} °F` };
  },
};

/** Rounds, without a minus before zero. */
function wholeDegrees(value: number): number {
  return Math.round(value) + 0;
}

export const duration: Family = {
  id: 'duration',
  patterns: [
    'Express the minutes as hours and minutes.',
    'A film lasts this many minutes. How would a cinema programme state its length, in hours and minutes?',
    'Total working time was recorded by the minute. Restate it so that full hours stand first.',
  ],
  instance: (random) => {
    const minutes = random.integer(61, 600);
    return { input: `${minutes} minutes`, output: `${Math.floor(minutes / 60)} h ${minutes % 60} min` };
  },
};

export const pace: Family = {
  id: 'pace',
  patterns: [
    'Derive the average speed in kilometres per hour from distance and time.',
    'A cyclist logged how far and how long she rode. At what mean speed was that, in km/h?',
  ],
  instance: (random) => {
    const hours = random.integer(1, 6);
    const speed = random.integer(9, 32);
    return { input: `${speed * hours} km in ${hours} h`, output: `${speed} km/h` };
  },
};

export const dataSize: Family = {
  id: 'data-size',
  patterns: [
    'Express an amount of data in the next smaller unit, taking a factor of 1,000.',
    'A phone plan is advertised in one unit, a customer asks for the next smaller one. Convert the amount at a thousand to one.',
  ],
  instance: (random) => {
    const [larger, smaller] = random.pick([
      ['TB', 'GB'],
      ['GB', 'MB'],
      ['MB', 'kB'],
    ] as const);
    const tenths = random.integer(2, 250);
    return { input: `${tenths / 10} ${larger}`, output: `${tenths * 100} ${smaller}` };
  },
};

const parts = [2, 4, 5, 8, 10, 20, 25];

export const fractionToPercent: Family = {
  id: 'fraction-to-percent',
  patterns: [
    'Express the fraction as a percentage.',
    'So many out of so many pupils walk to school. What share is that, in percent?',
    'Fractions confuse our readers: restate this one with a percent sign.',
  ],
  instance: (random) => {
    const whole = random.pick(parts);
    const part = random.integer(1, whole - 1);
    return { input: `${part}/${whole}`, output: `${(part * 100) / whole} %` };
  },
};
