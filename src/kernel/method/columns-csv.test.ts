import { describe, expect, test } from 'vitest';
import { type CsvFault, readCsvColumns } from './columns-csv.ts';

/** The UTF-8 of a text. */
const bytes = (text: string): Uint8Array =>
  Uint8Array.from(encodeURIComponent(text).match(/%..|[^%]/g) ?? [], (part) =>
    part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0),
  );

const kinds = { name: 'text', amount: 'number' } as const;

function read(text: string) {
  const { count, texts, numbers } = readCsvColumns(bytes(text), kinds);
  const name = texts.get('name');
  return Array.from({ length: count }, (_, i) => [name?.dictionary[name.codes[i] ?? 0], numbers.get('amount')?.[i]]);
}

describe('columns of a CSV file', () => {
  test.each([
    [
      'plain',
      'name,amount\na,1\nb,2.5\na,-3\n',
      [
        ['a', 1],
        ['b', 2.5],
        ['a', -3],
      ],
    ],
    [
      'no line end at the end',
      'name,amount\na,1\nb,2',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'carriage returns',
      'name,amount\r\na,1\r\nb,2\r\n',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    ['a mark at the beginning', '\ufeffname,amount\na,1\n', [['a', 1]]],
    [
      'other columns are skipped',
      'id,name,amount,note\n7,a,1,"x, y"\n8,b,2,\n',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'quotes',
      'name,amount\n"a, ""b""",1\n"two\nlines",2\n',
      [
        ['a, "b"', 1],
        ['two\nlines', 2],
      ],
    ],
    [
      'other writing',
      'name,amount\n上海,1\n100%,2\n',
      [
        ['上海', 1],
        ['100%', 2],
      ],
    ],
    ['empty text', 'name,amount\n,1\n', [['', 1]]],
    ['head only', 'name,amount\n', []],
  ])('%s', (_, text, expected) => expect(read(text)).toEqual(expected));

  test('numbers are the nearest floats', () => {
    const list = [
      '0.1',
      '1234567.891',
      '0.000001',
      '9007199254740993',
      '123456789012345678',
      '0.1234567890123456789',
      '1.5',
      '.5',
      '7.',
      '000012.50',
      '-0.3',
    ];
    const found = read(`name,amount\n${list.map((one) => `a,${one}`).join('\n')}\n`).map(([, value]) => value);
    expect(found).toEqual(list.map(Number));
  });

  test.each([
    ['no number', 'name,amount\na,1\nb,x\n', 2, 'amount'],
    ['an empty number', 'name,amount\na,\n', 1, 'amount'],
    ['too few fields', 'name,amount\na\n', 1, 'name'],
    ['too many fields', 'name,amount\na,1,2\n', 1, 'amount'],
    ['a quote that is not closed', 'name,amount\n"a,1\n', 1, 'name'],
    ['a column that is not there', 'name,other\na,1\n', 0, 'amount'],
  ])('%s is refused with its row', (_, text, row, column) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ row, column } satisfies Partial<CsvFault>));
  });

  test('rows that lie across pieces', () => {
    const long = 'x'.repeat(1000);
    const lines = Array.from({ length: 9000 }, (_, i) => `"${long}\n${i % 7}",${i}.25`);
    const found = read(`name,amount\n${lines.join('\n')}\n`);
    expect(found.length).toBe(9000);
    expect(found[8999]).toEqual([`${long}\n${8999 % 7}`, 8999.25]);
    expect(new Set(found.map(([name]) => name)).size).toBe(7);
  });
});
