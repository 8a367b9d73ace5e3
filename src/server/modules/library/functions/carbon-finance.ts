import {
  financeContractInput,
  forwardInput,
  lendingInput,
  pledgeInput,
  repoInput,
  swapInput,
} from '../../../../contract/trading-calculations.ts';
import {
  contractFigures,
  evaluateForward,
  evaluateLending,
  evaluatePledge,
  evaluateRepo,
  evaluateSwap,
  forwardMethod,
  lendingMethod,
  pledgeMethod,
  repoMethod,
  swapMethod,
} from '../../../../kernel/trading/evaluate-contracts.ts';
import { contractFlowFigures, contractMethod, evaluateContract } from '../../../../kernel/trading/finance/evaluate-contract.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const outputs = (...symbols: (keyof typeof contractFigures)[]) =>
  outputsOf(Object.fromEntries(symbols.map((symbol) => [symbol, contractFigures[symbol]])), { flow: ['day'] });

/** Worked case C25b. */
export const repoCashFlow = kernelCalculation({
  ...repoMethod,
  summary: {
    zh: '卖出回购：本金、利息 P·r·d/365、回购金额和现金流，并检查返还日与清缴截止日的冲突。',
    en: 'Sale and repurchase: principal, interest P·r·d/365, repurchase amount and cash flows, and whether the units are back by the deadline.',
  },
  input: repoInput,
  outputs: outputs('principal', 'interest', 'repurchase', 'flow'),
  example: { quantity: '50000', price: '70', rate: '0.045', from: '2026-03-02', to: '2026-08-29', deadline: '2026-12-31' },
  run: evaluateRepo,
});

/** Worked case C25c. */
export const forwardMarkCalculation = kernelCalculation({
  ...forwardMethod,
  summary: {
    zh: '远期合约盯市价值 (F−K)·Q，多头或空头，可折现。',
    en: 'Mark of a forward, (F−K)·Q, long or short, discounted where a rate is given.',
  },
  input: forwardInput,
  outputs: outputs('discount_factor', 'mark_to_market'),
  example: { quantity: '20000', agreed_price: '71', mark_price: '74.63', side: 'long' },
  run: ({ agreed_price, mark_price, ...input }) => evaluateForward({ ...input, agreed: agreed_price, mark: mark_price }),
});

export const unitLending = kernelCalculation({
  ...lendingMethod,
  summary: {
    zh: '借碳：费用、保证金与现金流，并检查到期返还是否赶得上清缴。',
    en: 'Lending of units: fee, collateral and cash flows, and whether the units are back in time for the surrender.',
  },
  input: lendingInput,
  outputs: outputs('fee', 'collateral', 'flow'),
  example: {
    ...{ quantity: '50000', price: '74.63', rate: '0.05', collateral_share: '0.3' },
    ...{ from: '2026-03-02', to: '2027-01-15', deadline: '2026-12-31' },
  },
  run: ({ collateral_share, ...input }) => evaluateLending({ ...input, collateralShare: collateral_share }),
});

export const unitSwap = kernelCalculation({
  ...swapMethod,
  summary: {
    zh: '配额与核证自愿减排量互换：换入数量、现金差额，以及换入量是否超出剩余抵销额度。',
    en: 'Swap of allowances for credits: quantity received, cash difference, and whether it fits the credit limit that is left.',
  },
  input: swapInput,
  outputs: outputs('received', 'cash', 'usable_received'),
  example: { quantity: '100000', price_given: '74.63', price_received: '70.76', credit_limit_left: '122500' },
  run: ({ price_given, price_received, credit_limit_left, ...input }) =>
    evaluateSwap({ ...input, priceGiven: price_given, priceReceived: price_received, creditLimitLeft: credit_limit_left }),
});

export const pledgeStateCalculation = kernelCalculation({
  ...pledgeMethod,
  summary: {
    zh: '碳配额质押：贷款价值比、警戒线价格、应补充的质押数量或偿还金额。',
    en: 'Pledge of allowances: loan to value, the price at the maintenance line, units to add or money to pay back.',
  },
  input: pledgeInput,
  outputs: outputs('value', 'largest_loan', 'ltv', 'line_price', 'units_to_add', 'repay'),
  example: { quantity: '150000', price: '60', loan: '7000000', initial_share: '0.6', line_share: '0.75' },
  run: ({ initial_share, line_share, ...input }) => evaluatePledge({ ...input, initial: initial_share, line: line_share }),
});

/** Any contract as trading keeps it: every payment, what it costs or yields. */
export const financeContract = kernelCalculation({
  ...contractMethod,
  summary: {
    zh: '质押、回购、借碳、远期、互换合约：逐笔现金流、净收支、单利与复利年化成本或收益率。',
    en: 'Pledge, repo, lending, forward, swap: each payment, the net result, the yearly cost or yield, simple and compounded.',
  },
  input: financeContractInput,
  outputs: outputsOf(contractFlowFigures, { flow: ['flow', 'day', 'kind'] }, [
    ...['quantity', 'price', 'other_price', 'loan', 'rate', 'fee', 'ratio', 'collateral_share', 'initial_share', 'line_share', 'days'],
  ]),
  example: {
    ...{ kind: 'pledge', quantity: '200000', price: '74.63', loan: '9000000', rate: '0.0435', every: 'quarter', fee: '27000' },
    ...{ initial_share: '0.65', line_share: '0.8', from: '2025-02-10', to: '2025-11-10' },
  },
  run: ({ other_price, collateral_share, initial_share, line_share, ...input }) =>
    evaluateContract({
      ...input,
      ...{ otherPrice: other_price, collateralShare: collateral_share, initialShare: initial_share, lineShare: line_share },
    }),
});
