import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { lineOf } from '../../../../kernel/organization/unit-sector.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { correctionsOfYear } from '../correction/store.ts';
import { listPenalties } from '../penalty/list-penalties.ts';
import { transitionsOf } from '../store/months.ts';
import { monthStandings, type UnitYear } from '../unit-year.ts';
import { laboratoryContent } from './laboratory-content.ts';
import type { StoredFacts } from './store.ts';

/** What missing calibrations and tests cost, in tonnes; without a price, which changes from day to day. */
async function penaltiesOf(shelf: Shelf, data: UnitYear) {
  return (await listPenalties(shelf, data, null)).map(({ month, title, why, factor, withPenalty, without, unit, basis, costT }) => ({
    month,
    title,
    why,
    factor,
    withPenalty,
    without,
    unit,
    basis,
    costT,
  }));
}

async function correctionsOf(work: Work, data: UnitYear) {
  const rows = await correctionsOfYear(work.tx, work.actor.organizationId, [data.unit.id], data.year);
  return rows.map((row) => ({
    number: row.number,
    month: row.month,
    state: row.state,
    reason: row.reason,
    difference: row.difference,
    requestedAt: row.requested_at,
    requestedByName: row.requested_by_name,
    decidedAt: row.decided_at,
    decidedByName: row.decided_by_name,
  }));
}

async function monthsContent(work: Work, data: UnitYear, key: string, evaluation: Evaluation) {
  const transitions = await transitionsOf(
    work.tx,
    work.actor.organizationId,
    [...data.months.values()].map((record) => record.id),
  );
  return monthStandings(data, evaluation, key).map((standing) => ({
    month: standing.month,
    state: standing.record?.state ?? 'draft',
    given: standing.completeness.given,
    required: standing.completeness.required,
    evidenced: standing.completeness.evidenced,
    calculationId: data.frozen.get(standing.month)?.calculationId ?? null,
    calculationSha256: data.frozen.get(standing.month)?.contentSha256 ?? null,
    findings: standing.findings,
    reasons: data.reasons
      .filter((reason) => reason.month === standing.month)
      .map(({ code, place, reason, at, byName }) => ({ code, place, reason, at, byName })),
    approvals: transitions
      .filter((one) => one.monthRecordId === standing.record?.id)
      .map(({ fromState, toState, at, byName, reason }) => ({ fromState, toState, at, byName, reason })),
  }));
}

function dataOf(data: UnitYear) {
  const titles = new Map(data.rows.map((row) => [row.key, rowTitle(row)]));
  return data.cells.map((cell) => ({
    rowKey: cell.rowKey,
    title: titles.get(cell.rowKey) ?? { zh: cell.rowKey, en: cell.rowKey },
    month: cell.month,
    version: cell.version,
    value: cell.value,
    unit: cell.unit,
    givenValue: cell.givenValue,
    givenUnit: cell.givenUnit,
    acquisition: cell.acquisition,
    comment: cell.comment,
    recordedAt: cell.recordedAt,
    recordedByName: cell.recordedByName,
  }));
}

/** A unit of a report: its facts, its months with their states and signatures, every value, what was taken higher or corrected. */
export async function unitContent(
  work: Work,
  shelf: Shelf,
  data: UnitYear,
  { key, evaluation, facts }: { readonly key: string; readonly evaluation: Evaluation; readonly facts: StoredFacts | undefined },
) {
  const { unit } = data;
  return {
    unitId: unit.id,
    key,
    code: unit.code,
    name: { zh: unit.name, en: unit.nameEn },
    unitClass: unit.unitClass ?? '',
    product: unit.product ?? '',
    capacityMw: unit.capacityMw,
    ...(unit.sector === 'power' ? {} : { line: lineOf(unit) }),
    boilerType: unit.boilerType,
    cooling: unit.cooling,
    methodId: unit.methodId,
    commissionedOn: unit.commissionedOn,
    retiredOn: unit.retiredOn,
    fuelStreams: unit.fuelStreams.map(({ code, name, nameEn, fuelKind, fuel }) => ({
      code,
      name: { zh: name, en: nameEn },
      fuelKind,
      fuel,
    })),
    facts: facts?.facts ?? {},
    months: await monthsContent(work, data, key, evaluation),
    data: dataOf(data),
    laboratory: await laboratoryContent(work, shelf, data),
    findings: evaluation.findings.filter((f) => f.place.at?.unit === key && f.place.at.month === undefined),
    penalties: await penaltiesOf(shelf, data),
    corrections: await correctionsOf(work, data),
  };
}
