import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';

let stand: IntakeStand;
beforeAll(async () => {
  stand = await openIntakeStand();
});
afterAll(async () => {
  await stand?.close();
});

const months = '月份,燃煤消耗量（t）,收到基元素碳含量,备注\n';

describe('a CSV with months down and parameters across', () => {
  test('is recognised, previewed, imported and undone', async () => {
    const file = await stand.upload('台账.csv', `${months}2024-01,182345.67,0.5312,一月\n2024-02,164210.12,0.5298,\n2024-03,,,停机\n`);
    const found = await stand.recognise(file);
    expect(found).toMatchObject({ kind: 'csv', encoding: 'utf-8', separator: ',' });
    const [sheet] = found.sheets;
    expect(sheet.recipe.columns.map((c: { role: string; parameter?: string }) => c.parameter ?? c.role)).toEqual([
      'month',
      'FC',
      'C_ar',
      'comment',
    ]);
    const recipe = { ...sheet.recipe, unitId: stand.unitId };
    const preview = await stand.preview(file, recipe);
    expect(preview.counts).toMatchObject({ rows: 3, new: 4, changed: 0, unchanged: 0, empty: 2, errors: 0 });
    expect(await stand.values()).toEqual({});

    const run = await stand.import(file, recipe, preview.seal, { sourceName: '厂级台账' });
    expect(run).toMatchObject({ state: 'imported', counts: { new: 4 }, sourceName: '厂级台账', places: [{ year: 2024, values: 4 }] });
    expect(await stand.values()).toEqual({
      '2024-01 coal.FC': '182345.67',
      '2024-01 coal.C_ar': '0.5312',
      '2024-02 coal.FC': '164210.12',
      '2024-02 coal.C_ar': '0.5298',
    });

    // Known again by the names of its columns, and nothing changes when it comes once more.
    const again = await stand.recognise(file);
    expect(again.sheets[0].source).toMatchObject({ name: '厂级台账' });
    expect((await stand.preview(file, recipe)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 4 });

    const undone = await stand.undo(run.id, run.version);
    expect(undone).toMatchObject({ state: 'undone', undo: { reverted: 4, kept: 0 } });
    expect(await stand.values()).toEqual({});
  });

  test('a value that was changed since stays when the import is undone', async () => {
    const file = await stand.upload('b.csv', `${months}2023-01,100,0.5,\n2023-02,200,0.5,\n`);
    const recipe = { ...(await stand.recognise(file)).sheets[0].recipe, unitId: stand.unitId };
    const run = await stand.import(file, recipe, (await stand.preview(file, recipe)).seal);
    const second = await stand.upload('c.csv', `${months}2023-01,111,,\n`);
    const changed = await stand.preview(second, recipe);
    expect(changed.counts).toMatchObject({ changed: 1, new: 0 });
    expect(changed.lines[0]).toMatchObject({ before: '100', after: '111', cell: 'B2', state: 'changed' });
    await stand.import(second, recipe, changed.seal);
    expect(await stand.undo(run.id, run.version)).toMatchObject({ undo: { reverted: 3, kept: 1 } });
    expect(await stand.values(2023)).toEqual({ '2023-01 coal.FC': '111' });
  });
});
