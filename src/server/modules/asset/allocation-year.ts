import { allocationInputSymbol } from '../../../contract/asset.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { isPowerUnit, type OfPower } from '../../../kernel/organization/unit-sector.ts';
import { decimal, print } from '../../../kernel/quantity/decimal.ts';
import type { Work } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import { allocationMethod, type InputSymbol, methodOf, preAllocationMethod } from './input-fields.ts';
import { type Decision, decisionsOf, latestInputs, latestTogether, type OwnerInput, type Together } from './store.ts';
import { type VerifiedObligation, verifiedObligation } from './verified-obligation.ts';

type Production = emission.UnitProduction;
/** The plan of the power industry allocates to power units alone. */
type PowerProduction = Production & { readonly unit: OfPower<Production['unit']> };

const ofPower = (one: Production): one is PowerProduction => isPowerUnit(one.unit);

/** Where the value of an input comes from. */
export interface InputValue {
  readonly computed: string | null;
  readonly used: string | null;
  readonly from: 'calculated' | 'verified' | 'owner' | 'none';
  readonly owner: OwnerInput | null;
  readonly version: number;
}

export interface UnitAllocation {
  readonly production: PowerProduction;
  readonly inputs: ReadonlyMap<InputSymbol, InputValue>;
  readonly decisions: readonly Decision[];
  /** The latest word on the units whose data this one reports as well; null where there never was one. */
  readonly together: Together | null;
}

export interface AllocationFacts {
  readonly units: readonly UnitAllocation[];
  /** Units of other sectors, left out of the plan, with what the obligation counts of them: verified where a figure is confirmed. */
  readonly others: readonly { readonly unit: Production['unit']; readonly emission: string | null }[];
  readonly emissionFrom: 'verified' | 'calculated';
  /** The verified total and what of it the obligation counts; null before there is one. */
  readonly verified: VerifiedObligation | null;
  /** Production of the year before, where it was read for the pre-allocation; null where that rests on another year. */
  readonly before: readonly Production[] | null;
}

/** The latest decision of a kind that a second person has confirmed and that was not withdrawn. */
export function decided(unit: UnitAllocation, kind: Decision['kind']): Decision | null {
  const latest = unit.decisions.find((one) => one.kind === kind && one.confirmed_at !== null);
  return latest && latest.tonnes !== null ? latest : null;
}

const calculatedOf = (p: Production, before: string | null): Record<InputSymbol, string | null> => ({
  treatment: 'benchmark',
  generation_mwh: p.year.generation,
  supply_mwh: p.year.supply,
  heat_gj: p.year.heat,
  heat_ratio: p.year.heatRatio,
  load_factor: p.year.loadFactor,
  F_f_given: null,
  verified_emission: p.year.emission,
  previous_verified: before,
  supply_2018: null,
  heat_2018: null,
});

/** What the inputs of each unit's allocation are and where they come from; the caller has checked permission at the entity. */
export async function loadAllocation(work: Work, shelf: Shelf, entityId: string, year: number): Promise<AllocationFacts> {
  const { organizationId } = work.actor;
  const everything = await emission.productionYear(work, shelf, entityId, year);
  const production = everything.filter(ofPower);
  const others = everything.filter((one) => !ofPower(one));
  // In 2021–2022 both years were pre-allocated on the verified emission of 2021.
  const basisYear = year === 2021 || year === 2022 ? 2021 : year - 1;
  const earlier = basisYear === year ? everything : await emission.productionYear(work, shelf, entityId, basisYear);
  const record = await emission.verifiedEmission(work, entityId, year);
  const found = verifiedObligation(everything, record, new Set(others.map((one) => one.unit.id)));
  const elsewhere = verifiedObligation(everything, record, new Set(production.map((one) => one.unit.id)));
  const verified = found?.byUnit ?? new Map<string, string>();
  const before =
    verifiedObligation(earlier, await emission.verifiedEmission(work, entityId, basisYear))?.byUnit ?? new Map<string, string>();
  const ids = production.map((p) => p.unit.id);
  const owners = await latestInputs(work.tx, organizationId, ids, year);
  const decisions = await decisionsOf(work.tx, organizationId, ids, year);
  const together = await latestTogether(work.tx, organizationId, ids, year);
  const units = production.map((p) => {
    const id = p.unit.id;
    const previous = before.get(id) ?? earlier.find((one) => one.unit.id === id)?.year.emission ?? null;
    const computed = calculatedOf(p, previous);
    const sourced = (symbol: InputSymbol): [InputSymbol, InputValue] => {
      const value = computed[symbol];
      const own = owners.find((one) => one.unit_id === id && one.symbol === symbol) ?? null;
      const owner = own?.value == null ? null : own;
      const told = symbol === 'verified_emission' ? verified.get(id) : symbol === 'previous_verified' ? before.get(id) : undefined;
      const from = owner ? 'owner' : told !== undefined ? 'verified' : value === null ? 'none' : 'calculated';
      return [symbol, { computed: told ?? value, used: owner?.value ?? told ?? value, from, owner, version: own?.version ?? 0 }];
    };
    return {
      production: p,
      inputs: new Map(allocationInputSymbol.options.map(sourced)),
      decisions: decisions.filter((d) => d.unit_id === id),
      together: together.find((one) => one.unit_id === id) ?? null,
    };
  });
  return {
    units,
    others: others.map(({ unit, year: own }) => ({ unit, emission: elsewhere?.byUnit.get(unit.id) ?? own.emission })),
    emissionFrom: verified.size > 0 || (elsewhere?.byUnit.size ?? 0) > 0 ? 'verified' : 'calculated',
    verified: verified.size > 0 ? found : null,
    before: basisYear === year - 1 ? earlier : null,
  };
}

/** The units of which something is known: one without any data, input or decision would leave the entity without a total. */
export function withData(facts: AllocationFacts): AllocationFacts {
  const known = (unit: UnitAllocation) =>
    decided(unit, 'final_allocation') !== null || [...unit.inputs].some(([symbol, { used }]) => symbol !== 'treatment' && used !== null);
  return { ...facts, units: facts.units.filter(known) };
}

const forPreAllocation: readonly InputSymbol[] = ['previous_verified', 'supply_2018', 'heat_2018'];

/** Values that stand in for some of a unit's inputs: the forecast of a year, a what-if. */
export type Replacements = (unit: UnitAllocation) => Partial<Record<InputSymbol, string | null>>;

/** The input of `cn-power-allocation`; a decided allocation takes the place of the computed one. */
export function allocationInput(facts: AllocationFacts, year: number, replace: Replacements = () => ({})): Record<string, unknown> {
  const units = facts.units.map((unit) => {
    const { unit: own, key } = unit.production;
    const changed = replace(unit);
    const values = [...unit.inputs].flatMap(([symbol, { used }]) => {
      const value = symbol in changed ? changed[symbol] : used;
      return forPreAllocation.includes(symbol) || value == null ? [] : [[symbol, value] as const];
    });
    const final = decided(unit, 'final_allocation');
    return {
      unit: key,
      unit_class: own.unitClass,
      capacity_mw: own.capacityMw,
      product: own.product,
      cooling: own.cooling === 'air' || own.cooling === 'back_pressure' ? own.cooling : 'water',
      ...Object.fromEntries(values),
      ...(final?.tonnes == null ? {} : { allocation_given: final.tonnes }),
    };
  });
  const parts = facts.units.flatMap(({ production, together }) =>
    (together?.parts ?? []).map(({ name, unitClass, capacityMw }) => ({
      unit: production.key,
      part: name,
      part_class: unitClass,
      ...(capacityMw === null ? {} : { part_capacity_mw: capacityMw }),
    })),
  );
  return { data_year: year, units, ...(parts.length > 0 ? { parts } : {}) };
}

/** The input of `cn-power-pre-allocation`. */
export function preAllocationInput(facts: AllocationFacts, allocation: Evaluation, year: number): Record<string, unknown> {
  const units = facts.units.map((unit) => {
    const { unit: own, key } = unit.production;
    const given = (symbol: string) => allocation.outputs.find((one) => one.symbol === symbol && one.at.unit === key)?.value ?? null;
    const values = forPreAllocation.flatMap((symbol) => {
      const used = unit.inputs.get(symbol)?.used ?? null;
      return used === null ? [] : [[symbol, used] as const];
    });
    const a = given('A_unit');
    const tonnes = (kind: Decision['kind']) => decided(unit, kind)?.tonnes ?? null;
    const [pre, deduction] = [tonnes('pre_allocation'), tonnes('deduction')];
    return {
      unit: key,
      unit_class: given('class_used') ?? own.unitClass,
      ...Object.fromEntries(values),
      ...(pre === null ? {} : { pre_given: pre }),
      ...(deduction === null ? {} : { deduction }),
      ...(a === null ? {} : { final_allocation: print(decimal(a).floor()) }),
    };
  });
  return { data_year: year, units };
}

/** Allocation of the year as far as its data go; null where the entity has no units. */
export async function evaluateAllocation(
  shelf: Shelf,
  facts: AllocationFacts,
  year: number,
  options: { readonly derivation?: boolean; readonly replace?: Replacements } = {},
): Promise<Evaluation> {
  const input = allocationInput(facts, year, options.replace);
  return await methodOf(shelf, allocationMethod).evaluate(input, { derivation: options.derivation ?? false });
}

export async function evaluatePreAllocation(
  shelf: Shelf,
  facts: AllocationFacts,
  allocation: Evaluation,
  year: number,
  derivation = false,
): Promise<Evaluation> {
  return await methodOf(shelf, preAllocationMethod).evaluate(preAllocationInput(facts, allocation, year), { derivation });
}
