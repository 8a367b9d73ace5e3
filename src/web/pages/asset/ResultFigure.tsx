import { nodeId } from '../../../kernel/method/nodes.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type CalculationResult, outputOf } from '../trading/ResultDerivation.tsx';

export type At = Readonly<Record<string, string>>;

/** A figure of a calculation's result, as a link to its derivation: `to` makes the address from the figure's node. */
export function ResultFigure({
  result,
  symbol,
  at = {},
  unit,
  digits,
  large,
  to,
}: {
  result: CalculationResult;
  symbol: string;
  at?: At;
  /** In place of the figure's own. */
  unit?: string;
  digits?: number;
  large?: boolean;
  to: (node: string) => string;
}) {
  const found = outputOf(result, symbol, at);
  if (found === null || typeof found.value === 'boolean') return null;
  const told = unit ?? (found.unit.startsWith('CNY') ? 'CNY' : found.unit);
  return (
    <Quantity
      value={found.value}
      shown={found.shown}
      unit={told}
      {...(digits === undefined ? {} : { digits })}
      {...(large === undefined ? {} : { large })}
      to={to(nodeId(symbol, at))}
    />
  );
}
