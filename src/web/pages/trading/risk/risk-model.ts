import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { tradingRiskEndpoints } from '../../../../contract/trading-risk.ts';
import { nodeId } from '../../../../kernel/method/nodes.ts';
import { paths } from '../../../paths.ts';

export type Risk = ReplyOf<typeof tradingRiskEndpoints.readRisk>;
export type Scenario = Risk['basis']['terms']['scenarios'][number];
export const riskMethods = ['parametric', 'historical', 'ewma', 'monte_carlo'] as const;

/** The address of the derivation of a figure at its place: of the risks, the results, or the hedge. */
export const figureAt = (
  of: 'risk' | 'results' | 'hedge',
  symbol: string,
  at: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
): string => paths.tradingRisk({ ...more, of, node: nodeId(symbol, at) });

const inTonnes: readonly string[] = ['order_quantity', 'day_quantity', 'position'];
const ofPrice: readonly string[] = ['highest_price', 'lowest_price'];
export const limitUnit = (kind: string): string => (inTonnes.includes(kind) ? 't' : ofPrice.includes(kind) ? 'CNY/t' : 'CNY');
