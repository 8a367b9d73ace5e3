import type { z } from 'zod';
import type { Action } from '../../../contract/actions.ts';
import type { monthGrid } from '../../../contract/emission-grid.ts';
import { type Correction, type GridRowSpec, streamKey } from '../../../kernel/emission/grid.ts';
import { placeText } from '../../../kernel/emission/grid-findings.ts';
import { type Deed, type MonthFacts, whyNot, whyNotRecord } from '../../../kernel/emission/month-state.ts';
import { yearTotal } from '../../../kernel/emission/year-total.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { nodeId } from '../../../kernel/method/nodes.ts';
import type { Work } from '../../work/command.ts';
import { calculateYear, type MonthStanding, monthStandings, type UnitYear } from './unit-year.ts';

type Grid = z.input<typeof monthGrid>;
type GridMonth = Grid['months'][number];

const actionOf: Record<Deed | 'record', Action> = {
  record: 'emission.record',
  submit: 'emission.record',
  review: 'emission.review',
  approve: 'emission.approve',
  lock: 'emission.lock',
  return: 'emission.review',
};

/** Which deeds the actor's roles allow at this entity, whatever the state. */
export async function permittedDeeds(work: Work, entityId: string): Promise<Record<Deed | 'record', boolean>> {
  const allowed = await work.allowed(['emission.record', 'emission.review', 'emission.approve', 'emission.lock'], entityId);
  const may = (action: Action) => allowed.has(action);
  const [record, review, approve, lock] = [may('emission.record'), may('emission.review'), may('emission.approve'), may('emission.lock')];
  return { record, submit: record, review, approve, lock, return: review || approve };
}

export function deedAction(deed: Deed): Action {
  return actionOf[deed];
}

export function factsOf(standing: MonthStanding): MonthFacts {
  return {
    state: standing.record?.state ?? 'draft',
    enteredBy: standing.enteredBy,
    submittedBy: standing.record?.submittedBy ?? null,
    reviewedBy: standing.record?.reviewedBy ?? null,
    empty: standing.empty,
    errors: standing.errors,
    unexplainedWarnings: standing.unexplained,
  };
}

function deedsOf(standing: MonthStanding, person: string, permitted: Record<Deed | 'record', boolean>): GridMonth['deeds'] {
  const facts = factsOf(standing);
  const answer = (why: string | null) => ({ can: why === null, why });
  const deed = (name: Deed) =>
    answer(
      standing.record
        ? whyNot(name, facts, { person, permitted: permitted[name], reason: null })
        : permitted[name]
          ? 'wrong_state'
          : 'not_permitted',
    );
  return {
    record: answer(whyNotRecord(facts.state, permitted.record)),
    submit: deed('submit'),
    review: deed('review'),
    approve: deed('approve'),
    lock: deed('lock'),
    return: deed('return'),
  };
}

function rowView(row: GridRowSpec, data: UnitYear): Grid['rows'][number] {
  const { input, stream } = row;
  return {
    key: row.key,
    parameter: input.symbol,
    fuelStreamId: stream?.id ?? null,
    fuelStreamName: stream?.name ?? null,
    title: input.title,
    unit: input.unit,
    acceptedUnits: [...data.method.acceptedUnits(input.unit)],
    shownDigits: input.shown,
    required: input.required,
    primary: row.primary,
    note: input.note ?? null,
    total: row.total ? { kind: row.total, value: yearTotal(row, data.cells) } : null,
  };
}

function cellView(cell: UnitYear['cells'][number]): Grid['cells'][number] {
  return {
    rowKey: cell.rowKey,
    month: cell.month,
    cellId: cell.cellId,
    datumId: cell.datumId,
    datumVersion: cell.version,
    value: cell.value,
    givenValue: cell.givenValue,
    givenUnit: cell.givenUnit,
    acquisition: cell.acquisition,
    comment: cell.comment,
    evidenceCount: cell.evidenceCount,
    recordedAt: cell.recordedAt,
    recordedByName: cell.recordedByName,
  };
}

function monthView(
  standing: MonthStanding,
  data: UnitYear,
  evaluation: Evaluation,
  unitKey: string,
  person: string,
  permitted: Record<Deed | 'record', boolean>,
): GridMonth {
  const symbol = data.method.description.screen?.month_emission ?? '';
  const output = evaluation.outputs.find((o) => o.symbol === symbol && o.at.unit === unitKey && o.at.month === standing.month);
  const frozen = data.frozen.get(standing.month);
  return {
    month: standing.month,
    state: standing.record?.state ?? 'draft',
    recordId: standing.record?.id ?? null,
    version: standing.record?.version ?? 0,
    emission: output ? { value: output.value, shown: output.shown, unit: output.unit, nodeId: nodeId(output.symbol, output.at) } : null,
    calculationId: frozen?.calculationId ?? null,
    completeness: standing.completeness,
    errors: standing.errors,
    warnings: standing.warnings,
    unexplainedWarnings: standing.unexplained,
    changedAfterApproval: evaluation.findings.some((f) => f.code === 'differs_from_frozen' && f.place.at?.month === standing.month),
    deeds: deedsOf(standing, person, permitted),
  };
}

/** Findings of the method name a stream by its key in the fuel set; the grid knows rows. */
function withRow(
  finding: MonthStanding['findings'][number],
  rows: readonly GridRowSpec[],
  corrections: readonly Correction[],
): MonthStanding['findings'][number] {
  if (finding.place.at?.row) return finding;
  const at = finding.place.at ?? {};
  const symbol = corrections.find((one) => one.used === finding.place.symbol)?.of ?? finding.place.symbol;
  const row = rows.find((r) => r.input.symbol === symbol && (!r.stream || at[r.stream.fuelKind] === streamKey(r.stream)));
  // Reasons refer to the finding's own place, so that is told before the row is added to it.
  return row ? { ...finding, place: { ...finding.place, path: placeText(finding), at: { ...at, row: row.key } } } : finding;
}

/** The whole grid of a unit's year as the screen needs it, with what the actor may do in each month. */
export async function gridView(work: Work, data: UnitYear): Promise<Grid> {
  const { evaluation, keys } = await calculateYear(work, [data]);
  const unitKey = keys.get(data.unit.id) ?? data.unit.code;
  const permitted = await permittedDeeds(work, data.unit.entityId);
  const standings = monthStandings(data, evaluation, unitKey);
  const yearly = evaluation.findings.filter((f) => f.place.at?.month === undefined);
  return {
    unitId: data.unit.id,
    unitName: { zh: data.unit.name, en: data.unit.nameEn },
    year: data.year,
    method: { id: data.method.id, version: data.method.version, title: data.method.title },
    rows: data.rows.map((row) => rowView(row, data)),
    cells: data.cells.map(cellView),
    months: standings.map((s) => monthView(s, data, evaluation, unitKey, work.actor.personId, permitted)),
    findings: [...yearly, ...standings.flatMap((s) => s.findings)].map((f) =>
      mutable(withRow(f, data.rows, data.method.description.screen?.corrections ?? [])),
    ),
    reasons: data.reasons.map(({ code, place, month, reason, byName, at }) => ({ code, place, month, reason, byName, at })),
  };
}

/** A finding as the wire's type, which knows no `readonly`, with the place text that reasons refer to. */
export function mutable(finding: MonthStanding['findings'][number]): Grid['findings'][number] {
  const { place, cure, clause, source, ...rest } = finding;
  return {
    ...rest,
    place: { ...place, at: { ...place.at }, path: place.path ?? placeText(finding) },
    ...(cure ? { cure } : {}),
    ...(clause ? { clause } : {}),
    ...(source ? { source } : {}),
  };
}
