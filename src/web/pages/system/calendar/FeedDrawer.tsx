import { App, Button, Drawer, Form, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { calendarEndpoints as e } from '../../../../contract/calendar.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { InstantLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { useProblemWords } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { languageNames } from '../../../shell/LanguageSwitch.tsx';
import { type Language, useWords } from '../../../words/language.ts';
import { CopyAndClose } from '../../settings/InvitationDialog.tsx';

const languages: readonly Language[] = ['zh', 'en'];

type Feed = ReplyOf<typeof e.listFeeds>['items'][number];

/** The person's own addresses of the feed: made here, shown once, revoked here. */
export function FeedDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const feeds = useAsk(e.listFeeds, {});
  const [address, setAddress] = useState<string | null>(null);
  return (
    <Drawer open title={t('calendar.feed.title')} size={560} onClose={onClose}>
      <p>{t('calendar.feed.text')}</p>
      <FeedForm onMade={setAddress} />
      <Answer of={feeds} rows={3}>
        {({ items }) => (items.length === 0 ? <p className="th-quiet">{t('calendar.feed.none')}</p> : <FeedTable items={items} />)}
      </Answer>
      {address !== null && (
        <Modal
          open
          title={t('calendar.feed.secretTitle')}
          onCancel={() => setAddress(null)}
          footer={<CopyAndClose text={address} onClose={() => setAddress(null)} />}
        >
          <code className="th-secret">{address}</code>
          <p>{t('calendar.feed.secretText')}</p>
        </Modal>
      )}
    </Drawer>
  );
}

function FeedForm({ onMade }: { onMade: (address: string) => void }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const rules = useRules();
  const [form] = Form.useForm<{ name: string; language: Language }>();
  const make = useDeed(e.createFeed, [e.listFeeds]);
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ name: '', language }}
      onFinish={(body) =>
        make.mutate(
          { body },
          {
            onSuccess: (reply) => {
              form.resetFields();
              onMade(reply.address);
            },
            onError: (fault) => message.error(words(fault).title),
          },
        )
      }
    >
      <Form.Item name="name" label={t('calendar.feed.nameOf')} rules={[rules.required]}>
        <Input placeholder={t('calendar.feed.namePlaceholder')} maxLength={200} />
      </Form.Item>
      <Form.Item name="language" label={t('calendar.feed.language')}>
        <Select options={languages.map((value) => ({ value, label: languageNames[value] }))} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={make.isPending}>
        {t('calendar.feed.make')}
      </Button>
    </Form>
  );
}

function FeedTable({ items }: { items: readonly Feed[] }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        { key: 'name', title: t('calendar.feed.nameOf'), show: (one) => `${one.name} ${one.start}` },
        { key: 'made', title: t('calendar.feed.made'), show: (one) => <InstantLabel at={one.createdAt} /> },
        {
          key: 'state',
          title: t('common.state'),
          show: (one) => (
            <Tag tone={one.revokedAt ? 'plain' : 'good'}>{t(one.revokedAt ? 'calendar.feed.revoked' : 'calendar.feed.active')}</Tag>
          ),
        },
        { key: 'deeds', title: t('common.actions'), show: (one) => (one.revokedAt ? null : <Revoke feed={one} />) },
      ]}
    />
  );
}

function Revoke({ feed }: { feed: Feed }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const revoke = useDeed(e.revokeFeed, [e.listFeeds]);
  return (
    <Popconfirm
      title={t('calendar.feed.revokeText', { name: feed.name })}
      okText={t('calendar.feed.revoke')}
      onConfirm={() => revoke.mutate({ params: { feedId: feed.id } }, { onError: (fault) => message.error(words(fault).title) })}
    >
      <Button size="small" loading={revoke.isPending}>
        {t('calendar.feed.revoke')}
      </Button>
    </Popconfirm>
  );
}
