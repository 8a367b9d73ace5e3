import { z } from 'zod';
import { clauseEndpoints as e } from '../../../../contract/clauses.ts';
import type { ReplyInputOf } from '../../../../contract/endpoint.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Clause } from '../../../../kernel/system/clause.ts';
import type { ClauseStanding } from '../../../../kernel/system/clause-status.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { viewOfFact } from '../facts/fact-view.ts';
import { readFacts } from '../facts/read-facts.ts';
import { numberOf } from '../registers/content-of.ts';
import { registerNamed } from '../registers/write-record.ts';
import { gradeOf, type Material, materialFor, pointRegistersOf, standingOfClause } from './material.ts';
import { pointsUnder, recordsUnder } from './store-clauses.ts';
import { type View, viewOf } from './view.ts';

function lineOf({ id, module, title }: Clause, { rests: _, ...standing }: ClauseStanding) {
  return { id, module, title, ...standing };
}

function looked({ view, scope }: Material) {
  return {
    ...{ today: view.places.today, place: view.nameOf(view.place?.id ?? null), partial: view.partial },
    scope: scope && { number: scope.number, annexes: [...scope.annexes].sort(), approvedOn: scope.approvedOn },
  };
}

/** The clause matrix (4.4): every clause with its status, evidence and its age, open points and next review. */
export function listClauses(shelf: Shelf) {
  return query({
    name: 'system.list-clauses',
    action: 'system.read',
    input: z.strictObject(e.listClauses.query.shape),
    run: async (work, { entityId }) => {
      const { frameworks } = shelf;
      const material = await materialFor(work, shelf, await viewOf(work, entityId), frameworks.clauses);
      const items = frameworks.clauses.map((one) => lineOf(one, standingOfClause(frameworks, material, one)));
      return { ...looked(material), items };
    },
  });
}

type Reply = ReplyInputOf<typeof e.readClause>;

async function recordsShown(work: Work, register: Register, view: View, under: string) {
  const heads = await recordsUnder(work.tx, work.actor.organizationId, view.look, register.id, under);
  const ended = new Set(view.look.ended);
  return heads.map((one) => ({
    ...{ id: one.id, no: numberOf(register, one.no), title: one.title, state: stateOf(register, one.state).name },
    entity: view.nameOf(one.entity_id),
    standing: one.old ? ('outdated' as const) : one.counts ? ('current' as const) : ('open' as const),
    why: one.old ? (ended.has(one.id) ? ('evidence' as const) : ('review' as const)) : null,
    ...{ on: one.in_force_on, reviewOn: one.review_on, dueOn: one.due_on },
  }));
}

async function restsOf(work: Work, { frameworks }: Shelf, material: Material, clause: Clause, standing: ClauseStanding) {
  const rests: Reply['rests'] = [];
  for (const { rest, standing: stands, newestOn } of standing.rests) {
    const common = { type: rest.type, id: rest.id, needed: rest.needed, either: rest.either, standing: stands, newestOn };
    if (rest.type === 'fact') {
      const fact = frameworks.fact(rest.id);
      const name = fact?.name ?? { zh: rest.id, en: rest.id };
      rests.push({
        ...common,
        name,
        nextReviewOn: null,
        register: null,
        fact: fact ? viewOfFact(fact, material.facts, material.view) : null,
      });
      continue;
    }
    const register = frameworks.register(rest.id);
    const under = rest.under ?? clause.id;
    const tally = material.tallies.find((one) => one.register === rest.id && one.clause === under);
    rests.push({
      ...{ ...common, name: register?.name ?? { zh: rest.id, en: rest.id }, nextReviewOn: tally?.nextReviewOn ?? null, fact: null },
      register: {
        ...{ exists: register !== undefined, under, current: tally?.current ?? 0, outdated: tally?.outdated ?? 0 },
        ...{ open: tally?.open ?? 0, overdue: tally?.overdue ?? 0 },
        records: register ? await recordsShown(work, register, material.view, under) : [],
      },
    });
  }
  return rests;
}

async function pointsOf(work: Work, { frameworks }: Shelf, { view }: Material, clause: Clause): Promise<Reply['points']> {
  const points: Reply['points'] = [];
  for (const { of, ...from } of pointRegistersOf(frameworks))
    for (const one of await pointsUnder(work.tx, work.actor.organizationId, view.look, from, clause.id))
      points.push({
        ...{ id: one.id, register: one.register, no: numberOf(of, one.no), title: one.title, state: stateOf(of, one.state).name },
        ...{ dueOn: one.due_on, overdue: one.due_on !== null && one.due_on < view.places.today, grade: gradeOf(one.content.grade) },
      });
  return points;
}

/** What one clause rests on: every register and fact with its age and its link, and what is open against it. */
export function readClause(shelf: Shelf) {
  return query({
    name: 'system.read-clause',
    action: 'system.read',
    input: z.strictObject({ ...e.readClause.params.shape, ...e.readClause.query.shape }),
    run: async (work, { clauseId, entityId }): Promise<Reply> => {
      const { frameworks } = shelf;
      const clause = frameworks.clause(clauseId);
      if (!clause) throw new Refusal('not_found', { values: { what: 'clause', id: clauseId } });
      const material = await materialFor(work, shelf, await viewOf(work, entityId), [clause]);
      const standing = standingOfClause(frameworks, material, clause);
      return {
        ...looked(material),
        clause: { ...lineOf(clause, standing), asks: clause.asks },
        rests: await restsOf(work, shelf, material, clause, standing),
        points: await pointsOf(work, shelf, material, clause),
      };
    },
  });
}

/** What data of the other subsystems say beside a register, so that nobody copies it into a record. */
export function readRegisterFacts(shelf: Shelf) {
  return query({
    name: 'system.read-register-facts',
    action: 'system.read',
    input: z.strictObject(e.readRegisterFacts.params.shape),
    run: async (work, { register: id }) => {
      const { frameworks } = shelf;
      const register = registerNamed(frameworks, id);
      const facts = register.facts.flatMap((one) => frameworks.fact(one) ?? []);
      const view = await viewOf(work, undefined);
      const reports = await readFacts(work, shelf, view.places, new Set(register.facts));
      const { places, partial } = view;
      return { today: places.today, partial, items: facts.map((one) => viewOfFact(one, reports, view)) };
    },
  });
}
