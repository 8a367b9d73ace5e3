import loadHighs from 'highs';
import type { SolverReply } from '../../../kernel/trading/cover/plans.ts';

/** Loaded with the module (some 30 ms): calculations run without waiting for anything. */
const highs = await loadHighs();

/** Seconds of one model: a thread's thirty are for several. */
const options = { mip_rel_gap: 1e-9, mip_abs_gap: 0, output_flag: false, random_seed: 0, time_limit: 8 };

/** Solves a linear model in CPLEX LP text with HiGHS. Blocks its thread. */
export function solveModel(model: string): SolverReply {
  const { Status, ObjectiveValue, Columns, Rows } = highs.solve(model, options);
  const values = Object.entries(Columns).map(([name, column]): [string, number] => [name, 'Primal' in column ? column.Primal : 0]);
  const duals = Rows.map((row): [string, number] => ['Name' in row ? row.Name : '', 'Dual' in row ? row.Dual : 0]);
  return { status: Status, objective: ObjectiveValue, values: new Map(values), duals: new Map(duals) };
}
