import type { z } from 'zod';
import { type assetStatement, assetStatementEndpoints as e } from '../../../../contract/asset-statement.ts';
import { type Beside, evaluateLedgerBooks } from '../../../../kernel/accounting/evaluate-ledger-books.ts';
import { evaluateStatement, type StatementInput } from '../../../../kernel/asset/evaluate-statement.ts';
import { movementOfClasses, movementRowCodes } from '../../../../kernel/asset/statement-movement.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { round } from '../../../../kernel/quantity/rounding.ts';
import type { Text } from '../../../../kernel/text.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { rulesOf } from '../accounting/policy.ts';
import { changesUntil } from '../accounting/read-accounting.ts';
import { policiesOf } from '../accounting/store.ts';
import { writeDownsUntil } from '../accounting/write-downs.ts';
import { objectionOf } from '../compliance/compliance-facts.ts';
import { allowanceProgramme, isForCompliance } from '../compliance/offered.ts';
import { potentialOf } from '../inventory/read-inventory.ts';
import { approvedUntil, type Entry, entriesOf } from '../inventory/store.ts';
import { readHoldings } from '../ledger/read-holdings.ts';
import type { UnitClass } from '../ledger/store.ts';
import { classView } from '../ledger/views.ts';
import { type OwedYear, owedYears, owingEntities } from './statement-years.ts';
import { type Price, pricesOf } from './store.ts';
import { type PriceUsed, priceOn } from './valuation-price.ts';

type View = z.input<typeof assetStatement>;

export const nameOfClass = (held: Pick<UnitClass, 'programme' | 'vintage' | 'project'>): string =>
  `${held.programme} ${held.vintage} ${held.project}`.trim();

/** A class that is held on the day, with what it cost, what it is worth and whether it may be surrendered. */
interface HeldOn {
  readonly held: UnitClass;
  readonly own: bigint;
  readonly free: bigint;
  readonly cost: Decimal;
  /** Of impairment what is still in the cost. */
  readonly impaired: Decimal;
  readonly price: PriceUsed | null;
  readonly objection: Text | null;
}

interface Asked {
  readonly entityId: string | undefined;
  readonly day: string;
  readonly from: string;
}

/** Why a class may be surrendered for none of the open years, or for the day's own where none is open. */
function objectionIn(shelf: Shelf, held: UnitClass, years: readonly OwedYear[], day: string): Text | null {
  if (!isForCompliance(held)) return { zh: '不能用于全国市场清缴', en: 'Cannot be surrendered in the national market' };
  const open = [...new Set(years.filter((one) => one.obligation > one.surrendered).map((one) => one.year))];
  const asked = open.length > 0 ? open : [Number(day.slice(0, 4))];
  const objections = asked.map((year) => objectionOf(shelf, held, year, day)?.text ?? null);
  return objections.includes(null) ? null : (objections.at(-1) ?? null);
}

type Books = Awaited<ReturnType<typeof changesUntil>>;

async function booksOf(
  work: Work,
  { entityId, day }: Asked,
): Promise<{ found: Books; costs: ReadonlyMap<string, Decimal>; impaired: ReadonlyMap<string, Decimal> }> {
  const found = await changesUntil(work, entityId, day, () => true);
  const approved = (await policiesOf(work.tx, work.actor.organizationId)).find((one) => one.approved_at !== null);
  const { originOrder, impairment, ...rules } = rulesOf(approved);
  const valuesOf = (beside: Beside) => {
    const { classes } = evaluateLedgerBooks(found.changes, rules, originOrder, new Set(), beside);
    return new Map(classes.map((one) => [one.classId, one.value]));
  };
  const writeDowns = await writeDownsUntil(work, entityId, day, impairment);
  const costs = valuesOf({ writeDowns });
  // What of impairment is still in units held: the books without any, less the books.
  const impaired = new Map(writeDowns.length === 0 ? [] : [...valuesOf({})].map(([id, value]) => [id, value.minus(costs.get(id) ?? zero)]));
  return { found, costs, impaired };
}

async function heldOn(
  work: Work,
  shelf: Shelf,
  { entityId, day }: Asked,
  { found, costs, impaired }: Awaited<ReturnType<typeof booksOf>>,
  years: readonly OwedYear[],
): Promise<HeldOn[]> {
  const prices = await pricesOf(work.tx, work.actor.organizationId);
  const asked = { effectiveOn: day, ...(entityId === undefined ? {} : { entityId }) };
  const { holdings } = await readHoldings.run(work, asked);
  const classes = new Map([...found.classes.values()].map((one) => [one.id, one]));
  return holdings.flatMap(({ class: { id }, own, available }) => {
    const held = classes.get(id);
    if (!held || own === '0') return [];
    const price = priceOn(prices, shelf, held, day);
    const objection = objectionIn(shelf, held, years, day);
    return [
      {
        held,
        own: BigInt(own),
        free: BigInt(available),
        cost: costs.get(id) ?? zero,
        impaired: impaired.get(id) ?? zero,
        price,
        objection,
      },
    ];
  });
}

const usableOf = (one: HeldOn): bigint => (one.objection === null ? one.free : 0n);

/** A potential asset of an approved inventory, with the price of what it would become. */
interface PotentialOn {
  readonly name: string;
  readonly entry: Entry;
  readonly entityId: string;
  readonly year: number;
  readonly price: PriceUsed | null;
}

/** What a kind of potential asset would be worth: a credit, or an allowance that is not needed. Certificates and contracts have no price here. */
const programmeOf: Readonly<Record<string, string>> = {
  ...{ ccer_project: 'CCER', carbon_sink: 'CCER', expected_allowance: allowanceProgramme, carry_over: allowanceProgramme },
  ...{ energy_saving: allowanceProgramme, fuel_switch: allowanceProgramme },
};

async function potentialsOn(
  work: Work,
  shelf: Shelf,
  prices: readonly Price[],
  entityIds: readonly string[],
  day: string,
): Promise<PotentialOn[]> {
  const { organizationId } = work.actor;
  const approved = new Map((await approvedUntil(work.tx, organizationId, entityIds, day)).map((one) => [one.id, one]));
  const entries = await entriesOf(work.tx, organizationId, [...approved.keys()]);
  const names = new Map<string, number>();
  return entries
    .filter((one) => one.standing === 'potential' && !one.withdrawn)
    .map((entry) => {
      const times = (names.get(entry.name) ?? 0) + 1;
      names.set(entry.name, times);
      const { entity_id: entityId = '', year = 0 } = approved.get(entry.identification_id) ?? {};
      const programme = programmeOf[entry.kind];
      const price = programme === undefined ? null : priceOn(prices, shelf, { programme, vintage: null }, day);
      return { name: times === 1 ? entry.name : `${entry.name} (${times})`, entry, entityId, year, price };
    });
}

function inputOf(
  held: readonly HeldOn[],
  years: readonly OwedYear[],
  potentials: readonly PotentialOn[],
  allowancePrice: PriceUsed | null,
): StatementInput {
  return {
    holdings: held.map((one) => ({
      ...{ id: nameOfClass(one.held), quantity: one.own, locked: one.own - one.free, usable: usableOf(one), cost: one.cost },
      ...{ credit: one.held.programme !== allowanceProgramme, price: one.price && decimal(one.price.price) },
    })),
    years: years.map(({ name, obligation, surrendered, allocation, issued, creditsLeft }) => ({
      ...{ id: name, obligation, surrendered, allocation, issued, creditsLeft },
    })),
    potentials: potentials.map((one) => potentialOf(one.entry, one.name, one.price?.price ?? null)),
    allowancePrice: allowancePrice && decimal(allowancePrice.price),
  };
}

function movementView({ changes, classes }: Books, { from, day }: Asked): View['movement'] {
  const byId = new Map([...classes.values()].map((one) => [one.id, one]));
  const isAllowance = (id: string) => byId.get(id)?.programme === allowanceProgramme;
  return movementOfClasses(changes, { from, to: day, isAllowance }).flatMap(({ classId, rows }) => {
    const held = byId.get(classId);
    if (!held) return [];
    const told = movementRowCodes.map((row) => ({ row, quantity: `${rows[row]}` }));
    return [{ name: nameOfClass(held), class: classView(held), rows: told }];
  });
}

/** The carbon-asset statement of an entity and what is below it, or of the whole organization (C.8, Annex G). Nothing of it is stored. */
export function readAssetStatement(shelf: Shelf) {
  return query({
    name: 'asset.read-asset-statement',
    action: 'asset.read',
    input: e.readAssetStatement.query,
    run: async (work, { entityId, day: given, from }): Promise<View> => {
      const entity = entityId === undefined ? null : await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      const today = todayOf(work.now);
      const day = given ?? today;
      const asked = { entityId, day, from: from ?? `${day.slice(0, 4)}-01-01` };
      const entities = await owingEntities(work, entityId);
      const years = await owedYears(work, shelf, entities, day);
      const books = await booksOf(work, asked);
      const held = await heldOn(work, shelf, asked, books, years);
      const prices = await pricesOf(work.tx, work.actor.organizationId);
      const allowancePrice = priceOn(prices, shelf, { programme: allowanceProgramme, vintage: null }, day);
      const below = entityId === undefined ? entities : await organization.entitiesBelow(work, entityId);
      const ids = [...new Set([...below, ...entities].map((one) => one.id))];
      const potentials = await potentialsOn(work, shelf, prices, ids, day);
      const evaluation = evaluateStatement(inputOf(held, years, potentials, allowancePrice));
      return {
        ...{ entityId: entityId ?? null, entityName: entity && { zh: entity.name, en: entity.nameEn }, day, from: asked.from, today },
        holdings: held.map((one) => ({
          ...{ name: nameOfClass(one.held), class: classView(one.held), quantity: `${one.own}`, locked: `${one.own - one.free}` },
          ...{
            usable: `${usableOf(one)}`,
            cost: print(one.cost),
            impaired: print(round(one.impaired, 2)),
            price: one.price,
            objection: one.objection,
          },
        })),
        movement: movementView(books.found, asked),
        years: years.map(({ name, entityId: of, entityName, year, obligationFrom, deadline, overdue }) => ({
          ...{ name, entityId: of, entityName, year, obligationFrom, deadline, overdue },
        })),
        potentials: potentials.map((one) => ({
          ...{ name: one.name, kind: one.entry.kind, expectedYear: one.entry.expected_year, basis: one.entry.basis },
          ...{ entityId: one.entityId, year: one.year, price: one.price },
        })),
        allowancePrice,
        result: changeable({ calculation: evaluation.method.id, ...evaluation }),
      };
    },
  });
}
