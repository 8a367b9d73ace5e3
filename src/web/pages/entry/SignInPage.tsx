import { useRouterState } from '@tanstack/react-router';
import { Button, Form, Input, Skeleton } from 'antd';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EntryFrame } from './EntryFrame.tsx';
import { enter } from './enter.ts';
import { PersonaCards } from './PersonaCards.tsx';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

export function SignInPage() {
  const { t, nameOf } = useWords();
  const then = useRouterState({ select: (state) => state.location.search.then });
  const demo = useAsk(identityEndpoints.readDemo, {}, { refetchInterval: (asked) => (asked.state.data?.loading ? 1_000 : false) });
  const setup = useAsk(identityEndpoints.readSetup, {});
  const organization = demo.data?.available ? demo.data.organization : null;
  return (
    <EntryFrame wide={organization !== null}>
      <div className={organization ? 'th-sign-in-demo' : ''}>
        <section className="th-entry-card">
          <PageHead title={t('entry.signInTitle')} summary={t('entry.tagline')} />
          {setup.data?.needed && (
            <p className="th-entry-notice">
              {t('entry.setupNeeded')} <a href={paths.setup()}>{t('entry.toSetup')}</a>
            </p>
          )}
          <SignInForm then={then} />
        </section>
        {demo.data?.loading && !organization && (
          <section className="th-entry-card" aria-live="polite">
            <h2>{t('entry.demoTitle')}</h2>
            <p className="th-quiet">{t('entry.demoLoading')}</p>
            <Skeleton active paragraph={{ rows: 6 }} title={false} />
          </section>
        )}
        {organization && demo.data && (
          <section className="th-entry-card" aria-labelledby="demo-title">
            <h2 id="demo-title">{t('entry.demoTitle')}</h2>
            <p className="th-quiet">{t('entry.demoOf', { name: nameOf(organization) })}</p>
            <p className="th-entry-explain">{t('entry.demoText')}</p>
            <PersonaCards personas={demo.data.personas} then={then} />
          </section>
        )}
      </div>
    </EntryFrame>
  );
}

function SignInForm({ then }: { then: unknown }) {
  const { t } = useWords();
  const signIn = useDeed(identityEndpoints.signIn, []);
  return (
    <Form<Credentials>
      layout="vertical"
      requiredMark={false}
      onFinish={(body) => signIn.mutate({ body }, { onSuccess: () => enter(then) })}
    >
      {signIn.isError && <RefusalNotice problem={signIn.error} />}
      <Form.Item name="email" label={t('entry.email')} rules={[{ required: true, message: t('common.required') }]}>
        <Input type="email" autoComplete="username" autoFocus inputMode="email" />
      </Form.Item>
      <Form.Item name="password" label={t('entry.password')} rules={[{ required: true, message: t('common.required') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t('entry.signIn')}
      </Button>
      <p className="th-quiet th-small th-entry-foot">{t('entry.forgotten')}</p>
    </Form>
  );
}
