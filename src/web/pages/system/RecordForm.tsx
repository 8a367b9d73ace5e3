import { Form, Select } from 'antd';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { paths } from '../../paths.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import { type FlatField, type RecordView, type RegisterField, type RegisterView, stateOf, systemReads } from './model.ts';
import { RecordItems } from './RecordItems.tsx';

interface Fields {
  entityId: string;
  content: Record<string, unknown>;
  reason?: string;
}

type Flat = string | boolean | string[];
type Sent = Record<string, Flat | Record<string, Flat>[]>;

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function flatOut(field: FlatField, value: unknown): Flat | undefined {
  if (value === true) return true;
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  if (typeof value !== 'string' || value === '') return undefined;
  return field.type === 'number' ? (numberOut(value) ?? value) : value;
}

function flatsOut(fields: readonly FlatField[], given: Readonly<Record<string, unknown>>): Record<string, Flat> {
  const filled = fields.flatMap((field) => {
    const value = field.type === 'score' ? undefined : flatOut(field, given[field.id]);
    return value === undefined ? [] : [[field.id, value] as const];
  });
  return Object.fromEntries(filled);
}

/** What the form holds, as it goes on the wire: only what is filled. */
function contentOut(fields: readonly RegisterField[], given: Readonly<Record<string, unknown>>): Sent {
  const out: Sent = flatsOut(
    fields.filter((field) => field.type !== 'rows'),
    given,
  );
  for (const field of fields) {
    const rows = given[field.id];
    if (field.type === 'rows' && Array.isArray(rows)) out[field.id] = rows.map((row) => (isGroup(row) ? flatsOut(field.columns, row) : {}));
  }
  return out;
}

/** Adds a record to a register, or changes one: a further version. What is in force stays so until the new version is approved. */
export function RecordForm({ register, record, onClose }: { register: RegisterView; record: RecordView | null; onClose: () => void }) {
  const { t, say, language } = useWords();
  const rules = useRules();
  const go = useGo();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(e.addRecord, systemReads);
  const change = useDeed(e.changeRecord, systemReads);
  const done = useDone(onClose, t('common.saved'));
  const added = useDone<{ id: string }>(({ id }) => go(paths.systemRecord(id)), t('common.saved'));
  const revises = record !== null && stateOf(register, record.state)?.revisesTo != null;
  function submit({ entityId, content, reason }: Fields) {
    const sent = contentOut(register.fields, content);
    if (record === null) add.mutate({ params: { register: register.id }, body: { entityId, content: sent, evidenceIds: [] } }, added);
    else
      change.mutate({ params: { recordId: record.id }, body: { content: sent, seenVersion: record.version, reason: reason ?? '' } }, done);
  }
  if (!tree.data) return null;
  return (
    <FormDrawer<Fields>
      open
      size={720}
      title={record === null ? t('system.addTo', { name: say(register.one) }) : t('system.changeOf', { no: record.no })}
      form={form}
      initial={{ entityId: record?.entityId ?? firstEntity(tree.data, at)?.id ?? '', content: { ...(record?.content ?? {}) } }}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={submit}
      onClose={onClose}
      intro={revises ? t('system.revisesText') : say(register.hint)}
    >
      {record === null && (
        <Form.Item name="entityId" label={t('system.place')} rules={[rules.required]}>
          <Select options={entityOptions(tree.data, language)} />
        </Form.Item>
      )}
      <RecordItems fields={register.fields} />
      {revises && <ReasonItem />}
    </FormDrawer>
  );
}
