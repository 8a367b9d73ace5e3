import { Form, Input, Select } from 'antd';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../shell/workplace.ts';
import { useWords } from '../../words/language.ts';
import type { Overview } from './model.ts';

type Subject = Overview['items'][number]['subject'];
interface Fields {
  readonly entityId: string;
  readonly kind: Subject['kind'];
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly boundary: string;
  readonly rationale?: string;
  readonly ruleSet: string;
}

/** Names a subject, or changes what may change of it (D.4). */
export function SubjectForm({
  ruleSets,
  subject,
  onClose,
}: {
  ruleSets: Overview['ruleSets'];
  subject: Subject | null;
  onClose: () => void;
}) {
  const { t, say, language } = useWords();
  const rules = useRules();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(e.addSubject);
  const change = useDeed(e.changeSubject);
  const done = useDone(onClose);
  const deed = subject === null ? add : change;
  const submit = ({ entityId, kind, code, rationale = '', ...rest }: Fields) =>
    subject === null
      ? add.mutate({ body: { entityId, kind, code, rationale, ...rest } }, done)
      : change.mutate({ params: { subjectId: subject.id }, body: { ...rest, rationale, seenVersion: subject.version } }, done);
  const here = tree.data ? firstEntity(tree.data, at)?.id : undefined;
  const initial = subject
    ? { ...subject, name: subject.name.zh, nameEn: subject.name.en, ruleSet: subject.ruleSet.id }
    : { kind: 'site' as const, ruleSet: 'iso-14068-1-2023', ...(here ? { entityId: here } : {}) };
  return (
    <FormDrawer<Fields>
      open
      size={680}
      title={t(subject ? 'neutrality.changeSubject' : 'neutrality.addSubject')}
      form={form}
      initial={initial}
      busy={deed.isPending}
      problem={deed.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {subject === null && (
        <div className="th-form-grid">
          <Form.Item name="entityId" label={t('neutrality.entity')} rules={[rules.required]}>
            <Select options={entityOptions(tree.data, language)} labelRender={({ label }) => String(label).trim()} />
          </Form.Item>
          <Form.Item name="kind" label={t('neutrality.kind')} rules={[rules.required]}>
            <Select
              options={(['organization', 'site', 'product', 'event'] as const).map((value) => ({
                value,
                label: t(`neutrality.kinds.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="code" label={t('neutrality.code')} rules={[rules.words]}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      )}
      <NameItems />
      <Form.Item name="ruleSet" label={t('neutrality.ruleSet')} rules={[rules.required]}>
        <Select
          options={ruleSets.map((one) => ({
            value: one.id,
            label:
              one.withdrawnOn === null ? say(one.name) : `${say(one.name)} (${t('neutrality.withdrawnRule', { day: one.withdrawnOn })})`,
          }))}
        />
      </Form.Item>
      <Form.Item name="boundary" label={t('neutrality.boundary')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="rationale" label={t('neutrality.rationale')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}
