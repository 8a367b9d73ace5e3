import { z } from 'zod';
import { type yearChange as view, yearChangeEndpoints } from '../../../../contract/year-change.ts';
import { present } from '../../../../kernel/assert.ts';
import { type YearFacts, yearChange } from '../../../../kernel/emission/year-change.ts';
import type { Output } from '../../../../kernel/method/evaluation.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { outputIndex, yearlyOutputs } from '../numbers.ts';
import { calculateYear, loadUnitYears } from '../unit-year.ts';
import { insertStatement, statementsOf } from './store.ts';

type View = z.input<typeof view>;

function total(outputs: readonly Output[]): string | null {
  const values = outputs.flatMap((one) => one.value ?? []);
  return values.length === 0 ? null : print(values.reduce((sum, value) => sum.plus(value), new Decimal(0)));
}

/** Carbon of all coals weighted by consumption, so that consumption times it is the unit's carbon. */
function meanCarbon(coal: readonly Output[], carbon: readonly Output[]): string | null {
  const weight = total(coal);
  if (weight === null || new Decimal(weight).isZero()) return null;
  const product = coal.reduce((sum, one) => {
    const own = carbon.find((other) => other.at.coal === one.at.coal)?.value;
    return own && one.value ? sum.plus(new Decimal(own).times(one.value)) : sum;
  }, new Decimal(0));
  return print(product.div(weight));
}

/** What the decomposition needs of each unit with data in a year, by the unit's id. */
async function factsOf(work: Work, shelf: Shelf, units: readonly organization.Unit[], year: number): Promise<YearFacts[]> {
  const begun = (await loadUnitYears(work, shelf, units, year)).filter((data) => data.cells.some((cell) => cell.value !== null));
  const [first] = begun;
  if (!first) return [];
  const { evaluation, keys } = await calculateYear(work, begun);
  const screen = present(first.method.description.screen, 'a method with a screen');
  const pick = outputIndex(evaluation);
  return begun.map(({ unit }) => {
    const key = present(keys.get(unit.id), 'unit key');
    const coal = yearlyOutputs(evaluation, 'FC_year', key);
    return {
      unit: unit.id,
      emission: pick(screen.unit_emission, { unit: key })?.value ?? '0',
      coalEmission: total(yearlyOutputs(evaluation, 'E_coal_year', key)),
      coal: total(coal),
      carbon: meanCarbon(coal, yearlyOutputs(evaluation, 'C_year', key)),
      generation: pick('W_unit', { unit: key })?.value ?? null,
    };
  });
}

async function viewOf(work: Work, shelf: Shelf, entityId: string, year: number): Promise<View> {
  const units = await organization.unitsBelow(work, entityId);
  const [before, now] = [await factsOf(work, shelf, units, year - 1), await factsOf(work, shelf, units, year)];
  const change = yearChange(before, now);
  const names = new Map(units.map((unit) => [unit.id, { zh: unit.name, en: unit.nameEn }]));
  const statements = await statementsOf(work.tx, work.actor.organizationId, entityId, year);
  return {
    entityId,
    year,
    comparable: before.length > 0 && now.length > 0,
    unit: 'tCO2',
    before: change.before,
    now: change.now,
    difference: change.difference,
    intensityBefore: change.intensityBefore,
    intensityNow: change.intensityNow,
    parts: change.parts,
    units: change.units.map(({ unit, ...one }) => ({ ...one, unitId: unit, unitName: names.get(unit) ?? { zh: unit, en: unit } })),
    statements: statements.map((one) => ({
      version: one.version,
      statement: one.statement,
      changeT: one.change_t,
      recordedAt: one.recorded_at,
      recordedByName: one.recorded_by_name,
    })),
  };
}

/** Why an entity's year differs from the year before, and what was said about it (A.9). */
export function readYearChange(shelf: Shelf) {
  return query({
    name: 'emission.read-year-change',
    action: 'emission.read',
    input: yearChangeEndpoints.readYearChange.params,
    run: async (work, { entityId, year }) => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      return await viewOf(work, shelf, entityId, year);
    },
  });
}

const stated = yearChangeEndpoints.stateYearChange;

/** Explains the change in words, as a new version beside the figures it was written for. */
export function stateYearChange(shelf: Shelf) {
  return command({
    name: 'emission.state-year-change',
    action: 'emission.record',
    input: z.strictObject({ ...stated.params.shape, ...stated.body.shape }),
    run: async (work, { entityId, year, statement, seenVersion }) => {
      const { organizationId, personId, name } = work.actor;
      await organization.findEntity(work, entityId);
      await work.permit('emission.record', entityId);
      const [latest] = await statementsOf(work.tx, organizationId, entityId, year);
      if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
      const change = await viewOf(work, shelf, entityId, year);
      if (!change.comparable) throw new Refusal('wrong_state', { values: { year: String(year), state: 'no data' } });
      const row = {
        id: work.newId(),
        entity_id: entityId,
        year,
        version: seenVersion + 1,
        statement,
        change_t: change.difference,
        recorded_at: work.now,
        recorded_by: personId,
        recorded_by_name: name,
        supersedes: latest?.id ?? null,
      };
      await insertStatement(work.tx, { ...row, organization_id: organizationId });
      work.record({
        kind: 'year_statement.recorded',
        objectType: 'year_statement',
        objectId: row.id,
        objectVersion: row.version,
        content: row,
      });
      return await viewOf(work, shelf, entityId, year);
    },
  });
}
