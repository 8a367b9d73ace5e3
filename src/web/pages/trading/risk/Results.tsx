import { FindingList } from '../../../parts/FindingList.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { outputOf } from '../ResultDerivation.tsx';
import { figureAt, type Risk } from './risk-model.ts';

type ClassRow = Risk['classes'][number];
const symbols = ['average_cost', 'realized', 'unrealized'] as const;

/** Realized and unrealized result by class (B.9), at the moving average; what is behind it in tonnes. */
export function Results({ view }: { view: Risk }) {
  const { t } = useWords();
  const { results } = view;
  const all = outputOf(results, 'result_total');
  const tonnes = (['tonnes', 'used', 'freeSold', 'unpriced'] as const).map((field) => ({
    key: field,
    title: t(`risk.result.${field}`),
    className: 'th-right',
    show: (row: ClassRow) => <Quantity value={row[field]} unit="t" />,
  }));
  return (
    <Section
      title={t('risk.results')}
      extra={all && <Quantity value={all.value} shown={all.shown} unit={all.unit} to={figureAt('results', 'result_total')} />}
    >
      {results === null ? (
        <p className="th-quiet">{t('risk.result.none')}</p>
      ) : (
        <>
          <PlainTable
            rows={view.classes}
            rowKey={(row) => row.name}
            columns={[
              { key: 'name', title: t('risk.result.class'), show: (row) => row.name },
              ...tonnes,
              {
                key: 'price',
                title: t('risk.price'),
                className: 'th-right',
                show: (row) => <Quantity value={row.price} unit="CNY/t" digits={2} />,
              },
              ...symbols.map((symbol) => ({
                key: symbol,
                title: t(`risk.result.${symbol}`),
                className: 'th-right',
                show: (row: ClassRow) => {
                  const found = outputOf(results, symbol, { factor: row.name });
                  return found ? (
                    <Quantity
                      value={found.value}
                      shown={found.shown}
                      unit={found.unit}
                      to={figureAt('results', symbol, { factor: row.name })}
                    />
                  ) : (
                    '—'
                  );
                },
              })),
            ]}
          />
          <p className="th-small th-quiet">{t('risk.result.text')}</p>
          {results.findings.length > 0 && <FindingList findings={results.findings.map(plainFinding)} />}
        </>
      )}
    </Section>
  );
}

const tones: Record<Risk['alarms'][number]['severity'], Tone> = { info: 'info', warning: 'warn', error: 'bad' };

/** Filled orders that are not settled, with how late they are. */
export function Alarms({ view }: { view: Risk }) {
  const { t, say } = useWords();
  return (
    <Section title={t('risk.alarms')}>
      {view.alarms.length === 0 ? (
        <p className="th-quiet">{t('risk.noAlarms')}</p>
      ) : (
        <PlainTable
          rows={view.alarms}
          rowKey={(row) => row.orderId}
          columns={[
            { key: 'no', title: t('orders.no'), show: (row) => <GoLink to={paths.order(row.orderId)}>{row.orderNo}</GoLink> },
            { key: 'due', title: t('orders.dueOn'), show: (row) => row.dueOn },
            { key: 'text', title: t('common.state'), show: (row) => <Tag tone={tones[row.severity]}>{say(row.text)}</Tag> },
          ]}
        />
      )}
    </Section>
  );
}

/** What is open with each partner, and what its failure would cost now. */
export function Counterparties({ view }: { view: Risk }) {
  const { t } = useWords();
  return (
    <Section title={t('risk.counterparties')}>
      {view.counterparties.length === 0 ? (
        <p className="th-quiet">{t('risk.noCounterparties')}</p>
      ) : (
        <PlainTable
          rows={view.counterparties}
          rowKey={(row) => row.name}
          columns={[
            { key: 'name', title: t('orders.counterparty'), show: (row) => row.name },
            {
              key: 'open',
              title: t('risk.unsettled'),
              className: 'th-right',
              show: (row) => <Quantity value={row.unsettled} unit="CNY" digits={2} />,
            },
            {
              key: 'contracts',
              title: t('risk.inContracts'),
              className: 'th-right',
              show: (row) => <Quantity value={row.contracts} unit="CNY" digits={2} />,
            },
            {
              key: 'exposure',
              title: t('risk.exposure'),
              className: 'th-right',
              show: (row) => {
                const found = outputOf(view.risk, 'exposure', { counterparty: row.name });
                return found ? (
                  <Quantity
                    value={found.value}
                    unit={found.unit}
                    digits={2}
                    to={figureAt('risk', 'exposure', { counterparty: row.name })}
                  />
                ) : (
                  <Quantity value="0" unit="CNY" digits={2} />
                );
              },
            },
            {
              key: 'limit',
              title: t('risk.limit.most'),
              className: 'th-right',
              show: (row) => <Quantity value={row.limit} unit="CNY" digits={0} />,
            },
          ]}
        />
      )}
      <p className="th-small th-quiet">{t('risk.counterpartyText')}</p>
    </Section>
  );
}
