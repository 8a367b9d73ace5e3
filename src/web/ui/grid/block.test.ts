import { describe, expect, it } from 'vitest';
import { parseBlock, printBlock, transposed } from './block.ts';

describe('a block from the clipboard', () => {
  const cases: [string, string, string[][]][] = [
    ['one cell', '12.5', [['12.5']]],
    ['a row as Excel copies it', '1\t2\t3\r\n', [['1', '2', '3']]],
    [
      'rows as WPS copies them',
      '1\t2\n3\t4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'old line breaks',
      '1\t2\r3\t4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'empty cells',
      '\t2\t\r\n\t\t3\r\n',
      [
        ['', '2', ''],
        ['', '', '3'],
      ],
    ],
    [
      'ragged rows are filled up',
      '1\r\n2\t3',
      [
        ['1', ''],
        ['2', '3'],
      ],
    ],
    ['a quoted cell with a line break', '"1\n2"\t3', [['1\n2', '3']]],
    ['a quoted cell with a tab and quotes', '"a\t""b"""\tc', [['a\t"b"', 'c']]],
    ['a quote inside a cell', '5"\t6', [['5"', '6']]],
    ['a quote that does not close', '"5\t6', [['"5', '6']]],
    ['an empty line in the middle', '1\r\n\r\n2', [['1'], [''], ['2']]],
    ['nothing', '', [['']]],
  ];
  it.each(cases)('%s', (_, text, block) => {
    expect(parseBlock(text)).toEqual(block);
  });

  it.each([
    [
      [
        ['1', '2'],
        ['3', ''],
      ],
    ],
    [
      [
        ['a\tb', '"x"'],
        ['line\nbreak', ''],
      ],
    ],
  ])('printed and read again: %j', (block) => {
    expect(parseBlock(printBlock(block))).toEqual(block);
  });

  it('turns months that run down into months that run across', () => {
    expect(
      transposed([
        ['1', '4'],
        ['2', '5'],
        ['3', '6'],
      ]),
    ).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]);
  });
});
