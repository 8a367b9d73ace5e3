import { addMonths, type Month } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import { Decimal, parseDecimal, print, zero } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import type { Units } from '../quantity/units.ts';
import type { Coefficients } from './coefficients.ts';
import type { Gathered, SourceWork } from './gather.ts';
import {
  type ForeignClaim,
  type Instrument,
  type InstrumentApplication,
  type InstrumentCriterion,
  type InventoryInput,
  instrumentCriteria,
  type instrumentKinds,
  type Scope2Result,
} from './inventory.ts';

/** Scope 2 of an inventory with what the derivation of one source needs. */
export interface Scope2Work {
  readonly result: Scope2Result;
  /** tCO2e by market after consolidation, by source id. */
  readonly market: ReadonlyMap<string, Decimal>;
  readonly findings: readonly Finding[];
}

/** tCO2e from one unit of activity: what counts into the total. */
export function co2ePerUnit({ all }: Coefficients): Decimal {
  const counted = all.filter((one) => one.group !== 'other' && (one.gas !== 'CO2' || one.origin === 'fossil'));
  return counted.reduce((sum, one) => sum.plus(one.perUnit.times(one.gwp.value)), zero);
}

interface Offer {
  readonly instrument: Instrument;
  readonly perMwh: Decimal;
  left: Decimal;
}

/**
 * Imported energy twice (Scope 2 Guidance ch. 6 and 7): by location with the factor of each source; by market with the instruments that meet the quality
 * criteria applied megawatt-hour by megawatt-hour, the rest by the residual mix, or by the location where no residual mix is known, which is told.
 */
export function computeScope2(
  input: InventoryInput,
  { works, coefficients }: Gathered,
  location: ReadonlyMap<string, Decimal>,
  units: Units,
): Scope2Work {
  const findings: Finding[] = [];
  const energy = works.filter((one) => one.category.iso === '2');
  const refused: Scope2Result['refused'][number][] = [];
  const offers = offered(input, coefficients, refused, findings);
  const applications: InstrumentApplication[] = [];
  const market = new Map<string, Decimal>();
  const withoutResidual: string[] = [];
  let [mwhTotal, covered, locationSum, marketSum] = [zero, zero, zero, zero];
  for (const work of energy) {
    const based = location.get(work.source.id) ?? zero;
    locationSum = locationSum.plus(based);
    const mwh = mwhOf(work, units);
    let left = mwh ?? zero;
    let emission = zero;
    for (const offer of mwh === null ? [] : offers) {
      if (!serves(offer.instrument, work, input) || !left.greaterThan(0) || !offer.left.greaterThan(0)) continue;
      const taken = Decimal.min(left, offer.left);
      offer.left = offer.left.minus(taken);
      left = left.minus(taken);
      const part = taken.times(offer.perMwh).times(work.share);
      emission = emission.plus(part);
      covered = covered.plus(taken);
      applications.push({ instrumentId: offer.instrument.id, sourceId: work.source.id, mwh: print(taken), emission: print(part) });
    }
    emission = emission.plus(uncovered(work, mwh, left, based, { coefficients, withoutResidual }));
    if (mwh !== null) mwhTotal = mwhTotal.plus(mwh);
    market.set(work.source.id, emission);
    marketSum = marketSum.plus(emission);
  }
  findings.push(...leftOver(offers), ...noResidual(withoutResidual, energy));
  const result = {
    ...{ locationBased: print(locationSum), marketBased: print(marketSum), mwh: print(mwhTotal), coveredMwh: print(covered) },
    ...{ applications, refused, withoutResidual },
  };
  return { result, market, findings };
}

/** Amount of a source in MWh, before consolidation; null where its unit is no energy or it is no electricity. */
export function mwhOf(work: SourceWork, units: Units): Decimal | null {
  if (work.category.code !== '2.1') return null;
  const factor = units.conversionFactor(work.source.unit, 'MWh');
  return factor === null ? null : applyFactor(work.amount, factor);
}

function uncovered(
  work: SourceWork,
  mwh: Decimal | null,
  left: Decimal,
  based: Decimal,
  { coefficients, withoutResidual }: { readonly coefficients: Gathered['coefficients']; readonly withoutResidual: string[] },
): Decimal {
  const share = mwh === null || !mwh.greaterThan(0) ? new Decimal(1) : left.dividedBy(mwh);
  if (share.isZero()) return zero;
  if (work.source.residualFactor) {
    const perUnit = co2ePerUnit(coefficients(work.source.residualFactor, work.source.unit));
    return work.amount.times(perUnit).times(work.share).times(share);
  }
  if (work.amount.greaterThan(0)) withoutResidual.push(work.source.id);
  return based.times(share);
}

/** Instruments that may be applied, the ones bound to sources first, then certificates, contracts, green tariffs, suppliers' mixes. */
function offered(
  input: InventoryInput,
  coefficients: Gathered['coefficients'],
  refused: Scope2Result['refused'][number][],
  findings: Finding[],
): Offer[] {
  const order = ['gec', 'ppa', 'green_power', 'supplier_specific'] as const satisfies readonly (typeof instrumentKinds)[number][];
  const taken: { readonly instrument: Instrument; readonly claim: Instrument['claims'][number] }[] = [];
  const offers: Offer[] = [];
  const rank = (one: Instrument) => `${one.sourceIds.length > 0 ? 0 : 1}${order.indexOf(one.kind)}${one.number}`;
  for (const instrument of [...input.instruments].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    const missed = missedCriteria(instrument, input);
    const claimed = [
      ...input.claimedElsewhere.filter((one) => one.reference !== instrument.number && instrument.claims.some((mine) => meets(mine, one))),
      ...taken
        .filter(({ claim }) => instrument.claims.some((mine) => meets(mine, claim)))
        .map(({ instrument: other, claim }) => ({ ...claim, use: other.kind, reference: other.number })),
    ];
    const perMwh = co2ePerUnit(coefficients(instrument.factor, 'MWh'));
    if (missed.length === 0 && claimed.length === 0) {
      offers.push({ instrument, perMwh, left: parseDecimal(instrument.mwh) ?? zero });
      taken.push(...instrument.claims.map((claim) => ({ instrument, claim })));
      continue;
    }
    refused.push({ instrumentId: instrument.id, missed, claimed });
    findings.push(...refusals(instrument, missed, claimed));
  }
  return offers;
}

/** Two stretches share a MWh. */
export function meets(a: Instrument['claims'][number], b: Instrument['claims'][number]): boolean {
  if (a.station !== b.station || a.month !== b.month) return false;
  return BigInt(a.first) <= BigInt(b.last) && BigInt(b.first) <= BigInt(a.last);
}

const monthsNear = 12;

/** What of the quality criteria is not met or not answered; generation more than a year away is never of the period. */
export function missedCriteria(instrument: Instrument, { from, to }: { readonly from: Month; readonly to: Month }): InstrumentCriterion[] {
  const far = instrument.to < addMonths(from, -monthsNear) || instrument.from > addMonths(to, monthsNear);
  return instrumentCriteria.filter((one) => instrument.criteria[one] !== true || (one === 'vintage' && far));
}

function serves(instrument: Instrument, work: SourceWork, input: InventoryInput): boolean {
  if (instrument.sourceIds.length > 0) return instrument.sourceIds.includes(work.source.id);
  const byId = new Map(input.entities.map((one) => [one.id, one]));
  for (let at = byId.get(work.entity.id); at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    if (at.id === instrument.entityId) return true;
  }
  return false;
}

const criterionWords: Readonly<Record<InstrumentCriterion, { readonly zh: string; readonly en: string }>> = {
  attributes: { zh: '传递排放属性', en: 'conveys the emission attribute' },
  unique: { zh: '是该电量唯一的属性声明', en: 'is the only claim on it' },
  retired: { zh: '已由或为报告组织注销、跟踪', en: 'is tracked and retired by or for the organization' },
  vintage: { zh: '生产期接近清单期间', en: 'was generated close to the period' },
  market: { zh: '与用电同一市场', en: 'comes from the same market' },
};

function refusals(instrument: Instrument, missed: readonly InstrumentCriterion[], claimed: readonly ForeignClaim[]): Finding[] {
  const place = { symbol: 'instrument', at: { instrument: instrument.number || instrument.name } };
  const found: Finding[] = [];
  if (missed.length > 0)
    found.push({
      ...{ code: 'instrument_criteria', severity: 'warning', place, source: 'GHG Protocol Scope 2 Guidance table 7.1' },
      text: {
        zh: `${instrument.name} 未采用：未满足或未回答“${missed.map((one) => criterionWords[one].zh).join('、')}”`,
        en: `${instrument.name} is not applied: not met or not answered: ${missed.map((one) => criterionWords[one].en).join('; ')}`,
      },
      cure: { zh: '核对合同与证书后回答质量准则', en: 'Answer the quality criteria from the contract or certificate' },
    });
  for (const one of claimed)
    found.push({
      ...{ code: 'energy_claimed_already', severity: 'error', place },
      text: {
        zh: `${instrument.name} 未采用：${one.station} ${one.month} 第 ${one.first}—${one.last} 兆瓦时已由 ${one.reference} 声明`,
        en: `${instrument.name} is not applied: MWh ${one.first}–${one.last} of ${one.station} in ${one.month} are claimed by ${one.reference} already`,
      },
      cure: { zh: '一兆瓦时只能声明一次：改用其他证书', en: 'One MWh backs one claim: use another certificate' },
    });
  return found;
}

function leftOver(offers: readonly Offer[]): Finding[] {
  return offers
    .filter((one) => one.left.greaterThan(0))
    .map(({ instrument, left }) => ({
      ...{
        code: 'instrument_left_over',
        severity: 'warning',
        place: { symbol: 'instrument', at: { instrument: instrument.number || instrument.name } },
      },
      text: {
        zh: `${instrument.name} 有 ${print(left)} MWh 超出可抵用的外购电量，未采用`,
        en: `${print(left)} MWh of ${instrument.name} exceed the electricity bought and are not applied`,
      },
      cure: { zh: '核对电量；多出部分不得结转', en: 'Check the amounts; what is left is not carried over' },
    }));
}

function noResidual(ids: readonly string[], works: readonly SourceWork[]): Finding[] {
  if (ids.length === 0) return [];
  const codes = works.filter((one) => ids.includes(one.source.id)).map((one) => one.source.code);
  return [
    {
      ...{ code: 'no_residual_mix', severity: 'info', place: { symbol: 'market', at: { sources: codes.slice(0, 8).join(', ') } } },
      text: {
        zh: `${codes.length} 个用能源没有剩余电力因子，未被凭证覆盖的部分按基于位置的因子计`,
        en: `${codes.length} energy sources have no residual mix: what no instrument covers takes the location-based factor`,
      },
      cure: { zh: '有公布的剩余电力因子时填写', en: 'Give the residual mix where one is published' },
      source: 'GHG Protocol Scope 2 Guidance ch. 6.11',
    },
  ];
}
