import { figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { type Decimal, shown, zero } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import type { Mismatch } from './activity.ts';
import { orderConvention, spendFaults, tellSpend } from './evaluate-spend.ts';
import { type Choice, chooseWay, readWay, type Scope3Line, type Way, ways, wayTitles } from './ladder.ts';
import type { PriceOrder, PriceTables } from './prices.ts';
import { emissionOf, type Part, partTitles, type Term } from './terms.ts';

export interface Scope3Input {
  readonly lines: readonly Scope3Line[];
  readonly tables: PriceTables;
  readonly order: PriceOrder;
}

const guidance = 'GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013)';
export const scope3Method = {
  id: 'scope-3-line',
  version: 1,
  title: { zh: '范围三各类别排放', en: 'Scope 3 lines by the best data there are' },
  source: `${guidance}; docs/spec/scope-3-line.md`,
};

export const scope3Figures = {
  method: figure('method', '采用的方法', 'Method taken'),
  term: figure('term', '分项排放', 'Part of a line', 'tCO2e', 6),
  way: figure('emission', '按某一方法的排放', 'Emissions by a method', 'tCO2e', 6),
  line: figure('line_emission', '该行排放', 'Emissions of the line', 'tCO2e', 6),
  category: figure('category_emission', '类别合计', 'Emissions of a category', 'tCO2e', 4),
  total: figure('total', '合计', 'Total', 'tCO2e', 4),
  primary: figure('primary_share', '初级数据占比', 'Share of primary data', '1', 4),
} as const;

interface ToldWay {
  readonly way: Way;
  readonly node: string;
  readonly emission: Decimal;
  readonly primary: Decimal;
}

function tellPart(sheet: Sheet, at: Readonly<Record<string, string>>, { name, value, unit, source, ref }: Part): string {
  const told = figure(name, partTitles[name].zh, partTitles[name].en, unit, 6);
  if (name !== 'factor') return sheet.input(told, at, value, ref);
  return sheet.lookup(told, at, value, { table: 'factor', column: name, keys: [ref ?? ''], source: source ?? '', confidence: 'high' });
}

function tellTerm(sheet: Sheet, line: string, way: Way, term: Term): string {
  const at = { line, way, term: term.name };
  const uses = term.parts.map((part) => tellPart(sheet, at, part));
  const formula = term.parts.map(({ name }, i) => (i === 0 ? name : `${name === 'occupancy' ? '/' : '×'} ${name}`)).join(' ');
  return sheet.step(scope3Figures.term, at, emissionOf(term), { formula, uses, source: guidance });
}

function tellTerms(sheet: Sheet, line: Scope3Line, way: Exclude<Way, 'spend'>): ToldWay {
  const { terms } = readWay(line, way);
  const uses = terms.map((term) => tellTerm(sheet, line.id, way, term));
  const sum = (of: readonly Term[]) => of.reduce((total, term) => total.plus(emissionOf(term)), zero);
  const emission = sum(terms);
  const node = sheet.step(scope3Figures.way, { line: line.id, way }, emission, { formula: 'Σ term', uses, source: guidance });
  return { way, node, emission, primary: sum(terms.filter((term) => term.primary)) };
}

function choiceFinding(line: Scope3Line, choice: Choice): Finding {
  const place = { at: { line: line.id } };
  if (choice.way === 'none')
    return {
      code: 'no_data',
      severity: 'warning',
      place,
      text: { zh: `“${line.id}”没有可用数据，未计入合计`, en: `"${line.id}" has no data to compute with and is not in the total` },
      cure: {
        zh: '收集采购额或实物数据，或列入排除项并说明理由',
        en: 'Collect spend or physical data, or list it among the exclusions with the reason',
      },
    };
  const past = choice.refused.map(({ way, why }) => ({ zh: `${wayTitles[way].zh}：${why.zh}`, en: `${wayTitles[way].en}: ${why.en}` }));
  const tail = { zh: past.map((one) => `；${one.zh}`).join(''), en: past.map((one) => `; ${one.en}`).join('') };
  const title = wayTitles[choice.way];
  const text = {
    zh: `“${line.id}”采用${title.zh}：${choice.why.zh}${tail.zh}`,
    en: `"${line.id}" by ${title.en}: ${choice.why.en}${tail.en}`,
  };
  return { code: 'method_chosen', severity: 'info', place, text };
}

function mismatchFinding(path: string, { term, wanted, given }: Mismatch): Finding {
  const text = {
    zh: `“${term}”的因子单位为“${given}”，需要 ${wanted}`,
    en: `The factor of "${term}" is in "${given}", needed is ${wanted}`,
  };
  const cure = { zh: '换用单位相符的因子，或先换算活动数据', en: 'Take a factor of the fitting unit, or convert the activity data first' };
  return { code: 'unit_mismatch', severity: 'error', place: { path }, text, cure };
}

function shareFaults({ activity }: Scope3Line, path: string): Finding[] {
  const streams = activity?.kind === 'waste' ? activity.streams : activity?.kind === 'end_of_life' ? activity.products : [];
  return streams.flatMap(({ id, treatments }) => {
    const sum = treatments.reduce((total, one) => total.plus(one.share), zero);
    if (sum.equals(1)) return [];
    const text = {
      zh: `“${id}”各处理方式的份额之和为 ${shown(sum, 4)}，应为 1`,
      en: `The shares of treatments of "${id}" add to ${shown(sum, 4)}, not to 1`,
    };
    return [{ code: 'shares_not_one', severity: 'error', place: { path }, text } satisfies Finding];
  });
}

function faultsOf(line: Scope3Line, path: string, { tables, order }: Scope3Input): Finding[] {
  const readings = ways.flatMap((way) =>
    way === 'spend' ? [] : readWay(line, way).mismatches.map((one) => mismatchFinding(`${path}/${way}`, one)),
  );
  const spend = line.spend ? spendFaults(line.spend, `${path}/spend`, tables, order) : [];
  return [...readings, ...spend, ...shareFaults(line, path)];
}

interface ToldLine {
  readonly line: Scope3Line;
  readonly node: string | null;
  readonly emission: Decimal;
  readonly primary: Decimal;
  readonly findings: readonly Finding[];
}

function tellLine(sheet: Sheet, line: Scope3Line, { tables, order }: Scope3Input): ToldLine {
  const choice = chooseWay(line);
  const findings: Finding[] = [choiceFinding(line, choice)];
  const told: ToldWay[] = [];
  for (const way of ways) {
    if (line[way] === undefined) continue;
    if (way === 'spend' && line.spend) {
      const { node, emission, findings: more } = tellSpend(sheet, line.id, line.spend, tables, order);
      told.push({ way, node, emission, primary: zero });
      findings.push(...more);
    } else if (way !== 'spend') told.push(tellTerms(sheet, line, way));
  }
  const taken = told.find((one) => one.way === choice.way);
  const at = { line: line.id };
  const why = { number: choice.way === 'none' ? ways.length + 1 : ways.indexOf(choice.way) + 1, of: ways.length, why: choice.why };
  sheet.step(scope3Figures.method, at, choice.way, {
    formula: 'supplier → hybrid → activity → spend',
    uses: [],
    choice: why,
    source: guidance,
  });
  if (!taken) return { line, node: null, emission: zero, primary: zero, findings };
  const node = sheet.step(scope3Figures.line, at, taken.emission, { formula: 'emission', uses: [taken.node], choice: why });
  return { line, node, emission: taken.emission, primary: taken.primary, findings };
}

/**
 * Emissions of scope 3 lines, each by the most specific way its data allow; the other ways that have data are computed beside it.
 * @throws Refusal `invalid_input` with every factor of a wrong unit, share that does not add up, and missing rate or index.
 */
export function evaluateScope3(input: Scope3Input): Evaluation {
  const faults = input.lines.flatMap((line, i) => faultsOf(line, `/lines/${i}`, input));
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const sheet = openSheet();
  const lines = input.lines.map((line) => tellLine(sheet, line, input));
  const counted = lines.filter((line) => line.node !== null);
  const categories = [...new Set(counted.map(({ line }) => line.category))].sort((a, b) => a - b);
  const sums = categories.map((category) => {
    const own = counted.filter(({ line }) => line.category === category);
    const sum = own.reduce((total, one) => total.plus(one.emission), zero);
    const uses = own.map((one) => one.node ?? '');
    return sheet.step(scope3Figures.category, { category: String(category) }, sum, { formula: 'Σ line_emission', uses });
  });
  const total = counted.reduce((sum, one) => sum.plus(one.emission), zero);
  const node = sheet.step(scope3Figures.total, {}, total, { formula: 'Σ category_emission', uses: sums });
  const primary = counted.reduce((sum, one) => sum.plus(one.primary), zero);
  const share = total.isZero() ? null : primary.dividedBy(total);
  sheet.step(scope3Figures.primary, {}, share, { formula: 'Σ primary terms / total', uses: [node] });
  return sheet.result(
    scope3Method,
    lines.flatMap((line) => line.findings),
    [orderConvention(input.order)],
  );
}
