import { Alert, App, Form, Select } from 'antd';
import { useState } from 'react';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { type FillMethod, fillMethods } from '../../../kernel/metering/fill.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { RightDeed } from '../../parts/Deed.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { lineageOf } from '../../shell/workplace.ts';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Stream, StreamDetail, Use } from './model.ts';

type Fill = StreamDetail['fills'][number];
type Gap = Use['gaps'][number];

/** A gap that has no value can be filled; of the others something is known. */
const fillable: readonly Gap['kind'][] = ['missing', 'register_error', 'register_changed'];

/** The deed beside a gap that has no value. */
export function FillGap({ stream, gap }: { stream: Stream; gap: Gap }) {
  const { t } = useWords();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const [open, setOpen] = useState(false);
  if (!fillable.includes(gap.kind)) return null;
  return (
    <>
      <RightDeed action="metering.correct" lineage={lineageOf(tree.data, stream.entityId)} size="small" onClick={() => setOpen(true)}>
        {t('metering.fill.deed')}
      </RightDeed>
      {open && <FillForm stream={stream} gap={gap} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Fields {
  method: FillMethod;
  statedUse?: string;
  reason: string;
}

function FillForm({ stream, gap, onClose }: { stream: Stream; gap: Gap; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const fill = useDeed(meteringEndpoints.fillMeterGap);
  const method = Form.useWatch('method', form);
  const stated = numberOut(Form.useWatch('statedUse', form));
  const params = { streamId: stream.id };
  const asked = (of: FillMethod) => ({ from: gap.from, to: gap.to, method: of, statedUse: of === 'stated' ? stated : null });
  return (
    <FormDrawer<Fields>
      open
      title={`${t('metering.fill.deed')} \u00B7 ${t('metering.fill.span', { from: gap.fromLocal, to: gap.toLocal })}`}
      form={form}
      initial={{ method: 'neighbour_day' }}
      busy={fill.isPending}
      problem={fill.error}
      onSubmit={(given) =>
        fill.mutate(
          { params, body: { ...asked(given.method), reason: given.reason } },
          {
            onSuccess: () => {
              message.success(t('metering.fill.done', { n: gap.intervals }));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      intro={t('metering.fill.intro')}
    >
      <Form.Item name="method" label={t('metering.fill.method')} rules={[rules.required]}>
        <Select options={fillMethods.map((value) => ({ value, label: t(`metering.fill.methods.${value}`) }))} />
      </Form.Item>
      {method === 'stated' && <NumberItem name="statedUse" label={t('metering.fill.statedUse', { unit: stream.unit })} required />}
      {method && (method !== 'stated' || stated !== null) && (
        <Preview streamId={stream.id} asked={asked(method)} ask={!fill.isPending && !fill.isSuccess} />
      )}
      <ReasonItem />
    </FormDrawer>
  );
}

/** What would be put in, before it is. */
function Preview({
  streamId,
  asked,
  ask,
}: {
  streamId: string;
  /** Not while the gap is being filled: then there is nothing left to preview. */
  ask: boolean;
  asked: { from: string; to: string; method: FillMethod; statedUse: string | null };
}) {
  const { t } = useWords();
  const told = useAsk(meteringEndpoints.previewMeterFill, { params: { streamId }, body: asked }, { enabled: ask });
  if (told.isError) return <RefusalNotice problem={told.error} />;
  if (!told.data) return null;
  const { intervals, unfilled, use, unit } = told.data;
  return (
    <Form.Item>
      <Alert
        showIcon
        type={unfilled > 0 ? 'warning' : 'info'}
        title={
          unfilled > 0
            ? t('metering.fill.noBasis', { n: unfilled })
            : t('metering.fill.wouldPut', { n: intervals, use: use === null ? '' : group(use), unit })
        }
      />
    </Form.Item>
  );
}

/** Every gap that was filled: how, by whom, why; withdrawn ones stay in the list. */
export function Fills({ detail }: { detail: StreamDetail }) {
  const { t } = useWords();
  const [gone, setGone] = useState<Fill | null>(null);
  const { stream, fills } = detail;
  const tree = useAsk(organizationEndpoints.readTree, {});
  const lineage = lineageOf(tree.data, stream.entityId);
  if (fills.length === 0) return null;
  const columns: Column<Fill>[] = [
    { key: 'from', title: t('metering.from'), text: (row) => row.fromLocal, nowrap: true },
    { key: 'to', title: t('metering.to'), text: (row) => row.toLocal, nowrap: true },
    {
      key: 'method',
      title: t('metering.fill.method'),
      text: (row) =>
        `${t(`metering.fill.methodShort.${row.method}`)}${row.statedUse === null ? '' : ` ${group(row.statedUse)} ${stream.unit}`}`,
    },
    { key: 'reason', title: t('common.reason'), text: (row) => row.reason },
    {
      key: 'by',
      title: t('common.person'),
      text: (row) => row.recordedByName,
      show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} />,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (row) => t(row.withdrawnAt === null ? 'metering.fill.holds' : 'metering.fill.withdrawn'),
      show: (row) =>
        row.withdrawnAt === null ? (
          <Tag tone="good">{t('metering.fill.holds')}</Tag>
        ) : (
          <Tag tone="plain">{t('metering.fill.withdrawn')}</Tag>
        ),
    },
    {
      key: 'withdrawn',
      title: t('metering.fill.withdraw'),
      text: (row) => row.withdrawalReason,
      show: (row) =>
        row.withdrawnAt === null ? (
          <RightDeed action="metering.correct" lineage={lineage} size="small" onClick={() => setGone(row)}>
            {t('metering.fill.withdraw')}
          </RightDeed>
        ) : (
          <>
            {row.withdrawalReason} <WhoWhen name={row.withdrawnByName} at={row.withdrawnAt} />
          </>
        ),
    },
  ];
  return (
    <Section title={t('metering.fill.title')}>
      <TableView name={t('metering.fill.title')} rows={fills} columns={columns} rowKey={(row) => row.id} />
      {gone && <WithdrawForm fill={gone} onClose={() => setGone(null)} />}
    </Section>
  );
}

function WithdrawForm({ fill, onClose }: { fill: Fill; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const withdraw = useDeed(meteringEndpoints.withdrawMeterFill);
  return (
    <FormDrawer<{ reason: string }>
      open
      title={`${t('metering.fill.withdraw')} \u00B7 ${t('metering.fill.span', { from: fill.fromLocal, to: fill.toLocal })}`}
      form={form}
      initial={{}}
      busy={withdraw.isPending}
      problem={withdraw.error}
      submitLabel={t('metering.fill.withdraw')}
      onSubmit={({ reason }) =>
        withdraw.mutate({ params: { fillId: fill.id }, body: { reason, version: fill.version } }, { onSuccess: onClose })
      }
      onClose={onClose}
      intro={t('metering.fill.withdrawIntro')}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
