import {
  calendarInput,
  carryOverInput,
  claimsInput,
  coverCostInput,
  penaltyInput,
  surrenderableInput,
  surrenderCheckInput,
} from '../../../../contract/asset-calculations.ts';
import { calendarFigures, calendarMethod, evaluateCalendar } from '../../../../kernel/asset/evaluate-calendar.ts';
import { carryOverFigures, carryOverMethod, evaluateCarryOver } from '../../../../kernel/asset/evaluate-carry-over.ts';
import { claimFigures, claimsMethod, evaluateClaims } from '../../../../kernel/asset/evaluate-claims.ts';
import { evaluatePenalty, penaltyFigures, penaltyMethod } from '../../../../kernel/asset/evaluate-penalty.ts';
import {
  coverCostFigures,
  coverCostMethod,
  evaluateCoverCost,
  evaluateSurrenderCheck,
  surrenderFigures,
  surrenderMethod,
} from '../../../../kernel/asset/evaluate-surrender-check.ts';
import { evaluateSurrenderable, surrenderableFigures, surrenderableMethod } from '../../../../kernel/asset/evaluate-surrenderable.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { bookOf, outputsOf } from './book-of.ts';

const complianceRules = 'cn-ets/compliance-rules';

/** Worked case C20a. */
export const carryOver = kernelCalculation({
  ...carryOverMethod,
  summary: {
    zh: '2019—2024 年度配额结转为 2025 年度：最大可结转量、失效量，以及全部保住所需的最少再卖出量（净卖出为负时同样正确）。',
    en: 'Carry-over of 2019–2024 vintages into 2025: the limit, what is lost, and the least further sale that loses nothing, also where net sales are negative.',
  },
  input: carryOverInput,
  outputs: outputsOf(carryOverFigures, {}, ['sold', 'bought', 'trading', 'registry', 'frozen', 'pending', 'applied']),
  example: { sold: '120000', bought: '35000', trading: '200000' },
  run: ({ late_compliance, rules, ...input }, _, books) =>
    evaluateCarryOver({ ...input, lateCompliance: late_compliance, rules }, bookOf(books, complianceRules)),
});

/** Worked case C21c. */
export const surrenderCheck = kernelCalculation({
  ...surrenderMethod,
  summary: {
    zh: '逐批检查配额年度与核证自愿减排量登记日期能否用于某履约年度，核对抵销上限和是否足额。',
    en: 'Checks every block offered for a compliance year (vintage, registration, project), the limit of credits, and whether the amount is covered.',
  },
  input: surrenderCheckInput,
  outputs: outputsOf(surrenderFigures, { verdict: ['unit'], counted: ['unit'] }, ['obligation', 'offered']),
  example: {
    compliance_year: 2025,
    obligation: '200000',
    offered: [
      { id: 'CEA24', kind: 'allowance', vintage: '2024', quantity: '50000' },
      { id: 'CEA25', kind: 'allowance', vintage: '2025', quantity: '195000' },
      { id: 'CCER-2023', kind: 'credit', registered: '2023-11-30', quantity: '5000' },
      { id: 'CCER-2025', kind: 'credit', registered: '2025-03-01', quantity: '5000' },
    ],
  },
  run: (input, _, books) => {
    const offered = input.offered.map(({ inside_market, older_scheme, ...one }) => ({
      ...one,
      insideMarket: inside_market,
      olderScheme: older_scheme,
    }));
    return evaluateSurrenderCheck({ ...input, year: input.compliance_year, offered }, bookOf(books, complianceRules));
  },
});

/** Worked case C21. */
export const coverCost = kernelCalculation({
  ...coverCostMethod,
  summary: {
    zh: '按给定价格，在抵销上限内用核证自愿减排量与配额补足缺口的最低成本及节省。',
    en: 'The least cost of covering a gap at given prices with credits within their limit and allowances, and what that saves.',
  },
  input: coverCostInput,
  outputs: outputsOf(coverCostFigures, {}, ['obligation', 'allocated', 'credits_held', 'allowance_price', 'credit_price']),
  example: { compliance_year: 2024, obligation: '2450000', allocated: '2200000', allowance_price: '74.63', credit_price: '70.76' },
  run: (input, _, books) =>
    evaluateCoverCost(
      {
        ...{ year: input.compliance_year, obligation: input.obligation, allocated: input.allocated, creditsHeld: input.credits_held },
        ...{ allowancePrice: input.allowance_price, creditPrice: input.credit_price, rules: input.rules },
      },
      bookOf(books, complianceRules),
    ),
});

/** Worked case C39. */
export const surrenderableUnits = kernelCalculation({
  ...surrenderableMethod,
  summary: {
    zh: '扣除质押、借出、冻结等受限数量后的可清缴量，并提示返还日与清缴截止日的冲突。',
    en: 'What of a holding may be surrendered once pledged, lent and frozen units are left out, and which of them come back too late.',
  },
  input: surrenderableInput,
  outputs: outputsOf(surrenderableFigures, {}, ['holding', 'obligation', 'encumbrance', 'lead_days', 'deadline']),
  example: {
    compliance_year: 2025,
    holding: '400000',
    obligation: '300000',
    encumbrances: [
      { id: 'bank pledge', kind: 'pledged', quantity: '150000', returns: null },
      { id: 'loan 1', kind: 'lent', quantity: '50000', returns: '2027-01-15' },
    ],
  },
  run: ({ compliance_year, lead_days, ...input }, _, books) =>
    evaluateSurrenderable({ ...input, year: compliance_year, leadDays: lead_days }, bookOf(books, 'cn-ets/compliance-calendar')),
});

export const penaltyEstimate = kernelCalculation({
  ...penaltyMethod,
  summary: {
    zh: '未足额清缴的罚款区间（清缴时限前一个月均价的 5—10 倍；2024 年 5 月前为 2—3 万元）、补足成本和可能核减的配额。',
    en: 'The range of the fine for missing units (5–10 times the average price of the month before the deadline; before May 2024 a fixed one), the cost of making up, and a cut of the next allowance.',
  },
  input: penaltyInput,
  outputs: outputsOf(penaltyFigures, {}, ['missing', 'price', 'quantity']),
  example: { missing: '10000', day: '2025-12-31', average_price: '74.63' },
  run: ({ average_price, ...input }, _, books) =>
    evaluatePenalty({ ...input, averagePrice: average_price }, bookOf(books, 'cn-ets/penalty-rules')),
});

/** Worked case C38. */
export const oneMwhOneClaim = kernelCalculation({
  ...claimsMethod,
  summary: {
    zh: '同一电量只能有一次主张：检查绿证、核证自愿减排量、绿电交易等区间是否重叠，后到者拒绝。',
    en: 'One MWh serves once: whether stretches claimed by green certificates, certified reductions, green power and own claims meet; the later one is refused.',
  },
  input: claimsInput,
  outputs: outputsOf(claimFigures, { verdict: ['claim'] }, ['stretch']),
  example: {
    claims: [
      { id: 'CCER-1', kind: 'ccer', source: 'wind farm A', stretch: { by: 'mwh', from: '1', to: '810000' } },
      { id: 'GEC-1', kind: 'gec', source: 'wind farm A', stretch: { by: 'mwh', from: '800001', to: '820000' } },
    ],
  },
  run: ({ claims }) => evaluateClaims(claims.map(({ same, ...one }) => ({ ...one, ...(same === undefined ? {} : { same }) }))),
});

export const complianceCalendar = kernelCalculation({
  ...calendarMethod,
  summary: {
    zh: '某履约年度的各项截止日、剩余天数，以及买入后仍可用于清缴的最后交易日。',
    en: 'The hard dates of a compliance year with the days left, and the last trading day whose purchases can still be surrendered.',
  },
  input: calendarInput,
  outputs: outputsOf(calendarFigures, { due: ['step'], days_left: ['step'] }, ['today']),
  example: { compliance_year: 2025, sector: 'power', today: '2026-11-23' },
  run: ({ compliance_year, ...input }, _, books) =>
    evaluateCalendar({ ...input, year: compliance_year }, bookOf(books, 'cn-ets/compliance-calendar'), books('cn-ets/holidays')),
});
