import { Button, Checkbox, Form, Input, Select } from 'antd';
import { consolidationApproach, organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import type { ScopeStatement } from './ScopeEdition.tsx';

type Fields = Pick<ScopeStatement, 'consolidationApproach' | 'statement' | 'statementEn' | 'annexes' | 'exclusions' | 'effectiveFrom'>;

/** Drafts a new edition, starting from the last one. */
export function ScopeForm({ open, onClose, last }: { open: boolean; onClose: () => void; last: ScopeStatement | null }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const draft = useDeed(organizationEndpoints.draftScopeStatement);
  const initial: Partial<Fields> = last ?? { consolidationApproach: 'operational_control', annexes: ['A'], exclusions: [] };
  return (
    <FormDrawer<Fields>
      open={open}
      title={t('organization.draftScope')}
      form={form}
      initial={initial}
      busy={draft.isPending}
      problem={draft.error}
      onClose={onClose}
      size={640}
      onSubmit={(fields) => draft.mutate({ body: { ...fields, exclusions: fields.exclusions ?? [] } }, done)}
    >
      <div className="th-form-grid">
        <Form.Item name="consolidationApproach" label={t('organization.scopeApproach')} rules={[rules.required]}>
          <Select options={consolidationApproach.options.map((value) => ({ value, label: t(`organization.approach.${value}`) }))} />
        </Form.Item>
        <Form.Item name="effectiveFrom" label={t('organization.effectiveFrom')} rules={[rules.required]}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="annexes" label={t('organization.annexes')} rules={[rules.required]}>
        <Checkbox.Group options={(['A', 'B', 'C', 'D'] as const).map((value) => ({ value, label: t(`organization.annex.${value}`) }))} />
      </Form.Item>
      <Form.Item name="statement" label={t('organization.statement')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="statementEn" label={t('organization.statementEn')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Exclusions />
    </FormDrawer>
  );
}

/** What the boundary leaves out, each with its reason. */
function Exclusions() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <h3>{t('organization.exclusions')}</h3>
      <Form.List name="exclusions">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="th-streams">
                <Form.Item name={[name, 'subject']} label={t('organization.exclusionSubject')} rules={[rules.words]}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'reason']} label={t('organization.exclusionReason')} rules={[rules.words]}>
                  <Input.TextArea autoSize maxLength={4000} />
                </Form.Item>
                <Form.Item>
                  <Button icon={<Icon name="trash" size={14} />} onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                </Form.Item>
              </div>
            ))}
            <Button icon={<Icon name="plus" size={14} />} onClick={() => add({ subject: '', reason: '' })}>
              {t('organization.addExclusion')}
            </Button>
          </>
        )}
      </Form.List>
    </>
  );
}
