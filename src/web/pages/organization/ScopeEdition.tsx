import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Deed, useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { DayLabel, HashText, WhoWhen } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { useDone } from '../../parts/use-done.ts';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';

export type ScopeStatement = ReplyOf<typeof organizationEndpoints.listScopeStatements>['items'][number];

const tones: Record<ScopeStatement['state'], Tone> = { draft: 'info', approved: 'good', superseded: 'plain' };

/** One edition: what it says, who drafted and who approved it. A draft is approved by somebody else. */
export function ScopeEdition({ edition }: { edition: ScopeStatement }) {
  const { t } = useWords();
  const [approving, setApproving] = useState(false);
  const [whole, setWhole] = useState(edition.state !== 'superseded');
  const session = useSession();
  const noRight = useWhyNot('organization.approve_scope', []);
  const refusal = useRefusalWords();
  const why = noRight ?? (session?.person.id === edition.draftedBy ? refusal('same_person_proposes_and_approves') : null);
  return (
    <Section
      title={
        <>
          {t('organization.edition', { number: edition.number })}{' '}
          <Tag tone={tones[edition.state]}>{t(`organization.scopeState.${edition.state}`)}</Tag>
        </>
      }
      extra={
        <>
          <Button type="text" size="small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t('common.close') : t('common.details')}
          </Button>
          {edition.state === 'draft' && (
            <Deed why={why} type="primary" onClick={() => setApproving(true)}>
              {t('organization.approve')}
            </Deed>
          )}
        </>
      }
    >
      <EditionFacts edition={edition} />
      {whole && <EditionText edition={edition} />}
      {approving && <ApproveDialog edition={edition} onClose={() => setApproving(false)} />}
    </Section>
  );
}

function EditionFacts({ edition }: { edition: ScopeStatement }) {
  const { t } = useWords();
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('organization.scopeApproach'), value: t(`organization.approach.${edition.consolidationApproach}`) },
        {
          label: t('organization.annexes'),
          value: edition.annexes.map((annex) => t(`organization.annex.${annex}`)).join(t('common.listComma')),
        },
        { label: t('organization.effectiveFrom'), value: <DayLabel day={edition.effectiveFrom} /> },
        {
          label: t('organization.draftedBy'),
          value: <WhoWhen name={edition.draftedByName} at={edition.draftedAt} />,
        },
        {
          label: t('organization.approvedBy'),
          value: edition.approvedByName && <WhoWhen name={edition.approvedByName} at={edition.approvedAt} />,
        },
        { label: t('organization.fingerprint'), value: edition.contentSha256 && <HashText sha256={edition.contentSha256} /> },
      ]}
    />
  );
}

function EditionText({ edition }: { edition: ScopeStatement }) {
  const { t, language } = useWords();
  return (
    <div className="th-scope-text">
      <p>{language === 'zh' ? edition.statement : edition.statementEn}</p>
      <h3>{t('organization.exclusions')}</h3>
      {edition.exclusions.length === 0 && <p className="th-quiet">{t('organization.exclusionsNone')}</p>}
      <ul>
        {edition.exclusions.map((exclusion) => (
          <li key={exclusion.subject}>
            <strong>{exclusion.subject}</strong> <span className="th-quiet">{exclusion.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ApproveDialog({ edition, onClose }: { edition: ScopeStatement; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const approve = useDeed(organizationEndpoints.approveScopeStatement);
  return (
    <Modal
      open
      title={t('organization.approveTitle', { number: edition.number })}
      okText={t('organization.approve')}
      confirmLoading={approve.isPending}
      onCancel={onClose}
      onOk={() => approve.mutate({ params: { scopeStatementId: edition.id }, body: { contentSha256: edition.contentSha256 ?? '' } }, done)}
    >
      <p>{t('organization.approveText')}</p>
      {edition.contentSha256 && <HashText sha256={edition.contentSha256} full />}
      {approve.isError && <RefusalNotice problem={approve.error} />}
    </Modal>
  );
}
