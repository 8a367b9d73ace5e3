import type { Finding } from '../../finding.ts';
import { Decimal } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import type { SolvedSystem } from '../analysis/system.ts';
import { type CutOff, checkCutOff } from '../cut-off.ts';
import { type QualityOverall, simpleScore, weightedQuality } from '../data-quality.ts';
import { planSystem } from '../plan.ts';
import type { SystemNames } from '../refuse.ts';
import { solveSystem, solveTransposed } from '../solve.ts';
import { type Amounts, amountsOf } from './amounts.ts';
import { type BuiltModel, buildModel, emissionValue, finding, type ModelInput, stageOf } from './build.ts';
import type { RuleSet } from './rule-set.ts';
import {
  addSeparate,
  type FootprintStudy,
  type LineQuality,
  lineKey,
  noSeparate,
  type Separate,
  type Stage,
  stages,
  sumSeparate,
} from './study.ts';

/** One line of the result: an input that was linked, or an emission of a process; per functional unit. */
export interface ResultLine {
  readonly key: string;
  readonly processId: string;
  readonly lineId: string;
  readonly name: string;
  readonly stage: Stage;
  readonly kind: 'input' | 'emission';
  /** Of the line, for one functional unit; in the line's unit. */
  readonly amount: number;
  readonly unit: string;
  readonly values: Separate;
  readonly value: number;
  readonly share: number;
  readonly source: string;
  readonly primary: boolean;
  readonly score: number | null;
}

export interface FootprintResult {
  /** kgCO2e for the functional or declared unit. */
  readonly total: number;
  readonly separate: Separate;
  readonly stages: readonly { readonly stage: Stage; readonly value: number; readonly share: number; readonly values: Separate }[];
  readonly processes: readonly { readonly processId: string; readonly name: string; readonly stage: Stage; readonly value: number }[];
  readonly lines: readonly ResultLine[];
  readonly cutOff: CutOff;
  /** The total divided by what is included, where the rule set scales to 100 %. */
  readonly scaledTotal: number | null;
  readonly quality: QualityOverall;
  readonly residual: number;
  readonly findings: readonly Finding[];
}

export interface ComputedFootprint {
  /** Null where the model cannot be solved: the findings say why. */
  readonly result: FootprintResult | null;
  readonly findings: readonly Finding[];
  readonly amounts: Amounts;
  readonly model: BuiltModel;
  readonly system: SolvedSystem | null;
}

export type ComputeInput = Omit<ModelInput, 'amounts'> & { readonly ruleSet: RuleSet };

/** From study and resolved links to the footprint of one functional unit. Lines add up to stages, stages and separate lines to the total. */
export function computeFootprint(input: ComputeInput): ComputedFootprint {
  const amounts = amountsOf(input.study, input.units);
  const model = buildModel({ ...input, amounts });
  const findings = [...amounts.findings, ...onceEach(model.findings)];
  const empty = model.columns.length === 0 || !model.demand.some((one) => one !== 0);
  if (empty) return { result: null, findings, amounts, model, system: null };
  try {
    const names = namesOf(input, model);
    const plan = planSystem(model.a, names);
    const { x, residual, findings: solved } = solveSystem(plan, model.a, model.demand, names);
    // Avoided production runs backwards by its author's will; the line says so itself.
    const told = solved.filter((one) => one.code !== 'negative_activity');
    const direct = Float64Array.from(model.emissions, sumSeparate);
    const worth = solveTransposed(plan, model.a, direct).x;
    const productOf = Int32Array.from(model.columns, (_, i) => i);
    const system = { a: model.a, productOf, direct, worth, x, demand: model.demand };
    const result = resultOf({ ...input, amounts }, model, x, residual, [...findings, ...told]);
    return { result, findings: result.findings, amounts, model, system };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const told = refusal.findings.map((one) => ({ ...one, place: { path: '/processes' } }));
    return { result: null, findings: [...findings, ...told], amounts, model, system: null };
  }
}

/** Row and column of the same place are an output and the process that makes it, or a line and what stands behind it. */
function namesOf({ study }: ComputeInput, { columns }: BuiltModel): SystemNames {
  const process = (place: number) => study.processes[columns[place]?.process ?? -1];
  const name = (place: number): string => `“${process(place)?.name ?? ''}”`;
  return { process: name, product: name };
}

function resultOf(
  input: ModelInput & ComputeInput,
  model: BuiltModel,
  x: Float64Array,
  residual: number,
  findings: readonly Finding[],
): FootprintResult {
  const lines = linesOf(input, model, x);
  const separate = lines.reduce((sum, line) => addSeparate(sum, line.values), noSeparate);
  const total = sumSeparate(separate);
  const told = lines.map((line) => ({ ...line, share: total === 0 ? 0 : line.value / total }));
  const cutOff = cutOffOf(input, model, x, told);
  const byStage = stages.map((stage) => {
    const values = told.filter((line) => line.stage === stage).reduce((sum, line) => addSeparate(sum, line.values), noSeparate);
    const value = sumSeparate(values);
    return { stage, value, share: total === 0 ? 0 : value / total, values };
  });
  const processes = input.study.processes.map((process) => ({
    ...{ processId: process.id, name: process.name, stage: process.stage },
    value: told.filter((line) => line.processId === process.id).reduce((sum, line) => sum + line.value, 0),
  }));
  const quality = weightedQuality(
    told.map((line) => ({
      ...{ id: line.key, contribution: new Decimal(line.value), primary: line.primary },
      score: line.score === null ? null : new Decimal(line.score),
    })),
  );
  const scale = input.ruleSet.scaleToWhole && cutOff.scale ? total * cutOff.scale.toNumber() : null;
  return {
    ...{ total, separate, stages: byStage, processes, lines: told, cutOff, scaledTotal: scale, quality, residual },
    findings: [...findings, ...cutOffTold(cutOff, input)],
  };
}

/** Activities of the output columns of a process, weighted with their shares: how often the process as a whole runs. */
function linesOf(input: ModelInput, model: BuiltModel, x: Float64Array): ResultLine[] {
  const lines: ResultLine[] = [];
  for (const [p, process] of input.study.processes.entries()) {
    const runs = runsOf(model, p, x);
    for (const line of process.inputs) {
      const worth = input.links.get(lineKey(process.id, line.id));
      const amount = (input.amounts.values.get(`${process.id}/in/${line.id}`) ?? 0) * (line.avoided ? -1 : 1) * runs;
      if (line.excluded || line.link.kind === 'process' || !worth) continue;
      const column = model.columns.findIndex((one) => one.kind === 'link' && one.process === p && process.inputs[one.input] === line);
      const values = addSeparate(noSeparate, worth.values, column < 0 ? 0 : (x[column] ?? 0));
      lines.push({
        ...{
          key: lineKey(process.id, line.id),
          processId: process.id,
          lineId: line.id,
          name: line.name,
          kind: 'input',
          amount,
          unit: line.unit,
        },
        ...{ stage: line.stage ?? process.stage, values, value: sumSeparate(values), share: 0, source: worth.source },
        ...qualityOf(line.quality),
      });
    }
    for (const [i, line] of process.emissions.entries()) {
      const value = emissionValue(input, process, line, `/processes/${p}/emissions/${i}`) * runs;
      const amount = (input.amounts.values.get(`${process.id}/em/${line.id}`) ?? 0) * runs;
      lines.push({
        ...{
          key: lineKey(process.id, line.id),
          processId: process.id,
          lineId: line.id,
          name: line.name,
          kind: 'emission',
          amount,
          unit: line.unit,
        },
        ...{ stage: process.stage, values: { ...noSeparate, [line.line]: value }, value, share: 0, source: line.quality.source },
        ...qualityOf(line.quality),
      });
    }
    lines.push(...replacedLines(input, model, x, p));
  }
  return lines;
}

function runsOf(model: BuiltModel, process: number, x: Float64Array): number {
  let runs = 0;
  for (const [index, column] of model.columns.entries())
    if (column.kind === 'output' && column.process === process) runs += column.share * (x[index] ?? 0);
  return runs;
}

/** What the co-products of a substitution replace: their columns run at a negative level. */
function replacedLines(input: ModelInput, model: BuiltModel, x: Float64Array, p: number): ResultLine[] {
  const process = input.study.processes[p];
  if (process?.allocation !== 'substitution') return [];
  return model.columns.flatMap((column, index): ResultLine[] => {
    const output = column.kind === 'output' && column.process === p && column.output > 0 ? process.outputs[column.output] : undefined;
    const activity = x[index] ?? 0;
    if (!output || activity === 0) return [];
    const values = addSeparate(noSeparate, model.emissions[index] ?? noSeparate, activity);
    const worth = input.links.get(lineKey(process.id, output.id));
    const amount = (input.amounts.values.get(`${process.id}/out/${output.id}`) ?? 0) * activity;
    return [
      {
        ...{ key: lineKey(process.id, output.id), processId: process.id, lineId: output.id, name: output.name, kind: 'input', amount },
        ...{ unit: output.unit, stage: stageOf(input.study, column), values, value: sumSeparate(values), share: 0 },
        ...{ source: worth?.source ?? '', primary: false, score: null },
      },
    ];
  });
}

function qualityOf(quality: LineQuality): { primary: boolean; score: number | null } {
  const { pef, pedigree, primary } = quality;
  if (pef) return { primary, score: (Number(pef.TeR) + Number(pef.GeR) + Number(pef.TiR) + Number(pef.P)) / 4 };
  return { primary, score: pedigree ? (simpleScore(pedigree)?.toNumber() ?? null) : null };
}

function cutOffOf(input: ModelInput & ComputeInput, model: BuiltModel, x: Float64Array, lines: readonly ResultLine[]): CutOff {
  const out = new Map<string, number>();
  for (const { column, key, value } of model.excluded) out.set(key, (out.get(key) ?? 0) + value * (x[column] ?? 0));
  const flows = [
    ...lines.map((line) => ({ id: line.key, amount: new Decimal(line.value), excluded: false })),
    ...[...out].map(([id, value]) => ({ id, amount: new Decimal(value), excluded: true })),
  ];
  return checkCutOff(flows, input.ruleSet.cutOff);
}

function cutOffTold(cutOff: CutOff, { study, ruleSet }: ComputeInput): Finding[] {
  const percent = (share: CutOff['excluded']) => `${share.times(100).toSignificantDigits(4).toFixed()} %`;
  const large = cutOff.tooLarge.flatMap((key): Finding[] => {
    const [processId, lineId] = key.split('/');
    const p = study.processes.findIndex((one) => one.id === processId);
    const i = study.processes[p]?.inputs.findIndex((one) => one.id === lineId) ?? -1;
    const name = study.processes[p]?.inputs[i]?.name ?? key;
    return [
      finding(
        `/processes/${p}/inputs/${i}/excluded`,
        'cut_off_too_large',
        'error',
        {
          zh: `${name}：估计不低于 ${percent(ruleSet.cutOff.single)}，不能舍弃`,
          en: `${name}: estimated at ${percent(ruleSet.cutOff.single)} or more, it may not be left out`,
        },
        { zh: '纳入该流', en: 'Include it' },
      ),
    ];
  });
  if (!cutOff.excluded.greaterThan(cutOff.allowance)) return large;
  return [
    ...large,
    finding(
      '/processes',
      'cut_off_total',
      'error',
      {
        zh: `舍弃合计 ${percent(cutOff.excluded)}，超过允许的 ${percent(cutOff.allowance)}`,
        en: `${percent(cutOff.excluded)} is left out, more than the ${percent(cutOff.allowance)} allowed`,
      },
      { zh: '纳入较大的流', en: 'Include the larger ones' },
    ),
  ];
}

function onceEach(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = `${one.place.path}|${one.code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Parameters as numbers, for what-ifs. */
export function withParameter(study: FootprintStudy, symbol: string, value: string): FootprintStudy {
  return { ...study, parameters: study.parameters.map((one) => (one.symbol === symbol ? { ...one, value } : one)) };
}
