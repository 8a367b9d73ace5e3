import { Outlet } from '@tanstack/react-router';
import { Button } from 'antd';
import { accountingEndpoints as e } from '../../../../contract/accounting.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { addressOf } from '../../../api/call.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useWorkplace } from '../../../shell/workplace.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../asset.module.css';
import { ClassTable, EntryTable, MovementRows } from './AccountingTables.tsx';
import { CostTable } from './CostTable.tsx';
import { ImpairmentSection } from './ImpairmentSection.tsx';
import { PolicySection } from './PolicySection.tsx';

export type Accounting = ReplyOf<typeof e.readAccounting>;

const classNameOf = ({ programme, vintage, project }: Accounting['classes'][number]['class']) =>
  `${programme} ${vintage} ${project}`.trim();

/** What the page and the drawer over it ask for: the chosen year, the whole organization. */
export function useAccounting() {
  const { year } = useWorkplace();
  return useAsk(e.readAccounting, { params: { year: year ?? 0 } }, { enabled: year !== null });
}

/** 碳排放权会计: entries, movement table, book value and note of a year (C.7, C.8). */
export function AccountingPage() {
  const view = useAccounting();
  return (
    <>
      <Answer of={view} rows={12}>
        {(data) => <View view={data} />}
      </Answer>
      <Outlet />
    </>
  );
}

function View({ view }: { view: Accounting }) {
  const { t, say, language } = useWords();
  const { year } = view;
  const file = addressOf(e.exportJournalEntries, { params: { year }, query: { language } });
  // Places in the calculation's input say nothing here; transactions are named and linked.
  const findings = view.findings
    .map(plainFinding)
    .map((one) => (one.place.path?.startsWith('/transactions/') ? one : { ...one, place: {} }));
  const isEmpty = view.derivation === null;
  // What the ids in the findings' places stand for.
  const names = new Map([
    ...view.transactions.map((one): [string, string] => [
      one.transactionId,
      `${one.effectiveOn} ${say(ledgerKindTitle(one.kind))} ${classNameOf(one.class)}`,
    ]),
    ...view.classes.map(({ class: held }): [string, string] => [held.id, classNameOf(held)]),
  ]);
  return (
    <>
      <PageHead
        title={`${t('accounting.title')} ${year}`}
        clause="C.7"
        summary={t('accounting.summary')}
        extra={
          !isEmpty && (
            <Button href={file} download icon={<Icon name="download" size={15} />}>
              {t('accounting.export')}
            </Button>
          )
        }
      />
      {isEmpty ? (
        <EmptyState icon="asset" title={t('accounting.empty')} text={t('accounting.emptyText')} clause="C.7" />
      ) : (
        <Figures view={view} />
      )}
      {findings.length > 0 && (
        <Section title={t('accounting.checks')}>
          <FindingList
            findings={findings}
            names={names}
            linkOf={({ place }) => {
              const id = place.path?.split('/transactions/')[1];
              return id === undefined ? null : paths.ledgerTransaction(id);
            }}
          />
        </Section>
      )}
      {!isEmpty && <Books view={view} />}
      {!isEmpty && <ImpairmentSection view={view} />}
      <PolicySection view={view} />
    </>
  );
}

function Books({ view }: { view: Accounting }) {
  const { t, say } = useWords();
  return (
    <>
      <Section title={t('accounting.transactions')}>
        <CostTable transactions={view.transactions} />
      </Section>
      <Section title={t('accounting.entries')}>
        <EntryTable entries={view.entries} />
      </Section>
      <Section title={t('accounting.table')}>
        <MovementRows rows={view.table} />
      </Section>
      <Section title={t('accounting.classes')}>
        <ClassTable classes={view.classes} />
      </Section>
      <Section title={t('accounting.note')}>
        {view.note.map((one) => (
          <p key={one.en}>{say(one)}</p>
        ))}
      </Section>
    </>
  );
}

function Figures({ view }: { view: Accounting }) {
  const { t } = useWords();
  const closing = view.table.find((one) => one.row === 'closing');
  const node = closing?.amount.node;
  return (
    <div className={styles.cards}>
      <div className={styles.card}>
        <h2>{t('accounting.bookValue')}</h2>
        <Quantity value={view.bookValue} unit="CNY" digits={2} to={node ? paths.accountingDerivation(node) : null} />
        <span className="th-small th-quiet">{t('accounting.presented')}</span>
      </div>
      <div className={styles.card}>
        <h2>{t('accounting.debits')}</h2>
        <Quantity value={view.debits} unit="CNY" digits={2} />
      </div>
      <div className={styles.card}>
        <h2>{t('accounting.credits')}</h2>
        <Quantity value={view.credits} unit="CNY" digits={2} />
        {view.debits === view.credits && (
          <span>
            <Tag tone="good">{t('accounting.balanced')}</Tag>
          </span>
        )}
      </div>
    </div>
  );
}
