import { movementRowCodes } from '../../../../kernel/asset/statement-movement.ts';
import { group, roundText } from '../../../format/number.ts';
import { DayLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultFigure } from '../ResultFigure.tsx';
import type { AssetStatement } from './AssetStatementPage.tsx';

interface Props {
  readonly view: AssetStatement;
  readonly to: (node: string) => string;
}
const right = 'th-right';

type Price = AssetStatement['allowancePrice'];

/** A price with its day and source in the tooltip; its absence says what is done instead. */
function PriceUsed({ price }: { price: Price }) {
  const { t } = useWords();
  if (price === null) return <span className="th-quiet">{t('assetStatement.atCost')}</span>;
  return (
    <span className="th-num" title={`${price.day} · ${price.source}`}>
      {group(price.price)}
    </span>
  );
}

/** What is held, by class: quantity, what of it is locked, what may be surrendered, cost and market value. */
export function HoldingsTable({ view, to }: Props) {
  const { t, say } = useWords();
  const figure = (symbol: string, name: string) => (
    <ResultFigure result={view.result} symbol={symbol} at={{ held: name }} digits={2} to={to} />
  );
  return (
    <PlainTable
      rows={view.holdings}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', title: t('assetStatement.class'), show: (row) => <span className="th-nowrap">{row.name}</span> },
        {
          key: 'quantity',
          title: t('assetStatement.quantity'),
          className: right,
          show: (row) => <Quantity value={row.quantity} unit={row.class.unit} to={paths.holdings()} />,
        },
        {
          key: 'locked',
          title: t('assetStatement.locked'),
          className: right,
          show: (row) => <Quantity value={row.locked} unit={row.class.unit} />,
        },
        {
          key: 'usable',
          title: t('assetStatement.usable'),
          className: right,
          show: (row) =>
            row.objection === null ? (
              <Quantity value={row.usable} unit={row.class.unit} />
            ) : (
              <span className="th-quiet" title={say(row.objection)}>
                {t('assetStatement.notUsable')}
              </span>
            ),
        },
        {
          key: 'cost',
          title: t('assetStatement.cost'),
          className: right,
          show: (row) => (
            <>
              <Quantity value={row.cost} digits={2} unit="CNY" to={paths.accounting()} />
              {row.impaired !== '0' && (
                <div className="th-small th-quiet">{t('assetStatement.impaired', { amount: roundText(row.impaired, 2) })}</div>
              )}
            </>
          ),
        },
        { key: 'price', title: t('assetStatement.marketPrice'), className: right, show: (row) => <PriceUsed price={row.price} /> },
        { key: 'market', title: t('assetStatement.marketValue'), className: right, show: (row) => figure('market_value', row.name) },
        { key: 'unrealized', title: t('assetStatement.unrealized'), className: right, show: (row) => figure('unrealized', row.name) },
      ]}
    />
  );
}

/** What is still to be issued of each open year. */
export function ExpectedTable({ view, to }: Props) {
  const { t, say } = useWords();
  const figure = (symbol: string, name: string) => <ResultFigure result={view.result} symbol={symbol} at={{ year: name }} to={to} />;
  const given = (symbol: string, name: string) => <Given view={view} symbol={symbol} year={name} />;
  return (
    <PlainTable
      rows={view.years}
      rowKey={(row) => row.name}
      columns={[
        { key: 'year', title: t('assetStatement.year'), show: (row) => `${say(row.entityName)} ${row.year}` },
        {
          key: 'allocation',
          title: t('assetStatement.allocation'),
          className: right,
          show: (row) => (
            <GoLink to={paths.gap(row.entityId, row.year)} className="th-figure-link">
              {given('allocation', row.name)}
            </GoLink>
          ),
        },
        { key: 'issued', title: t('assetStatement.issued'), className: right, show: (row) => given('issued', row.name) },
        { key: 'expected', title: t('assetStatement.toCome'), className: right, show: (row) => figure('expected', row.name) },
        { key: 'value', title: t('assetStatement.marketValue'), className: right, show: (row) => figure('expected_value', row.name) },
      ]}
    />
  );
}

/** An input of the statement, as the result tells it. */
function Given({ view, symbol, year }: { view: AssetStatement; symbol: string; year: string }) {
  const node = view.result.derivation.nodes.find((one) => one.symbol === symbol && one.at.year === year);
  return node && typeof node.value === 'string' ? <Quantity value={node.value} unit="t" /> : null;
}

/** What is owed of each open year: the obligation less what was surrendered, and what was issued too much. */
export function OwedTable({ view, to }: Props) {
  const { t, say } = useWords();
  const figure = (symbol: string, name: string) => <ResultFigure result={view.result} symbol={symbol} at={{ year: name }} to={to} />;
  return (
    <PlainTable
      rows={view.years}
      rowKey={(row) => row.name}
      columns={[
        { key: 'year', title: t('assetStatement.year'), show: (row) => `${say(row.entityName)} ${row.year}` },
        {
          key: 'obligation',
          title: t('assetStatement.obligation'),
          className: right,
          show: (row) => (
            <GoLink to={paths.compliance(row.entityId, row.year)} className="th-figure-link">
              <Given view={view} symbol="obligation" year={row.name} />
            </GoLink>
          ),
        },
        { key: 'from', title: t('assetStatement.basis'), show: (row) => t(`assetStatement.from.${row.obligationFrom}`) },
        {
          key: 'surrendered',
          title: t('assetStatement.surrendered'),
          className: right,
          show: (row) => <Given view={view} symbol="surrendered" year={row.name} />,
        },
        { key: 'outstanding', title: t('assetStatement.outstanding'), className: right, show: (row) => figure('outstanding', row.name) },
        { key: 'return', title: t('assetStatement.toReturn'), className: right, show: (row) => figure('to_return', row.name) },
        {
          key: 'deadline',
          title: t('assetStatement.deadline'),
          show: (row) => (
            <>
              {row.deadline === null ? <span className="th-quiet">{t('assetStatement.noDeadline')}</span> : <DayLabel day={row.deadline} />}{' '}
              {row.overdue && <Tag tone="bad">{t('assetStatement.overdue')}</Tag>}
            </>
          ),
        },
        { key: 'value', title: t('assetStatement.marketValue'), className: right, show: (row) => figure('owed_value', row.name) },
      ]}
    />
  );
}

/** Rows of the standard's movement between opening and closing, a column for each class. */
export function MovementTable({ view }: { view: AssetStatement }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={movementRowCodes}
      rowKey={(row) => row}
      columns={[
        { key: 'row', title: t('assetStatement.row'), show: (row) => t(`assetStatement.rowOf.${row}`) },
        ...view.movement.map((one) => ({
          key: one.name,
          title: one.name,
          className: right,
          show: (row: (typeof movementRowCodes)[number]) => {
            const quantity = one.rows.find((found) => found.row === row)?.quantity ?? '0';
            return quantity === '0' ? (
              <span className="th-num th-quiet">{quantity}</span>
            ) : (
              <Quantity value={quantity} unit={one.class.unit} />
            );
          },
        })),
      ]}
    />
  );
}

/** Potential assets of the approved inventories: in no sum. */
export function PotentialTable({ view, to }: Props) {
  const { t } = useWords();
  const figure = (symbol: string, name: string) => <ResultFigure result={view.result} symbol={symbol} at={{ potential: name }} to={to} />;
  const given = (symbol: string, name: string) =>
    view.result.derivation.nodes.find((one) => one.symbol === symbol && one.at.potential === name);
  return (
    <PlainTable
      rows={view.potentials}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', title: t('assetStatement.potentialName'), show: (row) => row.name },
        { key: 'year', title: t('assetStatement.expectedYear'), className: right, show: (row) => row.expectedYear },
        {
          key: 'quantity',
          title: t('assetStatement.estimate'),
          className: right,
          show: (row) => group(given('quantity', row.name)?.shown ?? ''),
        },
        {
          key: 'probability',
          title: t('assetStatement.probability'),
          className: right,
          show: (row) => given('probability', row.name)?.shown,
        },
        { key: 'weighted', title: t('assetStatement.weighted'), className: right, show: (row) => figure('weighted', row.name) },
        { key: 'price', title: t('assetStatement.marketPrice'), className: right, show: (row) => <PriceUsed price={row.price} /> },
        { key: 'value', title: t('assetStatement.value'), className: right, show: (row) => figure('potential_value', row.name) },
        { key: 'basis', title: t('assetStatement.basis'), show: (row) => row.basis },
      ]}
    />
  );
}
