import { Form, Input } from 'antd';
import { tradingEndpoints as e } from '../../../../contract/trading.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { useWords } from '../../../words/language.ts';

export type ReasonDeed =
  | { readonly kind: 'stop' }
  | { readonly kind: 'lift'; readonly stopId: string }
  | { readonly kind: 'approve' | 'reject'; readonly mandateId: string; readonly version: number };

/** What is done with the mandate and needs saying why: a decision, a stop, its lift. */
export function ReasonForm({ deed, onClose }: { deed: ReasonDeed; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const touched = [e.readMandate];
  const decide = useDeed(e.decideMandate, touched);
  const stop = useDeed(e.stopTrading);
  const lift = useDeed(e.liftStop);
  const done = { onSuccess: onClose };
  function submit({ reason = '' }: { reason: string }) {
    if (deed.kind === 'stop') stop.mutate({ body: { reason } }, done);
    else if (deed.kind === 'lift') lift.mutate({ params: { stopId: deed.stopId }, body: { reason } }, done);
    else decide.mutate({ params: { mandateId: deed.mandateId }, body: { decision: deed.kind, reason } }, done);
  }
  const decides = deed.kind === 'approve' || deed.kind === 'reject';
  return (
    <FormDrawer<{ reason: string }>
      open
      title={decides ? t('trading.mandate.decideTitle', { version: deed.version }) : t(`trading.mandate.${deed.kind}`)}
      form={form}
      initial={{ reason: '' }}
      busy={decide.isPending || stop.isPending || lift.isPending}
      problem={decide.error ?? stop.error ?? lift.error}
      submitLabel={t(`trading.mandate.${deed.kind}`)}
      onSubmit={submit}
      onClose={onClose}
      {...(decides ? {} : { intro: t(deed.kind === 'stop' ? 'trading.mandate.stopText' : 'trading.mandate.liftText') })}
    >
      {deed.kind === 'approve' ? (
        <Form.Item name="reason" label={t('common.reason')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      ) : (
        <ReasonItem />
      )}
    </FormDrawer>
  );
}
