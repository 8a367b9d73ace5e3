import { type Law, sizes } from '../law.ts';
import type { Totals } from '../measure.ts';

/** The simple job written by hand over typed arrays: what one core can do at all. The factor row is known, the gases are one number. */
export interface Floor {
  readonly aggregate: () => Totals;
  readonly rows: () => void;
  readonly result: { readonly kg: Float64Array; readonly sd: Float64Array };
}

export function makeFloor(law: Law): Floor {
  const { count, columns } = law;
  const { site, scope, factor, unit, amount, u } = columns;
  const kg = Float64Array.from(law.factors, (row) => row.kg);
  const uncertain = Float64Array.from(law.factors, (row) => Number(row.u) ** 2);
  const to = Float64Array.from(law.units, (one) => one.toCanonical);
  const groups = sizes.sites * sizes.scopes;
  const result = { kg: new Float64Array(count), sd: new Float64Array(count) };
  const aggregate = (): Totals => {
    const sums = new Float64Array(groups);
    const squares = new Float64Array(groups);
    for (let i = 0; i < count; i += 1) {
      const f = factor[i] ?? 0;
      const e = (amount[i] ?? 0) * (to[unit[i] ?? 0] ?? 0) * (kg[f] ?? 0);
      const g = (site[i] ?? 0) * sizes.scopes + (scope[i] ?? 0);
      const own = u[i] ?? 0;
      sums[g] = (sums[g] ?? 0) + e;
      squares[g] = (squares[g] ?? 0) + e * e * (own * own + (uncertain[f] ?? 0));
    }
    return { kg: sums.reduce((a, b) => a + b, 0), sd: squares.reduce((a, b) => a + Math.sqrt(b), 0), count };
  };
  const rows = (): void => {
    for (let i = 0; i < count; i += 1) {
      const f = factor[i] ?? 0;
      const e = (amount[i] ?? 0) * (to[unit[i] ?? 0] ?? 0) * (kg[f] ?? 0);
      const own = u[i] ?? 0;
      result.kg[i] = e;
      result.sd[i] = e * Math.sqrt(own * own + (uncertain[f] ?? 0));
    }
  };
  return { aggregate, rows, result };
}

/** What a plain service would do: an array of objects, Maps by text, a new object for each result. */
export function makeObjects(law: Law): () => Totals {
  const { columns } = law;
  const units = new Map(law.units.map((one, i) => [`u${i}`, one.toCanonical]));
  const factors = new Map(law.factors.map((row, i) => [`f${i}`, { kg: row.kg, u: Number(row.u) }]));
  const records = Array.from({ length: law.count }, (_, i) => ({
    id: i,
    site: `s${columns.site[i]}`,
    scope: columns.scope[i] ?? 0,
    factor: `f${columns.factor[i]}`,
    unit: `u${columns.unit[i]}`,
    amount: columns.amount[i] ?? 0,
    u: columns.u[i] ?? 0,
  }));
  return () => {
    const results = records.map((one) => {
      const factor = factors.get(one.factor);
      const kg = one.amount * (units.get(one.unit) ?? 0) * (factor?.kg ?? 0);
      return { id: one.id, kg, sd: kg * Math.sqrt(one.u * one.u + (factor?.u ?? 0) ** 2), site: one.site, scope: one.scope };
    });
    const groups = new Map<string, { kg: number; squares: number }>();
    for (const one of results) {
      const name = `${one.site}|${one.scope}`;
      const group = groups.get(name) ?? { kg: 0, squares: 0 };
      groups.set(name, group);
      group.kg += one.kg;
      group.squares += one.sd * one.sd;
    }
    let [kg, sd] = [0, 0];
    for (const group of groups.values()) {
      kg += group.kg;
      sd += Math.sqrt(group.squares);
    }
    return { kg, sd, count: results.length };
  };
}
