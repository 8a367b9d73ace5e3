import { useMemo } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { libraryEndpoints } from '../../../contract/library.ts';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';

export type CalculationResult = ReplyOf<typeof libraryEndpoints.runCalculation>;

const noNames: ReadonlyMap<string, string> = new Map();

/** The derivation of one figure of a calculation's result, over the page that shows it; the figure's node stands in the address as `node`. */
export function ResultDerivation({ result, year }: { result: CalculationResult | null; year: number }) {
  const [{ node }, change] = useSearchFields();
  const view = useMemo(
    () =>
      result && node && result.derivation.nodes.some((one) => one.id === node)
        ? {
            ...{ year, nodeId: node, derivation: result.derivation, conventions: result.conventions, findings: [] },
            ...{ frozen: null, data: [], approvals: [] },
          }
        : undefined,
    [result, node, year],
  );
  if (!view) return null;
  return (
    <DerivationDrawer view={view} place={{ unitId: null, year, names: noNames }} waiting={null} onClose={() => change({ node: null })} />
  );
}

/** A figure of a result by symbol and place, exact and as printed; null where it was not told. */
export function outputOf(
  result: CalculationResult | null,
  symbol: string,
  at: Readonly<Record<string, string>> = {},
): CalculationResult['outputs'][number] | null {
  return result?.outputs.find((one) => one.symbol === symbol && Object.entries(at).every(([key, value]) => one.at[key] === value)) ?? null;
}
