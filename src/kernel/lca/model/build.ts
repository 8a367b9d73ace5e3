import type { Finding } from '../../finding.ts';
import { one } from '../../quantity/decimal.ts';
import { applyFactor, type Factor } from '../../quantity/rational.ts';
import type { Units } from '../../quantity/units.ts';
import type { Text } from '../../text.ts';
import { type SparseMatrix, sparseOf } from '../sparse.ts';
import type { Amounts } from './amounts.ts';
import { sharesOf } from './shares.ts';
import {
  type FootprintStudy,
  lineKey,
  noSeparate,
  type ResolvedLink,
  type Separate,
  type SeparateLine,
  type Stage,
  type StudyEmission,
  type StudyInput,
  type StudyProcess,
} from './study.ts';

/**
 * The model of a study as a system: a column for each output of a process (its share of the process), and one for each linked input, which supplies it at what it is
 * worth. Row of a column's product = the column's number. So contributions, trees, paths and Sankeys treat suppliers like processes.
 */
export type Column =
  | { readonly kind: 'output'; readonly process: number; readonly output: number; readonly share: number }
  | { readonly kind: 'link'; readonly process: number; readonly input: number };

type Triplet = readonly [row: number, column: number, value: number];

/** What one line adds to the column of an output: `share` of `whole`, which is an entry of the matrix for an input and kgCO2e for an emission. */
export type ModelPart = { readonly key: string; readonly column: number; readonly share: number; readonly whole: number } & (
  | { readonly kind: 'input'; readonly row: number }
  | { readonly kind: 'emission'; readonly line: SeparateLine }
);

export interface BuiltModel {
  readonly columns: readonly Column[];
  readonly a: SparseMatrix;
  /** The entries of `a` that no line gives: what each column makes, and what co-products replace. */
  readonly fixed: readonly Triplet[];
  /** Line by line what else is in `a` and in the emissions of the outputs. */
  readonly parts: readonly ModelPart[];
  /** What one unit of each column emits itself, by separate line, kgCO2e. */
  readonly emissions: readonly Separate[];
  readonly demand: Float64Array;
  /** Line by line of the study's demand, what it asks of which column. */
  readonly demanded: readonly { readonly index: number; readonly column: number; readonly amount: number }[];
  /** The inputs that are left out, at the estimate they were given with: what one unit of an output column would add. */
  readonly excluded: readonly { readonly column: number; readonly key: string; readonly value: number }[];
  readonly findings: readonly Finding[];
}

export interface ModelInput {
  readonly study: FootprintStudy;
  readonly amounts: Amounts;
  /** By `lineKey`; for substitution also `<process>/<output>`. */
  readonly links: ReadonlyMap<string, ResolvedLink>;
  /** GWP of a gas in kgCO2e/kg; null where the set has none. */
  readonly gwp: (gas: string) => number | null;
  readonly units: Units;
}

export const finding = (path: string, code: string, severity: Finding['severity'], text: Text, cure?: Text): Finding => ({
  ...{ code, severity, place: { path }, text },
  ...(cure ? { cure } : {}),
});

/** Builds the matrices; what cannot be built is told and left out. */
export function buildModel(input: ModelInput): BuiltModel {
  const { study, amounts, units } = input;
  const findings: Finding[] = [];
  const columns: Column[] = [];
  const columnOf = new Map<string, number>();
  for (const [p, process] of study.processes.entries()) {
    const own = process.outputs.map((output) => amounts.values.get(`${process.id}/out/${output.id}`) ?? 0);
    const { shares, findings: told } = sharesOf(process, own, units, `/processes/${p}`);
    findings.push(...told);
    for (const [o, output] of process.outputs.entries()) {
      columnOf.set(`${process.id}/${output.id}`, columns.length);
      columns.push({ kind: 'output', process: p, output: o, share: shares[o] ?? 0 });
    }
  }
  const linkColumns = new Map<string, number>();
  const made = columns.length;
  for (const [p, process] of study.processes.entries())
    for (const [i, line] of process.inputs.entries()) {
      if (line.link.kind === 'process' || line.link.kind === 'none' || !input.links.has(lineKey(process.id, line.id))) continue;
      linkColumns.set(lineKey(process.id, line.id), columns.length);
      columns.push({ kind: 'link', process: p, input: i });
    }
  const context: Context = { ...input, columnOf, linkColumns, findings, fixed: [], parts: [], emissions: [], excluded: [] };
  for (const [index, column] of columns.entries()) if (index < made && column.kind === 'output') addOutput(context, column, index);
  for (const [index, column] of columns.entries()) if (column.kind === 'link') addLink(context, column, index);
  const demanded = demandOf(context);
  const demand = new Float64Array(columns.length);
  for (const { column, amount } of demanded) demand[column] = (demand[column] ?? 0) + amount;
  const { emissions, excluded, fixed, parts } = context;
  const inputs = parts.flatMap((part): Triplet[] => (part.kind === 'input' ? [[part.row, part.column, part.whole * part.share]] : []));
  const a = sparseOf(columns.length, columns.length, [...fixed, ...inputs]);
  return { columns, a, fixed, parts, emissions, demand, demanded, excluded, findings };
}

interface Context extends ModelInput {
  readonly columnOf: ReadonlyMap<string, number>;
  readonly linkColumns: ReadonlyMap<string, number>;
  readonly findings: Finding[];
  readonly fixed: Triplet[];
  readonly parts: ModelPart[];
  readonly emissions: Separate[];
  readonly excluded: { column: number; key: string; value: number }[];
}

function addOutput(context: Context, column: Extract<Column, { kind: 'output' }>, index: number): void {
  const { study, amounts, fixed, links, units } = context;
  const process = study.processes[column.process];
  const output = process?.outputs[column.output];
  if (!process || !output) return;
  const path = `/processes/${column.process}`;
  const amount = amounts.values.get(`${process.id}/out/${output.id}`) ?? 0;
  if (!(amount > 0)) {
    context.findings.push(
      finding(
        `${path}/outputs/${column.output}/amount`,
        'output_not_positive',
        'error',
        { zh: `${output.name}：产出须大于 0`, en: `${output.name}: an output is above 0` },
        { zh: '填写产量', en: 'Give the amount' },
      ),
    );
    fixed.push([index, index, 1]);
    context.emissions.push(noSeparate);
    return;
  }
  fixed.push([index, index, amount]);
  if (process.allocation === 'substitution' && column.output > 0) {
    context.emissions.push(replacedBy(context, process, column.output, amount));
    return;
  }
  for (const [i, line] of process.inputs.entries())
    addInput(context, process, line, { index, share: column.share, path: `${path}/inputs/${i}` });
  context.emissions.push(emissionsOf(context, process, { index, share: column.share, path }));
  if (process.allocation === 'substitution')
    for (const [o, other] of process.outputs.entries()) {
      const worth = links.get(lineKey(process.id, other.id));
      const given = amounts.values.get(`${process.id}/out/${other.id}`) ?? 0;
      const factor = worth ? (units.conversionFactor(other.unit, worth.unit) ?? null) : null;
      const target = context.columnOf.get(`${process.id}/${other.id}`);
      if (o > 0 && factor && target !== undefined) fixed.push([target, index, given]);
      else if (o > 0) context.findings.push(notReplacing(`${path}/outputs/${o}/replaces`, other.name));
    }
}

/** The co-product of a substitution carries what it replaces. */
function replacedBy({ links, units }: Context, process: StudyProcess, output: number, amount: number): Separate {
  const other = process.outputs[output];
  const worth = other ? links.get(lineKey(process.id, other.id)) : undefined;
  if (!other || !worth) return noSeparate;
  return scaled(worth.values, amount * factorBetween(units, other.unit, worth.unit));
}

function factorBetween(units: Units, from: string, to: string): number {
  const factor = units.conversionFactor(from, to);
  return factor === null ? 0 : factorNumber(factor);
}

/** An exact conversion as Float64. */
export function factorNumber(factor: Factor): number {
  return applyFactor(one, factor).toNumber();
}

const scaled = (values: Separate, by: number): Separate => ({
  ...{ fossil: values.fossil * by, biogenic: values.biogenic * by, removal: values.removal * by },
  ...{ dluc: values.dluc * by, aircraft: values.aircraft * by },
});

interface Place {
  readonly index: number;
  readonly share: number;
  readonly path: string;
}

function addInput(context: Context, process: StudyProcess, line: StudyInput, { index, share, path }: Place): void {
  const { amounts, links, units } = context;
  const amount = amounts.values.get(`${process.id}/in/${line.id}`);
  if (amount === undefined) return;
  const key = lineKey(process.id, line.id);
  const whole = line.avoided ? -amount : amount;
  if (line.link.kind === 'process') {
    const target = context.columnOf.get(`${line.link.processId}/${line.link.outputId}`);
    const supplier = context.study.processes.find((each) => line.link.kind === 'process' && each.id === line.link.processId);
    const output = supplier?.outputs.find((each) => line.link.kind === 'process' && each.id === line.link.outputId);
    const factor = output ? units.conversionFactor(line.unit, output.unit) : null;
    if (target === undefined || !output) context.findings.push(noSupplier(`${path}/link`, line.name));
    else if (factor === null) context.findings.push(notConvertible(`${path}/unit`, line.name, line.unit, output.unit));
    else if (!line.excluded)
      context.parts.push({ kind: 'input', key, row: target, column: index, share, whole: -whole * factorNumber(factor) });
    return;
  }
  const resolved = links.get(key);
  if (!resolved) {
    if (share > 0) context.findings.push(line.excluded ? noEstimate(`${path}/link`, line.name) : notLinked(`${path}/link`, line.name));
    return;
  }
  const factor = units.conversionFactor(line.unit, resolved.unit);
  if (factor === null) {
    context.findings.push(notConvertible(`${path}/unit`, line.name, line.unit, resolved.unit));
    return;
  }
  const inUnit = whole * factorNumber(factor);
  const target = context.linkColumns.get(key);
  if (line.excluded) context.excluded.push({ column: index, key, value: inUnit * share * worthOf(resolved) });
  else if (target !== undefined) context.parts.push({ kind: 'input', key, row: target, column: index, share, whole: -inUnit });
}

const worthOf = ({ values }: ResolvedLink) => values.fossil + values.biogenic + values.removal + values.dluc + values.aircraft;

function addLink(context: Context, column: Extract<Column, { kind: 'link' }>, index: number): void {
  const process = context.study.processes[column.process];
  const line = process?.inputs[column.input];
  const resolved = process && line ? context.links.get(lineKey(process.id, line.id)) : undefined;
  context.fixed.push([index, index, 1]);
  context.emissions.push(resolved?.values ?? noSeparate);
}

function emissionsOf(context: Context, process: StudyProcess, { index, share, path }: Place): Separate {
  let sum = noSeparate;
  for (const [i, line] of process.emissions.entries()) {
    const value = emissionValue(context, process, line, `${path}/emissions/${i}`);
    sum = { ...sum, [line.line]: sum[line.line] + value * share };
    context.parts.push({ kind: 'emission', key: lineKey(process.id, line.id), line: line.line, column: index, share, whole: value });
  }
  return sum;
}

const co2e = 'kgCO2e';

/** kgCO2e of one emission line of the process as it stands (before any share); 0 with a finding where it cannot be told. */
export function emissionValue(
  context: Omit<ModelInput, 'links'> & { readonly findings?: Finding[] },
  process: StudyProcess,
  line: StudyEmission,
  path: string,
): number {
  const amount = context.amounts.values.get(`${process.id}/em/${line.id}`);
  if (amount === undefined) return 0;
  const tell = (code: string, text: Text, cure: Text) => {
    context.findings?.push(finding(path, code, 'error', text, cure));
    return 0;
  };
  const sign = line.line === 'removal' ? -Math.abs(amount) : amount;
  const direct = context.units.conversionFactor(line.unit, co2e);
  if (direct) return sign * factorNumber(direct);
  const mass = context.units.conversionFactor(line.unit, 'kg');
  if (mass === null)
    return tell(
      'not_an_emission_unit',
      {
        zh: `${line.name}：单位 ${line.unit} 既不是二氧化碳当量也不是气体质量`,
        en: `${line.name}: ${line.unit} is neither CO2 equivalent nor mass of a gas`,
      },
      { zh: '用 kgCO2e、tCO2e，或给出气体并用质量单位', en: 'Use kgCO2e or tCO2e, or name the gas and give its mass' },
    );
  const gwp = line.gas === '' ? null : context.gwp(line.gas);
  if (gwp === null)
    return tell(
      'gas_without_gwp',
      { zh: `${line.name}：所选 GWP 组没有气体“${line.gas}”`, en: `${line.name}: the GWP set has no gas “${line.gas}”` },
      { zh: '改正气体代码，或换 GWP 组', en: 'Correct the gas, or choose another GWP set' },
    );
  return sign * factorNumber(mass) * gwp;
}

function demandOf(context: Context): BuiltModel['demanded'] {
  const { study, amounts, units, columnOf } = context;
  const demanded: { index: number; column: number; amount: number }[] = [];
  for (const [i, wanted] of study.demand.entries()) {
    const target = columnOf.get(`${wanted.processId}/${wanted.outputId}`);
    const output = study.processes.find((process) => process.id === wanted.processId)?.outputs.find((each) => each.id === wanted.outputId);
    if (target === undefined || !output) {
      context.findings.push(noSupplier(`/demand/${i}`, wanted.outputId));
      continue;
    }
    const factor = units.conversionFactor(wanted.unit, output.unit);
    if (factor === null) context.findings.push(notConvertible(`/demand/${i}/unit`, output.name, wanted.unit, output.unit));
    else demanded.push({ index: i, column: target, amount: (amounts.values.get(`demand/${i}`) ?? 0) * factorNumber(factor) });
  }
  if (study.demand.length === 0)
    context.findings.push(
      finding(
        '/demand',
        'no_demand',
        'error',
        { zh: '尚未指定功能单位由哪个产品提供', en: 'Nothing says which product meets the functional unit' },
        { zh: '选择产品与数量', en: 'Choose the product and its amount' },
      ),
    );
  return demanded;
}

/** The stage a column belongs to. */
export function stageOf(study: FootprintStudy, column: Column): Stage {
  const process = study.processes[column.process];
  const line = column.kind === 'link' ? process?.inputs[column.input] : undefined;
  return line?.stage ?? process?.stage ?? 'production';
}

const notLinked = (path: string, name: string) =>
  finding(
    path,
    'line_not_linked',
    'error',
    { zh: `${name}：没有因子或来源，未计入`, en: `${name}: without factor or source, it is not counted` },
    {
      zh: '选择因子、数据库过程、足迹或供应商数据；可忽略的流标为舍弃并说明理由',
      en: 'Choose a factor, a process, a footprint or a supplier figure; mark what is negligible as left out, with the reason',
    },
  );
const noEstimate = (path: string, name: string) =>
  finding(
    path,
    'excluded_without_estimate',
    'warning',
    { zh: `${name}：舍弃的流没有估计值，取舍检查不含它`, en: `${name}: left out without an estimate; the cut-off check does not see it` },
    { zh: '给它一个估算因子', en: 'Give it a factor to estimate with' },
  );
const noSupplier = (path: string, name: string) =>
  finding(
    path,
    'supplier_missing',
    'error',
    { zh: `${name}：所指的过程或产品不存在`, en: `${name}: the process or product it names is not there` },
    { zh: '重新选择', en: 'Choose again' },
  );
const notReplacing = (path: string, name: string) =>
  finding(
    path,
    'replaces_nothing',
    'error',
    { zh: `${name}：替代法需要说明它替代的生产`, en: `${name}: substitution needs what this output replaces` },
    { zh: '为该产出选择被替代生产的因子', en: 'Choose the factor of the production replaced' },
  );
const notConvertible = (path: string, name: string, from: string, to: string) =>
  finding(
    path,
    'unit_not_convertible',
    'error',
    { zh: `${name}：单位 ${from} 不能换算为 ${to}`, en: `${name}: ${from} does not convert to ${to}` },
    { zh: `改用与 ${to} 同类的单位`, en: `Use a unit of the same kind as ${to}` },
  );
