import { z } from 'zod';
import { annualReportEndpoints as e, type formFacts } from '../../../../contract/annual-report.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { insertFacts, latestFacts, type StoredFacts } from './store.ts';

type View = z.input<typeof formFacts>;

function shown(row: StoredFacts | undefined) {
  return {
    version: row?.version ?? 0,
    recordedAt: row?.recorded_at ?? null,
    recordedByName: row?.recorded_by_name ?? null,
    facts: row?.facts ?? {},
  };
}

async function view(work: Work, entityId: string): Promise<View> {
  const entity = await organization.findEntity(work, entityId);
  const units = await organization.unitsBelow(work, entityId);
  const facts = await latestFacts(work.tx, work.actor.organizationId, [entityId, ...units.map((unit) => unit.id)]);
  return {
    entityId,
    entityName: { zh: entity.name, en: entity.nameEn },
    entity: shown(facts.get(entityId)),
    units: units.map((unit) => ({ unitId: unit.id, unitName: { zh: unit.name, en: unit.nameEn }, ...shown(facts.get(unit.id)) })),
  };
}

/** Facts of an entity and its units for the forms C.1, C.2, C.5 and C.6. */
export const readFormFacts = query({
  name: 'emission.read-form-facts',
  action: 'emission.read',
  input: e.readFormFacts.params,
  run: async (work, { entityId }) => {
    await organization.findEntity(work, entityId);
    await work.permit('emission.read', entityId);
    return await view(work, entityId);
  },
});

type Subject = { readonly entity_id: string; readonly unit_id: null } | { readonly entity_id: null; readonly unit_id: string };

async function append(work: Work, subject: Subject, facts: Record<string, string | undefined>, seenVersion: number): Promise<void> {
  const { organizationId, personId, name } = work.actor;
  const subjectId = subject.entity_id ?? subject.unit_id;
  const latest = (await latestFacts(work.tx, organizationId, [subjectId])).get(subjectId);
  if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => (value ?? '') !== ''));
  const row = {
    id: work.newId(),
    ...subject,
    version: seenVersion + 1,
    recorded_at: work.now,
    recorded_by: personId,
    recorded_by_name: name,
  };
  await insertFacts(work.tx, { ...row, organization_id: organizationId, facts: JSON.stringify(given) });
  work.record({
    kind: 'form_facts.recorded',
    objectType: 'form_facts',
    objectId: row.id,
    objectVersion: row.version,
    content: { ...row, facts: given },
  });
}

/** Records an entity's facts as a new version. */
export const recordEntityFacts = command({
  name: 'emission.record-entity-facts',
  action: 'annual_report.prepare',
  input: z.strictObject({ ...e.recordEntityFacts.params.shape, ...e.recordEntityFacts.body.shape }),
  run: async (work, { entityId, facts, seenVersion }) => {
    await organization.findEntity(work, entityId);
    await work.permit('annual_report.prepare', entityId);
    await append(work, { entity_id: entityId, unit_id: null }, facts, seenVersion);
    return await view(work, entityId);
  },
});

/** Records a unit's facts as a new version. */
export const recordUnitFacts = command({
  name: 'emission.record-unit-facts',
  action: 'annual_report.prepare',
  input: z.strictObject({ ...e.recordUnitFacts.params.shape, ...e.recordUnitFacts.body.shape }),
  run: async (work, { unitId, facts, seenVersion }) => {
    const unit = await organization.findUnit(work, unitId);
    await work.permit('annual_report.prepare', unit.entityId);
    await append(work, { entity_id: null, unit_id: unitId }, facts, seenVersion);
    return await view(work, unit.entityId);
  },
});
