import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { groupEndpoints as e } from '../../../../contract/group.ts';
import { useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { Section } from '../../../ui/Page.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import { type Group, type PriceRule, ruleTones } from './group-model.ts';
import { RejectForm } from './RejectForm.tsx';

/** The rule of transfer prices in versions, each approved by another person. */
export function PriceRules({ group }: { group: Group }) {
  const { t } = useWords();
  const [proposing, setProposing] = useState(false);
  return (
    <Section
      title={t('group.rules')}
      extra={
        <RightDeed action="trading.set_transfer_price" onClick={() => setProposing(true)}>
          {t('group.newRule')}
        </RightDeed>
      }
    >
      {group.rules.length === 0 ? (
        <p className="th-quiet">{t('group.noRules')}</p>
      ) : (
        <PlainTable
          rows={group.rules}
          rowKey={(row) => row.id}
          columns={[
            { key: 'version', title: t('group.version'), show: (row) => row.version },
            {
              key: 'state',
              title: t('common.state'),
              show: (row) => <Tag tone={ruleTones[row.state]}>{t(`group.ruleStates.${row.state}`)}</Tag>,
            },
            { key: 'rule', title: t('group.rule'), show: (row) => <RuleText rule={row} /> },
            { key: 'from', title: t('group.validFrom'), show: (row) => <DayLabel day={row.validFrom} /> },
            { key: 'note', title: t('group.note'), show: (row) => row.note },
            { key: 'by', title: t('group.by'), show: (row) => <WhoWhen name={row.doneBy.name} at={row.doneAt} /> },
            { key: 'decision', title: t('group.decision'), show: (row) => <Decision rule={row} /> },
          ]}
        />
      )}
      {proposing ? <RuleForm group={group} onClose={() => setProposing(false)} /> : null}
    </Section>
  );
}

function RuleText({ rule }: { rule: PriceRule }) {
  const { t } = useWords();
  return rule.method === 'fixed' ? (
    <>
      {t('group.fixed')} <Quantity value={rule.value} unit="CNY/t" />
    </>
  ) : (
    <span>{t('group.market', { share: `${Number((Number(rule.value) * 100).toFixed(4))} %` })}</span>
  );
}

function Decision({ rule }: { rule: PriceRule }) {
  const { t } = useWords();
  const [rejecting, setRejecting] = useState(false);
  const decide = useDeed(e.decideTransferPrice);
  const reject = useDeed(e.decideTransferPrice);
  const done = useDone(() => setRejecting(false));
  if (rule.state !== 'proposed')
    return (
      <>
        {rule.decidedBy} {rule.reason}
      </>
    );
  const params = { ruleId: rule.id };
  return (
    <div className="th-row">
      {decide.error ? <RefusalNotice problem={decide.error} /> : null}
      <RightDeed
        action="trading.approve_transfer_price"
        type="primary"
        size="small"
        loading={decide.isPending}
        onClick={() => decide.mutate({ params, body: { decision: 'approve', reason: '' } })}
      >
        {t('group.approve')}
      </RightDeed>
      <RightDeed action="trading.approve_transfer_price" size="small" onClick={() => setRejecting(true)}>
        {t('group.reject')}
      </RightDeed>
      {rejecting ? (
        <RejectForm
          busy={reject.isPending}
          problem={reject.error}
          onReject={(reason) => reject.mutate({ params: { ruleId: rule.id }, body: { decision: 'reject', reason } }, done)}
          onClose={() => setRejecting(false)}
        />
      ) : null}
    </div>
  );
}

interface Fields {
  readonly method: 'fixed' | 'market';
  readonly value: string;
  readonly validFrom: string;
  readonly note?: string;
}

function RuleForm({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const propose = useDeed(e.proposeTransferPrice);
  const done = useDone(onClose);
  const method = Form.useWatch('method', form) ?? 'market';
  const submit = ({ value, note = '', ...fields }: Fields) =>
    propose.mutate({ body: { ...fields, note, value: numberOut(value) ?? '', seenVersion: group.rules[0]?.version ?? 0 } }, done);
  return (
    <FormDrawer<Fields>
      open
      title={t('group.newRule')}
      form={form}
      initial={{ method: 'market', value: '0', validFrom: today() }}
      busy={propose.isPending}
      problem={propose.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="method" label={t('group.method')} rules={[rules.required]}>
        <Select options={(['market', 'fixed'] as const).map((value) => ({ value, label: t(`group.methods.${value}`) }))} />
      </Form.Item>
      <NumberItem name="value" label={t(`group.values.${method}`)} unit={method === 'fixed' ? 'CNY/t' : '1'} required />
      <Form.Item name="validFrom" label={t('group.validFrom')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <Form.Item name="note" label={t('group.note')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
