import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { ok } from '../support/server.ts';

let stand: IntakeStand;
beforeAll(async () => {
  stand = await openIntakeStand();
});
afterAll(async () => {
  await stand?.close();
});

const fetchForm = async (query: string, year = 2024) => {
  const reply = ok(await stand.who.get(`/api/v1/units/${stand.unitId}/years/${year}/form?${query}`));
  return reply.rawPayload;
};
const read = async (name: string, bytes: Buffer) => {
  const file = await stand.upload(name, bytes);
  const sheet = (await stand.recognise(file)).sheets[0];
  expect(sheet.own).toBe(true);
  return { file, sheet, preview: await stand.preview(file, sheet.recipe) };
};

describe('the monthly form of a unit', () => {
  test('empty: it names the unit, its rows with units, and the months; importing it changes nothing', async () => {
    const { sheet, preview } = await read('模板.xlsx', await fetchForm(''));
    expect(sheet.recipe).toMatchObject({ unitId: stand.unitId, year: 2024 });
    expect(sheet.start[3].slice(0, 6)).toEqual(['键 Key', '参数', 'Parameter', '单位 Unit', '2024-01', '2024-02']);
    expect(sheet.start[4].slice(0, 4)).toEqual(['coal.FC', expect.any(String), expect.any(String), 't']);
    expect(preview.counts).toMatchObject({ new: 0, changed: 0, unchanged: 0, errors: 0, unresolved: 0 });
  });

  test('filled as CSV it imports without mapping, with a unit of the same kind where one was put in', async () => {
    const lines = (await fetchForm('format=csv')).toString('utf8').split('\r\n');
    const filled = lines.map((line) => {
      if (line.startsWith('"coal.FC"')) return line.replace('"t","",""', '"kt","182.34567",""');
      return line.startsWith('"generation_mwh"') ? line.replace('"MWh","",""', '"MWh","","387,714.442"') : line;
    });
    const { file, sheet, preview } = await read('填好.csv', Buffer.from(filled.join('\r\n')));
    expect(preview.counts).toMatchObject({ new: 2, errors: 0 });
    await stand.import(file, sheet.recipe, preview.seal);
    expect(await stand.values()).toEqual({ '2024-01 coal.FC': '182345.67', '2024-02 generation_mwh': '387714.442' });
  });

  test('export → import changes nothing, whatever the values (property)', async () => {
    const symbols = ['coal.FC', 'generation_mwh', 'heat_gj', 'auxiliary_mwh'];
    const digits = fc.integer({ min: 0, max: 10 ** 9 });
    const value = fc.tuple(digits, fc.constantFrom(0, 1, 3, 9, 24)).map(([n, places]) => {
      const text = String(n).padStart(places + 1, '0');
      return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
    });
    const cells = fc.array(fc.tuple(fc.constantFrom(...symbols), fc.integer({ min: 1, max: 12 }), value), { minLength: 1, maxLength: 20 });
    let year = 2018;
    await fc.assert(
      fc.asyncProperty(cells, async (drawn) => {
        year += 1;
        const stream = (await stand.recognise(await stand.upload('x.csv', '月份,燃煤消耗量\n2024-01,1\n'))).units[0].streams[0].id;
        const places = new Map(drawn.map(([key, month, v]) => [`${key} ${month}`, { key, month, v }]));
        const body = {
          cells: [...places.values()].map(({ key, month, v }) => ({
            month: `${year}-${String(month).padStart(2, '0')}`,
            parameter: key.replace('coal.', ''),
            fuelStreamId: key.startsWith('coal.') ? stream : null,
            value: v,
          })),
        };
        ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/${year}/activity-data`, body));
        for (const format of ['xlsx', 'csv']) {
          const { preview } = await read(`导出.${format}`, await fetchForm(`values=1&format=${format}`, year));
          expect(preview.findings).toEqual([]);
          expect(preview.counts).toMatchObject({ new: 0, changed: 0, unchanged: places.size, errors: 0, unresolved: 0 });
        }
      }),
      { numRuns: 5, seed: 20241231 },
    );
  });
});
