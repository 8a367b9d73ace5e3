import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed, useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { InstantLabel, PersonName, SpanLabel, WhoWhen } from '../../parts/Labels.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { DecideOwnFactor } from './DecideOwnFactor.tsx';
import { LibraryTabs } from './LibraryTabs.tsx';
import { OwnFactorForm } from './OwnFactorForm.tsx';
import { useQuantityName } from './quantity-name.ts';
import './library.css';

export type OwnFactor = ReplyOf<typeof libraryEndpoints.listOwnFactors>['items'][number];

const tones: Record<OwnFactor['state'], Tone> = { proposed: 'info', approved: 'good', rejected: 'bad', superseded: 'plain' };

/** The organization's own factors: proposed by one person, approved by another, never changed afterwards. */
export function OwnFactorsPage() {
  const { t } = useWords();
  const columns = useOwnFactorColumns();
  const factors = useAsk(libraryEndpoints.listOwnFactors, {});
  const [proposing, setProposing] = useState(false);
  const propose = (
    <RightDeed type="primary" action="library.propose_factor" icon={<Icon name="plus" size={15} />} onClick={() => setProposing(true)}>
      {t('library.propose')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.ownFactors')} clause="A.8" summary={t('library.ownSummary')} extra={propose} />
      <LibraryTabs />
      <Section flush>
        <Answer of={factors} rows={6}>
          {(list) => (
            <TableView<OwnFactor>
              name={t('shell.page.ownFactors')}
              rows={list.items}
              columns={columns}
              rowKey={(one) => one.id}
              expand={(one) => <OwnFactorMore factor={one} />}
              empty={<EmptyState title={t('library.ownEmptyTitle')} text={t('library.ownEmptyText')} clause="A.8" actions={propose} />}
            />
          )}
        </Answer>
      </Section>
      <OwnFactorForm open={proposing} onClose={() => setProposing(false)} />
    </>
  );
}

function useOwnFactorColumns(): Column<OwnFactor>[] {
  const { t, nameOf } = useWords();
  const quantityName = useQuantityName();
  return [
    {
      key: 'name',
      title: t('library.name'),
      text: nameOf,
      sort: 'text',
      show: (one) => <strong className="th-medium">{nameOf(one)}</strong>,
    },
    { key: 'key', title: t('library.key'), text: (one) => one.key, show: (one) => <code>{one.key}</code> },
    { key: 'number', title: t('library.edition'), text: (one) => String(one.number), align: 'right' },
    { key: 'quantity', title: t('library.quantity'), text: (one) => quantityName(one.quantity) },
    { key: 'gas', title: t('library.gas'), text: (one) => one.gas, show: (one) => <Prose text={one.gas} /> },
    {
      key: 'value',
      title: t('common.value'),
      align: 'right',
      text: (one) => one.value,
      show: (one) => <Quantity value={one.value} unit={one.unit} />,
    },
    { key: 'unit', title: t('common.unit'), text: (one) => one.unit, exportOnly: true },
    {
      key: 'validity',
      title: t('library.validity'),
      text: (one) => `${one.validFrom}/${one.validTo ?? ''}`,
      show: (one) => <SpanLabel from={one.validFrom} to={one.validTo} />,
    },
    {
      key: 'by',
      title: t('library.proposedBy'),
      text: (one) => one.proposedByName,
      show: (one) => <PersonName name={one.proposedByName} />,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (one) => t(`library.ownState.${one.state}`),
      sort: 'text',
      show: (one) => <Tag tone={tones[one.state]}>{t(`library.ownState.${one.state}`)}</Tag>,
    },
  ];
}

function OwnFactorMore({ factor }: { factor: OwnFactor }) {
  const { t } = useWords();
  const session = useSession();
  const refusal = useRefusalWords();
  // An own factor is the whole organization's.
  const noRight = useWhyNot('library.approve_factor', []);
  const [deciding, setDeciding] = useState<'approve' | 'reject' | null>(null);
  const why = noRight ?? (session?.person.id === factor.proposedBy ? refusal('same_person_proposes_and_approves') : null);
  return (
    <div className="th-publication-more">
      <KeyValues
        items={[
          { label: t('common.source'), value: factor.source, wide: true },
          { label: t('common.note'), value: factor.note, wide: true },
          {
            label: t('library.evidence'),
            value: factor.evidence.length === 0 ? null : factor.evidence.map((one) => <EvidenceLink key={one.id} evidence={one} />),
          },
          { label: t('library.proposedBy'), value: <InstantLabel at={factor.proposedAt} /> },
          ...(factor.decidedAt
            ? [
                {
                  label: t('library.decidedBy'),
                  value: (
                    <span className="th-row">
                      <WhoWhen name={factor.decidedByName} at={factor.decidedAt} />
                      {factor.decisionReason}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {factor.findings.length > 0 && <FindingList findings={factor.findings.map(plainFinding)} />}
      {factor.state === 'proposed' && (
        <p className="th-row">
          <Deed why={why} type="primary" onClick={() => setDeciding('approve')}>
            {t('library.approve')}
          </Deed>
          <Deed why={why} onClick={() => setDeciding('reject')}>
            {t('library.reject')}
          </Deed>
        </p>
      )}
      {deciding && <DecideOwnFactor factor={factor} decision={deciding} onClose={() => setDeciding(null)} />}
    </div>
  );
}

function EvidenceLink({ evidence }: { evidence: { id: string; title: string } }) {
  return (
    <GoLink to={paths.evidenceOf(evidence.id)} className="th-block">
      {evidence.title}
    </GoLink>
  );
}
