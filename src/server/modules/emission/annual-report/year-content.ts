import { createHash } from 'node:crypto';
import { present } from '../../../../kernel/assert.ts';
import type { Derivation, DerivationNode, StepNode } from '../../../../kernel/derivation.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { nodeId } from '../../../../kernel/method/nodes.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { planForReport } from '../control-plan/plan-for-report.ts';
import { analysesOf } from '../uncertainty/store.ts';
import { calculateYear, cellObject, loadUnitYears, type UnitYear } from '../unit-year.ts';
import { verifiedEmission } from '../verification-record/verified-emission.ts';
import { latestFacts } from './store.ts';
import { unitContent } from './unit-content.ts';

export interface ReportedNumber {
  readonly nodeId: string;
  readonly symbol: string;
  readonly at: Readonly<Record<string, string>>;
  readonly title: Text;
  /** As the rule rounds it, else exact; null where it could not be computed. */
  readonly value: string | null;
  readonly exact: string | null;
  readonly unit: string;
}

/** Everything that an annual report shows of an entity's year, as plain JSON; nothing in it depends on when it was put together. */
export type YearContent = Awaited<ReturnType<typeof contentOf>>;

export function sha256Of(content: unknown): string {
  return createHash('sha256').update(canonical(content), 'utf8').digest('hex');
}

function numbersOf(evaluation: Evaluation): ReportedNumber[] {
  return evaluation.outputs.map((output) => ({
    nodeId: nodeId(output.symbol, output.at),
    symbol: output.symbol,
    at: output.at,
    title: output.title,
    value: output.rounded ?? output.value,
    exact: output.value,
    unit: output.unit,
  }));
}

/** Values taken from published tables, each once, with where it was published. */
function factorsOf({ nodes }: Derivation) {
  const found = new Map<string, FactorOfYear>();
  for (const node of nodes) {
    if (node.kind !== 'lookup') continue;
    const { table, column, keys, title, value, unit, source, confidence, validity, ref } = node;
    found.set(`${table} ${column} ${keys.join(' ')}`, {
      table,
      column,
      keys,
      title,
      value,
      unit,
      source,
      confidence,
      validity: validity ?? null,
      ref: ref ?? null,
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, factor]) => factor);
}

type Lookup = Extract<DerivationNode, { kind: 'lookup' }>;
interface FactorOfYear extends Pick<Lookup, 'table' | 'column' | 'keys' | 'title' | 'value' | 'unit' | 'source' | 'confidence'> {
  readonly validity: Lookup['validity'] | null;
  readonly ref: string | null;
}

/** Each step of the method once, with every formula that was used for it. */
function stepsOf({ nodes }: Derivation) {
  const steps = new Map<string, { node: StepNode; formulas: Map<string, Text | null> }>();
  for (const node of nodes) {
    if (node.kind !== 'step') continue;
    const step = steps.get(node.symbol) ?? { node, formulas: new Map() };
    steps.set(node.symbol, step);
    step.formulas.set(node.formula, node.choice?.why ?? null);
  }
  return [...steps.values()].map(({ node, formulas }) => ({
    symbol: node.symbol,
    title: node.title,
    unit: node.unit,
    formulas: [...formulas].map(([formula, why]) => ({ formula, why })),
    clause: node.clause ?? null,
    source: node.source ?? null,
  }));
}

function titlesOf({ nodes }: Derivation): Record<string, Text> {
  return Object.fromEntries(nodes.map((node) => [node.symbol, node.title]));
}

async function evidenceContent(work: Work, units: readonly UnitYear[]) {
  const cells = units.flatMap((data) => data.cells.map((cell) => cell.cellId));
  const uses = await document.evidenceOf(work, cellObject, cells);
  const found = new Map<string, { title: string; kind: string; fileName: string; sha256: string; revision: number; values: number }>();
  for (const pieces of uses.values())
    for (const { id, title, kind, fileName, fileSha256, revision } of pieces) {
      const values = (found.get(id)?.values ?? 0) + 1;
      found.set(id, { title, kind, fileName, sha256: fileSha256, revision, values });
    }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, rest]) => ({ id, ...rest }));
}

async function metersContent(work: Work, units: readonly organization.Unit[], year: number) {
  const found = new Map([...(await organization.meterRecordsOfUnits(work, units)).values()].flat().map((meter) => [meter.id, meter]));
  return [...found.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ id, unitId, code, name, nameEn, kind, parameter, accuracyClass, calibrations }) => ({
      id,
      unitId,
      code,
      name: { zh: name, en: nameEn },
      kind,
      parameter,
      accuracyClass,
      calibrations: calibrations
        .filter((one) => one.performedOn <= `${year}-12-31` && one.dueOn >= `${year}-01-01`)
        .map(({ performedOn, dueOn, result, foundErrorPct, certificateNo }) => ({
          performedOn,
          dueOn,
          result,
          foundErrorPct,
          certificateNo,
        })),
    }));
}

/** The scope statement in force at the end of the data year. */
async function scopeContent(work: Work, year: number) {
  const { items } = await organization.listScopeStatements.run(work, {});
  const one = items.find((edition) => edition.state !== 'draft' && edition.effectiveFrom <= `${year}-12-31`);
  if (!one) return null;
  const { number, statement, statementEn, consolidationApproach, effectiveFrom, exclusions, contentSha256 } = one;
  return { number, statement: { zh: statement, en: statementEn }, consolidationApproach, effectiveFrom, exclusions, contentSha256 };
}

async function uncertaintyContent(work: Work, entityId: string, year: number) {
  const all = await analysesOf(work.tx, work.actor.organizationId, entityId, year);
  const one = all.find((analysis) => analysis.unit_id === null);
  if (!one) return null;
  const { number, approach, total, percent, low, high, content_sha256, recorded_at } = one;
  return { number, approach, total, percent, low, high, contentSha256: content_sha256, recordedAt: recorded_at };
}

/** The control plan of the year, without what depends on the day it is looked at. */
async function planContent(work: Work, shelf: Shelf, entityId: string, year: number) {
  const report = await planForReport(work, shelf, entityId, year);
  if (report === null) return null;
  const lasting = ({ inForce: _, ...version }: typeof report.plan) => version;
  return { plan: lasting(report.plan), content: report.content, revisions: report.revisions.map(lasting), lines: report.lines };
}

/** Where the units are calculated by several methods: each, with the units it is used for. Absent where there is one. */
function methodsUsed(units: readonly UnitYear[]) {
  const used = new Map<string, UnitYear[]>();
  for (const data of units) used.set(data.method.sha256, [...(used.get(data.method.sha256) ?? []), data]);
  if (used.size < 2) return {};
  const told = [...used].flatMap(([sha256, of]) => {
    const [first] = of;
    if (!first) return [];
    const { id, version, title, source } = first.method.description;
    return [{ id, version, title, source: source.document, sha256, units: of.map(({ unit }) => ({ zh: unit.name, en: unit.nameEn })) }];
  });
  return { used: told };
}

/** Every field of the year's content is listed here; adding one changes the hash of years reported before, which "compare" then tells. */
async function contentOf(work: Work, shelf: Shelf, entity: organization.Entity, year: number, units: readonly UnitYear[]) {
  const { evaluation, keys, totals } = await calculateYear(work, units, { derivation: true });
  const facts = await latestFacts(work.tx, work.actor.organizationId, [entity.id, ...units.map((data) => data.unit.id)]);
  const first = present(units[0], 'a unit');
  const { screen } = first.method.description;
  const unitParts = [];
  for (const data of units)
    unitParts.push(
      await unitContent(work, shelf, data, {
        key: present(keys.get(data.unit.id), 'unit key'),
        evaluation,
        facts: facts.get(data.unit.id),
      }),
    );
  const { name, nameEn, code, kind, country, region, address, longitude, latitude, altitudeM, industryCode } = entity;
  const { derivation } = evaluation;
  return {
    year,
    entity: {
      id: entity.id,
      name: { zh: name, en: nameEn },
      code,
      kind,
      country,
      region,
      address,
      longitude,
      latitude,
      altitudeM,
      industryCode,
      facts: facts.get(entity.id)?.facts ?? {},
    },
    scope: await scopeContent(work, year),
    method: {
      ...evaluation.method,
      title: first.method.description.title,
      source: derivation.method.source,
      sha256: first.method.sha256,
      steps: stepsOf(derivation),
      titles: titlesOf(derivation),
      ...methodsUsed(units),
    },
    symbols: {
      total: totals.emission,
      obligation: totals.obligation,
      unitEmission: screen?.unit_emission ?? '',
      monthEmission: screen?.month_emission ?? '',
      intensities: [...new Set(units.flatMap((data) => data.method.description.screen?.intensities ?? []))],
    },
    units: unitParts,
    numbers: numbersOf(evaluation),
    factors: factorsOf(derivation),
    conventions: evaluation.conventions,
    findings: evaluation.findings.filter((f) => f.place.at?.unit === undefined),
    meters: await metersContent(
      work,
      units.map((data) => data.unit),
      year,
    ),
    evidence: await evidenceContent(work, units),
    uncertainty: await uncertaintyContent(work, entity.id, year),
    verification: await verifiedEmission(work, entity.id, year),
    plan: await planContent(work, shelf, entity.id, year),
  };
}

/** The year as it stands; null where no unit has data. The caller checks permission. */
export async function yearContent(work: Work, shelf: Shelf, entityId: string, year: number): Promise<YearContent | null> {
  const entity = await organization.findEntity(work, entityId);
  const all = await loadUnitYears(work, shelf, await organization.unitsBelow(work, entityId), year);
  const begun = all.filter((data) => data.cells.some((cell) => cell.value !== null));
  if (begun.length === 0) return null;
  // Through JSON once: what is hashed, stored and shown is the same value (an undefined field is none).
  const content: YearContent = JSON.parse(canonical(await contentOf(work, shelf, entity, year, begun)));
  return content;
}
