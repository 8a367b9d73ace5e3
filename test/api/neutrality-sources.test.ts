import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaperOf } from '../../src/contract/neutrality-papers.ts';
import type { InventoryDeed } from '../../src/kernel/inventory/states.ts';
import { energyRegister } from '../../src/server/modules/asset/index.ts';
import { moveInventory } from '../../src/server/modules/inventory/move-inventory.ts';
import { openInventory } from '../../src/server/modules/inventory/open-inventory.ts';
import { readInventory } from '../../src/server/modules/inventory/read-inventory.ts';
import { recordLines } from '../../src/server/modules/inventory/record-lines.ts';
import { changeFootprint } from '../../src/server/modules/lca/footprints/change-footprint.ts';
import { createFootprint } from '../../src/server/modules/lca/footprints/create-footprint.ts';
import { moveFootprint } from '../../src/server/modules/lca/footprints/move-footprint.ts';
import { renewFootprint } from '../../src/server/modules/lca/footprints/renew-footprint.ts';
import { readRuleSets } from '../../src/server/modules/lca/index.ts';
import { draftPaper } from '../../src/server/modules/neutrality/papers.ts';
import { readSources } from '../../src/server/modules/neutrality/read-sources.ts';
import { readSubject } from '../../src/server/modules/neutrality/read-subjects.ts';
import { addPeriod } from '../../src/server/modules/neutrality/subject.ts';
import { plantStudy, type Study } from '../support/footprint-study.ts';
import { type Claimer, openClaimer } from '../support/neutrality.ts';
import { dataFolder, type Persona, refusalOf } from '../support/plant.ts';

/** A footprint of neutrality that is taken from an approved inventory or product footprint: what fits, what is copied, what changed since. */
let claimer: Claimer;
let inventoryId = '';
let sourceIds: { gas: string; power: string };
beforeAll(async () => {
  claimer = await openClaimer();
  inventoryId = await open('2024 清单', '2024-01', '2024-12');
});
afterAll(() => claimer?.plant.close());

const inventoryParts = () => ({ shelf: claimer.plant.shelf, energy: energyRegister });
const lcaParts = () => ({ units: claimer.plant.shelf.units, ruleSets: readRuleSets(dataFolder), background: async () => null });
const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const view = (id: string) => claimer.ask('statistician', readInventory(inventoryParts()), { inventoryId: id });

async function open(name: string, from: string, to: string): Promise<string> {
  const given = { name, entityId: claimer.plant.ids.plant, from, to, approach: 'operational_control', gwpSet: 'AR6' };
  const more = { sector: 'office', responsible: '', intendedUse: '', chosen: ['natural_gas', 'electricity'] };
  const { id } = await claimer.run('statistician', openInventory(claimer.plant.shelf), { ...given, ...more });
  const { sources } = await view(id);
  const of = (code: string) => sources.find((one) => one.code === code)?.id ?? '';
  sourceIds = { gas: of('1.1-01'), power: of('2.1-01') };
  return id;
}

async function record(gas: string, seenVersion: number): Promise<void> {
  const cells = [{ sourceId: sourceIds.gas, month: null, amount: gas, seenVersion }];
  const power = { sourceId: sourceIds.power, month: '2024-01', amount: '1200', seenVersion: 0 };
  const all = seenVersion === 0 ? [...cells, power] : cells;
  await claimer.run('statistician', recordLines(claimer.plant.shelf), { inventoryId, cells: all });
}

async function move(deed: InventoryDeed, who: Persona, reason = ''): Promise<void> {
  const { sha256: seenSha256 } = await view(inventoryId);
  await claimer.run(who, moveInventory(inventoryParts()), { inventoryId, deed, seenSha256, reason });
}
async function approve(): Promise<void> {
  await move('submit', 'statistician');
  await move('review', 'group');
  await move('approve', 'manager');
}

const common = { kind: 'footprint', method: 'ISO 14064-1', verified: false };
const byInventory = (scope2: string, version = 1, id = inventoryId) => ({
  ...{ ...common, source: 'inventory' },
  reference: { inventoryId: id, version, scope2 },
});
const byFootprint = (versionId: string, quantity: string) => ({ ...common, source: 'footprint', reference: { versionId, quantity } });
const draft = (of: { id: string; periodId: string }, content: object, who: Persona = 'group') =>
  claimer.run(who, draftPaper(claimer.plant.shelf), { subjectId: of.id, periodId: of.periodId, content });
const see = (subjectId: string) => claimer.ask('auditor', readSubject(claimer.plant.shelf), { subjectId });
async function footprintOf(subjectId: string) {
  const paper = (await see(subjectId)).papers.find((one) => one.kind === 'footprint');
  const isFootprint = (one: unknown): one is PaperOf<'footprint'> => paper?.content === one && paper?.kind === 'footprint';
  if (!paper || !isFootprint(paper.content)) throw new Error('no footprint');
  return { ...paper, content: paper.content };
}

test('an inventory that is not approved is refused with its cure; approved, its categories are copied as they were frozen', async () => {
  const subject = await claimer.subject('I1', { kind: 'organization' });
  await record('10', 0);
  const refused = (await refusalOf(draft(subject, byInventory('location')))).findings[0];
  expect([refused?.place.path, refused?.text.en.includes('no such approved version'), refused?.cure !== undefined]).toEqual([
    ...['/content/reference/version', true, true],
  ]);
  await approve();
  const offered = await claimer.ask('group', readSources, { subjectId: subject.id, periodId: subject.periodId });
  // 10 × 21.62188809 t of gas and 1,200 MWh × 0.5306 t/MWh.
  expect(offered.inventories).toMatchObject([{ id: inventoryId, version: 1, name: '2024 清单', emission: '852.9388809', whyNot: null }]);
  await draft(subject, byInventory('location'));
  const paper = await footprintOf(subject.id);
  expect(paper.content.lines).toEqual([
    { category: '1.1 固定源燃烧', categoryEn: '1.1 Stationary combustion', tonnes: '216.2188809' },
    { category: '2.1 输入的电力（基于位置）', categoryEn: '2.1 Imported electricity (location-based)', tonnes: '636.72' },
  ]);
  expect([paper.content.removals, paper.content.apart, paper.later]).toEqual(['0', undefined, null]);
  expect(paper.reference).toEqual({ kind: 'inventory', id: inventoryId, version: 1, hash: offered.inventories[0]?.sha256 });
  await draft(subject, byInventory('market'));
  expect((await footprintOf(subject.id)).content.lines[1]?.categoryEn).toBe('2.1 Imported electricity (market-based)');
});

test('another period, entity or kind, figures of one’s own, a version that is not there, no right: each refused at its place', async () => {
  const subject = await claimer.subject('I2');
  const at = async (work: Promise<unknown>) => {
    const { code, findings } = await refusalOf(work);
    return `${code} ${findings[0]?.place.path ?? ''} ${findings[0]?.cure ? 'cure' : ''}`.trim();
  };
  expect(await at(draft(subject, byInventory('location', 9)))).toBe('invalid_input /content/reference/version cure');
  expect(await at(draft(subject, { ...byInventory('location'), lines: [{ category: 'x', tonnes: '1' }] }))).toBe(
    'invalid_input /content/lines',
  );
  expect(await at(draft(subject, { ...byInventory('location'), source: 'entity_year' }))).toBe('invalid_input /content/reference');
  expect(await codeOf(draft(subject, byInventory('location', 1, claimer.plant.actors.top.personId)))).toBe('not_found');
  expect(await codeOf(draft(subject, byInventory('location'), 'stranger'))).toBe('not_permitted');
  const elsewhere = await claimer.subject('I3', { entityId: claimer.plant.ids.other });
  expect(await at(draft(elsewhere, byInventory('location')))).toBe('invalid_input /content/reference/inventoryId cure');
  const next = await claimer.run('group', addPeriod, { subjectId: subject.id, startsOn: '2025-01-01', endsOn: '2025-12-31' });
  const late = { id: subject.id, periodId: next.id };
  expect(await at(draft(late, byInventory('location')))).toBe('invalid_input /content/reference/inventoryId cure');
  const offered = await claimer.ask('group', readSources, { subjectId: late.id, periodId: late.periodId });
  expect(offered.inventories[0]?.whyNot?.en).toBe('The inventory is of 2024-01 to 2024-12, the period of 2025-01-01 to 2025-12-31');
  const product = await claimer.subject('I4', { kind: 'product' });
  expect(await at(draft(product, byInventory('location')))).toBe('invalid_input /content/source cure');
});

test('a version approved since is told on the page; what was approved keeps its figures', async () => {
  const subject = await claimer.subject('I5');
  await claimer.paper(subject.id, subject.periodId, byInventory('location'));
  const before = await see(subject.id);
  await move('reopen', 'statistician', 'a bill was missing');
  await record('20', 1);
  await approve();
  const after = await see(subject.id);
  expect(after.papers[0]?.later).toMatchObject({ version: 2 });
  expect([after.periods[0]?.figures?.gross, after.periods[0]?.figures]).toEqual(['852.9388809', before.periods[0]?.figures]);
  expect((await footprintOf(subject.id)).contentSha256).toBe(before.papers[0]?.contentSha256);
  await claimer.paper(subject.id, subject.periodId, byInventory('location', 2));
  const renewed = await see(subject.id);
  // 20 × 21.62188809 + 636.72
  expect([renewed.periods[0]?.figures?.gross, renewed.papers.map((one) => one.later?.version ?? null)]).toEqual([
    '1069.1577618',
    [null, 2],
  ]);
});

test('a product: per unit times what was produced, by stage; drafts, expired and credited footprints are refused', async () => {
  const product = await claimer.subject('P1', { kind: 'product' });
  const create = (productName: string, study: Study) =>
    claimer.run('statistician', createFootprint(lcaParts()), { entityId: claimer.plant.ids.plant, productName, study });
  type View = Awaited<ReturnType<typeof create>>;
  const step = (who: Persona, seen: View, to: string) =>
    claimer.run(who, moveFootprint(lcaParts()), { versionId: seen.version.id, version: seen.version.version, to, reason: '' });
  const approved = async (seen: View) => await step('manager', await step('reviewer', seen, 'reviewed'), 'approved');
  const placeOf = async (seen: View, quantity = '1500000') =>
    (await refusalOf(draft(product, byFootprint(seen.version.id, quantity)))).findings[0]?.place.path;
  const drafted = await create('1 kWh', plantStudy());
  expect(await placeOf(drafted)).toBe('/content/reference/versionId');
  const kwh = await approved(drafted);
  expect(await placeOf(kwh, '0')).toBe('/content/reference/quantity');
  const offered = await claimer.ask('group', readSources, { subjectId: product.id, periodId: product.periodId });
  expect(offered).toMatchObject({ inventories: [], footprints: [{ name: '1 kWh', number: 1, unit: 'kWh', whyNot: null }] });
  await claimer.paper(product.id, product.periodId, byFootprint(kwh.version.id, '1500000'));
  const { content, reference } = await footprintOf(product.id);
  // 0.4 kg/kWh, of it 0.04 for coal: 1.5 GWh make 60 t and 540 t.
  expect(content.lines.map((one) => [one.categoryEn, Number(one.tonnes).toFixed(6)])).toEqual([
    ['Raw materials', '60.000000'],
    ['Production', '540.000000'],
  ]);
  expect([content.output, content.outputUnit, reference?.version, reference?.hash]).toEqual([
    ...['1500000', 'kWh', 1, kwh.version.frozenSha256],
  ]);
  // Approved while it was valid.
  claimer.at('2024-05-06T01:30:00.000Z');
  const expired = await approved(await create('old', plantStudy({ validUntil: '2024-06-30' })));
  claimer.at('2025-01-20T01:30:00.000Z');
  expect(await placeOf(expired)).toBe('/content/reference/versionId');
  const renewed = await claimer.run('statistician', renewFootprint(lcaParts()), {
    footprintId: kwh.footprint.id,
    note: 'again',
    seenNumber: 1,
  });
  expect((await footprintOf(product.id)).later).toBeNull();
  const { id: versionId, version } = renewed.version;
  await approved(await claimer.run('statistician', changeFootprint(lcaParts()), { versionId, version, study: plantStudy() }));
  expect((await footprintOf(product.id)).later).toMatchObject({ version: 2 });
  const site = await claimer.subject('P2');
  expect((await refusalOf(draft(site, byFootprint(kwh.version.id, '1')))).findings[0]?.place.path).toBe('/content/source');
});
