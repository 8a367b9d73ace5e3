import type { Finding } from '../finding.ts';
import { makeAggregation } from './columns-aggregate.ts';
import type { Kept } from './columns-classes.ts';
import type { ColumnData } from './columns-data.ts';
import { makeEvaluation } from './columns-evaluate.ts';
import { makeForms } from './columns-form.ts';
import { type Layout, makeLayout } from './columns-layout.ts';
import type { Bound, ColumnResult, GroupRequest, GroupSums } from './columns-result.ts';
import { evaluateRecord } from './columns-trace.ts';
import { watchingOf } from './columns-watch.ts';
import type { Evaluation } from './evaluate.ts';
import type { Method } from './method.ts';
import { slotsOf, termsOf } from './order.ts';
import type { Term } from './term.ts';

export type { CodeColumn, ColumnData, InputColumn, QuantityColumn } from './columns-data.ts';
export type { ColumnFinding } from './columns-findings.ts';
export type { ColumnResult, GroupRequest, GroupSums } from './columns-result.ts';

/** How to evaluate steps of one record relation over columns (docs/spec/bulk-evaluation.md). */
export interface ColumnPlan {
  readonly method: Method;
  readonly record: string;
  readonly outputs: readonly string[];
  /** Exact values worked out for columns with equal dictionaries and an equal base are taken over from earlier calls. */
  readonly bind: (data: ColumnData) => BoundColumns;
}

export interface BoundColumns {
  /** `into` takes result columns of an earlier call again. */
  readonly evaluate: (into?: ColumnResult) => ColumnResult;
  readonly aggregate: (request: GroupRequest) => GroupSums;
  /** The exact evaluation of one record with its derivation. */
  readonly traceOf: (record: number) => Evaluation;
}

/** Plans the evaluation; what cannot be done over columns is a finding and there is no plan. */
export function compileColumns(
  method: Method,
  wanted: { readonly record: string; readonly outputs: readonly string[] },
): { plan: ColumnPlan | null; findings: Finding[] } {
  const record = method.records.findIndex((one) => one.name === wanted.record);
  const slots = wanted.outputs.map((name) => method.slots.get(name) ?? -1);
  const findings = [...wanted.outputs.entries()].flatMap(([i, name]) => outputFaults(method, record, slots[i] ?? -1, name));
  if (record < 0) findings.push(fault(`没有记录 ${wanted.record}`, `there is no record ${wanted.record}`));
  if (findings.length > 0) return { plan: null, findings };
  const kept: Kept = new Map();
  const bind = (data: ColumnData): BoundColumns => bindColumns(makeLayout(method, record, data), slots, kept);
  return { plan: { method, record: wanted.record, outputs: wanted.outputs, bind }, findings };
}

function fault(zh: string, en: string): Finding {
  return { code: 'not_in_columns', severity: 'error', place: {}, text: { zh, en } };
}

function outputFaults(method: Method, record: number, slot: number, name: string): Finding[] {
  const symbol = method.symbols[slot];
  if (symbol === undefined || symbol.record !== record || symbol.unit === null)
    return [fault(`${name} 不是该记录的数量`, `${name} is no quantity of that record`)];
  const seen = new Set<number>();
  const gathers = (term: Term): boolean => aggregatesOver(term, record) || [...slotsOf(term)].some(visit);
  const visit = (one: number): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const at = method.symbols[one];
    return at !== undefined && termsOf(at).some(gathers);
  };
  return visit(slot) ? [fault(`${name} 需要其他行的汇总`, `${name} needs an aggregate over other rows`)] : [];
}

function aggregatesOver(term: Term, record: number): boolean {
  if (term.op === 'aggregate' && term.over === record) return true;
  return (
    Object.values(term).some((part) => isTerm(part) && aggregatesOver(part, record)) ||
    listed(term).some((part) => aggregatesOver(part, record))
  );
}

function isTerm(value: unknown): value is Term {
  return typeof value === 'object' && value !== null && 'op' in value && 'record' in value;
}

function listed(term: Term): readonly Term[] {
  if (term.op === 'lookup') return term.keys;
  return term.op === 'least' || term.op === 'greatest' ? term.items.map((item) => item.of) : [];
}

function bindColumns(layout: Layout, slots: readonly number[], kept: Kept): BoundColumns {
  const forms = makeForms(layout);
  const bound: Bound = { layout, slots, forms, watching: watchingOf(forms, slots), kept };
  let evaluating: ((into?: ColumnResult) => ColumnResult) | null = null;
  const evaluate = (into?: ColumnResult): ColumnResult => {
    evaluating ??= makeEvaluation(bound);
    return evaluating(into);
  };
  const sums = new Map<string, (request: GroupRequest) => GroupSums>();
  return {
    evaluate,
    aggregate: (request) => {
      const name = JSON.stringify([request.sums, request.spreads ?? []]);
      const known = sums.get(name) ?? makeAggregation(bound, request, evaluate);
      sums.set(name, known);
      return known(request);
    },
    traceOf: (record) => evaluateRecord(layout, slots, record, true),
  };
}
