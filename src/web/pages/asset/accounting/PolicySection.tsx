import { App } from 'antd';
import { useState } from 'react';
import { accountingEndpoints as e } from '../../../../contract/accounting.ts';
import { useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { Deed, RightDeed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { usePersonName } from '../../../parts/person-name.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { KeyValues, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../asset.module.css';
import type { Accounting } from './AccountingPage.tsx';
import { PolicyForm } from './PolicyForm.tsx';

/** The choices the rule leaves open, who approved them, and the version that waits for approval. */
export function PolicySection({ view }: { view: Accounting }) {
  const { t } = useWords();
  const person = usePersonName();
  const [open, setOpen] = useState(false);
  const { inForce, policy, proposed } = view;
  return (
    <Section
      title={t('accounting.policy.title')}
      extra={
        <RightDeed action="asset.keep_accounts" onClick={() => setOpen(true)}>
          {t('accounting.policy.propose')}
        </RightDeed>
      }
    >
      <p className={styles.line}>
        {policy ? (
          <Tag tone="good">{t('accounting.policy.inForce', { version: policy.version, name: person(policy.approvedByName ?? '') })}</Tag>
        ) : (
          <Tag tone="warn">{t('accounting.policy.none')}</Tag>
        )}
      </p>
      {proposed && <Proposed policy={proposed} />}
      <KeyValues
        columns={3}
        items={[
          { label: t('accounting.policy.costFlow'), value: t(`accounting.policy.costFlowOf.${inForce.costFlow}`) },
          { label: t('accounting.policy.freeSale'), value: t(`accounting.policy.freeSaleOf.${inForce.freeSale}`) },
          { label: t('accounting.policy.vat'), value: t(`accounting.policy.vatOf.${inForce.vat}`) },
          { label: t('accounting.policy.cents'), value: t(`accounting.policy.centsOf.${inForce.cents}`) },
          { label: t('accounting.policy.originOrder'), value: t(`accounting.policy.originOrderOf.${inForce.originOrder}`) },
          { label: t('accounting.policy.impairment'), value: t(`accounting.policy.impairmentOf.${inForce.impairment}`) },
          { label: t('accounting.policy.documentNo'), value: policy?.documentNo ?? '' },
        ]}
      />
      {open && <PolicyForm view={view} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function Proposed({ policy }: { policy: NonNullable<Accounting['proposed']> }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const session = useSession();
  const mayNot = useWhyNot('asset.approve_accounts');
  const approve = useDeed(e.approveAccountingPolicy, [e.readAccounting]);
  const why = mayNot ?? (session?.person.id === policy.recordedBy.id ? words('same_person_proposes_and_approves') : null);
  return (
    <>
      <p className={styles.line}>
        <Tag tone="warn">{t('accounting.policy.waits', { version: policy.version, name: policy.recordedBy.name })}</Tag>
        <span>
          {t(`accounting.policy.costFlowOf.${policy.costFlow}`)} · {t(`accounting.policy.freeSaleOf.${policy.freeSale}`)} ·{' '}
          {t(`accounting.policy.originOrderOf.${policy.originOrder}`)}
        </span>
        <span className="th-quiet">{policy.reason}</span>
        <Deed
          size="small"
          type="primary"
          why={why}
          loading={approve.isPending}
          onClick={() =>
            approve.mutate({ params: { policyId: policy.id } }, { onSuccess: () => void message.success(t('accounting.policy.approved')) })
          }
        >
          {t('accounting.policy.approve')}
        </Deed>
      </p>
      {approve.error && <RefusalNotice problem={approve.error} />}
    </>
  );
}
