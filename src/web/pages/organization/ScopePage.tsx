import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed, useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DayLabel, HashText, InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ScopeForm } from './ScopeForm.tsx';

export type ScopeStatement = ReplyOf<typeof organizationEndpoints.listScopeStatements>['items'][number];

const tones: Record<ScopeStatement['state'], Tone> = { draft: 'info', approved: 'good', superseded: 'plain' };

/** Editions of the scope statement, the newest first (clause 4.3). */
export function ScopePage() {
  const { t } = useWords();
  const editions = useAsk(organizationEndpoints.listScopeStatements, {});
  const [drafting, setDrafting] = useState(false);
  const newest = [...(editions.data?.items ?? [])].sort((a, b) => b.number - a.number);
  const draft = (
    <RightDeed
      type="primary"
      action="organization.maintain"
      lineage={[]}
      icon={<Icon name="plus" size={15} />}
      onClick={() => setDrafting(true)}
    >
      {t('organization.draftScope')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.scope')} clause="4.3" summary={t('organization.scopeSummary')} extra={draft} />
      <Answer of={editions} rows={8}>
        {() =>
          newest.length === 0 ? (
            <Section>
              <EmptyState title={t('organization.scopeEmptyTitle')} text={t('organization.scopeEmptyText')} clause="4.3" actions={draft} />
            </Section>
          ) : (
            newest.map((edition) => <Edition key={edition.id} edition={edition} />)
          )
        }
      </Answer>
      <ScopeForm open={drafting} onClose={() => setDrafting(false)} last={newest[0] ?? null} />
    </>
  );
}

function Edition({ edition }: { edition: ScopeStatement }) {
  const { t, language } = useWords();
  const [approving, setApproving] = useState(false);
  const [whole, setWhole] = useState(edition.state !== 'superseded');
  const session = useSession();
  const noRight = useWhyNot('organization.approve_scope', []);
  const refusal = useRefusalWords();
  const why = noRight ?? (session?.person.name === edition.draftedByName ? refusal('same_person_proposes_and_approves') : null);
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
            value: (
              <span className="th-row">
                <PersonName name={edition.draftedByName} />
                <InstantLabel at={edition.draftedAt} />
              </span>
            ),
          },
          {
            label: t('organization.approvedBy'),
            value: edition.approvedByName && (
              <span className="th-row">
                <PersonName name={edition.approvedByName} />
                <InstantLabel at={edition.approvedAt} />
              </span>
            ),
          },
          { label: t('organization.fingerprint'), value: edition.contentSha256 && <HashText sha256={edition.contentSha256} /> },
        ]}
      />
      {whole && (
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
      )}
      {approving && <ApproveDialog edition={edition} onClose={() => setApproving(false)} />}
    </Section>
  );
}

function ApproveDialog({ edition, onClose }: { edition: ScopeStatement; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const approve = useDeed(organizationEndpoints.approveScopeStatement);
  return (
    <Modal
      open
      title={t('organization.approveTitle', { number: edition.number })}
      okText={t('organization.approve')}
      confirmLoading={approve.isPending}
      onCancel={onClose}
      onOk={() =>
        approve.mutate(
          { params: { scopeStatementId: edition.id }, body: { contentSha256: edition.contentSha256 ?? '' } },
          {
            onSuccess: () => {
              message.success(t('common.saved'));
              onClose();
            },
          },
        )
      }
    >
      <p>{t('organization.approveText')}</p>
      {edition.contentSha256 && <HashText sha256={edition.contentSha256} full />}
      {approve.isError && <RefusalNotice problem={approve.error} />}
    </Modal>
  );
}
