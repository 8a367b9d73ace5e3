import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { cellInput } from '../../src/contract/emission-grid.ts';
import type { Role } from '../../src/contract/roles.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import * as document from '../../src/server/modules/document/index.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { foundDemo } from '../../src/server/modules/identity/index.ts';
import type { Shelf } from '../../src/server/modules/library/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import { type Actor, systemActor } from '../../src/server/work/actor.ts';
import type { Command, Query } from '../../src/server/work/command.ts';
import { runCommand, runQuery } from '../../src/server/work/run.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { openProductShelf } from './shelf.ts';

export const dataFolder = path.join(import.meta.dirname, '../../data');

/** Personas of a plant; where `at` stands the role holds from that entity downwards only. */
const cast = {
  statistician: { role: 'plant_statistician', at: 'plant' },
  lab: { role: 'lab_analyst', at: 'plant' },
  reviewer: { role: 'plant_reviewer', at: 'plant' },
  manager: { role: 'plant_manager', at: 'plant' },
  group: { role: 'group_carbon_manager', at: null },
  administrator: { role: 'administrator', at: null },
  auditor: { role: 'internal_auditor', at: null },
  stranger: { role: 'plant_statistician', at: 'other' },
  assets: { role: 'asset_manager', at: null },
  top: { role: 'top_management', at: null },
  finance: { role: 'finance_officer', at: null },
  trader: { role: 'trader', at: null },
  risk: { role: 'risk_officer', at: null },
} as const satisfies Record<string, { role: Role; at: 'plant' | 'other' | null }>;
export type Persona = keyof typeof cast;
export type CellDraft = z.input<typeof cellInput>;
export type Grid = Awaited<ReturnType<ReturnType<typeof emission.readMonthGrid>['run']>>;
export type GridMonth = Grid['months'][number];

/** A figure of the coal stream or of the unit: the symbol decides the row. */
const ofStream: Readonly<Record<string, string>> = { FC: 'coal', C_ar: 'coal', NCV_ar: 'coal', M_ar: 'coal', OF: 'coal', FC_oil: 'diesel' };

export interface Plant {
  readonly database: TestDatabase;
  readonly shelf: Shelf;
  readonly organizationId: string;
  readonly actors: Readonly<Record<Persona, Actor>>;
  readonly ids: { readonly group: string; readonly plant: string; readonly other: string };
  readonly units: readonly [organization.Unit, organization.Unit];
  readonly run: <I extends z.ZodType, R>(who: Persona | Actor, command: Command<I, R>, input: unknown) => Promise<R>;
  readonly ask: <I extends z.ZodType, R>(who: Persona | Actor, query: Query<I, R>, input: unknown) => Promise<R>;
  /** `FC` and the like by month; the fuel stream follows from the symbol. */
  readonly cell: (month: string, parameter: string, value: string | number | null, more?: Partial<CellDraft>, unit?: number) => CellDraft;
  readonly record: (who: Persona | Actor, cells: readonly CellDraft[], unit?: number) => Promise<Grid>;
  readonly grid: (who?: Persona | Actor, unit?: number, year?: number) => Promise<Grid>;
  readonly month: (month: string, who?: Persona | Actor, unit?: number) => Promise<GridMonth>;
  readonly move: (who: Persona | Actor, month: string, to: GridMonth['state'], reason?: string, unit?: number) => Promise<Grid>;
  readonly evidence: (who: Persona, title: string, content?: string) => Promise<{ id: string; sha256: string }>;
  /** Gives a reason for every warning of the month that has none. */
  readonly explain: (month: string, unit?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface PlantOptions {
  readonly n?: number;
  readonly shelf?: Shelf;
  /** A second organization in the same database; `close` of the first one ends it. */
  readonly beside?: Plant;
}

const now = Date.parse('2025-01-20T01:30:00.000Z');

/** An organization of its own with two coal units, every persona a person, founded by the product's own commands. */
export async function openPlant(options: PlantOptions = {}): Promise<Plant> {
  const database = options.beside?.database ?? (await testDatabase());
  const shelf = options.shelf ?? options.beside?.shelf ?? openProductShelf();
  const deps = { db: database, clock: { now: () => now } };
  const organizationId = `0197b000-0000-7000-8000-${String(options.n ?? 1).padStart(12, '0')}`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-test-'));
  const files = document.openFileStore(folder);
  const people = await runCommand(deps, foundDemo, systemActor(organizationId), {
    name: `企业${options.n ?? 1}`,
    nameEn: `Enterprise ${options.n ?? 1}`,
    people: Object.entries(cast).map(([persona, { role, at }]) => ({
      persona,
      name: persona,
      nameEn: persona,
      jobTitle: persona,
      jobTitleEn: persona,
      roles: at === null ? [role] : [],
    })),
  });
  const actorOf = (persona: Persona, ids: Readonly<Record<string, string>>): Actor => {
    const { role, at } = cast[persona];
    const grants = [{ role, entityId: at === null ? null : (ids[at] ?? null) }];
    return { kind: 'person', organizationId, personId: people[persona] ?? '', name: persona, grants };
  };
  const founder = actorOf('group', {});
  const addEntity = async (parentId: string | null, kind: string, name: string) => {
    const input = { parentId, kind, name, nameEn: name, code: `${name}-1`, validFrom: '2012-01-01' };
    return (await runCommand(deps, organization.addEntity, founder, input)).id;
  };
  const group = await addEntity(null, 'group', 'group');
  const plant = await addEntity(group, 'plant', 'plant');
  const ids = { group, plant, other: await addEntity(group, 'plant', 'other') };
  const stream = (code: string, fuelKind: string, fuel: string) => ({ code, name: code, nameEn: code, fuelKind, fuel });
  const addUnit = (code: string) =>
    runCommand(
      deps,
      organization.addUnit((id) => shelf.method(id) !== undefined),
      founder,
      {
        entityId: plant,
        name: `${code}号机组`,
        nameEn: `Unit ${code}`,
        code,
        unitClass: 'conventional_coal_above_300mw',
        product: 'chp',
        capacityMw: '630',
        boilerType: 'pulverized',
        commissionedOn: '2013-11-08',
        fuelStreams: [stream('coal', 'coal', 'bituminous'), ...(code === '2' ? [stream('diesel', 'oil', 'diesel')] : [])],
      },
    );
  const units = [await addUnit('1'), await addUnit('2')] as const;
  const actors = Object.fromEntries(Object.keys(cast).map((persona) => [persona, actorOf(persona as Persona, ids)])) as Record<
    Persona,
    Actor
  >;
  const acting = (who: Persona | Actor) => (typeof who === 'string' ? actors[who] : who);
  const run: Plant['run'] = (who, command, input) => runCommand(deps, command, acting(who), input);
  const ask: Plant['ask'] = (who, query, input) => runQuery(deps, query, acting(who), input);
  const unitId = (n = 0) => units[n]?.id ?? '';
  const grid: Plant['grid'] = (who = 'auditor', unit = 0, year = 2024) =>
    ask(who, emission.readMonthGrid(shelf), { unitId: unitId(unit), year });
  const month: Plant['month'] = async (name, who = 'auditor', unit = 0) => {
    const found = (await grid(who, unit, Number(name.slice(0, 4)))).months.find((one) => one.month === name);
    if (!found) throw new Error(`no month ${name}`);
    return found;
  };
  return {
    database,
    shelf,
    organizationId,
    actors,
    ids,
    units,
    run,
    ask,
    cell: (name, parameter, value, more = {}, unit = 0) => ({
      month: name,
      parameter,
      fuelStreamId: units[unit]?.fuelStreams.find((s) => s.code === ofStream[parameter])?.id ?? null,
      value,
      ...more,
    }),
    record: (who, cells, unit = 0) =>
      run(who, emission.recordActivityData(shelf), {
        unitId: unitId(unit),
        year: Number(cells[0]?.month.slice(0, 4)),
        cells,
      }),
    grid,
    month,
    move: async (who, name, to, reason = '', unit = 0) => {
      const { version } = await month(name, 'auditor', unit);
      return await run(who, emission.moveMonth(shelf), { unitId: unitId(unit), month: name, to, reason, version });
    },
    evidence: async (who, title, content = `ledger ${title}\n1,2,3\n`) => {
      const received = await files.receive(organizationId, Readable.from([Buffer.from(content)]));
      await run(who, document.storeFile(received, 1e9), {});
      const sha256 = createHash('sha256').update(content).digest('hex');
      const input = { title, kind: 'consumption_ledger', fileSha256: sha256, fileName: `${title}.txt` };
      return { id: (await run(who, document.addEvidence, input)).id, sha256 };
    },
    explain: async (name, unit = 0) => {
      const { findings, reasons } = await grid('auditor', unit, Number(name.slice(0, 4)));
      const told = new Set(reasons.filter((r) => r.month === name).map((r) => `${r.code} ${r.place}`));
      for (const finding of findings) {
        const place = finding.place.path ?? '';
        if (finding.severity !== 'warning' || finding.place.at?.month !== name || told.has(`${finding.code} ${place}`)) continue;
        told.add(`${finding.code} ${place}`);
        const input = { unitId: unitId(unit), month: name, code: finding.code, place, reason: 'known and explained' };
        await run('statistician', emission.explainWarning(shelf), input);
      }
    },
    close: async () => {
      if (!options.beside) await database.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${error instanceof Error ? error.stack : String(error)}`);
  return error;
}

/** Worked case C03: unit 1 in 2024, coal and its carbon by month (test/golden/emission/c03-unit-year). */
export function c03Months(): { month: string; FC: string; C_ar: string }[] {
  const file = path.join(import.meta.dirname, '../golden/emission/c03-unit-year/input.yaml');
  const golden: { input: { coal_months: { month: string; FC: string; C_ar: string }[] } } = parse(fs.readFileSync(file, 'utf8'));
  return golden.input.coal_months;
}
