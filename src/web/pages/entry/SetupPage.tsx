import { useRouterState } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EntryFrame } from './EntryFrame.tsx';
import { enter } from './enter.ts';
import { NewPasswordItem } from './NewPasswordItem.tsx';

interface SetupFields {
  readonly code: string;
  readonly organizationName: string;
  readonly organizationNameEn: string;
  readonly personName: string;
  readonly email: string;
  readonly password: string;
}

/** First start of an installation: the link in the terminal leads here with the one-time code. */
export function SetupPage() {
  const { t } = useWords();
  const setup = useAsk(identityEndpoints.readSetup, {});
  return (
    <EntryFrame>
      <section className="th-entry-card">
        <PageHead title={t('entry.setupTitle')} summary={t('entry.setupText')} />
        <Answer of={setup}>
          {(state) =>
            state.needed ? (
              <SetupForm />
            ) : (
              <p className="th-entry-notice">
                {t('entry.setupDone')} <a href={paths.signIn()}>{t('entry.toSignIn')}</a>
              </p>
            )
          }
        </Answer>
      </section>
    </EntryFrame>
  );
}

function SetupForm() {
  const { t } = useWords();
  const code = useRouterState({ select: (state) => state.location.search.code });
  const setUp = useDeed(identityEndpoints.setUp, []);
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Form<SetupFields>
      layout="vertical"
      initialValues={{ code: typeof code === 'string' || typeof code === 'number' ? String(code) : '' }}
      onFinish={(body) => setUp.mutate({ body }, { onSuccess: () => enter(paths.organization()) })}
    >
      {setUp.isError && <RefusalNotice problem={setUp.error} />}
      <Form.Item name="code" label={t('entry.setupCode')} extra={t('entry.setupCodeHint')} rules={[required]}>
        <Input autoComplete="one-time-code" />
      </Form.Item>
      <Form.Item name="organizationName" label={t('entry.organizationName')} rules={[required]}>
        <Input maxLength={200} autoComplete="organization" />
      </Form.Item>
      <Form.Item name="organizationNameEn" label={t('entry.organizationNameEn')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="personName" label={t('entry.personName')} rules={[required]}>
        <Input maxLength={200} autoComplete="name" />
      </Form.Item>
      <Form.Item name="email" label={t('entry.email')} rules={[required, { type: 'email', message: t('common.invalidEmail') }]}>
        <Input type="email" autoComplete="username" />
      </Form.Item>
      <NewPasswordItem />
      <Button type="primary" htmlType="submit" block loading={setUp.isPending}>
        {t('entry.setupDo')}
      </Button>
    </Form>
  );
}
