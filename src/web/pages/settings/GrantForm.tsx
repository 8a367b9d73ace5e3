import { Form, Select } from 'antd';
import { actionCodes, actions } from '../../../contract/actions.ts';
import { identityEndpoints } from '../../../contract/identity.ts';
import { type Role, roleCodes, roles } from '../../../contract/roles.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { entityOptions, useWorkplace } from '../../shell/workplace.ts';
import { useWords } from '../../words/language.ts';
import type { Person } from './PeoplePage.tsx';

interface Fields {
  role: Role;
  entityId: string | null;
}

/** Grants a role for an entity and everything below it; says what the role may do before it is given. */
export function GrantForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t, say, language, nameOf } = useWords();
  const done = useDone(onClose);
  const rules = useRules();
  const { tree } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const role = Form.useWatch('role', form);
  const grant = useDeed(identityEndpoints.grantRole, [identityEndpoints.listPeople, identityEndpoints.readMe]);
  const may = role === undefined ? [] : actionCodes.filter((code) => actions[code].roles.some((one) => one === role));
  return (
    <FormDrawer<Fields>
      open
      title={`${t('settings.grantRole')}: ${nameOf(person)}`}
      form={form}
      initial={{ entityId: null }}
      busy={grant.isPending}
      problem={grant.error}
      submitLabel={t('settings.grantRole')}
      onClose={onClose}
      size={480}
      onSubmit={(fields) =>
        grant.mutate({ params: { personId: person.id }, body: { role: fields.role, entityId: fields.entityId ?? null } }, done)
      }
    >
      <Form.Item name="role" label={t('settings.role')} rules={[rules.required]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={roleCodes.map((code) => ({ value: code, label: say(roles[code]) }))} />
      </Form.Item>
      <Form.Item name="entityId" label={t('settings.scope')} extra={t('settings.scopeHint')}>
        <Select allowClear placeholder={t('shell.wholeOrganization')} options={entityOptions(tree.data, language)} />
      </Form.Item>
      {may.length > 0 && (
        <>
          <h3>{t('settings.roleMay')}</h3>
          <ul className="th-bullets">
            {may.map((code) => (
              <li key={code}>{say(actions[code].title)}</li>
            ))}
          </ul>
        </>
      )}
    </FormDrawer>
  );
}
