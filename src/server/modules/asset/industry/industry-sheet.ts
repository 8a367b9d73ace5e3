import { z } from 'zod';
import { industryEndpoints, type industrySheet } from '../../../../contract/allocation-industry.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import * as emission from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { checkedSheet, industryYears, yearWithIndustryPlan } from './checked-sheet.ts';
import { insertSheet, type Sector, type Sheet, sheetsOf } from './store.ts';

type View = z.input<typeof industrySheet>;
interface Place {
  readonly entityId: string;
  readonly sector: Sector;
  readonly year: number;
}

function sheetView({ balance, balance_value: balanceValue, rows }: Sheet): NonNullable<View['sheet']> {
  return { balance, balanceValue, rows: rows.map((row) => ({ ...row, lines: row.lines.map((line) => ({ ...line })) })) };
}

async function viewOf(work: Work, shelf: Shelf, { entityId, sector, year }: Place): Promise<View> {
  const entity = await organization.findEntity(work, entityId);
  const sheets = await sheetsOf(work.tx, work.actor.organizationId, entityId, sector, year);
  const below = await organization.entitiesBelow(work, entityId);
  const entities: View['entities'] = [];
  for (const one of below) {
    const verified = await emission.verifiedEmission(work, one.id, year);
    entities.push({ entityId: one.id, name: { zh: one.name, en: one.nameEn }, verifiedT: verified?.totalT ?? null });
  }
  const [latest] = sheets;
  return {
    ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, sector, year, years: { ...industryYears(shelf) } },
    sheet: latest ? sheetView(latest) : null,
    versions: sheets.map((one) => ({
      ...{ version: one.version, note: one.note, recordedAt: one.recorded_at, recordedByName: one.recorded_by_name },
    })),
    entities,
  };
}

/** The sheet of a sector's year as last kept, what of the organization can stand in it, and which data years have a plan at all (C.4). */
export function readIndustrySheet(shelf: Shelf) {
  return query({
    name: 'asset.read-industry-sheet',
    action: 'asset.read',
    input: industryEndpoints.readIndustrySheet.params,
    run: async (work, place): Promise<View> => {
      await organization.findEntity(work, place.entityId);
      await work.permit('asset.read', place.entityId);
      return await viewOf(work, shelf, place);
    },
  });
}

const keep = industryEndpoints.keepIndustrySheet;

/** Keeps the sheet of a sector's year as a new version (C.4); what it gives is worked out at each question. */
export function keepIndustrySheet(shelf: Shelf) {
  return command({
    name: 'asset.keep-industry-sheet',
    action: 'asset.record_allocation',
    input: z.strictObject({ ...keep.params.shape, ...keep.body.shape }),
    run: async (work, { entityId, sector, year, note, seenVersion, ...given }): Promise<View> => {
      await organization.findEntity(work, entityId);
      await work.permit('asset.record_allocation', entityId);
      yearWithIndustryPlan(shelf, year);
      const { organizationId, personId, name } = work.actor;
      const [latest] = await sheetsOf(work.tx, organizationId, entityId, sector, year);
      if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
      const known = new Set((await organization.entitiesBelow(work, entityId)).map((one) => one.id));
      const sheet = checkedSheet(given, known);
      const row = {
        ...{ id: work.newId(), entity_id: entityId, sector, year, version: seenVersion + 1 },
        ...{ balance: sheet.balance, balance_value: sheet.balanceValue, note },
        ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name, supersedes: latest?.id ?? null },
      };
      await insertSheet(work.tx, { ...row, organization_id: organizationId, rows: JSON.stringify(sheet.rows) });
      work.record({
        kind: 'industry_sheet.kept',
        objectType: 'industry_sheet',
        objectId: row.id,
        objectVersion: row.version,
        content: { ...row, rows: sheet.rows },
        ...(note === '' ? {} : { reason: note }),
      });
      return await viewOf(work, shelf, { entityId, sector, year });
    },
  });
}
