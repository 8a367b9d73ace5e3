import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import type { PinnedFactor, SourceReference } from '../../../kernel/inventory/inventory.ts';
import { nextCode } from '../../../kernel/inventory/profile.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import type { InventoryParts } from './load-inventory.ts';
import { entitiesOf } from './load-inventory.ts';
import { openForWriting, sourceObject } from './save-source.ts';
import { currentSources, insertLines, insertSources, mainLines, type Source } from './store.ts';
import type { SourceContent } from './tables.ts';

type Part = { readonly category: string; readonly of: 'combustion' | 'purchased'; readonly zh: string; readonly en: string };
const parts: readonly Part[] = [
  { category: '1.1', of: 'combustion', zh: '化石燃料燃烧（电厂核算）', en: 'fossil fuels, as the plant accounts them' },
  { category: '2.1', of: 'purchased', zh: '购入使用电力（电厂核算）', en: 'power bought, as the plant accounts it' },
];

/** The tonnes as they were computed, one for one. */
const oneForOne: Omit<PinnedFactor, 'name'> = {
  ...{ ref: '', source: 'CETS-AG-03.01-V01-2024', version: '', region: '', year: '', gwpBasis: null, uncertaintyPct: null },
  parts: [{ gas: 'CO2', origin: 'fossil', value: '1', unit: 'tCO2/tCO2' }],
};

/**
 * Takes in what a power plant has accounted for a year: one source for its fuels and one for the power it bought, with the plant's own figures month by month. Taking
 * it in again brings the figures up to date; they cannot be typed over.
 */
export function takeEntityYear({ shelf }: Pick<InventoryParts, 'shelf'>) {
  return command({
    name: 'inventory.take-entity-year',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.takeEntityYear.params.shape, ...e.takeEntityYear.body.shape }),
    run: async (work, { inventoryId, entityId, year }) => {
      const row = await openForWriting(work, inventoryId);
      const inside = (await entitiesOf(work, row.entity_id)).some((one) => one.id === entityId);
      if (inside) await work.permit('emission.read', entityId);
      const found = inside ? await emission.yearParts(work, shelf, entityId, year) : null;
      if (!found) throw new Refusal('not_found', { values: { what: 'entity_year', id: `${entityId}/${year}` } });
      const reference: SourceReference = { kind: 'entity_year', entityId, year, state: found.state, sha256: found.sha256 };
      const all = await currentSources(work.tx, work.actor.organizationId, inventoryId);
      const used = new Set(all.filter((one) => !one.withdrawn).map((one) => one.code));
      const ids: string[] = [];
      let recorded = 0;
      for (const part of parts) {
        const months = found.months.flatMap((one) => {
          const value = one[part.of];
          return value === null || one.month < row.period_from || one.month > row.period_to ? [] : [{ month: one.month, value }];
        });
        if (months.length === 0) continue;
        const before = all.find((one) => !one.withdrawn && one.category === part.category && refersTo(one, entityId, year));
        const code = before?.code ?? nextCode(part.category, used);
        used.add(code);
        const sourceId = await refer(work, inventoryId, { part, before, code, entityId, reference });
        ids.push(sourceId);
        recorded += await bring(work, inventoryId, sourceId, months);
      }
      return { sources: ids, recorded };
    },
  });
}

function refersTo({ content }: Source, entityId: string, year: number): boolean {
  return content.reference?.entityId === entityId && content.reference.year === year;
}

interface Referring {
  readonly part: Part;
  readonly before: Source | undefined;
  readonly code: string;
  readonly entityId: string;
  readonly reference: SourceReference;
}

async function refer(work: Work, inventoryId: string, { part, before, code, entityId, reference }: Referring): Promise<string> {
  if (before && before.content.reference?.sha256 === reference.sha256 && before.content.reference.state === reference.state)
    return before.source_id;
  const { organizationId, personId, name } = work.actor;
  const words = { zh: part.zh, en: part.en };
  const content: SourceContent = {
    ...{ name: words, kind: 'emission', method: 'reference', monthly: true, expected: true, residualFactor: null, note: '' },
    ...{ factor: { ...oneForOne, name: words }, reference, quality: { uncertaintyPct: null, pedigree: {}, primaryData: true } },
  };
  const version = (before?.version ?? 0) + 1;
  const written = {
    ...{
      inventory_id: inventoryId,
      source_id: before?.source_id ?? work.newId(),
      version,
      code,
      entity_id: entityId,
      category: part.category,
    },
    ...{ unit: 'tCO2', withdrawn: false, recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
  };
  await insertSources(work.tx, [{ ...written, organization_id: organizationId, content: JSON.stringify(content) }]);
  work.record({
    kind: 'ghg_source.referred',
    objectType: sourceObject,
    objectId: written.source_id,
    objectVersion: version,
    content: { ...written, content },
  });
  return written.source_id;
}

async function bring(
  work: Work,
  inventoryId: string,
  sourceId: string,
  months: readonly { readonly month: string; readonly value: string }[],
): Promise<number> {
  const { organizationId, personId, name } = work.actor;
  const there = new Map(
    (await mainLines(work.tx, organizationId, inventoryId)).filter((one) => one.source_id === sourceId).map((one) => [one.month, one]),
  );
  const recorded = {
    organization_id: organizationId,
    inventory_id: inventoryId,
    recorded_at: work.now,
    recorded_by: personId,
    recorded_by_name: name,
  };
  const rows = months.flatMap(({ month, value }) => {
    const before = there.get(month);
    if (before && !before.withdrawn && decimal(before.amount).equals(decimal(value))) return [];
    const common = { main: true, unit: 'tCO2', estimated: false, note: '', withdrawn: false, content: null };
    return [
      {
        ...recorded,
        ...common,
        line_id: before?.line_id ?? work.newId(),
        version: (before?.version ?? 0) + 1,
        source_id: sourceId,
        month,
        amount: value,
      },
    ];
  });
  await insertLines(work.tx, rows);
  const lines = rows.map((one) => [one.line_id, one.version, one.month, one.amount]);
  if (rows.length > 0)
    work.record({
      kind: 'ghg_line.block_recorded',
      objectType: 'ghg_line_block',
      objectId: work.newId(),
      objectVersion: 1,
      content: { inventoryId, sourceId, lines },
    });
  return rows.length;
}
