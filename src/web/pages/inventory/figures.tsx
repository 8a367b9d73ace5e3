import { useMemo } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { inventoryReportEndpoints } from '../../../contract/inventory-report.ts';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import type { WireDerivation } from '../../parts/derivation-record.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import type { Column } from '../../parts/TableView.tsx';

export type Result = ReplyOf<typeof inventoryReportEndpoints.compareInventoryMethods>['result'];

/** A column of figures with the decimals of a table. */
export function figureColumn<Row>(key: string, title: string, of: (row: Row) => string | null, digits = 2): Column<Row> {
  return {
    ...{ key, title, align: 'right', sort: 'number' },
    text: (row) => of(row) ?? '',
    show: (row) => (of(row) === null ? '—' : <Quantity value={of(row)} unit="" digits={digits} />),
  };
}

const noNames: ReadonlyMap<string, string> = new Map();

/** How a figure of a result came about. */
export function ResultDerivation({ result, nodeId, year, onClose }: { result: Result; nodeId: string; year: number; onClose: () => void }) {
  const view = useMemo(
    (): WireDerivation => ({
      ...{ year, nodeId, derivation: result.derivation, frozen: null, data: [], approvals: [] },
      ...{ conventions: result.conventions, findings: result.findings },
    }),
    [result, nodeId, year],
  );
  return <DerivationDrawer view={view} place={{ unitId: null, year, names: noNames }} waiting={null} onClose={onClose} />;
}
