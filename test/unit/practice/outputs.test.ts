import { describe, expect, it } from 'vitest';
import { english } from '../../../src/core/practice/english/english.ts';
import { names } from '../../../src/core/practice/english/vocabulary.ts';
import { type Choice, compose, type Family } from '../../../src/core/practice/family.ts';
import { hindi } from '../../../src/core/practice/hindi/hindi.ts';
import { randomFrom } from '../../../src/core/random.ts';

// Outputs are worked out here once more, from the input alone and by another way.

const families = [...english.families, ...hindi.families];

function each(id: string, check: (input: string, output: string, choice: Choice) => void): void {
  const family = families.find((candidate) => candidate.id === id) as Family;
  const random = randomFrom(`check ${id}`);
  for (let draw = 0; draw < 150; draw += 1) {
    const { choice } = compose(family, random);
    const label = family.labels ? random.pick(family.labels) : '';
    const { input, output } = family.instance(random, choice, label);
    check(input, output, choice);
  }
}

const numbersIn = (text: string) => (text.match(/-?\d+(?:\.\d+)?/gu) ?? []).map(Number);

describe('numbers', () => {
  it.each(['sort-numbers', 'hi-sort-numbers'])('%s', (id) => {
    each(id, (input, output, { order }) => {
      const sorted = numbersIn(output);
      expect(new Set(sorted)).toEqual(new Set(numbersIn(input)));
      for (const [index, value] of sorted.entries()) {
        if (index > 0)
          expect(order === 'rising' ? value > (sorted[index - 1] ?? 0) : value < (sorted[index - 1] ?? 0)).toBe(true);
      }
    });
  });

  it('bill-total', () => {
    each('bill-total', (input, output) => {
      const cents = input.split('\n').reduce((sum, line) => {
        const [count = 0, price = 0] = numbersIn(line);
        return sum + count * Math.round(price * 100);
      }, 0);
      expect(Math.round(Number.parseFloat(output) * 100)).toBe(cents);
    });
  });

  it('hi-bill-total', () => {
    each('hi-bill-total', (input, output) => {
      const lines = input.split('\n').map(numbersIn);
      expect(numbersIn(output)).toEqual([lines.reduce((sum, [kilos = 0, price = 0]) => sum + kilos * price, 0)]);
    });
  });

  it('price-change', () => {
    each('price-change', (input, output, { change }) => {
      const [price = 0, percent = 0] = numbersIn(input);
      const factor = change === 'rise' ? 1 + percent / 100 : 1 - percent / 100;
      expect(Number.parseFloat(output)).toBeCloseTo(price * factor, 6);
      expect(change === 'rise' || change === 'fall').toBe(true);
    });
  });

  it('statistic', () => {
    each('statistic', (input, output, { measure }) => {
      const values = numbersIn(input);
      const below = (value: number) => values.filter((other) => other < value).length;
      if (measure === 'mean')
        expect(Number(output) * 5).toBeCloseTo(
          values.reduce((sum, value) => sum + value),
          6,
        );
      else if (measure === 'median') expect(below(Number(output))).toBe(2);
      else expect(Number(output)).toBe(Math.max(...values) - Math.min(...values));
    });
  });

  it.each([
    ['to-roman', (input: string, output: string) => [output, input] as const],
    ['from-roman', (input: string, output: string) => [input, output] as const],
  ])('%s', (id, sides) => {
    const size: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
    each(id, (input, output) => {
      const [roman, digits] = sides(input, output);
      const values = [...roman].map((letter) => size[letter] ?? Number.NaN);
      const total = values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
      expect(total).toBe(Number(digits));
      expect(roman).not.toMatch(/I{4}|X{4}|C{4}|VV|LL|DD/u);
    });
  });

  it('even-or-odd, prime-or-composite, divisible', () => {
    each('even-or-odd', (input, output) => expect(output).toBe(Number(input) % 2 === 0 ? 'even' : 'odd'));
    each('hi-even-or-odd', (input, output) => expect(output).toBe(Number(input) % 2 === 0 ? 'सम' : 'विषम'));
    each('prime-or-composite', (input, output) => {
      const value = Number(input);
      const divisors = Array.from({ length: value }, (_, index) => index + 1).filter(
        (divisor) => value % divisor === 0,
      );
      expect(output).toBe(divisors.length === 2 ? 'prime' : 'composite');
    });
    each('divisible', (input, output, { divisor }) =>
      expect(output).toBe(Number(input) % Number(divisor) === 0 ? 'yes' : 'no'),
    );
  });

  it('compare-offers', () => {
    each('compare-offers', (input, output) => {
      const [a = 0, b = 0] = input.split('\n').map((line) => {
        const [kilos = 1, price = 0] = numbersIn(line);
        return price / kilos;
      });
      expect(output).toBe(a < b ? 'A' : 'B');
    });
  });

  it('number-in-words', () => {
    const known = new Map<string, string>();
    each('number-in-words', (input, output) => known.set(output, input));
    expect([...known.keys()].every((words) => /^[a-z]+(?:[- ][a-z]+)*$/u.test(words))).toBe(true);
    each('number-in-words', (input, output) => {
      expect(output.startsWith('one hundred')).toBe(input.length === 3 && input.startsWith('1'));
      expect(output.endsWith('teen') || /(?:ten|eleven|twelve)$/u.test(output)).toBe(
        Number(input) % 100 >= 10 && Number(input) % 100 < 20,
      );
    });
  });

  it('hi-devanagari-digits', () => {
    each('hi-devanagari-digits', (input, output) => {
      expect([...output].map((digit) => '०१२३४५६७८९'.indexOf(digit)).join('')).toBe(input);
    });
  });
});

describe('units and dates', () => {
  it('temperature', () => {
    each('temperature', (input, output, { target }) => {
      const [given = 0] = numbersIn(input);
      const [result = 0] = numbersIn(output);
      const exact = target === 'fahrenheit' ? given * 1.8 + 32 : (given - 32) / 1.8;
      expect(Math.abs(result - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
      expect(output).toMatch(target === 'fahrenheit' ? /F$/u : /C$/u);
      expect(output).not.toMatch(/^-0 /u);
    });
  });

  it('date-after', () => {
    each('date-after', (input, output, { direction }) => {
      const days = Number.parseInt(input, 10);
      const start = Date.parse(`${input.split(` ${direction} `)[1]} UTC`);
      expect((Date.parse(`${output} UTC`) - start) / 86_400_000).toBe(direction === 'before' ? -days : days);
    });
  });

  it('weekday, by the formula of Zeller', () => {
    each('weekday', (input, output) => {
      const date = new Date(`${input} UTC`);
      const month = date.getUTCMonth() < 2 ? date.getUTCMonth() + 13 : date.getUTCMonth() + 1;
      const year = date.getUTCFullYear() - (month > 12 ? 1 : 0);
      const [century, rest] = [Math.floor(year / 100), year % 100];
      const day =
        date.getUTCDate() +
        Math.floor((13 * (month + 1)) / 5) +
        rest +
        Math.floor(rest / 4) +
        Math.floor(century / 4) +
        5 * century;
      expect(output).toBe(['Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'][day % 7]);
    });
  });

  it('leap-year', () => {
    each('leap-year', (input, output) => {
      expect(output).toBe(new Date(Date.UTC(Number(input), 1, 29)).getUTCMonth() === 1 ? 'leap year' : 'common year');
    });
  });

  it('time-zone agrees with the clocks of the cities', () => {
    const zones: Record<string, string> = {
      Lagos: 'Africa/Lagos',
      Delhi: 'Asia/Kolkata',
      Kathmandu: 'Asia/Kathmandu',
      Tokyo: 'Asia/Tokyo',
      Honolulu: 'Pacific/Honolulu',
      Nairobi: 'Africa/Nairobi',
      Bogotá: 'America/Bogota',
      Dhaka: 'Asia/Dhaka',
    };
    const minutesIn = (zone: string, time: number) => {
      const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
        time,
      );
      return Number(parts.slice(0, 2)) * 60 + Number(parts.slice(3, 5));
    };
    const january = Date.UTC(2026, 0, 15, 12);
    let compared = 0;
    each('time-zone', (input, output) => {
      const [, hour, minute, from = '', to = ''] = /^(\d+):(\d+) in (.+), to (.+)$/u.exec(input) ?? [];
      const [fromZone, toZone] = [zones[from], zones[to]];
      if (fromZone === undefined || toZone === undefined) return;
      compared += 1;
      const shift = minutesIn(toZone, january) - minutesIn(fromZone, january);
      const there = (((Number(hour) * 60 + Number(minute) + shift) % 1440) + 1440) % 1440;
      expect(output.slice(0, 5)).toBe(
        `${String(Math.floor(there / 60)).padStart(2, '0')}:${String(there % 60).padStart(2, '0')}`,
      );
    });
    expect(compared).toBeGreaterThan(10);
  });
});

describe('texts and data', () => {
  it('csv-to-json', () => {
    each('csv-to-json', (input, output) => {
      const [header = [], ...rows] = input.split('\n').map((line) => line.split(','));
      expect((JSON.parse(output) as object[]).map((record) => [Object.keys(record), Object.values(record)])).toEqual(
        rows.map((row) => [header, row]),
      );
    });
  });

  it('count-letters', () => {
    each('count-letters', (input, output, { kind }) => {
      const pattern = kind === 'vowels' ? /[aeiou]/giu : kind === 'consonants' ? /[b-df-hj-np-tv-z]/giu : /[a-z]/giu;
      expect(Number(output)).toBe(input.split(pattern).length - 1);
    });
  });

  it('reverse', () => {
    each('reverse', (input, output, { unit, units }) => {
      const separator = (unit ?? units) === 'letter' ? '' : ' ';
      expect(output.split(separator).reverse().join(separator)).toBe(input);
    });
  });

  it('letter-shift', () => {
    each('letter-shift', (input, output, { shift }) => {
      const alphabet = 'abcdefghijklmnopqrstuvwxyz';
      for (const [index, letter] of [...input].entries()) {
        expect((alphabet.indexOf(output[index] ?? '') - alphabet.indexOf(letter) + 26) % 26).toBe(Number(shift));
      }
    });
  });

  it('alphabetise, in English and in Hindi', () => {
    each('alphabetise', (input, output) => {
      expect(output.split('\n')).toEqual(input.split('\n').toSorted(new Intl.Collator('en').compare));
    });
    each('hi-alphabetise', (input, output) => {
      expect(output.split('\n')).toEqual(input.split('\n').toSorted(new Intl.Collator('hi').compare));
    });
  });

  it('regular-expression gives patterns that compile and are anchored', () => {
    each('regular-expression', (_, output) => {
      expect(() => new RegExp(output, 'u')).not.toThrow();
      expect(output.endsWith('$')).toBe(true);
    });
  });

  it('number-base', () => {
    each('number-base', (input, output, { base }) => {
      const prefix = { binary: '0b', octal: '0o', hexadecimal: '0x' }[base ?? ''] ?? '';
      expect(Number(prefix + output)).toBe(Number(input));
    });
  });

  it('anonymise leaves no name', () => {
    each('anonymise', (input, output) => {
      expect(output.match(/\[NAME\]/gu)).toHaveLength(2);
      const rest = output.split('[NAME]').filter((part) => part !== '');
      expect(rest.every((part) => input.includes(part) && !names.some((name) => part.includes(name)))).toBe(true);
    });
  });
});
