import type { Evaluation } from '../../method/evaluation.ts';
import type { Method } from '../../method/method.ts';
import { Refusal } from '../../refusal.ts';
import { sampleFindings, tellSample } from './evaluate-monte-carlo.ts';
import { sampleColumns, sampleEvaluations, type UncertainInput } from './method-sample.ts';
import { convention, openSheet } from './sheet.ts';
import { exactSum, summarize } from './summary.ts';

/** An output of a method, and the uncertain inputs it is drawn from. */
export interface MethodSampleInput {
  readonly calculation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: { readonly symbol: string; readonly at?: Readonly<Record<string, string>> | undefined };
  readonly uncertain: readonly UncertainInput[];
  readonly draws: number;
  readonly seed: number;
}

export const methodSampleMethod = {
  id: 'uncertainty-of-calculation',
  version: 1,
  title: { zh: '任一核算方法的不确定度（抽样）', en: 'Uncertainty of any calculation (sampled)' },
  source: 'IPCC 2006 Guidelines vol. 1 ch. 3 §3.2.3.2; JCGM 101:2008',
} as const;

/** So often a method is evaluated exactly, draw by draw; by columns ten times as often. */
export const mostExactDraws = 5_000;

function fault(path: string, zh: string, en: string): Refusal {
  return new Refusal('invalid_input', { findings: [{ code: 'invalid_input', severity: 'error', place: { path }, text: { zh, en } }] });
}

/** The record whose rows a step is computed for, when it is one output of them all that is asked for. */
function recordOf(method: Method, symbol: string): string | null {
  const found = method.symbols.find((one) => one.name === symbol);
  return found ? (method.records[found.record]?.name ?? null) : null;
}

/** Draws an output of a method: by columns where its step allows (the sum over its rows), otherwise by exact evaluation draw by draw. */
export function evaluateMethodSample(request: MethodSampleInput, method: Method | undefined): Evaluation {
  const { calculation, output, uncertain, draws, seed } = request;
  if (!method) throw fault('/calculation', `没有名为“${calculation}”的核算方法`, `There is no method "${calculation}"`);
  const record = recordOf(method, output.symbol);
  if (record === null) throw fault('/output/symbol', `方法没有输出“${output.symbol}”`, `The method has no output "${output.symbol}"`);
  for (const [i, one] of uncertain.entries()) {
    const rows = request.input[one.record];
    if (!Array.isArray(rows) || !rows.some((row) => typeof row === 'object' && row !== null && one.symbol in row))
      throw fault(`/uncertain/${i}`, `输入中没有 ${one.record} 的 ${one.symbol}`, `The input has no ${one.symbol} in ${one.record}`);
  }
  const sample = { method, input: request.input, uncertain, draws, seed };
  const columns = output.at === undefined ? sampleColumns(sample, { record, symbol: output.symbol }) : null;
  if (!columns && draws > mostExactDraws)
    throw fault(
      '/draws',
      `该输出只能逐次精确计算，最多 ${mostExactDraws} 次`,
      `This output is only evaluated draw by draw, at most ${mostExactDraws} times`,
    );
  const totals = columns ?? sampleEvaluations(sample, { symbol: output.symbol, ...(output.at ? { at: output.at } : {}) });
  if (!Number.isFinite(exactSum(totals)))
    throw fault(
      '/output',
      '某些抽样没有结果：该输出不唯一或缺少输入',
      'Some draws have no result: the output is not one figure, or inputs are missing',
    );
  const summary = summarize(totals);
  const sheet = openSheet();
  tellSample(sheet, summary, method.symbols.find((one) => one.name === output.symbol)?.unit?.symbol ?? '');
  const conventions = [
    convention('seed', { zh: '随机种子', en: 'Seed' }, String(seed), 'input', 'xoshiro128**, ziggurat'),
    convention('way', { zh: '计算方式', en: 'Way' }, columns ? 'columns' : 'exact', 'default', 'docs/spec/uncertainty-monte-carlo.md'),
  ];
  return sheet.result(methodSampleMethod, sampleFindings(summary, null), conventions);
}
