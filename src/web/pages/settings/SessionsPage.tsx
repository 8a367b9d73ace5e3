import { App } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed } from '../../parts/Deed.tsx';
import { InstantLabel } from '../../parts/Labels.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { PasswordForm } from './PasswordForm.tsx';

type Login = ReplyOf<typeof identityEndpoints.listMySessions>['items'][number];

/** Where this person is signed in, and the password. */
export function SessionsPage() {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const session = useSession();
  const sessions = useAsk(identityEndpoints.listMySessions, {});
  const end = useDeed(identityEndpoints.endMySessions, [identityEndpoints.listMySessions]);
  const [changing, setChanging] = useState(false);
  const tellFault = { onError: (fault: unknown) => message.error(words(fault).title) };
  const columns = useLoginColumns((sessionId) => end.mutate({ body: { sessionId } }, tellFault));
  return (
    <>
      <PageHead
        title={t('shell.page.sessions')}
        summary={t('settings.sessionsSummary')}
        extra={
          <>
            <Deed
              why={session?.persona ? t('settings.demoPersona') : null}
              icon={<Icon name="key" size={15} />}
              onClick={() => setChanging(true)}
            >
              {t('settings.changePassword')}
            </Deed>
            <Deed why={null} loading={end.isPending} onClick={() => end.mutate({ body: { sessionId: null } }, tellFault)}>
              {t('settings.endOthers')}
            </Deed>
          </>
        }
      />
      <Section flush>
        <Answer of={sessions}>
          {(list) => <TableView<Login> name={t('shell.page.sessions')} rows={list.items} columns={columns} rowKey={(one) => one.id} />}
        </Answer>
      </Section>
      <PasswordForm open={changing} onClose={() => setChanging(false)} />
    </>
  );
}

function useLoginColumns(endOne: (sessionId: string) => void): Column<Login>[] {
  const { t } = useWords();
  return [
    {
      key: 'agent',
      title: t('settings.sessionAgent'),
      text: (one) => one.agent,
      show: (one) => (
        <span title={one.agent}>
          {browserName(one.agent)} {one.current && <Tag tone="good">{t('settings.sessionHere')}</Tag>}
        </span>
      ),
    },
    { key: 'address', title: t('settings.sessionAddress'), text: (one) => one.address },
    {
      key: 'created',
      title: t('settings.sessionCreated'),
      text: (one) => one.createdAt,
      show: (one) => <InstantLabel at={one.createdAt} />,
    },
    {
      key: 'used',
      title: t('settings.sessionUsed'),
      text: (one) => one.lastUsedAt,
      sort: 'text',
      show: (one) => <InstantLabel at={one.lastUsedAt} />,
    },
    { key: 'ends', title: t('settings.sessionEnds'), text: (one) => one.endsAt, show: (one) => <InstantLabel at={one.endsAt} /> },
    {
      key: 'deeds',
      title: t('common.actions'),
      text: () => '',
      show: (one) =>
        one.current ? null : (
          <Deed why={null} size="small" onClick={() => endOne(one.id)}>
            {t('settings.endSession')}
          </Deed>
        ),
    },
  ];
}

/** The browser's own name out of its long line, which stands in the tooltip. */
function browserName(agent: string): string {
  const match = /(Edg|Firefox|HeadlessChrome|Chrome|Safari)\/(\d+)/.exec(agent);
  return match ? `${match[1]} ${match[2]}` : agent.slice(0, 40);
}
