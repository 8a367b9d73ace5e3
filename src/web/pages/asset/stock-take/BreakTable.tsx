import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { stockTakeEndpoints as e } from '../../../../contract/stock-take.ts';
import { useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { Deed, RightDeed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import { className, Held, type StockTakes } from './StockTakePage.tsx';

type Break = StockTakes['breaks'][number];
const tones: Readonly<Record<Break['state'], Tone>> = { open: 'bad', explained: 'warn', closed: 'good' };

/** Every break with both sides, its age, and how it ended or who has to act. */
export function BreakTable({ view }: { view: StockTakes }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Break | null>(null);
  if (view.breaks.length === 0) return <p className="th-quiet">{t('stockTake.breaksEmpty')}</p>;
  return (
    <>
      <PlainTable
        rows={view.breaks}
        rowKey={(row) => row.id}
        columns={[
          { key: 'kind', title: t('stockTake.kind'), show: (row) => t(`stockTake.kindOf.${row.kind}`) },
          { key: 'statement', title: t('stockTake.statement'), show: (row) => <Side of={row.line} /> },
          { key: 'book', title: t('stockTake.book'), show: (row) => <Side of={row.book} /> },
          { key: 'age', title: t('stockTake.age'), className: 'th-right', show: (row) => row.ageDays },
          {
            key: 'state',
            title: t('common.state'),
            show: (row) => <Tag tone={tones[row.state]}>{t(`stockTake.stateOf.${row.state}`)}</Tag>,
          },
          { key: 'explanation', title: t('stockTake.explanation'), show: (row) => <Explanation of={row} /> },
          {
            key: 'do',
            title: '',
            show: (row) =>
              row.state === 'open' && (
                <RightDeed action="asset.take_stock" size="small" onClick={() => setOpen(row)}>
                  {t('stockTake.explain')}
                </RightDeed>
              ),
          },
        ]}
      />
      {open && <ExplainForm of={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Side({ of }: { of: Break['line'] }) {
  if (of === null) return <span className="th-quiet">—</span>;
  return (
    <>
      <DayLabel day={of.day} />
      {of.time === null ? '' : ` ${of.time}`} · {className(of.heldAs)} · <Held quantity={of.quantity} heldAs={of.heldAs} /> {of.reference}
    </>
  );
}

function Explanation({ of }: { of: Break }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const session = useSession();
  const mayNot = useWhyNot('asset.accept_break');
  const decide = useDeed(e.decideExplanation, [e.readStockTakes]);
  const last = of.explanations.at(-1);
  if (!last) return null;
  const why = mayNot ?? (session?.person.id === last.recordedBy.id ? words('same_person_proposes_and_approves') : null);
  return (
    <>
      <div>{last.reason}</div>
      <WhoWhen name={last.recordedBy.name} at={last.recordedAt} />
      {of.state === 'explained' && (
        <div>
          <Deed
            size="small"
            type="primary"
            why={why}
            loading={decide.isPending}
            onClick={() =>
              decide.mutate(
                { params: { explanationId: last.id }, body: { decision: 'accepted', reason: '' } },
                { onSuccess: () => void message.success(t('stockTake.accepted')) },
              )
            }
          >
            {t('stockTake.accept')}
          </Deed>
        </div>
      )}
      {decide.error && <RefusalNotice problem={decide.error} />}
    </>
  );
}

interface Fields {
  reason: string;
  transactionId: string;
}

function ExplainForm({ of, onClose }: { of: Break; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const done = useDone(onClose, t('stockTake.explained'));
  const explain = useDeed(e.explainBreak, [e.readStockTakes]);
  return (
    <FormDrawer<Fields>
      open
      title={`${t('stockTake.explainTitle')} \u00B7 ${t(`stockTake.kindOf.${of.kind}`)}`}
      form={form}
      initial={{ reason: '', transactionId: '' }}
      busy={explain.isPending}
      problem={explain.error}
      onSubmit={({ reason, transactionId }) =>
        explain.mutate(
          { params: { breakId: of.id }, body: { reason, transactionId: transactionId?.trim() ? transactionId.trim() : null } },
          done,
        )
      }
      onClose={onClose}
      intro={t('stockTake.explainIntro')}
    >
      <Form.Item name="transactionId" label={t('stockTake.transaction')}>
        <Input maxLength={36} />
      </Form.Item>
      <ReasonItem />
    </FormDrawer>
  );
}
