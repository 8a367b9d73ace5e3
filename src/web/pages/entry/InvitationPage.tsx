import { useRouterState } from '@tanstack/react-router';
import { Button, Form } from 'antd';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useDeed } from '../../api/queries.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EntryFrame } from './EntryFrame.tsx';
import { enter } from './enter.ts';
import { NewPasswordItem } from './NewPasswordItem.tsx';

/** The one-time link an administrator hands over leads here. */
export function InvitationPage() {
  const { t } = useWords();
  const code = useRouterState({ select: (state) => state.location.search.code });
  const accept = useDeed(identityEndpoints.acceptInvitation, []);
  return (
    <EntryFrame>
      <section className="th-entry-card">
        <PageHead title={t('entry.invitationTitle')} summary={t('entry.invitationText')} />
        {code === undefined ? (
          <p className="th-entry-notice">{t('entry.invitationMissing')}</p>
        ) : (
          <Form<{ password: string }>
            layout="vertical"
            onFinish={({ password }) => accept.mutate({ body: { code: String(code), password } }, { onSuccess: () => enter(undefined) })}
          >
            {accept.isError && <RefusalNotice problem={accept.error} />}
            <NewPasswordItem />
            <Button type="primary" htmlType="submit" block loading={accept.isPending}>
              {t('entry.invitationDo')}
            </Button>
          </Form>
        )}
      </section>
    </EntryFrame>
  );
}
