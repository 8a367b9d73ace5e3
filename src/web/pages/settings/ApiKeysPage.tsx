import { App, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { CopyAndClose } from './InvitationDialog.tsx';
import './settings.css';

type ApiKey = ReplyOf<typeof identityEndpoints.listApiKeys>['items'][number];

/** Keys for other programs: to read and to calculate, never to write. */
export function ApiKeysPage() {
  const { t } = useWords();
  const keys = useAsk(identityEndpoints.listApiKeys, {});
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const columns = useColumns();
  const create = (
    <RightDeed type="primary" action="apikey.maintain" icon={<Icon name="key" size={15} />} onClick={() => setCreating(true)}>
      {t('settings.createKey')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.apiKeys')} summary={t('settings.apiKeysSummary')} extra={create} />
      <Section flush>
        <Answer of={keys}>
          {(list) => (
            <TableView<ApiKey>
              name={t('shell.page.apiKeys')}
              rows={list.items}
              columns={columns}
              rowKey={(key) => key.id}
              empty={<EmptyState icon="key" title={t('settings.apiKeyEmptyTitle')} text={t('settings.apiKeyEmptyText')} actions={create} />}
            />
          )}
        </Answer>
      </Section>
      <KeyForm open={creating} onClose={() => setCreating(false)} onSecret={setSecret} />
      {secret !== null && (
        <Modal
          open
          title={t('settings.keySecretTitle')}
          onCancel={() => setSecret(null)}
          footer={<CopyAndClose text={secret} onClose={() => setSecret(null)} />}
        >
          <code className="th-secret">{secret}</code>
          <p>{t('settings.keySecretText')}</p>
        </Modal>
      )}
    </>
  );
}

function useColumns(): Column<ApiKey>[] {
  const { t } = useWords();
  const now = useSession()?.now ?? '';
  const state = (key: ApiKey) => (key.revokedAt ? 'revoked' : key.expiresAt !== null && key.expiresAt < now ? 'expired' : 'active');
  return [
    {
      key: 'name',
      title: t('settings.keyName'),
      text: (key) => key.name,
      sort: 'text',
      show: (key) => <strong className="th-medium">{key.name}</strong>,
    },
    { key: 'start', title: t('settings.keyStart'), text: (key) => key.start, show: (key) => <code>{`${key.start}\u2026`}</code> },
    { key: 'owner', title: t('settings.keyOwner'), text: (key) => key.personName, show: (key) => <PersonName name={key.personName} /> },
    { key: 'created', title: t('settings.keyCreated'), text: (key) => key.createdAt, show: (key) => <InstantLabel at={key.createdAt} /> },
    {
      key: 'expires',
      title: t('settings.keyExpiry'),
      text: (key) => key.expiresAt ?? '',
      show: (key) => (key.expiresAt ? <InstantLabel at={key.expiresAt} /> : <span className="th-quiet">{t('common.openEnded')}</span>),
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (key) => t(`settings.keyState.${state(key)}`),
      show: (key) => <Tag tone={state(key) === 'active' ? 'good' : 'plain'}>{t(`settings.keyState.${state(key)}`)}</Tag>,
    },
    { key: 'deeds', title: t('common.actions'), text: () => '', show: (key) => (key.revokedAt ? null : <Revoke apiKey={key} />) },
  ];
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const why = useWhyNot('apikey.maintain');
  const revoke = useDeed(identityEndpoints.revokeApiKey, [identityEndpoints.listApiKeys]);
  const button = (
    <Deed why={why} size="small" loading={revoke.isPending}>
      {t('settings.revoke')}
    </Deed>
  );
  if (why !== null) return button;
  return (
    <Popconfirm
      title={t('settings.revokeText', { name: apiKey.name })}
      okText={t('settings.revoke')}
      onConfirm={() => revoke.mutate({ params: { apiKeyId: apiKey.id } }, { onError: (fault) => message.error(words(fault).title) })}
    >
      <span>{button}</span>
    </Popconfirm>
  );
}

interface KeyFields {
  name: string;
  expires: string | null;
}

function KeyForm({ open, onClose, onSecret }: { open: boolean; onClose: () => void; onSecret: (secret: string) => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<KeyFields>();
  const create = useDeed(identityEndpoints.createApiKey, [identityEndpoints.listApiKeys]);
  return (
    <FormDrawer<KeyFields>
      open={open}
      title={t('settings.createKey')}
      intro={t('settings.apiKeyEmptyText')}
      form={form}
      initial={{ expires: null }}
      busy={create.isPending}
      problem={create.error}
      submitLabel={t('settings.createKey')}
      onClose={onClose}
      size={480}
      onSubmit={({ name, expires }) =>
        create.mutate(
          { body: { name, expiresAt: expires ? `${expires}T00:00:00.000Z` : null } },
          {
            onSuccess: ({ secret }) => {
              onClose();
              onSecret(secret);
            },
          },
        )
      }
    >
      <Form.Item name="name" label={t('settings.keyName')} extra={t('settings.keyNameHint')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="expires" label={t('settings.keyExpires')}>
        <DayField />
      </Form.Item>
    </FormDrawer>
  );
}
