import { Select } from 'antd';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { instantsOfDay } from '../../../../kernel/calendar/today.ts';
import { useInParts } from '../../../api/pages.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useGo } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { MoreParts } from './MoreParts.tsx';
import { className, type Statement, type UnitClass } from './model.ts';
import { StatementLines } from './StatementLines.tsx';
import { TransactionDrawer } from './TransactionDrawer.tsx';
import { ClassName, Units } from './Units.tsx';

const endpoint = ledgerEndpoints.readStatement;

/** 对账单: opening, every line and closing of one account, by effective day, as known on any day (C.8). */
export function StatementPage() {
  const { t, say } = useWords();
  const { accountId } = useAddress('accountId');
  const [fields] = useSearchFields();
  const query = {
    ...(fields.classId ? { classId: fields.classId } : {}),
    ...(fields.from ? { from: fields.from } : {}),
    ...(fields.to ? { to: fields.to } : {}),
    ...(fields.knownOn ? { knownAt: instantsOfDay(fields.knownOn).last } : {}),
    limit: 500,
  };
  const parts = useInParts(
    endpoint,
    { params: { accountId }, query },
    { at: (given, after) => ({ ...given, query: { ...given.query, after } }), next: (reply) => reply.next },
  );
  const [first] = parts.data ?? [];
  return (
    <>
      <PageHead
        title={first ? `${t('ledger.statement.title')} \u00B7 ${say(first.account.name)}` : t('ledger.statement.title')}
        clause="C.8"
        summary={t('ledger.statement.summary')}
        extra={<AccountPicker accountId={accountId} />}
      />
      <Answer of={parts} rows={10}>
        {(loaded) => {
          const [statement] = loaded;
          if (!statement) return null;
          const lines = loaded.flatMap((part) => part.lines);
          const classes = [...new Map(loaded.flatMap((part) => part.classes).map((one) => [one.id, one])).values()];
          return (
            <>
              <Ends statement={statement} />
              <Section flush>
                <StatementLines
                  statement={statement}
                  lines={lines}
                  classes={classes}
                  filters={<Filters classes={classes} />}
                  empty={<EmptyState icon="asset" title={t('ledger.statement.none')} text={t('ledger.statement.noneText')} clause="C.8" />}
                />
                <MoreParts parts={parts} count={lines.length} />
              </Section>
            </>
          );
        }}
      </Answer>
      <TransactionDrawer />
    </>
  );
}

/** What stood at the beginning and stands at the end, by class. */
function Ends({ statement }: { statement: Statement }) {
  const { t } = useWords();
  const of = (ends: Statement['opening'], held: UnitClass) => ends.find((one) => one.classId === held.id)?.quantity ?? '0';
  const change = (held: UnitClass) => `${BigInt(of(statement.closing, held)) - BigInt(of(statement.opening, held))}`;
  if (statement.classes.length === 0) return null;
  return (
    <Section>
      <PlainTable<UnitClass>
        rows={statement.classes}
        rowKey={(held) => held.id}
        columns={[
          { key: 'class', title: t('ledger.class'), show: (held) => <ClassName held={held} /> },
          { key: 'unit', title: t('common.unit'), show: (held) => t(`ledger.unit.${held.unit}`) },
          {
            key: 'opening',
            title: t('ledger.statement.opening'),
            className: 'th-num th-right',
            show: (held) => <Units quantity={of(statement.opening, held)} />,
          },
          {
            key: 'change',
            title: t('ledger.statement.change'),
            className: 'th-num th-right',
            show: (held) => <Units quantity={change(held)} />,
          },
          {
            key: 'closing',
            title: t('ledger.statement.closing'),
            className: 'th-num th-right',
            show: (held) => (
              <strong className="th-medium">
                <Units quantity={of(statement.closing, held)} />
              </strong>
            ),
          },
        ]}
      />
    </Section>
  );
}

function AccountPicker({ accountId }: { accountId: string }) {
  const { t, say } = useWords();
  const go = useGo();
  const holdings = useAsk(ledgerEndpoints.readHoldings, {});
  return (
    <Select<string>
      className="th-filter"
      popupMatchSelectWidth={false}
      aria-label={t('ledger.statement.choose')}
      placeholder={t('ledger.statement.choose')}
      showSearch={{ optionFilterProp: 'label' }}
      {...(holdings.data?.accounts.some((one) => one.id === accountId) ? { value: accountId } : {})}
      options={(holdings.data?.accounts ?? []).map((one) => ({ value: one.id, label: say(one.name) }))}
      onChange={(id) => go(paths.statement(id))}
    />
  );
}

function Filters({ classes }: { classes: readonly UnitClass[] }) {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const chosen = classes.some((one) => one.id === fields.classId) && fields.classId ? { value: fields.classId } : {};
  return (
    <>
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('ledger.class')}
        aria-label={t('ledger.class')}
        {...chosen}
        options={classes.map((held) => ({ value: held.id, label: className(held) }))}
        onChange={(id) => change({ classId: id ?? null })}
      />
      <span className="th-filter-day">
        <DayField label={t('ledger.day.from')} value={fields.from ?? null} onChange={(day) => change({ from: day })} />
        {'\u2013'}
        <DayField label={t('ledger.day.to')} value={fields.to ?? null} onChange={(day) => change({ to: day })} />
      </span>
      <span className="th-filter-day" title={t('ledger.holdings.knownHint')}>
        {t('ledger.holdings.knownOn')}
        <DayField label={t('ledger.holdings.knownOn')} value={fields.knownOn ?? null} onChange={(day) => change({ knownOn: day })} />
      </span>
    </>
  );
}
