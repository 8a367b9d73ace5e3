import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { patiently } from '../support/patience.ts';
import { ok } from '../support/server.ts';
import { bookOf, sheetXml, workbookOf } from '../support/workbook.ts';
import { zipOf } from '../support/zip.ts';

/** Files as they should not be: each is answered in both languages with place, cause and cure; nothing is kept, and nobody waits. */
let stand: IntakeStand;
let recipe: object;
beforeAll(async () => {
  stand = await openIntakeStand();
  const file = await stand.upload('good.csv', good);
  recipe = { ...(await stand.recognise(file)).sheets[0].recipe, unitId: stand.unitId };
});
afterAll(async () => {
  const runs = ok(await stand.who.get('/api/v1/imports')).json();
  expect(runs.total).toBe(0);
  expect(await stand.values()).toEqual({});
  await stand?.close();
});

const head = '月份,燃煤消耗量（t）,收到基元素碳含量\n';
const good = `${head}2024-01,182345.67,0.5312\n`;
const rows = [
  ['月份', '燃煤消耗量（t）', '收到基元素碳含量'],
  ['2024-01', 182345.67, 0.5312],
] as const;
const sheet = sheetXml(rows);

interface Problem {
  readonly code: string;
  readonly details: { readonly zh: string; readonly en: string };
}

/** What is said of a file that is refused as a whole, at the door or when it is read. */
async function refused(content: Buffer | string): Promise<Problem> {
  const stored = await stand.tryUpload(content);
  if (stored.status >= 400) return stored.body;
  const reply = await stand.who.post('/api/v1/imports/recognise', { fileSha256: stored.body.sha256, fileName: 'x.csv' });
  expect(reply.statusCode).toBeGreaterThanOrEqual(400);
  expect(reply.statusCode).toBeLessThan(500);
  return reply.json();
}

const megabytes = (n: number) => n * 1024 * 1024;

describe('refused as a whole', () => {
  const cases: [string, () => Buffer | string, string, RegExp, RegExp][] = [
    [
      'a zip bomb',
      () => workbookOf({ S: `${sheet}${' '.repeat(megabytes(30))}` }),
      'file_type_refused',
      /压缩炸弹.*拆分/,
      /zip bomb.*Split/,
    ],
    [
      'macros',
      () => workbookOf({ S: sheet }, { name: 'xl/vbaProject.bin', data: 'macro' }),
      'file_type_refused',
      /含宏.*另存为/,
      /macros.*save it as/i,
    ],
    [
      'an encrypted entry',
      () => workbookOf({ S: sheet }, { name: 'xl/x.xml', data: 'x', flags: 1 }),
      'file_type_refused',
      /加密.*取消密码/,
      /encrypted.*remove the password/i,
    ],
    [
      'an encrypted workbook (OLE)',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]),
      'file_type_refused',
      /加了密码.*取消密码/,
      /password.*remove/i,
    ],
    [
      'an external link',
      () => workbookOf({ S: sheet }, { name: 'xl/externalLinks/externalLink1.xml', data: '<x/>' }),
      'file_type_refused',
      /链接到其他文件.*断开/,
      /links to other files.*break/i,
    ],
    [
      'a nested archive',
      () => workbookOf({ S: sheet }, { name: 'xl/media/a.zip', data: zipOf([{ name: 'a', data: 'b' }]) }),
      'file_type_refused',
      /另一个压缩包/,
      /another archive/,
    ],
    ['a NUL byte', () => `${head}2024-01,18\0,0.53\n`, 'file_type_refused', /第 2 行.*NUL.*重新导出/, /line 2.*NUL.*export/i],
    [
      'a program called .csv',
      () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100, 1)]),
      'file_type_refused',
      /不是可接受|控制字符/,
      /not a kind|control character/i,
    ],
    [
      'a cell of 5 MB in CSV',
      () => `${head}2024-01,"${'9'.repeat(megabytes(5))}",0.5\n`,
      'file_too_large',
      /B2（第 2 行）.*32,768.*缩短/,
      /B2 \(line 2\).*32,768.*Shorten/,
    ],
    ['a quotation mark left open', () => `${head}2024-01,"5,0.5\n`, 'file_type_refused', /B2.*引号.*补上/, /B2.*not closed.*Close/],
    ['a CSV of 10^6 rows', () => head + '2024-01,1,0.5\n'.repeat(1_000_000), 'file_too_large', /100,000 行.*拆分/, /100,000 rows.*Split/],
    ['201 columns', () => `月份${',x'.repeat(201)}\n2024-01${',1'.repeat(201)}\n`, 'file_too_large', /200 列.*删去/, /200 columns.*Delete/],
  ];
  test.each(cases)('%s', async (_, content, code, zh, en) => {
    const problem = await refused(content());
    expect(problem.code).toBe(code);
    expect(problem.details.zh).toMatch(zh);
    expect(problem.details.en).toMatch(en);
  });

  test('a cell of 5 MB and a sheet of 10^6 rows in a workbook, while others are answered', async () => {
    let seed = 7;
    const digits = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed;
    };
    const cell = Array.from({ length: 500_000 }, () => String(digits()))
      .join('')
      .slice(0, megabytes(5));
    const long = workbookOf({ 数据: sheetXml([rows[0], ['2024-01', cell, 0.5]]) });
    const body = Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 1}"><c><v>${digits() % 1000}</v></c></row>`).join('');
    const many = workbookOf({ 数据: `<worksheet><sheetData>${body}</sheetData></worksheet>` });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const [tooLong, tooMany] = await Promise.all([refused(long), refused(many)]);
    delay.disable();
    expect(tooLong.details.zh).toMatch(/工作表“数据”B2.*32,768.*缩短/);
    expect(tooMany.details.zh).toMatch(/工作表“数据”第 \d+ 行.*100,000 行.*拆分/);
    expect(tooMany.details.en).toMatch(/Sheet "数据", row \d+.*100,000 rows.*Split/);
    expect(delay.percentile(99) / 1e6).toBeLessThan(patiently(100));
  });
});

describe('read, with every wrong cell named', () => {
  const cells: [string, Buffer | string, string, string, RegExp, RegExp][] = [
    ['text in a number', `${head}2024-01,约18万,0.53\n`, 'not_a_number', 'B2', /B2：.*“约18万”不是数字/, /B2: .*not a number/],
    ['a unit in a number', `${head}2024-01,18.2万吨,0.53\n`, 'unit_in_number', 'B2', /混有单位/, /holds a unit/],
    ['a duplicated month', `${good}2024-01,5,0.5\n`, 'month_twice', 'B3', /2024-01 的 FC 已在 B2/, /FC of 2024-01 stands in B2/],
    ['no month', `${head}2024-13,5,0.5\n`, 'month_unreadable', 'A2', /“2024-13”读不出/, /"2024-13" cannot be read/],
    ['out of range', `${head}2024-01,5,53.12\n`, 'out_of_range', 'C2', /应在 0 与 1/, /between 0 and 1/],
    [
      'a formula without a result',
      bookOf({ 表: [rows[0], ['2024-01', { formula: 'A1*2' }, 0.5]] }),
      'formula_without_value',
      'B2',
      /工作表“表”B2：公式“=A1\*2”没有保存结果/,
      /sheet "表", B2: the formula/,
    ],
    ['an error value', bookOf({ 表: [rows[0], ['2024-01', { error: '#REF!' }, 0.5]] }), 'error_value', 'B2', /#REF!/, /#REF!/],
    [
      'a decimal comma where points are used',
      `${head}2024-01,"18,5",0.5\n2024-02,1.5,0.5\n`,
      'unclear_separator',
      'B2',
      /小数点与千位分隔不明确/,
      /decimal mark/,
    ],
  ];
  test.each(cells)('%s', async (name, content, code, cell, zh, en) => {
    const file = await stand.upload(`${name}.csv`, content);
    const found = (await stand.recognise(file)).sheets[0];
    const preview = await stand.preview(file, { ...found.recipe, unitId: stand.unitId });
    const finding = preview.findings.find((f: { code: string }) => f.code === code);
    expect(finding).toMatchObject({ severity: 'error', place: { at: { cell } } });
    expect(finding.text.zh).toMatch(zh);
    expect(finding.text.en).toMatch(en);
    expect(finding.cure.zh.length * finding.cure.en.length).toBeGreaterThan(0);
    const order = { ...file, recipe: { ...found.recipe, unitId: stand.unitId }, seal: preview.seal };
    expect((await stand.who.post('/api/v1/imports', order)).statusCode).toBe(422);
  });

  test('a unit of measure of another kind', async () => {
    const file = await stand.upload('wrong-unit.csv', '月份,燃煤消耗量（MWh）,收到基元素碳含量\n2024-01,5,0.5\n');
    const found = (await stand.recognise(file)).sheets[0];
    const preview = await stand.preview(file, { ...found.recipe, unitId: stand.unitId });
    expect(preview.findings[0]).toMatchObject({ code: 'unit_mismatch', place: { at: { cell: 'B2' } } });
    expect(preview.findings[0].text.zh).toContain('“MWh”不能换算为“t”');
    expect(preview.findings[0].text.en).toContain('"MWh" cannot be converted to "t"');
  });

  test('a unit and a file of another organization are not there', async () => {
    const stranger = '0197b000-0000-7000-8000-00000000ffff';
    const file = await stand.upload('good.csv', good);
    const reply = await stand.who.post('/api/v1/imports/preview', { ...file, recipe: { ...recipe, unitId: stranger } });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().findings[0]).toMatchObject({ code: 'no_facility' });
    const other = { fileSha256: 'a'.repeat(64), fileName: 'x.csv' };
    expect((await stand.who.post('/api/v1/imports/recognise', other)).statusCode).toBe(404);
    const source = { ...file, recipe, sourceId: stranger, seal: (await stand.preview(file, recipe)).seal };
    expect((await stand.who.post('/api/v1/imports', source)).statusCode).toBe(404);
    expect((await stand.boss.post(`/api/v1/imports/${stranger}/undo`, { version: 1 })).statusCode).toBeGreaterThanOrEqual(403);
  });

  test('who may not record may not import', async () => {
    const auditor = await stand.server.hire(stand.boss, ['internal_auditor']);
    const file = await stand.upload('good.csv', good);
    expect((await auditor.post('/api/v1/imports/preview', { ...file, recipe })).statusCode).toBe(403);
  });

  test('an import that would do something else than was previewed is refused', async () => {
    const file = await stand.upload('good.csv', good);
    const reply = await stand.who.post('/api/v1/imports', { ...file, recipe, seal: 'b'.repeat(64) });
    expect(reply.statusCode).toBe(409);
    expect(reply.json().details.zh).toContain('没有保存任何内容');
  });
});

describe('read as it is meant', () => {
  const january = { month: '2024-01', after: '182345.67' };
  const gbk = Buffer.from('d4c2b7dd2cc8bcc3bacffbbac4c1bfa3a874a3a90a323032342d30312c3138323334352e36370a', 'hex');
  const cases: [string, Buffer | string, object][] = [
    ['GBK', gbk, { encoding: 'gb18030' }],
    ['a byte-order mark', `\uFEFF${good}`, { encoding: 'utf-8', byteOrderMark: true }],
    ['decimal commas and semicolons', '月份;燃煤消耗量（t）\n2024-01;182345,67\n', { separator: ';' }],
    ['thousands separators', '月份,燃煤消耗量（t）\n2024-01,"182,345.67"\n', { separator: ',' }],
    ['a workbook called .csv', bookOf({ 表: rows }), { kind: 'xlsx' }],
    [
      'a formula with its stored result',
      bookOf({ 表: [rows[0], ['2024-01', { formula: 'SUM(D2:D9)', value: '182345.67' }, 0.5312]] }),
      { kind: 'xlsx' },
    ],
    ['full-width digits', '月份,燃煤消耗量（t）\n２０２４年１月,１８２３４５．６７\n', {}],
    ['a date 2024/1/31', '月份,燃煤消耗量（t）\n2024/1/31,182345.67\n', {}],
    ['a date 2024年1月', '月份,燃煤消耗量（t）\n2024年1月,182345.67\n', {}],
    ['a date 202401', '月份,燃煤消耗量（t）\n202401,182345.67\n', {}],
    ['a date Jan-24', '月份,燃煤消耗量（t）\nJan-24,182345.67\n', {}],
    ['a date 31.01.2024', '月份,燃煤消耗量（t）\n31.01.2024,182345.67\n', {}],
    ['a date of a spreadsheet', bookOf({ 表: [rows[0], [{ day: 45292 }, 182345.67, 0.5312]] }), {}],
  ];
  test.each(cases)('%s', async (name, content, facts) => {
    const file = await stand.upload(`${name}.csv`, content);
    const found = await stand.recognise(file);
    expect(found).toMatchObject(facts);
    const preview = await stand.preview(file, { ...found.sheets[0].recipe, unitId: stand.unitId });
    expect(preview.findings).toEqual([]);
    expect(preview.lines.find((line: { rowKey: string }) => line.rowKey === 'coal.FC')).toMatchObject(january);
    expect(preview.counts.formulas).toBe(name.startsWith('a formula') ? 1 : 0);
  });

  test('an empty month is no zero', async () => {
    const file = await stand.upload('empty.csv', `${head}2024-01,,0\n2024-02,0,—\n`);
    const found = await stand.recognise(file);
    const preview = await stand.preview(file, { ...found.sheets[0].recipe, unitId: stand.unitId });
    expect(preview.counts).toMatchObject({ new: 2, empty: 2, errors: 0 });
    expect(preview.lines.map((l: { month: string; after: string }) => [l.month, l.after]).sort()).toEqual([
      ['2024-01', '0'],
      ['2024-02', '0'],
    ]);
  });
});
