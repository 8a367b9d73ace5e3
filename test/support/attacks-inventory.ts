import { type Attack, get, post, put } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on inventories of organizations: one draft with a source, a line and an instrument. */

const part = { gas: 'CO2', value: '0.5', unit: 'kgCO2/kWh' };
const factor = (mark: string) => ({ name: mark, source: mark, parts: [part] });
const source = (entityId: string, mark: string) => ({
  ...{ code: '2.1-09', name: { zh: mark, en: mark }, entityId, category: '2.1', kind: 'emission', method: 'activity', unit: 'MWh' },
  ...{ monthly: true, expected: true, note: mark, factor: factor(mark), residualFactor: null, seenVersion: 0 },
});

export async function furnishInventory(all: Client, entityId: string, mark: string) {
  const opened = { name: mark, entityId, from: '2024-01', to: '2024-12', approach: 'operational_control', gwpSet: 'AR6' };
  const made = await all.post('/api/v1/inventories', { ...opened, sector: 'office', chosen: [], responsible: mark, intendedUse: mark });
  const inventoryId: string = ok(made).json().id;
  const inventory = `/api/v1/inventories/${inventoryId}`;
  const ghgSourceId: string = ok(await all.post(`${inventory}/sources`, source(entityId, mark))).json().id;
  const cells = [{ sourceId: ghgSourceId, month: '2024-03', amount: '7', seenVersion: 0, note: mark }];
  ok(await all.post(`${inventory}/lines`, { cells }));
  const ghgLineId: string = ok(await all.get(`${inventory}/sources/${ghgSourceId}/lines`)).json().items[0].id;
  return { inventoryId, ghgSourceId, ghgLineId };
}

export function attacksOnInventories({ inventoryId, ghgSourceId, ghgLineId, plantId, ownFactorId, evidenceId }: AttackedIds): Attack[] {
  const inventory = `/api/v1/inventories/${inventoryId}`;
  const opened = {
    name: 'x',
    from: '2024-01',
    to: '2024-12',
    approach: 'operational_control',
    gwpSet: 'AR6',
    sector: 'office',
    chosen: [],
  };
  const instrument = {
    ...{
      id: ghgSourceId,
      kind: 'gec',
      name: 'x',
      number: 'x',
      mwh: '1',
      sourceIds: [ghgSourceId],
      entityId: plantId,
      from: '2024-01',
      to: '2024-12',
    },
    factor: {
      ...{ ref: '', name: { zh: 'x', en: 'x' }, source: 'x', version: '', region: '', year: '', gwpBasis: null, uncertaintyPct: null },
      parts: [{ ...part, origin: 'fossil' }],
    },
    ...{ criteria: { attributes: true, unique: true, retired: true, vintage: true, market: true }, claims: [] },
  };
  const weights = { magnitude: '1', influence: '1', risk: '1', guidance: '1', outsourcing: '1', engagement: '1' };
  const settings = {
    ...{
      approach: 'operational_control',
      gwpSet: 'AR6',
      gwpOverrides: [],
      responsible: 'x',
      intendedUse: '',
      sector: 'office',
      chosen: [],
    },
    significance: { rule: { weights, magnitudeBands: ['1', '2', '3', '4'], threshold: '3', decisiveMagnitude: '5' }, scores: [] },
    ...{ exclusions: [], instruments: [instrument] },
  };
  const cell = { sourceId: ghgSourceId, month: '2024-03', amount: '8', seenVersion: 1 };
  return [
    post('inventory.openInventory', '/api/v1/inventories', { ...opened, entityId: plantId }),
    get('inventory.readInventory', inventory),
    get('inventory.readGrid', `${inventory}/grid`),
    get('inventory.readLines', `${inventory}/sources/${ghgSourceId}/lines?history=yes`),
    get('inventory.compareApproaches', `${inventory}/approaches`),
    get('inventory.explainFigure', `${inventory}/explanation?of=source&key=${ghgSourceId}`),
    get('inventory.explainFigure', `${inventory}/explanation?of=entity&key=${plantId}`),
    get('inventory.readFrozen', `${inventory}/versions/1`),
    get('inventory.listVersions', `${inventory}/versions`),
    get('inventory.readChanges', `${inventory}/changes?from=1`),
    get('inventory.pinFactor', `/api/v1/inventory-factor?factorId=${ownFactorId}`),
    put('inventory.saveSettings', `${inventory}/settings`, { settings, seenVersion: 1 }),
    post('inventory.addSource', `${inventory}/sources`, { ...source(plantId, 'x'), code: '2.1-10' }),
    post('inventory.addSource', `${inventory}/sources`, { ...source(plantId, 'x'), code: '2.1-11', factor: { factorId: ownFactorId } }),
    put('inventory.saveSource', `${inventory}/sources/${ghgSourceId}`, { ...source(plantId, 'x'), seenVersion: 1 }),
    post('inventory.withdrawSource', `${inventory}/sources/${ghgSourceId}/withdraw`, { seenVersion: 1 }),
    post('inventory.recordLines', `${inventory}/lines`, { cells: [cell] }),
    post('inventory.importLines', `${inventory}/import`, { rows: [{ place: 'A1', source: '2.1-09', amount: '1' }], dryRun: true }),
    post('inventory.withdrawLine', `${inventory}/lines/${ghgLineId}/withdraw`, { seenVersion: 1, reason: 'r' }),
    post('inventory.attachEvidence', `${inventory}/lines/${ghgLineId}/evidence`, { evidenceIds: [evidenceId] }),
    post('inventory.attachEvidence', `${inventory}/lines/${ghgLineId}/evidence`, { release: [evidenceId] }),
    post('inventory.attachSourceEvidence', `${inventory}/sources/${ghgSourceId}/evidence`, { evidenceIds: [evidenceId] }),
    post('inventory.recordEntry', `${inventory}/sources/${ghgSourceId}/entries`, { month: null, dryRun: true, entry: {} }),
    post('inventory.recordEntry', `${inventory}/sources/${ghgSourceId}/entries`, { month: null, dryRun: false, entry: {} }),
    post('inventory.takeEntityYear', `${inventory}/entity-years`, { entityId: plantId, year: 2024 }),
    post('inventory.moveInventory', `${inventory}/moves`, { deed: 'submit', seenSha256: '0'.repeat(64) }),
  ];
}
