import type { Month } from '../calendar/month.ts';
import { Decimal, parseDecimal, print, zero } from '../quantity/decimal.ts';
import type { Units } from '../quantity/units.ts';
import { type IsoCategory, isoCategories, type Scope } from './category.ts';
import type { InventoryBooks } from './coefficients.ts';
import { completenessOf, judgeExclusions, missingData, standingOf } from './completeness.ts';
import { type Gathered, gather, type SourceWork } from './gather.ts';
import type { InventoryInput, InventoryResult, SourceResult, Sums } from './inventory.ts';
import { co2ePerUnit, computeScope2, type Scope2Work } from './scope-2.ts';
import { judgeSignificance } from './significance.ts';
import { addGas, addTally, openTally, sumsOf, type Tally } from './tally.ts';

/** An inventory computed, with the parts its derivations are made of. */
export interface ComputedInventory {
  readonly result: InventoryResult;
  readonly gathered: Gathered;
  readonly scope2: Scope2Work;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly units: Units;
}

/**
 * The inventory of an organization (ISO 14064-1:2018 clause 5 and 6): activity × factor × GWP × share by source, added up by gas, category, scope, entity and month.
 * Exact decimals; amounts are added before they are multiplied, so that a hundred thousand lines cost a hundred thousand additions.
 */
export function computeInventory(input: InventoryInput, books: InventoryBooks): ComputedInventory {
  const gathered = gather(input, books);
  const tallies = new Map(gathered.works.map((work) => [work.source.id, tallyOf(work)]));
  const emission = (id: string) => tallies.get(id)?.emission ?? zero;
  const location = new Map(gathered.works.map((work) => [work.source.id, emission(work.source.id)]));
  const scope2 = computeScope2(input, gathered, location, books.units);
  const standings = gathered.works.map((work) => standingOf(work, input));
  const bySource = gathered.works.map((work, i): SourceResult => {
    const { category, source } = work;
    const market = scope2.market.get(source.id);
    return {
      ...{ sourceId: source.id, category: category.code, iso: category.iso, scope: category.scope, scope3: category.scope3 },
      ...{ entityId: work.entity.id, share: print(work.share), amount: print(work.amount), marketBased: market ? print(market) : null },
      ...(standings[i] ?? { months: { expected: 0, present: 0 }, state: 'none' as const }),
      ...sumsOf(tallies.get(source.id) ?? openTally()),
    };
  });
  const groups = summed(gathered.works, tallies);
  const total = groups.total;
  const market = total.emission
    .minus(parseDecimal(scope2.result.locationBased) ?? zero)
    .plus(parseDecimal(scope2.result.marketBased) ?? zero);
  const categories = books.classification.categories.filter((one) => Number(one.iso) > 2).map((one) => one.code);
  const { rule, scores } = input.significance;
  const significance = judgeSignificance(rule, scores, groups.byCategory, total.emission, categories);
  const left = judgeExclusions(input.exclusions, significance, total.emission);
  const findings = [...gathered.findings, ...scope2.findings, ...missingData(gathered.works, standings), ...left.findings];
  const result: InventoryResult = {
    total: sumsOf(total),
    ...{ byIso: groups.byIso, byScope: groups.byScope, byCategory: groups.byCategory, byEntity: groups.byEntity },
    byMonth: monthly(gathered.works),
    bySource,
    totalMarketBased: print(market),
    ...{ scope2: scope2.result, significance, exclusions: left.exclusions, completeness: completenessOf(standings) },
    gwp: usedGwp(gathered),
    findings,
  };
  return { result, gathered, scope2, tallies, units: books.units };
}

function tallyOf(work: SourceWork): Tally {
  const tally = openTally();
  for (const group of work.groups) {
    const amount = group.amount.times(work.share);
    for (const one of group.coefficients.all) addGas(tally, work.source.kind, one, amount.times(one.perUnit));
  }
  return tally;
}

function summed(works: readonly SourceWork[], tallies: ReadonlyMap<string, Tally>) {
  const total = openTally();
  const [iso, scope, category, entity] = [keyed<IsoCategory>(), keyed<Scope>(), keyed<string>(), keyed<string>()];
  const facts = new Map(works.map((work) => [work.category.code, work.category]));
  const counts = new Map<string, number>();
  for (const work of works) {
    const tally = tallies.get(work.source.id) ?? openTally();
    addTally(total, tally);
    addTally(iso.of(work.category.iso), tally);
    addTally(scope.of(work.category.scope), tally);
    addTally(category.of(work.category.code), tally);
    addTally(entity.of(work.entity.id), tally);
    counts.set(work.category.code, (counts.get(work.category.code) ?? 0) + 1);
  }
  const scopes: readonly Scope[] = ['1', '2', '3'];
  return {
    total,
    byIso: isoCategories.map((one) => ({ iso: one, ...sumsOf(iso.of(one)) })),
    byScope: scopes.map((one) => ({ scope: one, ...sumsOf(scope.of(one)) })),
    byCategory: [...facts.values()]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((one) => ({
        ...{ category: one.code, iso: one.iso, scope: one.scope, scope3: one.scope3, sources: counts.get(one.code) ?? 0 },
        ...sumsOf(category.of(one.code)),
      })),
    byEntity: [...entity.all].map(([entityId, tally]) => ({ entityId, ...sumsOf(tally) }) satisfies Sums & { entityId: string }),
  };
}

function keyed<Key>() {
  const all = new Map<Key, Tally>();
  const of = (key: Key): Tally => {
    const known = all.get(key) ?? openTally();
    all.set(key, known);
    return known;
  };
  return { all, of };
}

function monthly(works: readonly SourceWork[]): InventoryResult['byMonth'] {
  const sums = new Map<string, { month: Month | null; iso: IsoCategory; emission: Decimal }>();
  for (const work of works) {
    if (work.source.kind === 'removal') continue;
    for (const group of work.groups) {
      const perUnit = co2ePerUnit(group.coefficients).times(work.share);
      for (const [month, amount] of group.months) {
        const key = `${month ?? '9999'} ${work.category.iso}`;
        const before = sums.get(key) ?? { month, iso: work.category.iso, emission: new Decimal(0) };
        sums.set(key, { ...before, emission: before.emission.plus(amount.times(perUnit)) });
      }
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => ({ ...one, emission: print(one.emission) }));
}

function usedGwp({ works }: Gathered): InventoryResult['gwp'] {
  const used = new Map<string, { readonly gas: string; readonly value: string; readonly source: string }>();
  for (const work of works) {
    for (const group of work.groups) {
      for (const { gas, gwp } of group.coefficients.all) {
        if (gas !== 'CO2e' && !used.has(gas)) used.set(gas, { gas, value: print(gwp.value), source: gwp.source });
      }
    }
  }
  return [...used.values()].sort((a, b) => (a.gas < b.gas ? -1 : 1));
}
