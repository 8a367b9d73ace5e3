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
      {t('signedLog.trust')}
    </RightDeed>
  );
  return (
    <Section title={t('signedLog.title')} extra={trust}>
      <div className="th-stack">
        <p className="th-quiet">{t('signedLog.text')}</p>
        <Refused standing={log.data} />
        <Head standing={log.data} />
        <h3>{t('signedLog.witnesses')}</h3>
        {witnesses.length === 0 ? (
          <p className="th-quiet">{t('signedLog.noWitness')}</p>
        ) : (
          <>
            <p>{t('signedLog.looked', { n: looked, of: witnesses.length })}</p>
            <Witnesses standing={log.data} />
          </>
        )}
      </div>
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
        return t('signedLog.refusal.log_shorter_than_signed', { signed: refusal.signed, found: refusal.found });
      case 'log_differs_from_signed':
        return t('signedLog.refusal.log_differs_from_signed', {
          signed: refusal.signed,
          first: refusal.firstDifferent === null ? t('signedLog.unknown') : String(refusal.firstDifferent),
        });
      case 'signed_elsewhere':
        return t('signedLog.refusal.signed_elsewhere', { origin: refusal.origin });
    }
  };
  return <Alert type="error" showIcon title={t('signedLog.refused')} description={why()} />;
}

function Head({ standing: { head, publicKey } }: { standing: Standing }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const none = <span className="th-quiet">{t('signedLog.none')}</span>;
  async function copy(key: string) {
    await navigator.clipboard.writeText(key);
    message.success(t('common.copied'));
  }
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('signedLog.signedAt'), value: head === null ? none : <InstantLabel at={head.signedAt} /> },
        { label: t('signedLog.size'), value: head === null ? none : <span className="th-num">{group(String(head.size))}</span> },
        { label: t('signedLog.root'), value: head === null ? none : <code>{head.root}</code>, wide: true },
        {
          label: t('signedLog.key'),
          wide: true,
          value:
            publicKey === null ? (
              none
            ) : (
              <>
                <code>{publicKey}</code>{' '}
                <Button size="small" type="link" onClick={() => void copy(publicKey)}>
                  {t('signedLog.copyKey')}
                </Button>
                <p className="th-small th-quiet">{t('signedLog.keyText')}</p>
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
        { key: 'name', title: t('signedLog.name'), show: ({ name }) => <strong className="th-medium">{name}</strong> },
        { key: 'since', title: t('signedLog.trustedAt'), show: ({ trustedAt }) => <InstantLabel at={trustedAt} /> },
        {
          key: 'last',
          title: t('signedLog.last'),
          show: ({ last }) =>
            last === null ? (
              <span className="th-quiet">{t('signedLog.never')}</span>
            ) : (
              <>
                {t('signedLog.ofSize', { size: group(String(last.size)) })} · <InstantLabel at={last.at} />
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
      title={t('signedLog.trust')}
      intro={t('signedLog.trustIntro')}
      form={form}
      initial={{ publicKey: '' }}
      busy={trust.isPending}
      problem={trust.error}
      submitLabel={t('signedLog.trust')}
      onClose={onClose}
      size={480}
      onSubmit={({ publicKey }) =>
        trust.mutate(
          { body: { publicKey } },
          {
            onSuccess: ({ name }) => {
              onClose();
              message.success(t('signedLog.trusted', { name }));
            },
          },
        )
      }
    >
      <Form.Item name="publicKey" label={t('signedLog.trustKey')} rules={[rules.words]}>
        <Input.TextArea rows={3} maxLength={400} />
      </Form.Item>
    </FormDrawer>
  );
}
