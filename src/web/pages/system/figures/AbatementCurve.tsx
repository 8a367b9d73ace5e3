import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { useAsk } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { outputOf, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import styles from './figures.module.css';
import { nodeOf } from './NodeFigure.tsx';

type Reply = ReplyOf<typeof e.readAbatement>;

interface Bar {
  readonly action: string;
  readonly id: string;
  readonly name: string;
  readonly cost: number;
  readonly saving: number;
  readonly from: number;
}

/** What a tonne avoided costs, action by action: bars as wide as the tonnes, as high as the cost (6.4). */
export function AbatementCurve() {
  const { t } = useWords();
  const asked = useAsk(e.readAbatement, { query: {} });
  return (
    <Section title={t('system.macc.title')}>
      <Answer of={asked} rows={6}>
        {(reply) => <Curve reply={reply} />}
      </Answer>
    </Section>
  );
}

function barsOf(reply: Reply, say: (text: Reply['lines'][number]['name']) => string): Bar[] {
  const number = (symbol: string, action: string) => Number(nodeOf(reply.calculation, symbol, { action })?.value ?? Number.NaN);
  const bars = reply.lines
    .map((one) => ({ ...one, name: say(one.name), cost: number('cost_of_tonne', one.action), saving: number('saving', one.action) }))
    .filter((one) => Number.isFinite(one.cost))
    .sort((a, b) => number('place', a.action) - number('place', b.action));
  let from = 0;
  return bars.map(({ action, id, name, cost, saving }) => {
    const bar = { action, id, name, cost, saving, from };
    from += saving;
    return bar;
  });
}

function Curve({ reply }: { reply: Reply }) {
  const { t, say } = useWords();
  const bars = barsOf(reply, say);
  const { calculation } = reply;
  if (bars.length === 0) return <p className="th-quiet">{[t('system.macc.none'), ...reply.says.map(say)].join(' ')}</p>;
  const place = (symbol: string, bar: Bar) => nodeOf(calculation, symbol, { action: bar.action });
  const column = (symbol: string, title: string): Column<Bar> => ({
    ...{ key: symbol, title, align: 'right', text: (one: Bar) => place(symbol, one)?.value ?? '' },
    show: (one) => {
      const node = place(symbol, one);
      return (
        node && (
          <Quantity value={node.value} shown={node.shown} unit={node.unit} to={paths.systemRegister('action_plan', { node: node.id })} />
        )
      );
    },
  });
  const columns: Column<Bar>[] = [
    {
      ...{ key: 'name', title: t('system.macc.action'), text: (one: Bar) => one.name },
      show: (one) => <GoLink to={paths.systemRecord(one.id)}>{one.name}</GoLink>,
    },
    column('saving', t('system.macc.saving')),
    column('annual_cost', t('system.macc.annual')),
    column('cost_of_tonne', t('system.macc.cost')),
    column('cumulative', t('system.macc.cumulative')),
  ];
  const rate = calculation.conventions.find((one) => one.symbol === 'rate');
  return (
    <>
      <Picture bars={bars} total={outputOf(calculation, 'total_saving')?.shown ?? ''} />
      <TableView<Bar> bare name={t('system.macc.title')} rows={bars} rowKey={(one) => one.action} columns={columns} />
      <p className="th-quiet">
        {[t('system.macc.rate', { rate: rate?.value ?? '' }), t('system.macc.note'), ...reply.says.map(say)].join(' ')}
      </p>
      <ResultDerivation result={calculation} year={0} />
    </>
  );
}

const [wide, high, left, bottom, above] = [1000, 260, 64, 34, 12];

/** Drawn without a library: widths are tonnes, and no chart of the usual kinds has those. */
function Picture({ bars, total }: { bars: readonly Bar[]; total: string }) {
  const { t } = useWords();
  const all = bars.reduce((sum, one) => sum + one.saving, 0);
  const [top, low] = [Math.max(0, ...bars.map((one) => one.cost)), Math.min(0, ...bars.map((one) => one.cost))];
  const span = top - low || 1;
  const x = (tonnes: number) => left + (tonnes / all) * (wide - left - 8);
  const y = (cost: number) => above + ((top - cost) / span) * (high - above - bottom);
  const label = (value: number) => group(roundText(String(value), 0));
  return (
    <svg
      viewBox={`0 0 ${wide} ${high}`}
      className={styles.curve}
      role="img"
      aria-label={`${t('system.macc.title')}: ${bars.map((one) => `${one.name} ${label(one.cost)}`).join('; ')}`}
    >
      {[top, 0, low]
        .filter((cost, index, of) => of.indexOf(cost) === index)
        .map((cost) => (
          <g key={cost}>
            <line x1={left} x2={wide - 8} y1={y(cost)} y2={y(cost)} className={cost === 0 ? styles.axis : styles.grid} />
            <text x={left - 8} y={y(cost) + 4} textAnchor="end" className={styles.tick}>
              {label(cost)}
            </text>
          </g>
        ))}
      {bars.map((one) => (
        <g key={one.action}>
          <rect
            x={x(one.from)}
            y={Math.min(y(one.cost), y(0))}
            width={Math.max(1, x(one.from + one.saving) - x(one.from) - 2)}
            height={Math.max(1, Math.abs(y(one.cost) - y(0)))}
            className={one.cost < 0 ? styles.pays : styles.costs}
          >
            <title>{`${one.name}: ${label(one.cost)} CNY/tCO2e, ${label(one.saving)} tCO2e`}</title>
          </rect>
          {(one.saving / all) * (wide - left) > 50 && (
            <text
              x={(x(one.from) + x(one.from + one.saving)) / 2}
              y={one.cost < 0 ? y(0) - 5 : y(0) + 15}
              textAnchor="middle"
              className={styles.tick}
            >
              {one.action}
            </text>
          )}
        </g>
      ))}
      <text x={left} y={high - 4} className={styles.tick}>
        {t('system.macc.across', { total: group(roundText(total, 0)) })}
      </text>
    </svg>
  );
}
