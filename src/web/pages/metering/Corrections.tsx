import { App, Form, Input } from 'antd';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Deed, useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { lineageOf } from '../../shell/workplace.ts';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Stream, StreamDetail } from './model.ts';

type Correction = StreamDetail['corrections'][number];
const tones = { requested: 'warn', approved: 'good', refused: 'plain' } as const;

/** Readings asked to be others, each decided by another person. */
export function Corrections({ detail }: { detail: StreamDetail }) {
  const { t } = useWords();
  const { stream, corrections } = detail;
  if (corrections.length === 0) return null;
  const columns: Column<Correction>[] = [
    { key: 'at', title: t('metering.readAt'), text: (row) => row.atLocal, nowrap: true },
    {
      key: 'old',
      title: t('metering.oldValue'),
      text: (row) => row.oldValue ?? '',
      show: (row) => <Quantity value={row.oldValue} unit="" />,
      align: 'right',
    },
    { key: 'new', title: t('metering.newValue'), text: (row) => row.newValue, align: 'right' },
    { key: 'reason', title: t('common.reason'), text: (row) => row.reason },
    {
      key: 'by',
      title: t('metering.askedBy'),
      text: (row) => row.requestedByName,
      show: (row) => <WhoWhen name={row.requestedByName} at={row.requestedAt} />,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (row) => t(`metering.correctionState.${row.state}`),
      show: (row) => <Tag tone={tones[row.state]}>{t(`metering.correctionState.${row.state}`)}</Tag>,
    },
    {
      key: 'decided',
      title: t('metering.decidedBy'),
      text: (row) => row.decidedByName ?? '',
      show: (row) =>
        row.state === 'requested' ? <Decide stream={stream} row={row} /> : <WhoWhen name={row.decidedByName} at={row.decidedAt} />,
    },
  ];
  return (
    <Section title={t('metering.corrections')}>
      <TableView name={t('metering.corrections')} rows={corrections} columns={columns} rowKey={(row) => row.id} />
    </Section>
  );
}

function Decide({ stream, row }: { stream: Stream; row: Correction }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const right = useWhyNot('metering.approve', lineageOf(tree.data, stream.entityId));
  const words = useRefusalWords();
  const decide = useDeed(meteringEndpoints.decideMeterCorrection);
  const why = right ?? (row.requestedByMe ? words('same_person_proposes_and_approves') : null);
  const send = (decision: 'approved' | 'refused') =>
    decide.mutate(
      { params: { correctionId: row.id }, body: { decision, reason: '', version: row.version } },
      { onSuccess: () => void message.success(t(`metering.correctionState.${decision}`)) },
    );
  return (
    <>
      <span className="th-row">
        <Deed why={why} size="small" loading={decide.isPending} onClick={() => send('approved')}>
          {t('metering.approve')}
        </Deed>
        <Deed why={why} size="small" onClick={() => send('refused')}>
          {t('metering.refuse')}
        </Deed>
      </span>
      {decide.error && <RefusalNotice problem={decide.error} />}
    </>
  );
}

interface Fields {
  at: string;
  newValue: string;
  reason: string;
}

/** Asks that the reading of a moment be another one; the moment is given with its offset, so that no clock is guessed. */
export function CorrectionForm({ stream, onClose }: { stream: Stream; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const ask = useDeed(meteringEndpoints.requestMeterCorrection);
  return (
    <FormDrawer<Fields>
      open
      title={t('metering.correct')}
      form={form}
      initial={stream.lastAt ? { at: stream.lastAt } : {}}
      busy={ask.isPending}
      problem={ask.error}
      onSubmit={({ at, newValue, reason }) =>
        ask.mutate(
          { params: { streamId: stream.id }, body: { at: at.trim(), newValue: numberOut(newValue) ?? '0', reason } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
      intro={t('metering.correctIntro')}
    >
      <Form.Item name="at" label={t('metering.readAt')} extra={t('metering.readAtHint')} rules={[rules.words]}>
        <Input maxLength={40} />
      </Form.Item>
      <NumberItem name="newValue" label={t('metering.newValue')} required />
      <ReasonItem />
    </FormDrawer>
  );
}
