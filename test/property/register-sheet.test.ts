import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from '../../src/kernel/csv.ts';
import { checkContent, isFilled } from '../../src/kernel/system/content.ts';
import { readSheet, type SheetLine } from '../../src/kernel/system/read-sheet.ts';
import type { Content, Field, Register } from '../../src/kernel/system/register.ts';
import { type FlatField, sheetColumns, sheetOf } from '../../src/kernel/system/register-sheet.ts';
import { writeTable } from '../../src/server/modules/document/index.ts';
import { answerIntake } from '../../src/server/modules/emission/index.ts';
import { readFrameworks } from '../../src/server/modules/library/frameworks/read-frameworks.ts';

/** Whatever stands in a register: as a sheet, written to bytes and read back by the product's own readers, it is equal. Every register, both languages. */
const { registers } = readFrameworks('data').frameworks;
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const people = new Map([1, 2, 3].map((n) => [uuid(n), ['张伟', 'Ann O’Hara', '=SUM(A1); 李'][n - 1] ?? '']));
const entities = new Map([11, 12].map((n) => [uuid(n), ['电厂', 'Plant; two'][n - 11] ?? '']));
const numbered = (of: readonly string[]) =>
  of.map((id, at) => ({ id: uuid(100 + registers.findIndex((one) => one.id === id) * 2 + (at % 2)), register: id }));
const recordIds = new Map(
  registers
    .flatMap((one) => numbered([one.id, one.id]))
    .map((one, at) => [one.id, `${registers.find((each) => each.id === one.register)?.prefix}-${String(at + 1).padStart(4, '0')}`]),
);

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('=1+1', "'=x", '-5', '+a', '@b', '是', '"q"', 'a;b', '碳, 资产', "''=y"),
);
const short = piece.map((one) => one.replaceAll(/[\r\n]/g, ' '));
const long = fc.array(piece, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const number = (field: Extract<Field, { type: 'number' }>) => {
  const [min, max] = [Number(field.min ?? -1e6), Number(field.max ?? 1e6)];
  if (field.whole) return fc.integer({ min, max }).map(String);
  return fc.oneof(
    fc.double({ min, max, noNaN: true }).map(String),
    fc.integer({ min: Math.ceil(min), max: Math.floor(max) }).map((n) => `${n}.${'1234567890'.repeat(2)}`),
  );
};
const listOf = (one: fc.Arbitrary<string>, many: boolean) => (many ? fc.uniqueArray(one, { minLength: 1, maxLength: 3 }) : one);

function anyValue(field: FlatField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'text':
      return field.long ? long : short;
    case 'number':
      return number(field);
    case 'flag':
      return fc.boolean();
    case 'day':
      return fc.constantFrom('2024-02-29', '2025-12-31', '2030-01-01');
    case 'choice':
      return listOf(fc.constantFrom(...field.options.map((one) => one.code)), field.many);
    case 'clause':
      return listOf(fc.constantFrom('4.1', '7.1', '10.2', 'A.10', 'D.4'), true);
    case 'person':
      return listOf(fc.constantFrom(...people.keys()), field.many);
    case 'entity':
      return listOf(fc.constantFrom(...entities.keys()), field.many);
    case 'record':
      return listOf(fc.constantFrom(...field.of.flatMap((id) => [...numbered([id, id]).map((one) => one.id)])), field.many);
  }
}

const flats = (fields: readonly Field[]) =>
  fc.record(
    Object.fromEntries(fields.flatMap((field) => (field.type === 'rows' || field.type === 'score' ? [] : [[field.id, anyValue(field)]]))),
    { requiredKeys: [] },
  );

/** Contents as the product keeps them: what it refuses is not kept, so nothing of it is exported. */
function contents(register: Register): fc.Arbitrary<Content> {
  const tables = register.fields.flatMap((field) =>
    field.type === 'rows' ? [[field.id, fc.array(flats(field.columns), { maxLength: 3 })] as const] : [],
  );
  return fc
    .tuple(flats(register.fields), fc.record(Object.fromEntries(tables), { requiredKeys: [] }), short)
    .map(([flat, rows, title]) => checkContent(register, { ...flat, ...rows, [register.roles.title]: `标题 ${title}` }))
    .filter(({ content, findings }) => findings.length === 0 && isFilled(content[register.roles.title]))
    .map((one) => one.content);
}

const known = (type: 'person' | 'entity' | 'record', said: string) => {
  const by = type === 'person' ? people : type === 'entity' ? entities : recordIds;
  const wanted = type === 'record' ? said.split(/\s/)[0] : said;
  return [...by].find(([, name]) => name === wanted)?.[0];
};

async function back(bytes: Buffer): Promise<{ sheet: string; lines: readonly SheetLine[] }> {
  const answer = await answerIntake({ ask: 'table', bytes });
  if (!('lines' in answer)) throw new Error('no table');
  return answer;
}

describe('export → import is equal', () => {
  test.each(registers.map((one) => [one.id, one] as const))('%s', async (_, register) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(contents(register), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('zh' as const, 'en' as const),
        async (all, language) => {
          const nameOf = (type: string, id: string) =>
            type === 'record' ? `${recordIds.get(id)} =标题 ;x` : (people.get(id) ?? entities.get(id) ?? '');
          const records = all.map((content, at) => ({
            no: `${register.prefix}-${at + 1}`,
            version: 1,
            entity: '电厂',
            state: '草稿',
            content,
          }));
          const { head, lines } = sheetOf(register, records, { language, nameOf });
          const figures = new Set(sheetColumns(register).flatMap((one, at) => (one.field?.type === 'number' ? [at] : [])));
          for (const bytes of [Buffer.from(csv(head, lines)), await writeTable({ sheet: register.name[language], head, lines, figures })]) {
            const table = await back(bytes);
            const read = readSheet(register, table.sheet, table.lines, known);
            expect(read.findings).toEqual([]);
            expect(read.entries.map((one) => one.content)).toEqual(all);
            expect(read.entries.map((one) => [one.no, one.version, one.entityId])).toEqual(records.map((one) => [one.no, '1', uuid(11)]));
          }
        },
      ),
      { seed: 20_260_105, numRuns: 8 },
    );
  });
});

test('every column is called otherwise, in each language, so that a sheet can be read by its head', () => {
  for (const register of registers)
    for (const language of ['zh', 'en'] as const) {
      const names = sheetColumns(register).map((one) => one.name[language]);
      expect(new Set(names).size, `${register.id} ${language}`).toBe(names.length);
      for (const field of register.fields.flatMap((one): Field[] => (one.type === 'rows' ? [...one.columns] : [one])))
        if (field.type === 'choice')
          expect(new Set(field.options.map((one) => one.name[language])).size, field.id).toBe(field.options.length);
    }
});
