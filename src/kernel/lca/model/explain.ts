import { figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { Decimal } from '../../quantity/decimal.ts';
import type { Amounts } from './amounts.ts';
import type { ComputedFootprint, FootprintResult } from './compute.ts';
import { type FootprintStudy, type ResolvedLink, separateLines, separateWords, stageWords, sumSeparate } from './study.ts';

export const footprintMethod = {
  id: 'product-footprint',
  version: 1,
  title: { zh: '产品碳足迹', en: 'Carbon footprint of a product' },
  source: 'ISO 14067:2018; docs/spec/product-footprint.md',
};

export const footprintFigures = {
  runs: figure('runs', '过程运行量（每功能单位）', 'Runs of the process for one unit', '1', 6),
  amount: figure('amount', '数量（每功能单位）', 'Amount for one unit', '', 6),
  factor: figure('factor', '单位因子', 'Factor', '', 6),
  line: figure('line', '该行排放', 'Emission of the line', 'kgCO2e', 6),
  stage: figure('stage', '阶段合计', 'Stage', 'kgCO2e', 6),
  apart: figure('apart', '单列项', 'Shown apart', 'kgCO2e', 6),
  total: figure('total', '产品碳足迹', 'Footprint', 'kgCO2e', 6),
  scaled_total: figure('scaled_total', '放大到 100 % 后', 'Scaled to 100 %', 'kgCO2e', 6),
} as const;
const f = footprintFigures;

/** Float64 figures with the digits they are good for. */
const number = (value: number) => new Decimal(value).toSignificantDigits(15);

/** How the figure came about: amounts and factors of the lines, lines to stages and to what is shown apart, stages to the total. */
export function explainFootprint(
  study: FootprintStudy,
  { result, amounts }: Pick<ComputedFootprint, 'result' | 'amounts'>,
  links: ReadonlyMap<string, ResolvedLink>,
): Evaluation | null {
  if (result === null) return null;
  const sheet = openSheet();
  const nodes = new Map(result.lines.map((line) => [line.key, tellLine(sheet, study, line, { link: links.get(line.key), amounts })]));
  const stages = result.stages
    .filter((one) => result.lines.some((line) => line.stage === one.stage))
    .map((one) =>
      sheet.step({ ...f.stage, title: stageWords[one.stage] }, { stage: one.stage }, number(one.value), {
        formula: 'sum(line)',
        uses: result.lines.filter((line) => line.stage === one.stage).map((line) => nodes.get(line.key) ?? ''),
      }),
    );
  for (const name of separateLines) {
    const uses = result.lines.filter((line) => line.values[name] !== 0).map((line) => nodes.get(line.key) ?? '');
    sheet.step({ ...f.apart, title: separateWords[name] }, { of: name }, number(result.separate[name]), {
      formula: 'sum of the lines',
      ...{ uses, substituted: '', clause: '7.2', source: 'ISO 14067:2018' },
    });
  }
  const total = sheet.step(f.total, {}, number(result.total), {
    formula: 'sum(stage)',
    uses: stages,
    clause: '6.5',
    source: 'ISO 14067:2018',
  });
  if (result.scaledTotal !== null)
    sheet.step(f.scaled_total, {}, number(result.scaledTotal), {
      formula: 'total / included',
      substituted: `${result.total.toPrecision(6)} / ${result.cutOff.included.toSignificantDigits(6).toFixed()}`,
      uses: [total],
    });
  return withFormulas(sheet.result(footprintMethod, [], []), amounts);
}

/** Nodes of the formulas stand beside ours under names of their own: a parameter may be called as one of our figures is. */
const own = 'model.';

/** The derivation with that of the amounts below it: what a formula says, with the parameters it uses. */
function withFormulas(evaluation: Evaluation, { derivation }: Amounts): Evaluation {
  const formulas = new Map(derivation?.nodes.map((node) => [node.id, node]) ?? []);
  const wanted = new Set<string>();
  const want = (id: string): void => {
    const node = formulas.get(id);
    if (!node || wanted.has(id)) return;
    wanted.add(id);
    if (node.kind === 'step') node.uses.forEach(want);
  };
  for (const node of evaluation.derivation.nodes)
    if (node.kind === 'step') for (const id of node.uses) if (id.startsWith(own)) want(id.slice(own.length));
  const grafted = [...formulas.values()]
    .filter((node) => wanted.has(node.id))
    .map((node) =>
      node.kind === 'step' ? { ...node, id: own + node.id, uses: node.uses.map((id) => own + id) } : { ...node, id: own + node.id },
    );
  return { ...evaluation, derivation: { ...evaluation.derivation, nodes: [...grafted, ...evaluation.derivation.nodes] } };
}

const plainNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Amount of the line for one unit: what is written, times how often the process runs; a formula is told with what it uses. */
function tellAmount(sheet: Sheet, study: FootprintStudy, line: FootprintResult['lines'][number], amounts: Amounts): string {
  const at = { process: line.processId, line: line.lineId };
  const process = study.processes.find((one) => one.id === line.processId);
  const written = [...(process?.inputs ?? []), ...(process?.emissions ?? [])].find((one) => one.id === line.lineId);
  const key = `${line.processId}/${line.kind === 'emission' ? 'em' : 'in'}/${line.lineId}`;
  const [node, value] = [amounts.nodes.get(key), amounts.values.get(key)];
  const unit = { ...f.amount, unit: line.unit };
  if (!written || !node || !value || plainNumber.test(written.amount.trim())) return sheet.input(unit, at, number(line.amount));
  const runs = sheet.input(f.runs, at, number(line.amount / value));
  return sheet.step(unit, at, number(line.amount), {
    ...{ formula: `(${written.amount}) * runs`, substituted: `${value.toPrecision(6)} * ${(line.amount / value).toPrecision(6)}` },
    ...{ uses: [own + node, runs], source: 'ISO 14067:2018 6.4' },
  });
}

interface LineFacts {
  readonly link: ResolvedLink | undefined;
  readonly amounts: Amounts;
}

function tellLine(sheet: Sheet, study: FootprintStudy, line: FootprintResult['lines'][number], { link, amounts }: LineFacts): string {
  const at = { process: line.processId, line: line.lineId };
  const process = study.processes.find((one) => one.id === line.processId)?.name || line.processId;
  const name = `${process}: ${line.name || line.lineId}`;
  const title = { zh: name, en: name };
  const amount = tellAmount(sheet, study, line, amounts);
  const factor = link ? [sheet.input({ ...f.factor, unit: `kgCO2e/${link.unit}` }, at, number(sumSeparate(link.values)), link.pin)] : [];
  return sheet.step({ ...f.line, title }, at, number(line.value), {
    formula: link ? 'amount * factor' : 'amount in CO2 equivalent',
    uses: [amount, ...factor],
    source: link?.source || line.source || 'ISO 14067:2018 6.4',
  });
}
