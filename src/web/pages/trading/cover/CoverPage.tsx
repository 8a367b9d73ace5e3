import { Button, Form } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { libraryEndpoints } from '../../../../contract/library.ts';
import { tradingDeskEndpoints as e } from '../../../../contract/trading-desk.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { NumberItem } from '../../../parts/fields.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { NoUnits } from '../../organization/NoUnits.tsx';
import { ResultDerivation } from '../ResultDerivation.tsx';
import { type Asked, coverInput } from './cover-input.ts';
import { Plans } from './Plans.tsx';

export type CoverStart = ReplyOf<typeof e.readCoverStart>;

/** 最低成本履约 (B.7): the cheapest lawful cover of a compliance year, why no cheaper one, and the next-best plans. */
export function CoverPage() {
  const { t } = useWords();
  const { tree, at, year } = useWorkplace();
  const entity = tree.data && tree.data.units.length > 0 ? firstEntity(tree.data, at) : null;
  if (tree.data === undefined || year === null) return <Waiting rows={8} />;
  if (entity === null)
    return (
      <>
        <PageHead title={t('trading.cover.title')} clause="B.7" />
        <NoUnits />
      </>
    );
  return <OfYear key={`${entity.id} ${year}`} entityId={entity.id} year={year} />;
}

function OfYear({ entityId, year }: { entityId: string; year: number }) {
  const { t } = useWords();
  const start = useAsk(e.readCoverStart, { params: { entityId, year } });
  if (start.isError && start.error.status === 404)
    return (
      <>
        <PageHead title={t('trading.cover.title')} clause="B.7" summary={t('trading.cover.summary')} />
        <EmptyState icon="trading" title={t('trading.cover.empty')} text={t('trading.cover.emptyText')} clause="B.7" />
      </>
    );
  return (
    <Answer of={start} rows={10}>
      {(data) => <View start={data} />}
    </Answer>
  );
}

function View({ start }: { start: CoverStart }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Asked>();
  const [problem, setProblem] = useState<string | null>(null);
  const run = useDeed(libraryEndpoints.runCalculation, []);
  function solve(asked: Asked) {
    const input = coverInput(start, asked, t('trading.cover.expected', { year: start.year }));
    setProblem(input === null ? t('trading.cover.emptyText') : null);
    if (input) run.mutate({ params: { name: 'cheapest-cover' }, body: input });
  }
  const initial: Asked = {
    outstanding: start.outstanding,
    allowancePrice: start.allowancePrice ?? '',
    creditPrice: start.creditPrice ?? '',
    creditRegistered: null,
    budget: start.budgetYuan ?? '',
  };
  return (
    <>
      <PageHead
        title={t('trading.cover.title')}
        clause="B.7"
        summary={`${t('trading.cover.year', { name: say(start.entityName), year: start.year })} · ${t('trading.cover.summary')}`}
      />
      <Section title={t('trading.cover.start')}>
        <Form<Asked> form={form} layout="vertical" initialValues={initial} onFinish={solve}>
          <div className="th-form-grid">
            <NumberItem
              name="outstanding"
              label={t('trading.cover.outstanding')}
              unit="t"
              required
              extra={t(`trading.desk.from.${start.obligationFrom}`)}
            />
            <NumberItem
              name="allowancePrice"
              label={t('trading.cover.allowancePrice')}
              unit="CNY/t"
              required
              extra={start.allowancePriceDay ?? ''}
            />
            <NumberItem name="creditPrice" label={t('trading.cover.creditPrice')} unit="CNY/t" extra={t('trading.cover.creditHint')} />
            <Form.Item name="creditRegistered" label={t('trading.cover.creditRegistered')}>
              <DayField />
            </Form.Item>
            <NumberItem name="budget" label={t('trading.cover.budget')} unit="CNY" extra={t('trading.cover.budgetHint')} />
          </div>
          <h3>{t('trading.cover.held')}</h3>
          {start.held.length === 0 && start.expectedIssue === '0' ? (
            <p className="th-quiet">{t('trading.cover.nothingHeld')}</p>
          ) : (
            <Held start={start} />
          )}
          <div className="th-row th-end th-under">
            <Button type="primary" htmlType="submit" loading={run.isPending}>
              {t('trading.cover.solve')}
            </Button>
          </div>
        </Form>
        {problem && <p className="th-quiet">{problem}</p>}
        {run.error && <RefusalNotice problem={run.error} />}
      </Section>
      {run.data && <Plans result={run.data} />}
      <ResultDerivation result={run.data ?? null} year={start.year} />
    </>
  );
}

function Held({ start }: { start: CoverStart }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={[
        ...start.held,
        ...(start.expectedIssue === '0'
          ? []
          : [{ name: t('trading.cover.expected', { year: start.year }), available: start.expectedIssue }]),
      ]}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', title: t('trading.cover.source'), show: (row) => row.name },
        {
          key: 'available',
          title: t('trading.mandate.tonnes'),
          className: 'th-right',
          show: (row) => <Quantity value={row.available} unit="t" />,
        },
      ]}
    />
  );
}
