import type { Clause } from '../../../../kernel/system/clause.ts';
import { type ClauseStanding, clauseStanding, factOver, moduleApplies, type OpenPoint } from '../../../../kernel/system/clause-status.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import type { Frameworks, Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { readFacts } from '../facts/read-facts.ts';
import type { FactReport } from '../facts/reading.ts';
import { type PointCount, type PointRegister, pointCounts, type TallyRow, tallies } from './store-clauses.ts';
import type { View } from './view.ts';

/** Registers whose open records are points against the clauses they name: what is wrong, and what an audit found. */
const pointRegisters = ['nonconformity', 'audit_finding'] as const;

export function pointRegistersOf(frameworks: Frameworks): (PointRegister & { of: Register })[] {
  return pointRegisters.flatMap((id) => {
    const of = frameworks.register(id);
    return of && of.roles.clauses !== null ? [{ register: id, field: of.roles.clauses, of }] : [];
  });
}

export const gradeOf = (grade: unknown): OpenPoint['grade'] => (grade === 'major' || grade === 'minor' ? grade : 'observation');

/** Everything the matrix is made of, in a number of statements that does not grow with records. */
export interface Material {
  readonly view: View;
  readonly scope: organization.ScopeInForce | null;
  readonly tallies: readonly TallyRow[];
  readonly facts: readonly FactReport[];
  readonly points: readonly PointCount[];
}

/** Registers that these clauses rest on: the others need not be counted. */
const registersOf = (clauses: readonly Clause[]): string[] => [
  ...new Set(clauses.flatMap((one) => one.rests.flatMap((rest) => (rest.type === 'register' ? [rest.id] : [])))),
];

/** `more`: facts that are wanted beside those of the clauses. */
export async function materialFor(
  work: Work,
  shelf: Shelf,
  view: View,
  clauses: readonly Clause[],
  more: readonly string[] = [],
): Promise<Material> {
  const { frameworks } = shelf;
  const { organizationId } = work.actor;
  const wanted = new Set([...more, ...clauses.flatMap((one) => one.rests.flatMap((rest) => (rest.type === 'fact' ? [rest.id] : [])))]);
  const points: PointCount[] = [];
  const only = clauses.length === 1 ? (clauses[0]?.id ?? null) : null;
  for (const of of pointRegistersOf(frameworks)) points.push(...(await pointCounts(work.tx, organizationId, view.look, of, only)));
  return {
    ...{ view, points, scope: await organization.scopeInForce(work) },
    tallies: await tallies(work.tx, organizationId, view.look, registersOf(clauses)),
    facts: await readFacts(work, shelf, view.places, wanted),
  };
}

/** How a clause stands by what was found. */
export function standingOfClause(frameworks: Frameworks, material: Material, clause: Clause): ClauseStanding {
  const { view, scope, tallies: rows, facts, points } = material;
  return clauseStanding({
    ...{ clause, today: view.places.today, applies: moduleApplies(clause.module, scope?.annexes ?? null) },
    register: (id, under) => rows.find((one) => one.register === id && one.clause === under),
    fact: (id) =>
      factOver(
        facts.filter((one) => one.fact === id),
        frameworks.fact(id)?.currentForDays ?? 1,
      ),
    points: points
      .filter((one) => one.clause === clause.id)
      .flatMap((one) => Array.from({ length: one.n }, () => ({ grade: gradeOf(one.grade), overdue: one.overdue }))),
  });
}

/** How these clauses stand in a view: for what else rests on the matrix. */
export async function standingsOf(
  work: Work,
  shelf: Shelf,
  view: View,
  clauses: readonly Clause[],
): Promise<ReadonlyMap<string, ClauseStanding>> {
  const material = await materialFor(work, shelf, view, clauses);
  return new Map(clauses.map((one) => [one.id, standingOfClause(shelf.frameworks, material, one)]));
}
