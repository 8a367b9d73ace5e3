import { nodeId } from '../../../../kernel/method/nodes.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import type { CalculationResult } from '../../trading/ResultDerivation.tsx';

export type At = Readonly<Record<string, string>>;
export type ResultNode = CalculationResult['derivation']['nodes'][number];

/** Any figure of a calculation, given or computed, by symbol and place. */
export function nodeOf(result: CalculationResult, symbol: string, at: At = {}): ResultNode | null {
  return result.derivation.nodes.find((one) => one.id === nodeId(symbol, at)) ?? null;
}

/** A figure of a record's calculation, as a link to its derivation over the record's page. */
export function NodeFigure({
  result,
  symbol,
  at = {},
  recordId,
  large,
}: {
  result: CalculationResult;
  symbol: string;
  at?: At;
  recordId: string;
  large?: boolean;
}) {
  const node = nodeOf(result, symbol, at);
  if (!node) return null;
  const unit = node.unit === '1' ? '' : node.unit;
  const to = paths.systemRecord(recordId, { node: node.id });
  return <Quantity value={node.value} shown={node.shown} unit={unit} to={to} {...(large === undefined ? {} : { large })} />;
}
