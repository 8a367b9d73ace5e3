import { Button } from 'antd';
import { useMemo } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { figureKey } from './model.ts';

/** A figure in tCO2e that opens how it came about. */
export function FigureLink({
  value,
  of,
  id = '',
  large = false,
  digits = 2,
}: {
  value: string;
  of: string;
  id?: string;
  large?: boolean;
  digits?: number;
}) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  return (
    <Button
      type="link"
      className="th-num"
      style={{ padding: 0, height: 'auto' }}
      title={t('inventory.howItCame')}
      onClick={() => change({ figure: figureKey(of, id) })}
    >
      <Quantity value={value} unit={large ? 'tCO2e' : ''} digits={digits} large={large} />
    </Button>
  );
}

const noNames: ReadonlyMap<string, string> = new Map();
const figures = ['total', 'market', 'iso', 'scope', 'category', 'entity', 'source'] as const;

/** The derivation of the figure in the address. */
export function FigureDrawer(place: Pick<Asked, 'inventoryId' | 'year' | 'gwpSet' | 'version'>) {
  const [{ figure = '' }, change] = useSearchFields();
  const [kind = '', key = ''] = figure.split(':');
  const of = figures.find((one) => one === kind);
  if (!of) return null;
  return <AskedDrawer {...place} of={of} id={key} onClose={() => change({ figure: null })} />;
}

interface Asked {
  readonly inventoryId: string;
  readonly year: number;
  readonly of: (typeof figures)[number];
  readonly id: string;
  readonly gwpSet: string | null;
  /** A frozen one; null: as it is now. */
  readonly version: number | null;
  readonly onClose: () => void;
}

function AskedDrawer({ inventoryId, year, of, id, gwpSet, version, onClose }: Asked) {
  const query = { of, key: id, ...(gwpSet === null ? {} : { gwpSet }), ...(version === null ? {} : { version }) };
  const asked = useAsk(e.explainFigure, { params: { inventoryId }, query });
  const data = asked.data;
  const view = useMemo(() => {
    const node = data?.result.derivation.nodes.at(-1);
    if (!data || !node) return undefined;
    const { derivation, conventions } = data.result;
    return { year, nodeId: node.id, derivation, conventions, findings: [], frozen: null, data: [], approvals: [] };
  }, [data, year]);
  return (
    <DerivationDrawer
      view={view}
      place={{ unitId: null, year, names: noNames }}
      waiting={<Answer of={asked}>{() => null}</Answer>}
      onClose={onClose}
    />
  );
}
