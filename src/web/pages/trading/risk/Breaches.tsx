import { Form } from 'antd';
import { useState } from 'react';
import { tradingRiskEndpoints as e } from '../../../../contract/trading-risk.ts';
import { useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { InstantLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { limitUnit, type Risk } from './risk-model.ts';

type Breach = Risk['breaches'][number];

/** Breaches as they were found; each is closed with a reason by somebody who does not trade (B.10). */
export function Breaches({ breaches }: { breaches: readonly Breach[] }) {
  const { t } = useWords();
  const [closing, setClosing] = useState<Breach | null>(null);
  const watch = useDeed(e.watchLimits);
  const look = (
    <RightDeed action="trading.close_breach" loading={watch.isPending} onClick={() => watch.mutate({})}>
      {t('risk.breach.look')}
    </RightDeed>
  );
  return (
    <Section title={t('risk.breaches')} extra={look}>
      {watch.error ? <RefusalNotice problem={watch.error} /> : null}
      {breaches.length === 0 ? (
        <p className="th-quiet">{t('risk.breach.none')}</p>
      ) : (
        <PlainTable
          rows={breaches}
          rowKey={(row) => row.id}
          columns={[
            { key: 'number', title: t('risk.breach.number'), className: 'th-nowrap', show: (row) => row.number },
            {
              key: 'kind',
              title: t('trading.desk.limit'),
              show: (row) => `${t(`trading.desk.kind.${row.kind}`)} ${row.limitId.split(' ')[1] ?? ''}`,
            },
            {
              key: 'used',
              title: t('risk.breach.used'),
              className: 'th-right',
              show: (row) => (
                <span className="th-nowrap">
                  <Quantity value={row.used} unit="" digits={0} /> / <Quantity value={row.most} unit={limitUnit(row.kind)} digits={0} />
                </span>
              ),
            },
            { key: 'found', title: t('risk.breach.found'), show: (row) => <InstantLabel at={row.foundAt} /> },
            {
              key: 'ended',
              title: t('risk.breach.ended'),
              show: (row) => (row.endedAt ? <InstantLabel at={row.endedAt} /> : <Tag tone="bad">{t('risk.breach.lasts')}</Tag>),
            },
            {
              key: 'closed',
              title: t('risk.breach.closed'),
              show: (row) =>
                row.closed ? (
                  <>
                    {row.closed.reason} <WhoWhen name={row.closed.doneBy.name} at={row.closed.doneAt} />
                  </>
                ) : (
                  <RightDeed action="trading.close_breach" size="small" onClick={() => setClosing(row)}>
                    {t('risk.breach.close')}
                  </RightDeed>
                ),
            },
          ]}
        />
      )}
      {closing && <CloseForm breach={closing} onClose={() => setClosing(null)} />}
    </Section>
  );
}

function CloseForm({ breach, onClose }: { breach: Breach; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const close = useDeed(e.closeBreach);
  const done = useDone(onClose);
  return (
    <FormDrawer<{ reason: string }>
      open
      title={t('risk.breach.closeTitle', { number: breach.number })}
      form={form}
      initial={{}}
      busy={close.isPending}
      problem={close.error}
      onSubmit={({ reason }) => close.mutate({ params: { breachId: breach.id }, body: { reason } }, done)}
      onClose={onClose}
      intro={t('risk.breach.closeText')}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
