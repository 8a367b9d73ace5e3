import { useState } from 'react';
import { documentEndpoints } from '../../../contract/document.ts';
import type { Evidence } from '../../api/files.ts';
import { useAsk } from '../../api/queries.ts';
import { bytes } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { useEvidenceKind } from '../../parts/EvidenceList.tsx';
import { EvidencePreview } from '../../parts/EvidencePreview.tsx';
import { DayLabel, HashText, InstantLabel, SpanLabel, WhoWhen } from '../../parts/Labels.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { entityAt, lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ChangeEvidence, ReviseEvidence } from './EvidenceForms.tsx';
import { validityTones } from './EvidencePage.tsx';
import './evidence.css';
import { useAddress } from '../../shell/address.ts';

/** One piece of evidence: the file itself, what is said of it, its revisions, and what rests on it. */
export function EvidenceDetailPage() {
  const { evidenceId = '' } = useAddress('evidenceId');
  const evidence = useAsk(documentEndpoints.readEvidence, { params: { evidenceId } });
  return (
    <Answer of={evidence} rows={12}>
      {(found) => <Body evidence={found} />}
    </Answer>
  );
}

function Body({ evidence }: { evidence: Evidence }) {
  const { t } = useWords();
  const [form, setForm] = useState<'change' | 'revise' | null>(null);
  const [shown, setShown] = useState(evidence.revision);
  const { tree } = useWorkplace();
  const lineage = lineageOf(tree.data, evidence.entityId);
  const file = evidence.revisions.find((one) => one.revision === shown) ?? evidence.file;
  return (
    <>
      <PageHead
        title={evidence.title}
        clause="7.4"
        extra={
          <>
            <RightDeed action="evidence.add" lineage={lineage} icon={<Icon name="pencil" size={14} />} onClick={() => setForm('change')}>
              {t('evidence.change')}
            </RightDeed>
            <RightDeed action="evidence.add" lineage={lineage} icon={<Icon name="upload" size={14} />} onClick={() => setForm('revise')}>
              {t('evidence.revise')}
            </RightDeed>
          </>
        }
      />
      <div className="th-evidence-page">
        <Section
          title={
            <>
              {t('evidence.preview')} <Tag>{t('evidence.revision', { revision: file.revision })}</Tag>
            </>
          }
        >
          <EvidencePreview file={{ sha256: file.fileSha256, mediaType: file.mediaType, fileName: file.fileName }} height={720} />
        </Section>
        <div>
          <Facts evidence={evidence} />
          <Uses evidence={evidence} />
          <Revisions evidence={evidence} shown={shown} onShow={setShown} />
        </div>
      </div>
      <ChangeEvidence evidence={evidence} open={form === 'change'} onClose={() => setForm(null)} />
      <ReviseEvidence
        evidence={evidence}
        open={form === 'revise'}
        onClose={() => setForm(null)}
        onRevised={(revised) => setShown(revised.revision)}
      />
    </>
  );
}

function Facts({ evidence }: { evidence: Evidence }) {
  const { t, nameOf } = useWords();
  const kindName = useEvidenceKind();
  const { tree } = useWorkplace();
  const entity = entityAt(tree.data, evidence.entityId);
  return (
    <Section>
      <KeyValues
        columns={1}
        items={[
          { label: t('evidence.kindLabel'), value: kindName(evidence.kind) },
          { label: t('evidence.period'), value: <SpanLabel from={evidence.periodFrom} to={evidence.periodTo} /> },
          {
            label: t('evidence.validityLabel'),
            value: (
              <span className="th-row">
                <Tag tone={validityTones[evidence.validity]}>{t(`evidence.validity.${evidence.validity}`)}</Tag>
                {evidence.validUntil && <DayLabel day={evidence.validUntil} />}
              </span>
            ),
          },
          { label: t('evidence.entity'), value: entity && nameOf(entity) },
          { label: t('evidence.file'), value: `${evidence.file.fileName} (${bytes(evidence.file.sizeBytes)})` },
          { label: t('common.hash'), value: <HashText sha256={evidence.file.fileSha256} full /> },
          { label: t('evidence.note'), value: evidence.note },
        ]}
      />
    </Section>
  );
}

function Uses({ evidence }: { evidence: Evidence }) {
  const { t, say } = useWords();
  return (
    <Section title={t('evidence.usedBy')}>
      {evidence.uses.length === 0 && <Tag tone="warn">{t('evidence.unused')}</Tag>}
      <ul className="th-lines">
        {evidence.uses.map((use) => (
          <li key={`${use.objectType}${use.objectId}`}>
            <span className="th-grow">
              <GoLink to={use.path}>{say(use.label)}</GoLink>
              <span className="th-small th-quiet th-block">
                {t('evidence.usedAt')} <InstantLabel at={use.usedAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Revisions({ evidence, shown, onShow }: { evidence: Evidence; shown: number; onShow: (revision: number) => void }) {
  const { t } = useWords();
  const newestFirst = [...evidence.revisions].sort((a, b) => b.revision - a.revision);
  return (
    <Section title={t('evidence.revisions')}>
      <ul className="th-lines">
        {newestFirst.map((one) => (
          <li key={one.revision}>
            <div className="th-grow th-revision">
              <span className="th-row">
                <strong className="th-medium">{t('evidence.revision', { revision: one.revision })}</strong>
                <a href={paths.file(one.fileSha256, { name: one.fileName })} download={one.fileName}>
                  {one.fileName}
                </a>
              </span>
              {one.note && <span>{one.note}</span>}
              <span className="th-small th-quiet th-row">
                <WhoWhen name={one.recordedByName} at={one.recordedAt} />
                <HashText sha256={one.fileSha256} />
              </span>
            </div>
            {one.revision !== shown && (
              <button type="button" className="th-linkbutton" onClick={() => onShow(one.revision)}>
                {t('evidence.preview')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
