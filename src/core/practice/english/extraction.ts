import type { Random } from '../../random.ts';
import type { Family } from '../family.ts';
import { names, plainWords, surnames } from './vocabulary.ts';

function person(random: Random): { readonly first: string; readonly last: string } {
  return { first: random.pick(names), last: random.pick(surnames) };
}

export const extractEmail: Family = {
  id: 'extract-email',
  patterns: [
    'Extract the e-mail address from the message.',
    'Where can the writer be reached electronically? Copy out the address and nothing around it.',
    'Spot what contains an @ in a note and return it exactly.',
  ],
  instance: (random) => {
    const { first, last } = person(random);
    const address = `${first.toLowerCase()}.${last.toLowerCase()}@${random.pick(plainWords)}.example`;
    const text = random.pick([
      `Please send the offer to ${address} before Friday.`,
      `My new address is ${address}, the old one stops working soon.`,
      `${first} from accounting (${address}) has the keys.`,
    ]);
    return { input: text, output: address };
  },
};

export const extractNumbers: Family = {
  id: 'extract-numbers',
  patterns: [
    'Pull all numbers out of the text, in the order in which they stand.',
    'Gather every figure that a delivery note mentions, separated by commas.',
    'Strip away the words so that just the digits of each quantity remain.',
  ],
  instance: (random) => {
    const [one = '', two = '', three = ''] = random.sample(plainWords, 3);
    const [a, b, c] = [random.integer(2, 99), random.integer(2, 99), random.integer(100, 999)];
    return {
      input: `Delivered: ${a} pieces of item ${one}, ${b} of item ${two}; ${c} of item ${three} follow next week.`,
      output: `${a}, ${b}, ${c}`,
    };
  },
};

export const csvToJson: Family = {
  id: 'csv-to-json',
  patterns: [
    'Transform the CSV into a JSON array of objects; all values stay strings.',
    'A table arrives as comma-separated values with a header. Hand it back in JSON, a record per row, without changing any value.',
    'Our script reads only JSON. Reformat these comma-separated rows, using the header for the keys and quoting every value.',
  ],
  instance: (random) => {
    const columns = random.pick([
      ['name', 'city'],
      ['name', 'team', 'floor'],
      ['plant', 'height'],
    ] as const);
    const rows = Array.from({ length: random.integer(2, 3) }, () =>
      columns.map((column) =>
        column === 'name'
          ? random.pick(names)
          : column === 'plant'
            ? random.pick(plainWords)
            : valueFor(column, random),
      ),
    );
    const records = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
    return { input: [columns, ...rows].map((row) => row.join(',')).join('\n'), output: JSON.stringify(records) };
  },
};

function valueFor(column: 'city' | 'team' | 'floor' | 'height', random: Random): string {
  if (column === 'city') return random.pick(['Lima', 'Dakar', 'Oslo', 'Hanoi', 'Cork']);
  if (column === 'team') return random.pick(['sales', 'support', 'research']);
  return String(random.integer(1, 40));
}

export const jsonToLines: Family = {
  id: 'json-to-lines',
  patterns: [
    'List the entries of the JSON object as lines of the form key: value.',
    'Someone without technical knowledge should be able to read this record. Write each field on a line of its own, with a colon after the name.',
    'Flatten a small JSON object to plain text, one pair to a line.',
  ],
  instance: (random) => {
    const record = { name: random.pick(names), item: random.pick(plainWords), count: random.integer(1, 30) };
    const lines = Object.entries(record).map(([key, value]) => `${key}: ${value}`);
    return { input: JSON.stringify(record), output: lines.join('\n') };
  },
};

export const surnameFirst: Family = {
  id: 'surname-first',
  patterns: [
    'Rewrite the full name with the surname first and a comma after it.',
    'A register sorts people by family name. Bring each name into the form “family name, given name”.',
  ],
  instance: (random) => {
    const people = [person(random), person(random)];
    return {
      input: people.map(({ first, last }) => `${first} ${last}`).join('\n'),
      output: people.map(({ first, last }) => `${last}, ${first}`).join('\n'),
    };
  },
};

export const anonymise: Family = {
  id: 'anonymise',
  patterns: [
    'Replace each person in the text by [NAME].',
    'For privacy nobody may be recognised in the protocol. Put [NAME] wherever a first name stands.',
  ],
  instance: (random) => {
    const [one = '', two = ''] = random.sample(names, 2);
    const template = random.pick([
      '§ asked § to water the plants.',
      'At noon § called and spoke with §.',
      '§ and § share an office on the third floor.',
      'The parcel for § was taken in by §.',
    ]);
    return { input: template.replace('§', one).replace('§', two), output: template.replaceAll('§', '[NAME]') };
  },
};

export const queryParameter: Family = {
  id: 'query-parameter',
  patterns: [
    'Read the value of the parameter “{parameter}” from the web address.',
    'In a URL, what stands behind “{parameter}=”?',
    'A log shows full addresses of requests. Report for each what was passed as “{parameter}”.',
  ],
  slots: { parameter: { page: 'page', sort: 'sort', lang: 'lang' } },
  instance: (random, { parameter = 'page' }) => {
    const values = {
      page: String(random.integer(2, 60)),
      sort: random.pick(['price', 'name', 'date']),
      lang: random.pick(['fr', 'hi', 'sw']),
    };
    const query = Object.entries(values).map(([key, value]) => `${key}=${value}`);
    return {
      input: `https://${random.pick(plainWords)}.example/${random.pick(plainWords)}?${random.sample(query, 3).join('&')}`,
      output: values[parameter as keyof typeof values] ?? '',
    };
  },
};

export const markdownList: Family = {
  id: 'markdown-list',
  patterns: [
    'Convert the comma-separated line into a Markdown list with {marker}.',
    'A note-taking app shows lists only when written in Markdown. Break up the items and prefix them with {marker}.',
  ],
  slots: { marker: { bullets: 'hyphens', numbers: 'running numbers', boxes: 'empty check boxes' } },
  instance: (random, { marker }) => {
    const items = random.sample(plainWords, random.integer(3, 5));
    const prefix = (index: number) => (marker === 'numbers' ? `${index + 1}. ` : marker === 'boxes' ? '- [ ] ' : '- ');
    return { input: items.join(', '), output: items.map((item, index) => prefix(index) + item).join('\n') };
  },
};
