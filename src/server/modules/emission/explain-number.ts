import type { z } from 'zod';
import { type derivationView, emissionEndpoints } from '../../../contract/emission.ts';
import type { Derivation } from '../../../kernel/derivation.ts';
import { rowTitle } from '../../../kernel/emission/grid-findings.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { subDerivation } from '../../../kernel/method/explain.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { changeable } from '../../work/changeable.ts';
import { query, type Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { mutable } from './grid-view.ts';
import { penaltyWhy } from './penalty/penalty-text.ts';
import { calculationsByIds, type FrozenCalculation } from './store/calculations.ts';
import { cellsByData } from './store/cells.ts';
import { transitionsOf } from './store/months.ts';
import { calculateYear, cellObject, loadUnitYear, loadUnitYears, type UnitYear } from './unit-year.ts';

type View = z.input<typeof derivationView>;
type Explained = Pick<Evaluation, 'findings' | 'conventions' | 'derivation'>;

function part(of: Explained, nodeId: string): Explained {
  if (!of.derivation.nodes.some((node) => node.id === nodeId))
    throw new Refusal('not_found', { values: { what: 'derivation_node', node: nodeId } });
  const derivation = subDerivation(of.derivation, nodeId);
  const symbols = new Set(derivation.nodes.map((node) => node.symbol));
  const months = new Set(derivation.nodes.flatMap((node) => node.at.month ?? []));
  const touches = (at: Readonly<Record<string, string>> | undefined) =>
    at?.month === undefined || months.size === 0 || months.has(at.month);
  return {
    derivation,
    conventions: of.conventions.filter((c) => symbols.has(c.symbol) && touches(c.at)),
    findings: of.findings.filter((f) => f.place.symbol !== undefined && symbols.has(f.place.symbol) && touches(f.place.at)),
  };
}

/** What stands behind the input nodes: the datum, who recorded it, and its evidence. */
async function dataBehind(work: Work, units: readonly UnitYear[], derivation: Derivation): Promise<View['data']> {
  const refs = derivation.nodes.flatMap((node) => (node.kind === 'input' && node.ref ? [node.ref] : []));
  const cells = await cellsByData(work.tx, work.actor.organizationId, [...new Set(refs)]);
  const evidence = await document.evidenceOf(
    work,
    cellObject,
    cells.map((cell) => cell.cellId),
  );
  const rows = new Map(
    units.flatMap((u) => u.rows.map((row) => [`${u.unit.id} ${row.stream?.id ?? ''} ${row.input.symbol}`, row] as const)),
  );
  return cells.map((cell) => {
    const row = rows.get(`${cell.unitId} ${cell.fuelStreamId ?? ''} ${cell.parameter}`);
    return {
      ref: cell.datumId,
      cellId: cell.cellId,
      rowTitle: row ? rowTitle(row) : { zh: cell.parameter, en: cell.parameter },
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
      evidence: [...(evidence.get(cell.cellId) ?? [])],
    };
  });
}

/** Why the factors of meters apply that stand in the derivation; one that no longer follows from the calibrations is left out. */
function penaltiesBehind(units: readonly UnitYear[], derivation: Derivation): NonNullable<View['penalties']> {
  const nodes = derivation.nodes.filter((node) => node.kind === 'input' && node.ref);
  return units.flatMap(({ metering }) =>
    metering.penalties
      .filter((one) => nodes.some((node) => node.symbol === one.by && node.at.month === one.month && node.value === one.factor))
      .map((one) => ({
        symbol: one.by,
        month: one.month,
        factor: one.factor,
        why: penaltyWhy(one, metering.meters),
        meterId: one.ref,
        meterCode: metering.meters.find((meter) => meter.id === one.ref)?.code ?? '',
      })),
  );
}

async function approvalsOf(work: Work, units: readonly UnitYear[], derivation: Derivation): Promise<View['approvals']> {
  const months = new Set(derivation.nodes.flatMap((node) => node.at.month ?? []));
  const records = units.flatMap((u) => [...u.months.values()]).filter((record) => months.has(record.month));
  const monthById = new Map(records.map((record) => [record.id, record.month]));
  const transitions = await transitionsOf(
    work.tx,
    work.actor.organizationId,
    records.map((record) => record.id),
  );
  return transitions.map(({ monthRecordId, fromState, toState, at, byName, reason, snapshotSha256 }) => ({
    month: monthById.get(monthRecordId) ?? '',
    fromState,
    toState,
    at,
    byName,
    reason,
    snapshotSha256,
  }));
}

function wire(derivation: Derivation): View['derivation'] {
  return changeable(derivation);
}

async function view(work: Work, units: readonly UnitYear[], of: Explained, nodeId: string): Promise<Omit<View, 'unitId' | 'frozen'>> {
  const own = part(of, nodeId);
  return {
    year: units[0]?.year ?? 0,
    nodeId,
    derivation: wire(own.derivation),
    data: await dataBehind(work, units, own.derivation),
    approvals: await approvalsOf(work, units, own.derivation),
    penalties: penaltiesBehind(units, own.derivation),
    conventions: own.conventions.map((c) => ({ ...c, at: { ...c.at } })),
    findings: own.findings.map(mutable),
  };
}

function frozenOf(calculation: FrozenCalculation): Explained {
  const result = calculation.result as Pick<Evaluation, 'findings' | 'conventions'>;
  return { ...result, derivation: calculation.derivation as Derivation };
}

/**
 * How one number of a unit came about. A node of a submitted month is read from the calculation frozen then; anything else is computed now.
 */
export function explainNumber(shelf: Shelf) {
  const { params, query: asked } = emissionEndpoints.readDerivation;
  return query({
    name: 'emission.explain-number',
    action: 'emission.read',
    input: params.extend(asked.shape),
    run: async (work, { unitId, year, node, calculationId }): Promise<View> => {
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      const month = /(?:@|,)month=(\d{4}-\d{2})/.exec(node)?.[1];
      const frozenId = calculationId ?? (month ? data.frozen.get(month)?.calculationId : undefined);
      if (frozenId) {
        const [calculation] = await calculationsByIds(work.tx, work.actor.organizationId, [frozenId]);
        if (!calculation || calculation.subjectId !== unitId) throw new Refusal('not_found', { values: { what: 'calculation' } });
        const of = frozenOf(calculation);
        if (calculationId || of.derivation.nodes.some((n) => n.id === node)) {
          const { id, contentSha256, recordedAt } = calculation;
          return { unitId, frozen: { calculationId: id, contentSha256, recordedAt }, ...(await view(work, [data], of, node)) };
        }
      }
      return {
        unitId,
        frozen: null,
        ...(await view(work, [data], (await calculateYear(work, [data], { derivation: true })).evaluation, node)),
      };
    },
  });
}

/** How one number of an entity came about, over all its units. */
export function explainEntityNumber(shelf: Shelf) {
  const { params, query: asked } = emissionEndpoints.readEntityDerivation;
  return query({
    name: 'emission.explain-entity-number',
    action: 'emission.read',
    input: params.extend(asked.shape),
    run: async (work, { entityId, year, node }) => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const units = await loadUnitYears(work, shelf, await organization.unitsBelow(work, entityId), year);
      const begun = units.filter((u) => u.cells.some((cell) => cell.value !== null));
      if (begun.length === 0) throw new Refusal('not_found', { values: { what: 'derivation_node', node } });
      return {
        entityId,
        frozen: null,
        ...(await view(work, begun, (await calculateYear(work, begun, { derivation: true })).evaluation, node)),
      };
    },
  });
}
