import type { Finding } from '../../finding.ts';
import { type Decimal, shown } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import type { Limit } from './model.ts';
import { type Binding, type Broken, type CoverResult, sizeOf, takenOf } from './plans.ts';
import type { CoverPlan, CoverProblem } from './problem.ts';

/** Name of what a limit belongs to: plant, source or period. */
export function ownerOf(problem: CoverProblem, { kind, index }: Limit): string {
  if (kind === 'cover' || kind === 'credits') return problem.plants[index]?.plant ?? '';
  return (kind === 'budget' ? problem.periods[index]?.period : problem.sources[index]?.source) ?? '';
}

export function limitTitle(problem: CoverProblem, limit: Limit): Text {
  const of = ownerOf(problem, limit);
  switch (limit.kind) {
    case 'cover':
      return { zh: `${of} 的应清缴量`, en: `the obligation of ${of}` };
    case 'credits':
      return { zh: `${of} 的核证自愿减排量上限`, en: `the limit of credits of ${of}` };
    case 'available':
      return { zh: `“${of}”的可用数量`, en: `what there is of “${of}”` };
    case 'minimum':
      return { zh: `“${of}”的最小数量`, en: `the least quantity of “${of}”` };
    case 'budget':
      return { zh: `${of} 的预算`, en: `the budget of ${of}` };
  }
}

/** Thousands apart, at most two decimals and no zeros behind them. */
export function spoken(value: Decimal): string {
  const [whole = '', rest = ''] = shown(value, 2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return /^0*$/.test(rest) ? grouped : `${grouped}.${rest}`;
}

const unitOf = ({ kind }: Limit): Text => (kind === 'budget' ? { zh: '元', en: 'yuan' } : { zh: '吨', en: 't' });

/** A reached limit of the best plan and what it costs. */
export function bindingFinding(problem: CoverProblem, best: CoverPlan, { limit, shadowPrice }: Binding): Finding {
  const [title, unit] = [limitTitle(problem, limit), unitOf(limit)];
  const [taken, size] = [spoken(takenOf(problem, best, limit)), spoken(sizeOf(problem, limit))];
  const reached = {
    zh: `${title.zh}已到：${taken} / ${size} ${unit.zh}`,
    en: `${title.en[0]?.toUpperCase()}${title.en.slice(1)} is reached: ${taken} of ${size} ${unit.en}`,
  };
  const worth = worthOf(limit, shadowPrice);
  return {
    code: `limit_reached_${limit.kind}`,
    severity: 'info',
    place: { symbol: 'shadow_price', at: { limit: limit.kind, of: ownerOf(problem, limit) } },
    text: { zh: `${reached.zh}。${worth.zh}`, en: `${reached.en}. ${worth.en}` },
  };
}

function worthOf({ kind }: Limit, price: Decimal | null): Text {
  if (price === null)
    return { zh: '少买一些会更便宜，但该来源有最小数量', en: 'Less would be cheaper, but the source has a least quantity' };
  if (price.isZero()) return { zh: '再放宽也不会更便宜', en: 'More of it would save nothing' };
  const saved = spoken(price);
  if (kind === 'budget') return { zh: `预算每增加 1 元，成本可降 ${saved} 元`, en: `Each further yuan of budget would save ${saved} yuan` };
  return { zh: `每多 1 吨可省 ${saved} 元`, en: `Each further tonne would save ${saved} yuan` };
}

/** A plan in one sentence: what it takes from where. */
export function planFinding(problem: CoverProblem, plans: readonly CoverPlan[], number: number): Finding {
  const plan = plans[number];
  const parts = problem.sources.flatMap(({ source }, s) => {
    const tonnes = plan?.quantities[s] ?? 0n;
    return tonnes === 0n ? [] : [{ source, tonnes: tonnes.toString().replace(/\B(?=(\d{3})+$)/g, ',') }];
  });
  const cost = plan ? spoken(plan.expectedCost) : '';
  const more = plan && plans[0] ? spoken(plan.objective.minus(plans[0].objective)) : '';
  const beyond = number === 0 ? { zh: '', en: '' } : { zh: `，比最优方案多 ${more} 元`, en: `, ${more} yuan more than the best` };
  const zh = parts.map(({ source, tonnes }) => `${source} ${tonnes} 吨`).join('、');
  const en = parts.map(({ source, tonnes }) => `${tonnes} t of ${source}`).join(', ');
  return {
    code: 'cover_plan',
    severity: 'info',
    place: { symbol: 'cost', at: { plan: String(number + 1) } },
    text: { zh: `方案 ${number + 1}：${zh}，成本 ${cost} 元${beyond.zh}`, en: `Plan ${number + 1}: ${en}; ${cost} yuan${beyond.en}` },
  };
}

function brokenText(problem: CoverProblem, { limit, by }: Broken): Text {
  const [title, unit] = [limitTitle(problem, limit), unitOf(limit)];
  const amount = spoken(by);
  if (limit.kind === 'cover')
    return { zh: `${title.zh}还差 ${amount} 吨，没有任何来源`, en: `${title.en} lacks ${amount} t, with no source for it` };
  return { zh: `${title.zh}少 ${amount} ${unit.zh}`, en: `${title.en} is ${amount} ${unit.en} too small` };
}

/** Says plainly that nothing lawful covers the obligations, why, and what would. */
export function infeasibleFinding(problem: CoverProblem, result: Extract<CoverResult, { feasible: false }>): Finding {
  const causes = result.broken.map((one) => brokenText(problem, one));
  const most = result.mostTonnes.toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const law = result.broken.some(({ limit }) => limit.kind === 'credits');
  return {
    code: 'no_lawful_cover',
    severity: 'error',
    place: { symbol: 'lacking' },
    text: {
      zh: `没有合规且在限额内的方案，最多只能覆盖 ${most} 吨。至少须放宽：${causes.map(({ zh }) => zh).join('；')}`,
      en: `No plan covers everything lawfully and within the limits; at most ${most} t can be covered. At the least: ${causes.map(({ en }) => en).join('; ')}`,
    },
    cure: law
      ? {
          zh: '核证自愿减排量上限由规定给出，不能放宽：请增加配额来源',
          en: 'The limit of credits is the law’s: add a source of allowances',
        }
      : { zh: '提高上述限额，或增加来源', en: 'Raise these limits, or add a source' },
  };
}

export function roundingFinding(cost: Decimal): Finding {
  return {
    code: 'whole_tonnes_cost',
    severity: 'info',
    place: { symbol: 'shadow_price' },
    text: {
      zh: `整吨和最小数量使成本增加 ${spoken(cost)} 元；影子价格取自不取整的模型，只作近似`,
      en: `Whole tonnes and least quantities add ${spoken(cost)} yuan; shadow prices are those of the model without them and only near`,
    },
  };
}
