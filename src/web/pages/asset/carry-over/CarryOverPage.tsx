import { carryOverEndpoints } from '../../../../contract/carry-over.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { dayName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../asset.module.css';

type View = ReplyOf<typeof carryOverEndpoints.readCarryOver>;
const cards = ['holding', 'net_raw', 'limit', 'carried', 'further_sale'] as const;

/** 配额结转: what of the earlier vintages lives on as 2025, what dies, and what to sell so that nothing does (C.8). */
export function CarryOverPage() {
  const { entityId } = useAddress('entityId');
  const view = useAsk(carryOverEndpoints.readCarryOver, { params: { entityId } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <CarryOver view={data} />}
    </Answer>
  );
}

function CarryOver({ view }: { view: View }) {
  const { t, say } = useWords();
  const findings = view.findings.map(plainFinding);
  return (
    <>
      <PageHead title={`${say(view.entityName)} · ${t('carryOver.title')}`} clause="C.8" summary={t('carryOver.summary')} />
      {view.held.length === 0 ? (
        <EmptyState
          icon="asset"
          title={t('carryOver.empty')}
          text={t('carryOver.emptyText')}
          clause="C.8"
          actions={
            <GoLink className="th-button-link" to="/asset/ledger">
              {t('carryOver.toLedger')}
            </GoLink>
          }
        />
      ) : (
        <>
          <Figures view={view} />
          <Section title={t('carryOver.held')}>
            <Held held={view.held} />
          </Section>
        </>
      )}
      <Section title={t('carryOver.trades')}>
        <Trades trades={view.trades} />
      </Section>
      {findings.length > 0 && (
        <Section title={t('carryOver.how')}>
          <FindingList findings={findings} />
        </Section>
      )}
    </>
  );
}

function Figures({ view }: { view: View }) {
  const { t } = useWords();
  const node = (symbol: string) => paths.carryOverDerivation(view.entityId, symbol);
  const { lost = null, further_sale: sale = null } = view.figures;
  const isSafe = lost === '0' || lost === null;
  return (
    <>
      <p className={`${styles.line} ${styles.figure}`}>
        <Tag tone={isSafe ? 'good' : 'warn'}>{t(isSafe ? 'carryOver.safe' : 'carryOver.lost')}</Tag>
        {!isSafe && <Quantity value={lost} unit="t" large to={node('lost')} />}
        {!isSafe && <span className="th-quiet">{sale === null ? t('carryOver.noSale') : t('carryOver.sell', { n: group(sale) })}</span>}
      </p>
      <div className={styles.cards}>
        <div className={styles.card}>
          <h2>{t('carryOver.owed')}</h2>
          <Quantity value={view.owed} unit="t" large to={node('pending')} />
        </div>
        {cards.map((symbol) => (
          <div key={symbol} className={styles.card}>
            <h2>{t(`carryOver.figure.${symbol}`)}</h2>
            <Quantity value={view.figures[symbol] ?? null} unit="t" large to={node(symbol)} />
          </div>
        ))}
      </div>
    </>
  );
}

function Held({ held }: { held: View['held'] }) {
  const { t } = useWords();
  const units = (key: 'registry' | 'trading' | 'frozen' | 'pending') => ({
    key,
    title: t(`carryOver.${key}`),
    className: 'th-right',
    show: (row: View['held'][number]) => <Quantity value={row[key]} unit="t" />,
  });
  return (
    <PlainTable
      rows={held}
      rowKey={(row) => row.classId}
      columns={[
        { key: 'vintage', title: t('carryOver.vintage'), show: (row) => `CEA ${row.vintage}` },
        ...(['registry', 'trading', 'frozen', 'pending'] as const).map(units),
      ]}
    />
  );
}

function Trades({ trades }: { trades: View['trades'] }) {
  const { t, language } = useWords();
  if (trades.length === 0) return <p className="th-quiet">{t('carryOver.tradesEmpty')}</p>;
  return (
    <PlainTable
      rows={trades}
      rowKey={(row) => row.transactionId}
      columns={[
        { key: 'day', title: t('carryOver.day'), show: (row) => dayName(row.day, language) },
        { key: 'side', title: t('carryOver.sideTitle'), show: (row) => t(`carryOver.side.${row.side}`) },
        { key: 'vintage', title: t('carryOver.vintage'), show: (row) => `CEA ${row.vintage}` },
        {
          key: 'quantity',
          title: t('carryOver.quantity'),
          className: 'th-right',
          show: (row) => <Quantity value={row.quantity} unit="t" />,
        },
        { key: 'document', title: t('carryOver.document'), show: (row) => row.documentNo || '—' },
      ]}
    />
  );
}
