import { z } from 'zod';
import { verificationRecordEndpoints } from '../../../../contract/verification-record.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Decimal, parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import { round } from '../../../../kernel/quantity/rounding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { type ReportedEmission, reportedEmission } from '../reported-emission.ts';
import { recordObject, recordsView } from './record-view.ts';
import { insertVersion, versionsOfYear } from './store.ts';

const endpoint = verificationRecordEndpoints.enterVerificationRecord;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });
type Given = z.output<typeof input>;

function fault(path: string, code: string, zh: string, en: string): Finding {
  return { code, severity: 'error', place: { path }, text: { zh, en } };
}

/** What is wrong with the figures: not numbers, negative, units of another entity, or parts that do not make the whole. */
function faultsOf({ verifiedT, units }: Given, reported: ReportedEmission): Finding[] {
  const known = new Set(reported.units.map(({ unit }) => unit.id));
  const faults: Finding[] = [];
  const numberAt = (value: string | number, path: string) => {
    const number = parseDecimal(value);
    if (number === null || number.isNegative())
      faults.push(fault(path, 'not_a_number', '应为不小于零的数', 'A number that is not negative is needed'));
    return number ?? new Decimal(0);
  };
  const total = numberAt(verifiedT, '/verifiedT');
  const sum = units.reduce((all, unit, i) => all.plus(numberAt(unit.verifiedT, `/units/${i}/verifiedT`)), new Decimal(0));
  for (const [i, { unitId }] of units.entries()) {
    const twice = units.findIndex((other) => other.unitId === unitId) < i;
    if (!known.has(unitId) || twice)
      faults.push(
        fault(
          `/units/${i}/unitId`,
          'unknown_unit',
          '不是该主体本年度有数据的机组，或重复',
          'Not a unit with data of this entity and year, or named twice',
        ),
      );
  }
  if (faults.length === 0 && units.length > 0 && !round(sum, 0).equals(round(total, 0)))
    faults.push(
      fault(
        '/verifiedT',
        'parts_differ',
        `各机组之和 ${print(sum)} t 取整后不等于合计 ${print(total)} t`,
        `The units add up to ${print(sum)} t, which rounded is not the total of ${print(total)} t`,
      ),
    );
  return faults;
}

const text = (value: string | number) => print(parseDecimal(value) ?? new Decimal(0));

/** Enters what the verifier found for an entity's year as a new version (A.10); it counts when somebody else has confirmed it. */
export function enterVerificationRecord(shelf: Shelf) {
  return command({
    name: 'emission.enter-verification-record',
    action: 'verification_record.enter',
    input,
    run: async (work, given) => {
      const { entityId, year, seenVersion, evidenceIds } = given;
      const { organizationId, personId, name } = work.actor;
      const entity = await organization.findEntity(work, entityId);
      await work.permit('verification_record.enter', entityId);
      const [latest] = await versionsOfYear(work.tx, organizationId, entityId, year);
      if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
      const reported = await reportedEmission(work, shelf, entityId, year);
      if (reported.totalT === null) throw new Refusal('wrong_state', { values: { year: String(year), state: 'no data' } });
      const faults = faultsOf(given, reported);
      if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
      const of = new Map(reported.units.map(({ unit, emissionT }) => [unit.id, emissionT]));
      const { opinion, statement, verifier, verifierEn, verifiedOn } = given;
      const units = given.units.map((u) => ({ unitId: u.unitId, reportedT: of.get(u.unitId) ?? '0', verifiedT: text(u.verifiedT) }));
      const row = {
        id: work.newId(),
        entity_id: entityId,
        year,
        version: seenVersion + 1,
        reported_t: reported.totalT,
        verified_t: text(given.verifiedT),
        opinion,
        statement,
        verifier,
        verifier_en: verifierEn,
        verified_on: verifiedOn,
        recorded_at: work.now,
        recorded_by: personId,
        recorded_by_name: name,
        supersedes: latest?.id ?? null,
      };
      await insertVersion(work.tx, { ...row, organization_id: organizationId, units: JSON.stringify(units) });
      const label = { zh: `${entity.name} ${year} 年核查结果`, en: `Verified figure of ${entity.nameEn}, ${year}` };
      await document.useEvidence(work, evidenceIds, {
        objectType: recordObject,
        objectId: row.id,
        label,
        path: `/emission/entities/${entityId}/${year}`,
      });
      work.record({
        kind: 'verification_record.entered',
        objectType: recordObject,
        objectId: row.id,
        objectVersion: row.version,
        content: { ...row, units, evidence_ids: evidenceIds },
      });
      return await recordsView(work, shelf, entityId, year);
    },
  });
}
