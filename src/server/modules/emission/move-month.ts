import { createHash } from 'node:crypto';
import { z } from 'zod';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { monthGrid } from '../../../contract/emission-grid.ts';
import { assert, present } from '../../../kernel/assert.ts';
import { type Deed, deedTo, type MonthState, whyNot } from '../../../kernel/emission/month-state.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { subDerivation } from '../../../kernel/method/explain.ts';
import { nodeId } from '../../../kernel/method/nodes.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import type { Shelf } from '../library/index.ts';
import { deedAction, factsOf, gridView, permittedDeeds } from './grid-view.ts';
import { insertCalculation, latestCalculation } from './store/calculations.ts';
import { lockUnitYear } from './store/cells.ts';
import { changeMonth, insertTransition, type MonthChange, type MonthRecord } from './store/months.ts';
import {
  afterMove,
  type CalculatedYear,
  calculateYear,
  loadUnitYear,
  type MonthStanding,
  monthStandings,
  type UnitYear,
} from './unit-year.ts';

const endpoint = emissionEndpoints.moveMonth;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

/** The part of a year's evaluation that is one month's: its outputs, and the derivation they rest on. */
export function monthOf(
  calculated: Pick<CalculatedYear, 'evaluation'>,
  month: string,
): Pick<Evaluation, 'outputs' | 'findings' | 'conventions' | 'derivation'> {
  const { evaluation } = calculated;
  const outputs = evaluation.outputs.filter((o) => o.at.month === month && o.at.unit !== undefined);
  return {
    outputs,
    findings: evaluation.findings.filter((f) => f.place.at?.month === month),
    conventions: evaluation.conventions.filter((c) => c.at.month === undefined || c.at.month === month),
    derivation: subDerivation(evaluation.derivation, ...outputs.map((o) => nodeId(o.symbol, o.at))),
  };
}

/** SHA-256 over the canonical form of everything that was calculated and from what: recomputing gives the same bytes (house.md §6). */
export function contentHash(content: Record<string, unknown>): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** Freezes a month's calculation: input versions, method edition, result and derivation under one hash. */
export async function freeze(work: Work, data: UnitYear, month: string): Promise<{ id: string; hash: string }> {
  const calculated = await calculateYear(work, [data], { pinned: false, derivation: true });
  const { derivation, ...result } = monthOf(calculated, month);
  const method = { id: data.method.id, version: data.method.version, sha256: data.method.sha256 };
  const hash = contentHash({ method, period: month, input: calculated.input, result, derivation });
  const id = work.newId();
  await insertCalculation(work.tx, {
    organization_id: work.actor.organizationId,
    id,
    subject_type: 'unit_month',
    subject_id: data.unit.id,
    period: month,
    method_id: method.id,
    method_version: method.version,
    method_sha256: method.sha256,
    data_year: data.year,
    input: calculated.input,
    result,
    derivation,
    content_sha256: hash,
    supersedes: await latestCalculation(work.tx, work.actor.organizationId, data.unit.id, month),
    recorded_at: work.now,
    recorded_by: work.actor.personId,
  });
  work.record({
    kind: 'calculation.frozen',
    objectType: 'calculation',
    objectId: id,
    objectVersion: 1,
    content: { unit_id: data.unit.id, period: month, method, content_sha256: hash },
  });
  return { id, hash };
}

async function changeFor(work: Work, data: UnitYear, record: MonthRecord, deed: Deed, to: MonthState): Promise<MonthChange> {
  const kept = {
    calculation_id: record.calculationId,
    snapshot_sha256: record.snapshotSha256,
    submitted_by: record.submittedBy,
    reviewed_by: record.reviewedBy,
    approved_by: record.approvedBy,
    locked_by: record.lockedBy,
  };
  const person = work.actor.personId;
  const base = { state: to, changed_at: work.now };
  switch (deed) {
    case 'submit': {
      const frozen = await freeze(work, data, record.month);
      return { ...base, ...kept, calculation_id: frozen.id, snapshot_sha256: frozen.hash, submitted_by: person };
    }
    case 'review':
      return { ...base, ...kept, reviewed_by: person };
    case 'approve':
      return { ...base, ...kept, approved_by: person };
    case 'lock':
      return { ...base, ...kept, locked_by: person };
    case 'return':
      return {
        ...base,
        calculation_id: null,
        snapshot_sha256: null,
        submitted_by: null,
        reviewed_by: null,
        approved_by: null,
        locked_by: null,
      };
  }
}

async function standingOf(work: Work, data: UnitYear, month: string): Promise<MonthStanding> {
  const { evaluation, keys } = await calculateYear(work, [data]);
  const standing = monthStandings(data, evaluation, keys.get(data.unit.id) ?? '').find((s) => s.month === month);
  return present(standing, 'a month of the year');
}

function monthEmpty(month: string): Finding {
  return {
    code: 'month_empty',
    severity: 'error',
    place: { at: { month } },
    text: { zh: `${month} 没有任何数值`, en: `${month} has no value at all` },
    cure: { zh: '录入该月数据后再提交', en: 'Record the data of the month, then submit' },
    clause: 'A.8',
  };
}

async function refuseUnlessOpen(work: Work, data: UnitYear, deed: Deed, month: string, reason: string): Promise<void> {
  const standing = await standingOf(work, data, month);
  const why = whyNot(deed, factsOf(standing), { person: work.actor.personId, permitted: true, reason });
  if (!why) return;
  const severity = why === 'month_has_errors' ? 'error' : 'warning';
  const own = standing.empty ? [monthEmpty(month)] : standing.findings.filter((f) => f.severity === severity);
  const findings = why === 'month_has_errors' || why === 'warning_needs_reason' ? own : [];
  throw new Refusal(why, { values: { month, state: standing.record?.state ?? 'draft', action: deedAction(deed) }, findings });
}

/**
 * Moves a unit's month: submit (freezes the calculation), review, approve, lock, or return to draft with a reason (which voids what was signed). Entry, review
 * and approval are different people's; the table's own checks say so once more.
 */
export function moveMonth(shelf: Shelf) {
  return command({
    name: 'emission.move-month',
    action: 'emission.read',
    input,
    run: async (work, { unitId, month, to, reason, version }): Promise<z.input<typeof monthGrid>> => {
      const year = Number(month.slice(0, 4));
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      const deed = deedTo(to);
      assert(deed, 'every state of the request has a deed');
      const permitted = await permittedDeeds(work, data.unit.entityId);
      if (!permitted[deed]) throw new Refusal('not_permitted', { values: { action: deedAction(deed) } });
      const record = data.months.get(month);
      if (!record) throw new Refusal('wrong_state', { values: { month, state: 'draft' } });
      if (record.version !== version) throw new Refusal('conflict', { values: { month, state: record.state } });
      await refuseUnlessOpen(work, data, deed, month, reason);
      // From here on the role that allows the deed acts: the journal names it.
      await work.permit(deed === 'return' && !permitted.review ? 'emission.approve' : deedAction(deed), data.unit.entityId);
      const change = await changeFor(work, data, record, deed, to);
      if (!(await changeMonth(work.tx, work.actor.organizationId, record.id, version, change)))
        throw new Refusal('conflict', { values: { month } });
      const snapshotSha256 = change.snapshot_sha256;
      await insertTransition(work.tx, work.actor.organizationId, work.newId(), {
        monthRecordId: record.id,
        fromState: record.state,
        toState: to,
        at: work.now,
        by: work.actor.personId,
        byName: work.actor.name,
        reason,
        snapshotSha256,
      });
      work.record({
        kind: `month.${deed}`,
        objectType: 'month_record',
        objectId: record.id,
        objectVersion: version + 1,
        content: { unit_id: unitId, month, ...change },
        before: { state: record.state, snapshot_sha256: record.snapshotSha256 },
        ...(reason ? { reason } : {}),
      });
      return await gridView(work, await afterMove(work, data));
    },
  });
}
