import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, restore } from '../../../src/core/table/neutralise.ts';
import { delimiters, mostColumns, parseTable } from '../../../src/core/table/parseTable.ts';
import { readTable } from '../../../src/core/table/readTable.ts';
import { TableError } from '../../../src/core/table/tableError.ts';
import { tableFile, writeTable } from '../../../src/core/table/writeTable.ts';
import '../similarity/fixedSeed.ts';

const cells = (text: string, delimiter: (typeof delimiters)[number] = ',') =>
  parseTable(text, delimiter).map((row) => row.cells);

/** Texts with what tables trip over, in several scripts. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        ',',
        ';',
        '\t',
        '|',
        '\n',
        '\r',
        '\r\n',
        '=',
        '@',
        '＝',
        ' ',
        '\u200F',
        '\uFEFF',
        '👩‍👩‍👧',
        'שלום',
        'नि',
        'a',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);
const withoutNul = text.filter((value) => !value.includes('\0'));

describe('the writer and the reader of tables', () => {
  test('give back every table exactly, under every delimiter', () => {
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(withoutNul, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, fc.constantFrom(...delimiters), (table, delimiter) => {
        expect(cells(writeTable(table, delimiter), delimiter)).toEqual(table);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a file of ours is read as it was written, with the mark at its start and neutralised cells', () => {
    const rows = fc.array(fc.tuple(withoutNul, withoutNul, withoutNul), { maxLength: 4 });
    fc.assert(
      fc.property(rows, (body) => {
        const table = [['one', 'two', 'three'], ...body];
        const bytes = Buffer.from(tableFile(table.map((row) => row.map(neutralise))));
        const read = readTable(bytes);
        expect([read.encoding, read.delimiter, read.sureOfEncoding]).toEqual(['utf-8', ',', true]);
        const wellFormed = table.map((row) => row.map((value) => Buffer.from(value).toString()));
        expect(read.rows.map((row) => row.cells.map(restore))).toEqual(wellFormed);
      }),
      { numRuns: 1_000 },
    );
  });

  test('as spreadsheets do: quotes inside a plain cell, every line end, blank rows passed over and counted', () => {
    expect(cells('a,he said "hi"\r\nb,c\rd,"e ""f"""\n')).toEqual([
      ['a', 'he said "hi"'],
      ['b', 'c'],
      ['d', 'e "f"'],
    ]);
    expect(parseTable('a\n\n"x\ny"\n', ',').map(({ row }) => row)).toEqual([1, 3]);
    expect(cells('a,b,\n')).toEqual([['a', 'b', '']]);
    expect(cells('')).toEqual([]);
  });

  test.each([
    ['a,b\n1,"two\n3,4\n5,6\n', 2, 2, /never closed/u],
    ['a,b\n"1"x,2\n', 2, 1, /after the closing/u],
    ['a,b\n1,2\u0000\n', 2, 2, /U\+0000/u],
    [','.repeat(1_000_000), 1, mostColumns + 1, /more than 500 columns/u],
    ['a,b\n1,2\n3\n', 3, 2, /1 cells and the first one 2/u],
    ['a,b\n\n"x\ny",2,3\n', 3, 3, /3 cells/u],
  ])('a broken table names row and column', (broken, row, column, message) => {
    const failure = errorOf(() => readTable(Buffer.from(broken), { delimiter: ',' }));
    expect(failure.place).toEqual({ row, column });
    expect(failure.message).toMatch(message);
    expect(failure.message).toMatch(`Row ${row}, column ${column}: `);
  });

  test('a cell of nine million characters is one cell, a row of a million columns is refused at once', () => {
    const huge = 'ض'.repeat(5_000_000);
    expect(readTable(Buffer.from(`a,b\n"${huge}",1\n`)).rows[1]?.cells[0]?.length).toBe(5_000_000);
    const began = performance.now();
    expect(() => readTable(Buffer.from('x,'.repeat(1_000_000)))).toThrow(TableError);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('neutralised text', () => {
  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(restore(neutralise(value))).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\tx',
    '\rx',
    '\nx',
    '＝A1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u200B=1',
    "'=1",
    "''@",
    '−1',
  ])('what could be computed is not: %j', (value) => {
    expect(neutralise(value)).toBe(`'${value}`);
    expect(restore(`'${value}`)).toBe(value);
  });

  test.each(['plain', "'tis", "'quoted'", 'a=b', '', "''", '٣ + ٤'])('other text is left alone: %j', (value) => {
    expect(neutralise(value)).toBe(value);
    expect(restore(value)).toBe(value);
  });
});

describe('how a file is read', () => {
  const sample = 'instruction;output\nÜbersetze: «быстро, 日本»;שלום\n';
  const utf16 = (mark: number[], swap: boolean) => {
    const body = Buffer.from(sample, 'utf16le');
    return Buffer.concat([Buffer.from(mark), swap ? body.swap16() : body]);
  };

  test.each([
    ['UTF-8', Buffer.from(sample), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${sample}`), 'utf-8'],
    ['UTF-16 LE', utf16([0xff, 0xfe], false), 'utf-16le'],
    ['UTF-16 BE', utf16([0xfe, 0xff], true), 'utf-16be'],
  ])('%s', (_, bytes, encoding) => {
    const table = readTable(bytes);
    expect([table.encoding, table.sureOfEncoding, table.delimiter]).toEqual([encoding, true, ';']);
    expect(table.rows[1]?.cells).toEqual(['Übersetze: «быстро, 日本»', 'שלום']);
    expect(table.rows[0]?.cells[0]).toBe('instruction');
  });

  test('UTF-16 without a mark', () => {
    const table = readTable(Buffer.from('a;b\nc;d\n', 'utf16le'));
    expect([table.encoding, table.rows[1]?.cells]).toEqual(['utf-16le', ['c', 'd']]);
  });

  test('a legacy encoding is a guess until a person says which; then it is read by it', () => {
    const bytes = Buffer.from([0x61, 0x3b, 0x62, 0x0a, 0xcf, 0xf0, 0xe8, 0x3b, 0xe2, 0x0a]);
    expect(readTable(bytes)).toMatchObject({ encoding: 'windows-1252', sureOfEncoding: false });
    const told = readTable(bytes, { encoding: 'windows-1251' });
    expect([told.sureOfEncoding, told.rows[1]?.cells]).toEqual([true, ['При', 'в']]);
  });

  test('the wrong encoding names the first cell that is not in it', () => {
    const bytes = Buffer.concat([Buffer.from('a,b\nc,"d\ne '), Buffer.from([0xe9]), Buffer.from('",f\n')]);
    const failure = errorOf(() => readTable(bytes, { encoding: 'utf-8' }));
    expect(failure.message).toMatch(/not in utf-8/u);
    expect(failure.place).toEqual({ row: 2, column: 2 });
    expect(errorOf(() => readTable(bytes, { encoding: 'ebcdic' })).message).toMatch(/no encoding known/u);
  });

  test.each([
    ['a\tb\tc\n1, x\t2\t3\n', '\t'],
    ['a;b\n1,5;2,5\n', ';'],
    ['a|b\n1|2\n', '|'],
    ['"a;b","c"\n"d;e;f","g"\n', ','],
    ['one\ntwo, three\n', ';'],
    ['sep=;\na;b\n', ';'],
  ])('the delimiter of %j', (sampleText, delimiter) => {
    expect(readTable(Buffer.from(sampleText)).delimiter).toBe(delimiter);
  });

  test('a line that names the delimiter is no row', () => {
    expect(readTable(Buffer.from('sep=;\na;b\n1;2\n')).rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('workbooks, large files and empty ones are refused with what to do', () => {
    expect(errorOf(() => readTable(Buffer.from('PK\x03\x04…'))).message).toMatch(/save it as CSV/u);
    expect(errorOf(() => readTable(Buffer.alloc(11 * 1024 * 1024, 'a'))).message).toMatch(/11\.0 MB.*up to 10 MB/u);
    expect(errorOf(() => readTable(Buffer.from('\n\n'))).message).toMatch(/no row/u);
  });
});

function errorOf(work: () => unknown): TableError {
  try {
    work();
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
