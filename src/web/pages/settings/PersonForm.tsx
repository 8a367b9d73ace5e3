import { Form, Input, Switch } from 'antd';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import type { Invitation, Person } from './PeoplePage.tsx';

type Fields = Pick<Person, 'name' | 'nameEn' | 'jobTitle' | 'jobTitleEn' | 'email' | 'active'>;

/** Adds a person (with an e-mail: with an invitation) or changes one. */
export function PersonForm({
  person,
  open,
  onClose,
  onInvited,
}: {
  person: Person | null;
  open: boolean;
  onClose: () => void;
  onInvited: (invitation: Invitation) => void;
}) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const add = useDeed(identityEndpoints.addPerson, [identityEndpoints.listPeople]);
  const change = useDeed(identityEndpoints.changePerson, [identityEndpoints.listPeople, identityEndpoints.readMe]);
  function submit(fields: Fields) {
    const said = {
      name: fields.name,
      nameEn: fields.nameEn ?? '',
      jobTitle: fields.jobTitle ?? '',
      jobTitleEn: fields.jobTitleEn ?? '',
      email: fields.email || null,
    };
    if (person) {
      change.mutate({ params: { personId: person.id }, body: { ...said, active: fields.active, version: person.version } }, done);
      return;
    }
    add.mutate(
      { body: said },
      {
        onSuccess: ({ invitation }) => {
          done.onSuccess(null);
          if (invitation) onInvited(invitation);
        },
      },
    );
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={t(person ? 'settings.changePerson' : 'settings.addPerson')}
      form={form}
      initial={person ?? { active: true }}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={submit}
      onClose={onClose}
      size={480}
    >
      <PersonFields known={person !== null} />
    </FormDrawer>
  );
}

function PersonFields({ known }: { known: boolean }) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <Form.Item name="name" label={t('settings.personName')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('settings.personNameEn')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="jobTitle" label={t('settings.jobTitle')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="jobTitleEn" label={t('settings.jobTitleEn')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('settings.email')}
        extra={t('settings.emailHint')}
        rules={[{ type: 'email', message: t('common.invalidEmail') }]}
      >
        <Input type="email" autoComplete="off" />
      </Form.Item>
      {known && (
        <Form.Item name="active" label={t('settings.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </>
  );
}
