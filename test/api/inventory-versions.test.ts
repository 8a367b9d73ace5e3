import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { InventoryDeed } from '../../src/kernel/inventory/states.ts';
import { energyRegister } from '../../src/server/modules/asset/index.ts';
import { readInventoryQuality } from '../../src/server/modules/inventory/analysis/read-quality.ts';
import { compareMethods } from '../../src/server/modules/inventory/comparison/compare-methods.ts';
import { explainFigure } from '../../src/server/modules/inventory/explain-figure.ts';
import type { InventoryParts } from '../../src/server/modules/inventory/index.ts';
import { readLines } from '../../src/server/modules/inventory/lines/read-lines.ts';
import { moveInventory } from '../../src/server/modules/inventory/move-inventory.ts';
import { openHome } from '../../src/server/modules/inventory/open-home.ts';
import { openInventory } from '../../src/server/modules/inventory/open-inventory.ts';
import { readInventory } from '../../src/server/modules/inventory/read-inventory.ts';
import { recordLines, withdrawLine } from '../../src/server/modules/inventory/record-lines.ts';
import { saveSettings } from '../../src/server/modules/inventory/save-settings.ts';
import { listVersions, readChanges } from '../../src/server/modules/inventory/versions/read-versions.ts';
import type { Command } from '../../src/server/work/command.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Frozen versions of an inventory: opened read-only as they were, beside the draft, with what changed between. Deeds happen a minute after each other. */
let plant: Plant;
let parts: InventoryParts;
let inventoryId = '';
let clock = Date.parse('2025-02-01T00:00:00.000Z');

beforeAll(async () => {
  plant = await openPlant();
  parts = { shelf: plant.shelf, energy: energyRegister };
  const given = {
    name: '2024 清单',
    entityId: plant.ids.plant,
    from: '2024-01',
    to: '2024-12',
    approach: 'operational_control',
    gwpSet: 'AR6',
  };
  const more = { sector: 'office', responsible: 'r', intendedUse: 'u', chosen: ['natural_gas', 'r410a', 'electricity'] };
  inventoryId = (await act('statistician', openInventory(plant.shelf), { ...given, ...more })).id;
  await record({ '1.1-01': ['10', 0], '1.4-01': ['20', 0], '2.1-01': ['1200', 0] });
});
afterAll(() => plant?.close());

async function act<I extends z.ZodType, R>(who: Persona, command: Command<I, R>, input: unknown): Promise<R> {
  clock += 60_000;
  return await runCommand({ db: plant.database, clock: { now: () => clock } }, command, plant.actors[who], input);
}
const read = (more: object = {}, who: Persona = 'auditor') => plant.ask(who, readInventory(parts), { inventoryId, ...more });
async function record(amounts: Readonly<Record<string, readonly [amount: string | null, seenVersion: number]>>) {
  const { sources } = await read();
  const cells = Object.entries(amounts).map(([code, [amount, seenVersion]]) => {
    const sourceId = sources.find((one) => one.code === code)?.id;
    return { sourceId, month: null, amount, seenVersion };
  });
  await act('statistician', recordLines(plant.shelf), { inventoryId, cells });
}
async function move(deed: InventoryDeed, who: Persona, reason = '') {
  const { sha256: seenSha256 } = await read({}, who);
  return await act(who, moveInventory(parts), { inventoryId, deed, seenSha256, reason });
}
async function approve() {
  await move('submit', 'statistician');
  await move('review', 'reviewer');
  return await move('approve', 'manager');
}
const changes = (from: number, more: object = {}, who: Persona = 'auditor') =>
  plant.ask(who, readChanges(parts), { inventoryId, from, ...more });

describe('frozen versions', () => {
  let first: Awaited<ReturnType<typeof read>>;

  test('are listed with hash, who and when', async () => {
    expect((await plant.ask('auditor', listVersions, { inventoryId })).items).toEqual([]);
    expect((await refusalOf(changes(1))).code).toBe('not_found');
    first = await read();
    expect(await approve()).toMatchObject({ version: 1 });
    const { items } = await plant.ask('auditor', listVersions, { inventoryId });
    expect(items).toMatchObject([
      {
        ...{ version: 1, emission: first.result.total.emission, lineCount: 3, approach: 'operational_control', gwpSet: 'AR6' },
        ...{ preparedBy: 'statistician', reviewedBy: 'reviewer', by: { name: 'manager' }, at: new Date(clock).toISOString() },
      },
    ]);
    expect(items[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await changes(1)).figures.every((one) => one.difference === '0')).toBe(true);
  });

  test('stay as they were while the draft goes on; nothing can be done to them', async () => {
    await move('reopen', 'statistician', 'a meter was misread');
    await record({ '1.4-01': ['25', 1], '1.1-01': [null, 1] });
    const { settings, settingsVersion } = await read();
    const exclusions = [{ id: plant.ids.plant, category: '3.4', name: 'guests', reason: 'few', estimate: '1' }];
    await act('statistician', saveSettings(plant.shelf), {
      inventoryId,
      settings: { ...settings, exclusions },
      seenVersion: settingsVersion,
    });
    const frozen = await read({ version: 1 });
    expect(frozen.result).toEqual(first.result);
    expect([frozen.shownVersion, frozen.state, frozen.lineCount, frozen.settings.exclusions]).toEqual([1, 'approved', 3, []]);
    expect([frozen.mayEdit.allowed, frozen.deeds.some((one) => one.allowed)]).toEqual([false, false]);
    expect(frozen.moves.map((one) => one.deed)).toEqual(['submit', 'review', 'approve']);
    const now = await read();
    expect([now.shownVersion, now.state, now.settings.exclusions.length]).toEqual([null, 'draft', 1]);
    expect((await refusalOf(read({ version: 2 }))).code).toBe('not_found');
    // The same data by another set is a what-if of the frozen version too: R-410A is 1,923.5 under AR5 and 2,255.5 under AR6.
    const other = await read({ version: 1, gwpSet: 'AR5' });
    const cool = (view: typeof frozen) => view.result.byCategory.find((one) => one.category === '1.4')?.emission;
    expect([Number(cool(frozen)), Number(cool(other))]).toEqual([45.11, 38.47]);
  });

  test('what changed since is told to the line', async () => {
    const told = await changes(1);
    expect([told.from, told.to, told.settings]).toEqual([1, null, ['exclusions']]);
    expect(told.sources.map((one) => [one.code, one.kind, one.activity, one.fields])).toEqual([
      ['1.1-01', 'changed', true, []],
      ['1.4-01', 'changed', true, []],
    ]);
    // 5 kg more of R-410A.
    expect(Number(told.sources[1]?.difference)).toBeCloseTo((5 * 2255.5) / 1000, 9);
    expect([told.lines.added, told.lines.changed, told.lines.withdrawn]).toEqual([0, 1, 1]);
    expect(told.lines.items.map((one) => [one.code, one.kind, one.before, one.now, one.by.name]).sort()).toEqual([
      ['1.1-01', 'withdrawn', '10', null, 'statistician'],
      ['1.4-01', 'changed', '20', '25', 'statistician'],
    ]);
    const total = told.figures.find((one) => one.part === 'total');
    expect([total?.before, total?.now]).toEqual([first.result.total.emission, (await read()).result.total.emission]);
  });

  test('a line added and withdrawn in between is no change, nor one set back', async () => {
    const { sources } = await read();
    const power = sources.find((one) => one.code === '2.1-01')?.id;
    await record({ '2.1-01': ['1300', 1] });
    await record({ '2.1-01': ['1200', 2] });
    const cell = { sourceId: power, month: '2024-05', amount: '3', seenVersion: 0 };
    await act('statistician', recordLines(plant.shelf), { inventoryId, cells: [cell] });
    expect((await changes(1)).lines).toMatchObject({ added: 1, changed: 1, withdrawn: 1 });
    const { items } = await plant.ask('auditor', readLines(plant.shelf), { inventoryId, sourceId: power });
    const extra = items.find((one) => one.month === '2024-05');
    await act('statistician', withdrawLine, { inventoryId, lineId: extra?.id, seenVersion: 1, reason: 'twice' });
    expect((await changes(1)).lines).toMatchObject({ added: 0, changed: 1, withdrawn: 1 });
  });

  test('two versions are compared; each keeps its figures, derivations, quality and methods', async () => {
    expect(await approve()).toMatchObject({ version: 2 });
    expect((await changes(1, { to: 2 })).lines).toMatchObject({ added: 0, changed: 1, withdrawn: 1 });
    const ask = (version: number) => plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'total', version });
    expect((await ask(1)).value).toBe(first.result.total.emission);
    expect((await ask(2)).value).not.toBe(first.result.total.emission);
    const cool = first.sources.find((one) => one.code === '1.4-01')?.id ?? '';
    const told = await plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'source', key: cool, version: 1 });
    expect(Number(told.value)).toBe(45.11);
    const home = openHome(parts);
    const quality = await plant.ask('auditor', readInventoryQuality(home), { inventoryId, version: 1 });
    expect([quality.version, Number(quality.total.emission)]).toEqual([1, Number(first.result.total.emission)]);
    const variants = [{ name: 'AR5', gwpSet: 'AR5' }];
    const compared = await plant.ask('auditor', compareMethods(home), { inventoryId, version: 1, variants });
    const totals = compared.result.outputs.filter((one) => one.symbol === 'total');
    expect(totals.map((one) => one.value)[0]).toBe(first.result.total.emission);
  });

  test('are told to nobody who may not see the inventory', async () => {
    expect((await refusalOf(read({ version: 1 }, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(changes(1, {}, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(plant.ask('stranger', listVersions, { inventoryId }))).code).toBe('not_permitted');
  });
});
