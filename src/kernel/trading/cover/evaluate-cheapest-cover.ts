import { present } from '../../assert.ts';
import { creditLimit } from '../../asset/composition.ts';
import { faultyInput } from '../../asset/faulty-input.ts';
import { type Offered, objectionTo } from '../../asset/usability.ts';
import type { Day } from '../../calendar/day.ts';
import { convention, figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import { type GivenRules, openRules, type Rules } from '../../market/open-rules.ts';
import type { RuleBook } from '../../market/rule-book.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { Decimal, decimal } from '../../quantity/decimal.ts';
import { ofUnits, unitsAbove } from '../../quantity/whole.ts';
import { type CoverResult, cheapestCover, type Solve } from './plans.ts';
import { type CoverPlan, type CoverProblem, type CoverSource, expectedPrice, type SourceKind } from './problem.ts';
import { bindingFinding, infeasibleFinding, ownerOf, planFinding, roundingFinding } from './words.ts';

type Given = string | number;

/** A source as it is given: units and money as decimal text; `prices` by scenario, elsewhere `price`. */
export interface GivenSource {
  readonly source: string;
  readonly kind: SourceKind;
  readonly unit: 'allowance' | 'credit';
  readonly vintage?: string | undefined;
  readonly registered?: Day | undefined;
  readonly inside_market?: boolean | undefined;
  readonly older_scheme?: boolean | undefined;
  readonly plant?: string | undefined;
  readonly period?: string | undefined;
  readonly available?: Given | undefined;
  readonly minimum?: Given | undefined;
  readonly price: Given;
  readonly prices?: readonly { readonly scenario: string; readonly price: Given }[] | undefined;
  readonly fixed_cost?: Given | undefined;
  readonly transfer_cost?: Given | undefined;
}

export interface CheapestCoverInput {
  readonly year: number;
  readonly day?: Day | undefined;
  readonly arrears: boolean;
  readonly plants: readonly { readonly plant: string; readonly obligation: Given }[];
  readonly sources: readonly GivenSource[];
  readonly periods: readonly { readonly period: string; readonly budget?: Given | undefined }[];
  readonly scenarios: readonly { readonly scenario: string; readonly probability: Given }[];
  readonly tail_weight: Given;
  readonly tail_confidence: Given;
  readonly plans: number;
  readonly rules?: GivenRules;
}

export const coverFigures = {
  obligation: figure('obligation', '应清缴量', 'Amount to surrender', 't', 2),
  obligation_units: figure('obligation_units', '应清缴单位数', 'Units to surrender', 't'),
  credit_limit: figure('credit_limit', '核证自愿减排量上限', 'Limit of credits', 't'),
  price: figure('price', '期望价格', 'Expected price', 'CNY/tCO2', 2),
  quantity: figure('quantity', '数量', 'Quantity', 't'),
  used: figure('used', '用于', 'Used for', 't'),
  cost: figure('cost', '期望成本', 'Expected cost', 'CNY', 2),
  cost_more: figure('cost_more', '比最优方案多', 'More than the best plan', 'CNY', 2),
  scenario_cost: figure('scenario_cost', '情景成本', 'Cost in the scenario', 'CNY', 2),
  tail_cost: figure('tail_cost', '最差情景的平均成本', 'Mean cost of the worst scenarios', 'CNY', 2),
  marginal_cost: figure('marginal_cost', '多清缴 1 吨的成本', 'Cost of one more tonne', 'CNY/t', 2),
  shadow_price: figure('shadow_price', '影子价格', 'Shadow price', 'CNY', 4),
  lacking: figure('lacking', '缺少', 'Lacking', '', 2),
  covered_at_most: figure('covered_at_most', '限额内最多可覆盖', 'Can be covered within the limits', 't'),
} as const;
const f = coverFigures;

export const coverMethod = {
  id: 'cheapest-cover',
  version: 1,
  title: { zh: '成本最低的合规履约方案', en: 'Cheapest lawful cover' },
  source: 'docs/spec/cheapest-cover.md; 碳排放权交易管理办法（试行）第28、29条',
} as const;

/** Names are unique, and whatever is referred to exists. */
function checkNames(input: CheapestCoverInput): void {
  const unique = (names: readonly string[], path: string) => {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined)
      throw faultyInput(path, `“${twice}”出现两次`, `“${twice}” stands twice`, '每个名称只用一次', 'Use each name once');
  };
  const known = (name: string | undefined, names: readonly string[], path: string) => {
    if (name === undefined || names.includes(name)) return;
    const there = names.join('、');
    throw faultyInput(path, `没有“${name}”`, `There is no “${name}”`, `可用：${there || '无'}`, `There are: ${there || 'none'}`);
  };
  const plants = input.plants.map(({ plant }) => plant);
  const periods = input.periods.map(({ period }) => period);
  const scenarios = input.scenarios.map(({ scenario }) => scenario);
  unique(plants, '/plants');
  unique(periods, '/periods');
  unique(scenarios, '/scenarios');
  unique(
    input.sources.map(({ source }) => source),
    '/sources',
  );
  for (const [i, one] of input.sources.entries()) {
    known(one.plant, plants, `/sources/${i}/plant`);
    known(one.period, periods, `/sources/${i}/period`);
    for (const [k, { scenario }] of (one.prices ?? []).entries()) known(scenario, scenarios, `/sources/${i}/prices/${k}/scenario`);
  }
  const sum = input.scenarios.reduce((total, { probability }) => total.plus(decimal(probability)), new Decimal(0));
  if (input.scenarios.length > 0 && !sum.equals(1)) {
    const said = sum.toFixed();
    throw faultyInput('/scenarios', `各情景概率之和为 ${said}`, `The probabilities add to ${said}`, '使其等于 1', 'Make them add to 1');
  }
}

/** The lawful sources of a problem; those that may not be used come as findings. */
function lawful(input: CheapestCoverInput, rules: Rules): { sources: GivenSource[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const sources = input.sources.filter((one, i) => {
    const offered: Offered = {
      id: one.source,
      kind: one.unit,
      quantity: 0n,
      vintage: one.vintage ?? null,
      registered: one.registered ?? null,
      insideMarket: one.inside_market ?? false,
      olderScheme: one.older_scheme ?? false,
    };
    const objection = objectionTo(offered, { year: String(input.year), day: input.day ?? null, arrears: input.arrears }, rules);
    if (objection === null) return true;
    findings.push({
      code: objection.code,
      severity: 'warning',
      place: { path: `/sources/${i}`, at: { source: one.source } },
      text: { zh: `“${one.source}”不参与方案：${objection.text.zh}`, en: `“${one.source}” is left out: ${objection.text.en}` },
      cure: { zh: '换用符合规定的单位', en: 'Offer units that may be used' },
    });
    return false;
  });
  return { sources, findings };
}

const whole = (value: Given | undefined): bigint => (value === undefined ? 0n : BigInt(decimal(value).toFixed()));

function sourceOf(given: GivenSource, scenarios: readonly string[]): CoverSource {
  const own = new Map((given.prices ?? []).map(({ scenario, price }) => [scenario, price]));
  return {
    source: given.source,
    kind: given.kind,
    unit: given.unit,
    plant: given.plant ?? null,
    period: given.period ?? null,
    available: given.available === undefined ? null : whole(given.available),
    minimum: whole(given.minimum),
    prices: scenarios.map((name) => decimal(own.get(name) ?? given.price)),
    fixedCost: decimal(given.fixed_cost ?? 0),
    transferCost: given.transfer_cost === undefined ? null : decimal(given.transfer_cost),
  };
}

function problemOf(input: CheapestCoverInput, sheet: Sheet, rules: Rules, sources: readonly GivenSource[]): CoverProblem {
  const share = rules.number('credit_share');
  const scenarios = input.scenarios.length > 0 ? input.scenarios : [{ scenario: 'base', probability: '1' }];
  const names = scenarios.map(({ scenario }) => scenario);
  const plants = input.plants.map(({ plant, obligation: given }) => {
    const owed = sheet.input(f.obligation, { plant }, decimal(given));
    const obligation = unitsAbove(decimal(given));
    const units = sheet.step(f.obligation_units, { plant }, ofUnits(obligation), {
      formula: 'ceil(obligation)',
      uses: [owed],
      clause: '第28条',
    });
    const limit = creditLimit(obligation, share);
    const uses = [units, 'credit_share'];
    sheet.step(f.credit_limit, { plant }, ofUnits(limit), { formula: 'floor(obligation_units * credit_share)', uses, clause: '第29条' });
    return { plant, obligation, creditLimit: limit };
  });
  return {
    plants,
    sources: sources.map((one) => sourceOf(one, names)),
    periods: input.periods.map(({ period, budget }) => ({ period, budget: budget === undefined ? null : decimal(budget) })),
    scenarios: scenarios.map(({ scenario, probability }) => ({ scenario, probability: decimal(probability) })),
    tail: { weight: decimal(input.tail_weight), confidence: decimal(input.tail_confidence) },
  };
}

/** The sheet with what figures of the plans rest on. */
interface Telling {
  readonly sheet: Sheet;
  readonly problem: CoverProblem;
  /** Nodes of the sources' prices, and of the plans' costs as they come. */
  readonly prices: readonly string[];
  readonly costs: string[];
}

function tellPlan({ sheet, problem, prices, costs }: Telling, plan: CoverPlan, best: CoverPlan | undefined): void {
  const number = costs.length + 1;
  const at = { plan: String(number) };
  const taken = problem.sources.flatMap(({ source }, s) => {
    const tonnes = plan.quantities[s] ?? 0n;
    if (tonnes === 0n) return [];
    const uses = prices.slice(s, s + 1);
    return [sheet.step(f.quantity, { ...at, source }, ofUnits(tonnes), { formula: 'least cost within the limits', substituted: '', uses })];
  });
  for (const { source, plant, tonnes } of plan.uses) {
    const key = { ...at, source: problem.sources[source]?.source ?? '', plant: problem.plants[plant]?.plant ?? '' };
    sheet.step(f.used, key, ofUnits(tonnes), { formula: 'least cost within the limits', substituted: '', uses: [] });
  }
  const priced = prices.filter((_, s) => (plan.quantities[s] ?? 0n) > 0n);
  const formula = 'Σ quantity · price + fixed costs + transfers';
  const cost = sheet.step(f.cost, at, plan.expectedCost, {
    formula,
    substituted: costInNumbers(problem, plan),
    uses: [...taken, ...priced],
  });
  if (problem.scenarios.length > 1) {
    for (const [i, { scenario }] of problem.scenarios.entries()) {
      sheet.step(f.scenario_cost, { ...at, scenario }, plan.scenarioCosts[i] ?? plan.expectedCost, {
        formula,
        substituted: '',
        uses: taken,
      });
    }
    const worst = 'mean of the dearest scenarios with probability 1 − tail_confidence';
    sheet.step(f.tail_cost, at, plan.tailCost, { formula: worst, substituted: '', uses: taken });
  }
  if (best) {
    const uses = [cost, ...costs.slice(0, 1)];
    sheet.step(f.cost_more, at, plan.expectedCost.minus(best.expectedCost), { formula: 'cost − cost of plan 1', substituted: '', uses });
  }
  costs.push(cost);
}

function costInNumbers(problem: CoverProblem, plan: CoverPlan): string {
  return problem.sources
    .flatMap((source, s) => {
      const tonnes = plan.quantities[s] ?? 0n;
      return tonnes === 0n ? [] : [`${tonnes} t · ${expectedPrice(problem, source).toFixed()}`];
    })
    .join(' + ');
}

function tellReasons({ sheet, problem, costs }: Telling, result: Extract<CoverResult, { feasible: true }>): Finding[] {
  const best = present(result.plans[0], 'a best plan');
  const dual = { formula: 'dual value of the relaxed model', substituted: '', uses: costs.slice(0, 1) };
  for (const [p, value] of result.marginal.entries()) {
    if (value !== null) sheet.step(f.marginal_cost, { plant: problem.plants[p]?.plant ?? '' }, value, dual);
  }
  for (const { limit, shadowPrice } of result.bindings) {
    const unit = limit.kind === 'budget' ? 'CNY/CNY' : 'CNY/t';
    if (shadowPrice !== null)
      sheet.step({ ...f.shadow_price, unit }, { limit: limit.kind, of: ownerOf(problem, limit) }, shadowPrice, dual);
  }
  return [
    ...result.plans.map((_, i) => planFinding(problem, result.plans, i)),
    ...result.bindings.map((one) => bindingFinding(problem, best, one)),
    ...(result.roundingCost.isZero() ? [] : [roundingFinding(result.roundingCost)]),
  ];
}

function tellInfeasible(sheet: Sheet, problem: CoverProblem, result: Extract<CoverResult, { feasible: false }>): Finding[] {
  const facts = { formula: 'smallest set of limits that would have to give way', substituted: '', uses: [] };
  for (const { limit, by } of result.broken) {
    const unit = limit.kind === 'budget' ? 'CNY' : 't';
    sheet.step({ ...f.lacking, unit }, { limit: limit.kind, of: ownerOf(problem, limit) }, by, facts);
  }
  sheet.step(f.covered_at_most, {}, ofUnits(result.mostTonnes), { formula: 'most tonnes within the limits', substituted: '', uses: [] });
  return [infeasibleFinding(problem, result)];
}

/** The cheapest lawful way to cover obligations, with the reasons and the next-best plans; `solve` is a solver of mixed-integer linear models. */
export function evaluateCheapestCover(input: CheapestCoverInput, book: RuleBook, solve: Solve): Evaluation {
  checkNames(input);
  const sheet = openSheet();
  const rules = openRules(sheet, book, String(input.year), input.rules);
  const { sources, findings } = lawful(input, rules);
  const problem = problemOf(input, sheet, rules, sources);
  const prices = problem.sources.map((source) => sheet.input(f.price, { source: source.source }, expectedPrice(problem, source)));
  const result = cheapestCover(solve, problem, input.plans);
  if (result.feasible) {
    const telling = { sheet, problem, prices, costs: [] };
    for (const [i, plan] of result.plans.entries()) tellPlan(telling, plan, i === 0 ? undefined : result.plans[0]);
    findings.push(...tellReasons(telling, result));
  } else findings.push(...tellInfeasible(sheet, problem, result));
  const spec = 'docs/spec/cheapest-cover.md';
  const { weight, confidence } = problem.tail;
  const objective = weight.isZero() ? 'expected_cost' : `${weight.toFixed()} of the mean above ${confidence.toFixed()}`;
  const conventions = [
    ...rules.conventions,
    convention('objective', { zh: '目标', en: 'Objective' }, objective, weight.isZero() ? 'default' : 'input', spec),
    convention('budget_at', { zh: '预算按', en: 'Budgets at' }, 'expected_prices', 'default', spec),
    convention('other_plan', { zh: '其他方案', en: 'Other plans' }, 'without_a_used_source', 'default', spec),
    convention('solver', { zh: '求解器', en: 'Solver' }, 'HiGHS, integer tonnes, least cost within 1e-7', 'default', spec),
  ];
  return sheet.result(coverMethod, [...findings, ...rules.findings], conventions);
}
