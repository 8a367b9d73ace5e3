import type { z } from 'zod';
import type { verificationRecords } from '../../../../contract/verification-record.ts';
import { usualMaterialityPct, verificationDifference } from '../../../../kernel/emission/verification-difference.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { reportedEmission } from '../reported-emission.ts';
import { type VerifiedVersion, versionsOfYear } from './store.ts';

export const recordObject = 'verification_record';
type View = z.input<typeof verificationRecords>;

function compared(reportedT: string, verifiedT: string) {
  const { difference, percent } = verificationDifference(reportedT, verifiedT);
  return { reportedT, verifiedT, differenceT: difference, differencePct: percent };
}

/** The version that counts: the latest that somebody else confirmed. */
export function currentOf<V extends Pick<VerifiedVersion, 'confirmed_at'>>(versions: readonly V[]): V | null {
  return versions.find((one) => one.confirmed_at !== null) ?? null;
}

/** All versions of an entity's verified year, what the product reports today, and which version counts. */
export async function recordsView(work: Work, shelf: Shelf, entityId: string, year: number): Promise<View> {
  const versions = await versionsOfYear(work.tx, work.actor.organizationId, entityId, year);
  const reported = await reportedEmission(work, shelf, entityId, year);
  const evidence = await document.evidenceOf(
    work,
    recordObject,
    versions.map((one) => one.id),
  );
  const names = new Map((await organization.unitsBelow(work, entityId)).map((u) => [u.id, { zh: u.name, en: u.nameEn }]));
  const nameOf = (id: string): Text => names.get(id) ?? { zh: id, en: id };
  const counts = currentOf(versions);
  const items = versions.map((one): View['versions'][number] => ({
    id: one.id,
    entityId,
    year,
    version: one.version,
    state: one.confirmed_at !== null && one.id === counts?.id ? 'confirmed' : one.id === versions[0]?.id ? 'entered' : 'superseded',
    ...compared(one.reported_t, one.verified_t),
    material: verificationDifference(one.reported_t, one.verified_t).material,
    materialityPct: usualMaterialityPct,
    units: one.units.map((unit) => ({ unitId: unit.unitId, unitName: nameOf(unit.unitId), ...compared(unit.reportedT, unit.verifiedT) })),
    opinion: one.opinion,
    statement: one.statement,
    verifier: one.verifier,
    verifierEn: one.verifier_en,
    verifiedOn: one.verified_on,
    evidence: (evidence.get(one.id) ?? []).map(({ id, title }) => ({ id, title })),
    recordedAt: one.recorded_at,
    recordedBy: one.recorded_by,
    recordedByName: one.recorded_by_name,
    confirmedAt: one.confirmed_at,
    confirmedByName: one.confirmed_by_name,
  }));
  return {
    entityId,
    year,
    reported: {
      totalT: reported.totalT,
      units: reported.units.map(({ unit, emissionT }) => ({ unitId: unit.id, unitName: nameOf(unit.id), reportedT: emissionT })),
    },
    current: items.find((one) => one.state === 'confirmed') ?? null,
    versions: items,
  };
}
