import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { journalEndpoints } from '../../../contract/journal.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { RightDeed } from '../../parts/Deed.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { InstantLabel } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';

type Standing = ReplyOf<typeof journalEndpoints.readLog>;

/** The signed log: what was signed last, with which key, and who has looked over our shoulder (trust.md T-05…T-08). */
export function SignedLog() {
  const { t } = useWords();
  const [trusting, setTrusting] = useState(false);
  const log = useAsk(journalEndpoints.readLog, {});
  if (!log.data) return null;
  const { head, witnesses } = log.data;
  const looked = witnesses.filter(({ last }) => head !== null && last !== null && last.size === head.size).length;
  const trust = (
    <RightDeed action="journal.trust_witness" onClick={() => setTrusting(true)}>
      {t('settings.log.trust')}
    </RightDeed>
  );
  return (
    <Section title={t('settings.log.title')} extra={trust}>
      <p className="th-quiet">{t('settings.log.text')}</p>
      <Refused standing={log.data} />
      <Head standing={log.data} />
      <h3>{t('settings.log.witnesses')}</h3>
      {witnesses.length === 0 ? (
        <p className="th-quiet">{t('settings.log.noWitness')}</p>
      ) : (
        <>
          <p>{t('settings.log.looked', { n: looked, of: witnesses.length })}</p>
          <Witnesses standing={log.data} />
        </>
      )}
      <TrustForm open={trusting} onClose={() => setTrusting(false)} />
    </Section>
  );
}

function Refused({ standing: { refusal } }: { standing: Standing }) {
  const { t } = useWords();
  if (refusal === null) return null;
  const why = () => {
    switch (refusal.cause) {
      case 'log_shorter_than_signed':
        return t('settings.log.refusal.log_shorter_than_signed', { signed: refusal.signed, found: refusal.found });
      case 'log_differs_from_signed':
        return t('settings.log.refusal.log_differs_from_signed', {
          signed: refusal.signed,
          first: refusal.firstDifferent === null ? t('settings.log.unknown') : String(refusal.firstDifferent),
        });
      case 'signed_elsewhere':
        return t('settings.log.refusal.signed_elsewhere', { origin: refusal.origin });
    }
  };
  return <Alert type="error" showIcon title={t('settings.log.refused')} description={why()} />;
}

function Head({ standing: { head, publicKey } }: { standing: Standing }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const none = <span className="th-quiet">{t('settings.log.none')}</span>;
  async function copy(key: string) {
    await navigator.clipboard.writeText(key);
    message.success(t('common.copied'));
  }
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('settings.log.signedAt'), value: head === null ? none : <InstantLabel at={head.signedAt} /> },
        { label: t('settings.log.size'), value: head === null ? none : <span className="th-num">{group(String(head.size))}</span> },
        { label: t('settings.log.root'), value: head === null ? none : <code className="th-break">{head.root}</code> },
        {
          label: t('settings.log.key'),
          value:
            publicKey === null ? (
              none
            ) : (
              <>
                <code className="th-break">{publicKey}</code>{' '}
                <Button size="small" type="link" onClick={() => void copy(publicKey)}>
                  {t('settings.log.copyKey')}
                </Button>
                <p className="th-small th-quiet">{t('settings.log.keyText')}</p>
              </>
            ),
        },
      ]}
    />
  );
}

function Witnesses({ standing: { witnesses } }: { standing: Standing }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={witnesses}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', title: t('settings.log.name'), show: ({ name }) => <strong className="th-medium">{name}</strong> },
        { key: 'since', title: t('settings.log.trustedAt'), show: ({ trustedAt }) => <InstantLabel at={trustedAt} /> },
        {
          key: 'last',
          title: t('settings.log.last'),
          show: ({ last }) =>
            last === null ? (
              <span className="th-quiet">{t('settings.log.never')}</span>
            ) : (
              <>
                {t('settings.log.ofSize', { size: group(String(last.size)) })} · <InstantLabel at={last.at} />
              </>
            ),
        },
      ]}
    />
  );
}

function TrustForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ publicKey: string }>();
  const trust = useDeed(journalEndpoints.trustWitness, [journalEndpoints.readLog]);
  return (
    <FormDrawer<{ publicKey: string }>
      open={open}
      title={t('settings.log.trust')}
      intro={t('settings.log.trustIntro')}
      form={form}
      initial={{ publicKey: '' }}
      busy={trust.isPending}
      problem={trust.error}
      submitLabel={t('settings.log.trust')}
      onClose={onClose}
      size={480}
      onSubmit={({ publicKey }) =>
        trust.mutate(
          { body: { publicKey } },
          {
            onSuccess: ({ name }) => {
              onClose();
              message.success(t('settings.log.trusted', { name }));
            },
          },
        )
      }
    >
      <Form.Item name="publicKey" label={t('settings.log.trustKey')} rules={[rules.words]}>
        <Input.TextArea rows={3} maxLength={400} />
      </Form.Item>
    </FormDrawer>
  );
}
