import excel from 'exceljs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { ok } from '../support/server.ts';

/** Several sheets of one workbook in one import, the sources they are saved under, and undo in the background. */
let stand: IntakeStand;
let admin: pg.Client;
beforeAll(async () => {
  stand = await openIntakeStand();
  admin = new pg.Client({ connectionString: stand.server.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await stand?.close();
});

type Sheets = Record<string, (string | number)[][]>;

async function workbook(sheets: Sheets): Promise<Buffer> {
  const book = new excel.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const coal = (...values: [string, number][]) => [['月份', '燃煤消耗量（t）'], ...values];
const power = (...values: [string, number][]) => [['月份', '发电量（MWh）'], ...values];
const upload = async (sheets: Sheets, name = 'book.xlsx') => stand.upload(name, await workbook(sheets));
const sources = async () => ok(await stand.who.get('/api/v1/import-sources')).json().items;

/** Mappings of all sheets, as the recognised ones with the unit said. */
async function recipesOf(file: Awaited<ReturnType<typeof upload>>) {
  const found = await stand.recognise(file);
  const [recipe, ...more] = found.sheets.map((one: { recipe: object; source: { recipe: object } | null }) => ({
    ...(one.source?.recipe ?? { ...one.recipe, unitId: stand.unitId }),
  }));
  return { found, recipe, more };
}

describe('several sheets', () => {
  test('of different columns: one preview, one import, one undo; known again by each of them', async () => {
    const file = await upload({
      煤: coal(['2023-01', 100], ['2023-02', 200]),
      说明: [['只是文字']],
      电: power(['2023-01', 7000]),
    });
    const { found, recipe, more } = await recipesOf(file);
    expect(found.sheets.map((one: { name: string }) => one.name)).toEqual(['煤', '说明', '电']);
    const told = { more: [more[1]], sourceName: '月报' };
    const preview = await stand.preview(file, recipe, { more: told.more });
    expect(preview.counts).toMatchObject({ rows: 3, new: 3, errors: 0 });
    expect(preview.lines.map((line: { sheet: string; cell: string }) => `${line.sheet}!${line.cell}`)).toEqual(['煤!B2', '煤!B3', '电!B2']);
    const run = await stand.import(file, recipe, preview.seal, told);
    expect(run.counts).toMatchObject({ new: 3, changed: 0 });
    expect(await stand.values(2023)).toEqual({ '2023-01 coal.FC': '100', '2023-01 generation_mwh': '7000', '2023-02 coal.FC': '200' });

    const again = await upload({ 煤: coal(['2023-03', 300]), 电: power(['2023-03', 7300]) });
    const known = await stand.recognise(again);
    expect(
      known.sheets.map((one: { source: { name: string; recipe: { sheet: string } } }) => [one.source.name, one.source.recipe.sheet]),
    ).toEqual([
      ['月报', '煤'],
      ['月报', '电'],
    ]);
    expect((await stand.undo(run.id, run.version)).undo).toEqual({ reverted: 3, kept: 0 });
    expect(await stand.values(2023)).toEqual({});
  });

  test('a place that stands in two of them is named with both', async () => {
    const file = await upload({ 一月: coal(['2022-01', 1]), 二月: coal(['2022-01', 2]) });
    const { recipe, more } = await recipesOf(file);
    const preview = await stand.preview(file, recipe, { more });
    expect(preview.findings).toHaveLength(1);
    expect(preview.findings[0]).toMatchObject({ code: 'month_twice', place: { at: { sheet: '二月', cell: 'B2' } } });
    expect(preview.findings[0].text.en).toContain('一月 B2');
  });

  test('a sheet without name, named twice, or not in the file is refused', async () => {
    const file = await upload({ 一: coal(['2022-01', 1]), 二: coal(['2022-02', 2]) });
    const { recipe, more } = await recipesOf(file);
    const preview = async (recipes: object, others: object[]) =>
      (await stand.who.post('/api/v1/imports/preview', { ...file, recipe: recipes, more: others })).json();
    expect((await preview(recipe, [recipe])).findings[0].code).toBe('sheet_twice');
    expect((await preview({ ...recipe, sheet: null }, more)).findings[0].code).toBe('sheet_twice');
    expect(await preview(recipe, [{ ...more[0], sheet: '三' }])).toMatchObject({ code: 'file_damaged' });
  });
});

describe('saved sources', () => {
  const change = (source: { id: string; version: number }, body: object) =>
    stand.who.put(`/api/v1/import-sources/${source.id}`, { version: source.version, ...body });

  test('are listed with their last use, renamed, put away and brought back; each step once', async () => {
    const file = await upload(
      {
        燃料: [
          ['月份', '入炉煤（t）'],
          ['2021-01', 5],
        ],
      },
      'fuel.xlsx',
    );
    const { found } = await recipesOf(file);
    const recipe = {
      ...found.sheets[0].recipe,
      unitId: stand.unitId,
      columns: [{ role: 'month' }, { role: 'amount', parameter: 'FC', stream: 'coal', unit: 't' }],
    };
    const { seal } = await stand.preview(file, recipe);
    const run = await stand.import(file, recipe, seal, { sourceName: '燃料台账' });
    const named = async () => (await sources()).find((one: { name: string }) => one.name.startsWith('燃料'));
    const source = await named();
    expect(source).toMatchObject({ imports: 1, retiredAt: null, more: [], lastUsed: { runId: run.id, fileName: 'fuel.xlsx' } });

    const renamed = ok(await change(source, { name: '燃料日报', retired: false })).json();
    expect(renamed).toMatchObject({ name: '燃料日报', version: source.version + 1 });
    expect((await change(source, { name: '别名', retired: false })).json().code).toBe('conflict');
    expect((await change(renamed, { name: '月报', retired: false })).json().code).toBe('already_exists');

    const retired = ok(await change(renamed, { name: renamed.name, retired: true })).json();
    expect(retired.retiredAt).not.toBeNull();
    expect((await stand.recognise(file)).sheets[0].source).toBeNull();
    ok(await change(retired, { name: retired.name, retired: false }));
    expect((await stand.recognise(file)).sheets[0].source.name).toBe('燃料日报');
    const { rows } = await admin.query(
      "select kind from app.history where object_type = 'import_source' and object_id = $1 order by object_version",
      [source.id],
    );
    expect(rows.map((row: { kind: string }) => row.kind)).toEqual([
      'import_source.saved',
      'import_source.renamed',
      'import_source.retired',
      'import_source.restored',
    ]);
  });

  test('only who records may change them', async () => {
    const viewer = await stand.server.hire(stand.boss, ['trader']);
    const [source] = await sources();
    const reply = await viewer.put(`/api/v1/import-sources/${source.id}`, { version: source.version, name: 'x', retired: true });
    expect(reply.json().code).toBe('not_permitted');
  });
});

describe('undo in the background', () => {
  test('puts back with progress; what was changed since stays; a second undo is refused', async () => {
    const file = await upload({
      电: power(...Array.from({ length: 12 }, (_, m): [string, number] => [`2020-${String(m + 1).padStart(2, '0')}`, m + 1])),
    });
    const { recipe } = await recipesOf(file);
    const { seal } = await stand.preview(file, recipe);
    const run = await stand.import(file, recipe, seal);
    expect(run.undoInBackground).toBe(false);
    const cell = { month: '2020-05', parameter: 'generation_mwh', fuelStreamId: null, value: '55', acquisition: 'measured', comment: '' };
    ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/2020/activity-data`, { cells: [cell] }));
    const start = async () => {
      const { id } = ok(
        await stand.who.post('/api/v1/jobs', { kind: 'intake.undo', input: { runId: run.id, version: run.version } }),
      ).json();
      for (;;) {
        const job = ok(await stand.who.get(`/api/v1/jobs/${id}`)).json();
        if (!['queued', 'running'].includes(job.state)) return job;
        await new Promise((done) => setTimeout(done, 40));
      }
    };
    expect(await start()).toMatchObject({ state: 'succeeded', done: 11, total: 11, result: { runId: run.id, reverted: 11, kept: 1 } });
    expect(await stand.values(2020)).toEqual({ '2020-05 generation_mwh': '55' });
    expect(await start()).toMatchObject({ state: 'failed', problem: { code: 'wrong_state' } });
  });
});
