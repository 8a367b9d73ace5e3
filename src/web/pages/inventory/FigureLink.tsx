import { Button } from 'antd';
import { useMemo } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryEndpoints as e, inventoryFigureKinds } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import type { WireDerivation } from '../../parts/derivation-record.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { figureKey } from './model.ts';
import { useShown } from './room.ts';

/** A figure in tCO2e that opens how it came about. */
export function FigureLink({
  value,
  of,
  id = '',
  large = false,
  unit = large,
  digits = 2,
}: {
  value: string;
  of: string;
  id?: string;
  large?: boolean;
  unit?: boolean;
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
      <Quantity value={value} unit={unit ? 'tCO2e' : ''} digits={digits} large={large} />
    </Button>
  );
}

/** The derivation of the figure in the address. */
export function FigureDrawer(place: Pick<Asked, 'inventoryId' | 'year' | 'gwpSet' | 'version'>) {
  const [{ figure = '' }, change] = useSearchFields();
  const [kind = '', key = ''] = figure.split(':');
  const of = inventoryFigureKinds.find((one) => one === kind);
  if (!of) return null;
  return <AskedDrawer {...place} of={of} id={key} onClose={() => change({ figure: null })} />;
}

interface Asked {
  readonly inventoryId: string;
  readonly year: number;
  readonly of: (typeof inventoryFigureKinds)[number];
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
  const names = useNames();
  const view = useMemo((): WireDerivation | undefined => {
    const node = data?.result.derivation.nodes.at(-1);
    if (!data || !node) return undefined;
    const { derivation, conventions } = data.result;
    return { year, nodeId: node.id, derivation, conventions, findings: [], ...behind(data) };
  }, [data, year]);
  return (
    <DerivationDrawer
      view={view}
      place={{ unitId: null, year, names }}
      waiting={<Answer of={asked}>{() => null}</Answer>}
      onClose={onClose}
    />
  );
}

/** The lines, the moves and the frozen version as the drawer of the product tells them; a line of the whole period has no month. */
function behind({ data, moves, frozen }: ReplyOf<typeof e.explainFigure>): Pick<WireDerivation, 'data' | 'approvals' | 'frozen'> {
  return {
    frozen: frozen && { calculationId: '', contentSha256: frozen.sha256, recordedAt: frozen.at },
    data: data.map(({ ref, title, month, version, amount, unit, estimated, note, at, by, evidence }) => ({
      ...{ ref, cellId: ref, rowTitle: title, month: month ?? '', version, value: amount, unit, givenValue: amount, givenUnit: unit },
      ...{ acquisition: estimated ? ('estimated' as const) : null, comment: note, recordedAt: at, recordedByName: by.name, evidence },
    })),
    approvals: moves.map(({ state, at, by, reason, sha256 }, i) => ({
      ...{ month: '', fromState: moves[i - 1]?.state ?? ('draft' as const), toState: state, at, byName: by.name, reason },
      snapshotSha256: sha256,
    })),
  };
}

/** What the indexes of a derivation are called: entities and categories by name. A source is called by its code: its name is the title. */
function useNames(): ReadonlyMap<string, string> {
  const { say } = useWords();
  const { view, books } = useShown();
  return new Map([
    ...view.entities.map((one) => [`entity=${one.id}`, say(one.name)] as const),
    ...books.isoTitles.map((one) => [`iso=${one.code}`, `${one.code} ${say(one.title)}`] as const),
    ...books.scopeTitles.map((one) => [`scope=${one.code}`, say(one.title)] as const),
    ...books.categories.map((one) => [`category=${one.code}`, `${one.code} ${say(one.title)}`] as const),
  ]);
}
