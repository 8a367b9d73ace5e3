import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InventoryDeed } from '../../src/kernel/inventory/states.ts';
import { energyRegister } from '../../src/server/modules/asset/index.ts';
import type { InventoryParts } from '../../src/server/modules/inventory/index.ts';
import { moveInventory } from '../../src/server/modules/inventory/move-inventory.ts';
import { openInventory } from '../../src/server/modules/inventory/open-inventory.ts';
import { readInventory } from '../../src/server/modules/inventory/read-inventory.ts';
import { recordLines } from '../../src/server/modules/inventory/record-lines.ts';
import { saveSettings } from '../../src/server/modules/inventory/save-settings.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** One MWh, one claim (Scope 2 Guidance ch. 7, criterion 2): two holders, two years, two people approving at one moment, and the database alone. */
let plant: Plant;
let parts: InventoryParts;
beforeAll(async () => {
  plant = await openPlant();
  parts = { shelf: plant.shelf, energy: energyRegister };
});
afterAll(() => plant?.close());

const answers = { attributes: true, unique: true, retired: true, vintage: true, market: true };
interface Certificate {
  readonly number: string;
  readonly claims: readonly { readonly station: string; readonly month: string; readonly first: string; readonly last: string }[];
}
const read = (inventoryId: string, who: Persona | Actor = 'group') => plant.ask(who, readInventory(parts), { inventoryId });

/** An inventory of bought electricity with one certificate of 500 MWh, which its entity holds. */
async function inventoryOf(entityId: string, { number, claims }: Certificate, year = 2024): Promise<string> {
  const given = {
    name: `${number} ${year}`,
    entityId,
    from: `${year}-01`,
    to: `${year}-12`,
    approach: 'operational_control',
    gwpSet: 'AR6',
  };
  const more = { sector: 'office', responsible: '', intendedUse: '', chosen: ['electricity'] };
  const { id: inventoryId } = await plant.run('group', openInventory(plant.shelf), { ...given, ...more });
  const { sources, settings, settingsVersion } = await read(inventoryId);
  const [power] = sources;
  const cells = [{ sourceId: power?.id, month: null, amount: '1000', seenVersion: 0 }];
  await plant.run('group', recordLines(plant.shelf), { inventoryId, cells });
  const certificate = {
    ...{ id: inventoryId, kind: 'gec', name: '绿证', number, mwh: '500', factor: power?.factor, sourceIds: [], entityId },
    ...{ from: `${year}-01`, to: `${year}-12`, criteria: answers, claims },
  };
  const factor = { ...power?.factor, parts: [{ gas: 'CO2', origin: 'fossil', value: '0', unit: 'kgCO2/kWh' }] };
  await plant.run('group', saveSettings(plant.shelf), {
    inventoryId,
    settings: { ...settings, instruments: [{ ...certificate, factor }] },
    seenVersion: settingsVersion,
  });
  return inventoryId;
}
async function move(inventoryId: string, deed: InventoryDeed, who: Persona | Actor) {
  const { sha256: seenSha256 } = await read(inventoryId, who);
  return await plant.run(who, moveInventory(parts), { inventoryId, deed, seenSha256, reason: '' });
}
/** Ready for its approval: submitted by who entered, reviewed by somebody else. */
async function reviewed(inventoryId: string): Promise<string> {
  await move(inventoryId, 'submit', 'group');
  const reviewer: Actor = { ...plant.actors.reviewer, grants: [{ role: 'plant_reviewer', entityId: null }] };
  await move(inventoryId, 'review', reviewer);
  return inventoryId;
}
const approve = (inventoryId: string) => move(inventoryId, 'approve', 'top');
const wind = (month: string, first: string, last: string) => ({ station: '风电场', month, first, last });
const uses = async () => {
  const { rows } = await plant.database.app.transaction().execute(async (tx) => {
    await sql`select set_config('app.organization', ${plant.organizationId}, true)`.execute(tx);
    return await sql<{ n: number }>`select count(*)::int as n from app.ghg_energy_use`.execute(tx);
  });
  return rows[0]?.n;
};

describe('one MWh, one claim', () => {
  test('of two holders the second is refused, and is told who stands there', async () => {
    const first = await inventoryOf(plant.ids.plant, { number: 'GEC-1', claims: [wind('2024-02', '1', '500')] });
    const second = await inventoryOf(plant.ids.other, { number: 'GEC-2', claims: [wind('2024-02', '500', '999')] });
    // While neither is approved both may hope.
    expect((await read(second)).result.scope2.coveredMwh).toBe('500');
    expect(await approve(await reviewed(first))).toMatchObject({ version: 1 });
    const { result } = await read(second);
    expect([result.scope2.coveredMwh, result.findings.map((one) => one.code)]).toEqual([
      '0',
      expect.arrayContaining(['energy_claimed_already']),
    ]);
    const refused = await refusalOf(move(second, 'submit', 'group'));
    expect([refused.code, refused.findings[0]?.code]).toEqual(['invalid_input', 'energy_claimed_already']);
    expect(refused.findings[0]?.text.en).toContain('GEC-1');
  });

  test('the same certificate held by another is refused by its number alone', async () => {
    expect(await approve(await reviewed(await inventoryOf(plant.ids.plant, { number: 'GEC-3', claims: [] })))).toMatchObject({
      version: 1,
    });
    const other = await inventoryOf(plant.ids.other, { number: 'GEC-3', claims: [] });
    expect((await refusalOf(move(other, 'submit', 'group'))).code).toBe('invalid_input');
  });

  test('one holder uses it in the inventories of one year, its own and the group’s, but not in those of two', async () => {
    const certificate = { number: 'GEC-4', claims: [wind('2024-05', '1', '500')] };
    expect(await approve(await reviewed(await inventoryOf(plant.ids.plant, certificate)))).toMatchObject({ version: 1 });
    expect(await approve(await reviewed(await inventoryOf(plant.ids.plant, certificate)))).toMatchObject({ version: 1 });
    const later = await inventoryOf(plant.ids.plant, certificate, 2025);
    expect((await read(later)).result.scope2.coveredMwh).toBe('0');
    expect((await refusalOf(move(later, 'submit', 'group'))).code).toBe('invalid_input');
  });

  test('two who approve at one moment: exactly one of them gets it', async () => {
    const both = [
      await reviewed(await inventoryOf(plant.ids.plant, { number: 'GEC-5', claims: [wind('2024-07', '1', '500')] })),
      await reviewed(await inventoryOf(plant.ids.other, { number: 'GEC-6', claims: [wind('2024-07', '250', '749')] })),
    ];
    const before = (await uses()) ?? 0;
    const seen = await Promise.all(both.map(async (id) => ({ inventoryId: id, seenSha256: (await read(id, 'top')).sha256 })));
    const ended = await Promise.allSettled(
      seen.map((one) => plant.run('top', moveInventory(parts), { ...one, deed: 'approve', reason: '' })),
    );
    expect(ended.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const states = await Promise.all(both.map(async (id) => (await read(id)).state));
    expect(states.sort()).toEqual(['approved', 'reviewed']);
    expect(await uses()).toBe(before + 1);
  });

  test('the database refuses by itself: another holder, another year, a change, a removal', async () => {
    const put = (holder: string, year: number, first: number) =>
      plant.database.app.transaction().execute(async (tx) => {
        await sql`select set_config('app.organization', ${plant.organizationId}, true)`.execute(tx);
        await sql`insert into app.ghg_energy_use (organization_id, id, inventory_id, version, holder_entity_id, reference, station, month, year, mwh)
          select organization_id, gen_random_uuid(), inventory_id, version, ${holder}, 'X', '风电场', '2024-02', ${year}::int, int8range(${first}::bigint, ${first}::bigint + 5)
            from app.ghg_energy_use limit 1`.execute(tx);
      });
    await expect(put(plant.ids.other, 2024, 100)).rejects.toThrow(/one_inventory_claim/);
    await expect(put(plant.ids.plant, 2023, 100)).rejects.toThrow(/one_year_claim/);
    await expect(put(plant.ids.other, 2024, 496)).rejects.toThrow(/one_inventory_claim/);
    // What overlaps nothing passes this rule and meets the next: no write without its entry in the journal.
    await expect(put(plant.ids.other, 2024, 501)).rejects.toThrow(/without a journal entry/);
    const change = (text: ReturnType<typeof sql>) =>
      plant.database.app.transaction().execute(async (tx) => {
        await sql`select set_config('app.organization', ${plant.organizationId}, true)`.execute(tx);
        await text.execute(tx);
      });
    await expect(change(sql`update app.ghg_energy_use set mwh = int8range(1, 2)`)).rejects.toThrow();
    await expect(change(sql`delete from app.ghg_energy_use`)).rejects.toThrow();
  });
});
