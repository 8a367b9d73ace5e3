import { z } from 'zod';
import { type allocationYear, assetEndpoints } from '../../../contract/asset.ts';
import type { Evaluation, Output } from '../../../kernel/method/evaluation.ts';
import { subDerivation } from '../../../kernel/method/explain.ts';
import { nodeId } from '../../../kernel/method/nodes.ts';
import { lineOf } from '../../../kernel/organization/unit-sector.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { changeable } from '../../work/changeable.ts';
import { query, type Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { evaluateAllocation, evaluatePreAllocation, loadAllocation, type UnitAllocation, withData } from './allocation-year.ts';
import { allocationMethod, type InputSymbol, inputField, methodOf } from './input-fields.ts';
import { decisionObject } from './record-allocation-decision.ts';
import type { Decision } from './store.ts';
import type { VerifiedObligation } from './verified-obligation.ts';

type View = z.input<typeof allocationYear>;
type Numbers = View['totals'];

/** Figures of the pre-allocation carry this before their node, so that one address tells which method to open. */
export const prePrefix = 'pre:';

export function yearWithPlan(shelf: Shelf, year: number): void {
  const years = methodOf(shelf, allocationMethod).description.dataYears;
  if (years !== null && year >= years.from && year <= years.to) return;
  const text = {
    zh: `没有 ${year} 年度的配额分配方案；可选 ${years?.from}–${years?.to} 年`,
    en: `There is no allocation plan for ${year}; choose ${years?.from}–${years?.to}`,
  };
  throw new Refusal('invalid_input', { findings: [{ code: 'no_plan', severity: 'error', place: { path: '/year' }, text }], detail: text });
}

function numbersOf(evaluation: Evaluation, unit: string | null, prefix = ''): Numbers {
  const own = evaluation.outputs.filter((one) => (unit === null ? Object.keys(one.at).length === 0 : one.at.unit === unit));
  return Object.fromEntries(own.map((one) => [one.symbol, numberOf(one, prefix)]));
}

export function numberOf(output: Output, prefix: string): Numbers[string] {
  const { symbol, at, title, unit, value, rounded, shown } = output;
  return { value: rounded ?? value, shown, unit, title, nodeId: value === null ? null : `${prefix}${nodeId(symbol, at)}` };
}

type InputView = View['units'][number]['inputs'][number];

/** The load correction the rule gives where the owner says none; 1 stands in where the rule is not settled (combined heat and power, 2021–2022). */
function loadCorrection(unit: UnitAllocation, evaluation: Evaluation): Partial<InputView> {
  const { key } = unit.production;
  if (unit.inputs.get('F_f_given')?.owner) return {};
  const value = evaluation.outputs.find((one) => one.symbol === 'F_f' && one.at.unit === key)?.value ?? null;
  if (value === null) return {};
  const open = evaluation.findings.some((f) => f.code === 'load_correction_not_settled' && f.place.at?.unit === key);
  return { computed: value, used: value, from: open ? 'default' : 'calculated' };
}

function inputsOf(shelf: Shelf, unit: UnitAllocation, year: number, evaluation: Evaluation): InputView[] {
  const old: readonly InputSymbol[] = ['supply_2018', 'heat_2018'];
  return [...unit.inputs]
    .filter(([symbol]) => year <= 2020 || !old.includes(symbol))
    .map(([symbol, { computed, used, from, owner, version }]) => {
      const { title, unit: symbolUnit } = inputField(shelf, symbol);
      return {
        ...{ symbol, title, unit: symbolUnit, computed, used, from, version },
        owner: owner && { reason: owner.reason, byName: owner.recorded_by_name, at: owner.recorded_at },
        ...(symbol === 'F_f_given' ? loadCorrection(unit, evaluation) : {}),
      };
    });
}

function togetherView({ together }: UnitAllocation): View['units'][number]['together'] {
  if (together === null) return { version: 0, parts: [], reason: '', byName: null, at: null };
  const { version, parts, reason, recorded_by_name: byName, recorded_at: at } = together;
  return { version, parts: parts.map((one) => ({ ...one })), reason, byName, at };
}

/** Where each version of a decision stands; they come latest first. */
function stateOf(decision: Decision, all: readonly Decision[]): View['units'][number]['decisions'][number]['state'] {
  const own = all.filter((one) => one.kind === decision.kind);
  if (decision.confirmed_at === null) return own[0] === decision ? 'proposed' : 'replaced';
  if (own.find((one) => one.confirmed_at !== null) !== decision) return 'replaced';
  return decision.tonnes === null ? 'withdrawn' : 'counts';
}

/** What travels of the verified figure: the sums, not the units. */
export function verifiedView(found: VerifiedObligation | null): View['verified'] {
  return found && { verifiedT: found.verifiedT, purchasedT: found.purchasedT, obligationT: found.obligationT };
}

async function decisionsView(work: Work, unit: UnitAllocation): Promise<View['units'][number]['decisions']> {
  const evidence = await document.evidenceOf(
    work,
    decisionObject,
    unit.decisions.map((d) => d.id),
  );
  return unit.decisions.map((d, _, all) => ({
    ...{ id: d.id, kind: d.kind, version: d.version, tonnes: d.tonnes, decidedOn: d.decided_on, documentNo: d.document_no, note: d.note },
    state: stateOf(d, all),
    counts: stateOf(d, all) === 'counts',
    evidence: (evidence.get(d.id) ?? []).map(({ id, title }) => ({ id, title })),
    recordedAt: d.recorded_at,
    recordedBy: d.recorded_by,
    recordedByName: d.recorded_by_name,
    confirmedAt: d.confirmed_at,
    confirmedByName: d.confirmed_by_name,
  }));
}

/** Whether the plan of the year is a draft, told by the method's own finding. */
export function planOf(evaluation: Evaluation): 'final' | 'draft' {
  return evaluation.findings.some((f) => f.code === 'allocation_plan_draft') ? 'draft' : 'final';
}

/** What travels: findings and conventions without the kernel's read-only marks. */
export function told(evaluation: Evaluation): Pick<View, 'findings' | 'conventions'> {
  return {
    findings: changeable(evaluation.findings),
    conventions: evaluation.conventions.map((c) => ({ ...c, at: { ...c.at } })),
  };
}

/** A unit that the plan of the power industry does not allocate to, and why. */
function leftOutView(unit: organization.Unit): View['leftOut'][number] {
  const line = lineOf(unit);
  return {
    unitId: unit.id,
    unitName: { zh: unit.name, en: unit.nameEn },
    reason: {
      zh: `${line.zh}：不按发电行业方案分配，请在行业分配中测算`,
      en: `${line.en}: not allocated by the plan of the power industry; work it out under industry allocation`,
    },
  };
}

/** An entity's allocation of a year with everything it rests on (C.4): by unit, the total with its limit, pre-allocation and true-up. */
export function readAllocation(shelf: Shelf) {
  return query({
    name: 'asset.read-allocation',
    action: 'asset.read',
    input: assetEndpoints.readAllocation.params,
    run: async (work, { entityId, year }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      yearWithPlan(shelf, year);
      const facts = await loadAllocation(work, shelf, entityId, year);
      const name = {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, year, emissionFrom: facts.emissionFrom },
        verified: verifiedView(facts.verified),
      };
      const leftOut = facts.others.map(({ unit }) => leftOutView(unit));
      const known = withData(facts);
      if (known.units.length === 0)
        return { ...name, plan: 'final', monthsComplete: 0, monthsAll: 0, totals: {}, units: [], leftOut, findings: [], conventions: [] };
      const allocation = await evaluateAllocation(shelf, known, year);
      const pre = await evaluatePreAllocation(shelf, known, allocation, year);
      const months = facts.units.flatMap((u) => u.production.months);
      return {
        ...name,
        plan: planOf(allocation),
        monthsComplete: months.filter((m) => m.complete).length,
        monthsAll: facts.units.length * 12,
        totals: { ...numbersOf(allocation, null), ...numbersOf(pre, null, prePrefix) },
        units: await Promise.all(
          facts.units.map(async (unit) => ({
            unitId: unit.production.unit.id,
            unitName: { zh: unit.production.unit.name, en: unit.production.unit.nameEn },
            key: unit.production.key,
            unitClass: unit.production.unit.unitClass,
            together: togetherView(unit),
            inputs: inputsOf(shelf, unit, year, allocation),
            numbers: numbersOf(allocation, unit.production.key),
            pre: numbersOf(pre, unit.production.key, prePrefix),
            decisions: await decisionsView(work, unit),
          })),
        ),
        leftOut,
        ...told(allocation),
      };
    },
  });
}

/** How one figure of the allocation came about: formula with numbers, inputs, benchmarks with their source (C.4). */
export function explainAllocation(shelf: Shelf) {
  const { params, query: asked } = assetEndpoints.readAllocationDerivation;
  return query({
    name: 'asset.explain-allocation',
    action: 'asset.read',
    input: z.strictObject({ ...params.shape, ...asked.shape }),
    run: async (work, { entityId, year, node }) => {
      await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      yearWithPlan(shelf, year);
      const facts = withData(await loadAllocation(work, shelf, entityId, year));
      const none = () => new Refusal('not_found', { values: { what: 'derivation_node', node } });
      if (facts.units.length === 0) throw none();
      const before = node.startsWith(prePrefix);
      const allocation = await evaluateAllocation(shelf, facts, year, { derivation: !before });
      const evaluation = before ? await evaluatePreAllocation(shelf, facts, allocation, year, true) : allocation;
      const own = before ? node.slice(prePrefix.length) : node;
      if (!evaluation.derivation.nodes.some((one) => one.id === own)) throw none();
      return { entityId, year, nodeId: own, ...partOf(evaluation, own) };
    },
  });
}

function partOf(evaluation: Evaluation, node: string) {
  const derivation = subDerivation(evaluation.derivation, node);
  const symbols = new Set(derivation.nodes.map((one) => one.symbol));
  const all = told(evaluation);
  return {
    derivation: changeable(derivation),
    conventions: all.conventions.filter((c) => symbols.has(c.symbol)),
    findings: all.findings.filter((f) => f.place.symbol !== undefined && symbols.has(f.place.symbol)),
  };
}
