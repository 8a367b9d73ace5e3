import { Select } from 'antd';
import { useState } from 'react';
import { assetAppraisalEndpoints as e } from '../../../../contract/asset-appraisals.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { type CalculationResult, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import styles from '../asset.module.css';
import { ResultFigure } from '../ResultFigure.tsx';
import { AppraisalForm } from './AppraisalForm.tsx';
import { ownKinds } from './appraisal-input.ts';

export type Kept = ReplyOf<typeof e.readAppraisal>;

/** One appraisal, worked out again from what was kept: every figure with its derivation, its versions, whether the bytes are those of then (C.8). */
export function AppraisalPage() {
  const { appraisalId } = useAddress('appraisalId');
  const [{ version }] = useSearchFields();
  const view = useAsk(e.readAppraisal, { params: { appraisalId }, query: version === undefined ? {} : { version: Number(version) } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View kept={data} />}
    </Answer>
  );
}

function View({ kept }: { kept: Kept }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [{ version }, change] = useSearchFields();
  const { appraisal, result, versions } = kept;
  const own = ownKinds.find((one) => one === appraisal.kind);
  const findings = result.findings.map(plainFinding);
  const to = (node: string) => paths.appraisal(appraisal.appraisalId, { node, version });
  return (
    <>
      <PageHead
        title={`${appraisal.name} · ${appraisal.year}`}
        clause="C.8"
        summary={
          <>
            {t(`assetAppraisals.kind.${appraisal.kind}`)} · {result.calculation}
            {appraisal.projectId !== null && (
              <>
                {' · '}
                <GoLink to={paths.assetProject(appraisal.projectId)}>{t('assetAppraisals.toProject')}</GoLink>
              </>
            )}
          </>
        }
        extra={
          own && (
            <RightDeed action="asset.appraise" onClick={() => setOpen(true)}>
              {t('assetAppraisals.revise')}
            </RightDeed>
          )
        }
      />
      <p className={`${styles.line} ${styles.figure}`}>
        <Select
          aria-label={t('assetAppraisals.version')}
          value={appraisal.version}
          onChange={(value) => change({ version: String(value), node: null })}
          options={versions.map((one) => ({ value: one.version, label: t('assetAppraisals.versionOf', { n: one.version }) }))}
        />
        <WhoWhen name={appraisal.recordedByName} at={appraisal.recordedAt} />
        <Tag tone={kept.recomputes === 'identical' ? 'good' : 'warn'}>{t(`assetAppraisals.recomputes.${kept.recomputes}`)}</Tag>
        {appraisal.note !== '' && <span className="th-quiet">{appraisal.note}</span>}
      </p>
      <Section title={t('assetAppraisals.result')}>
        <Outputs result={result} to={to} />
      </Section>
      <Section title={t('assetAppraisals.inputs')}>
        <Inputs result={result} />
      </Section>
      {findings.length > 0 && (
        <Section title={t('assetAppraisals.findings')}>
          <FindingList findings={findings} />
        </Section>
      )}
      <ResultDerivation result={result} year={appraisal.year} />
      {isOpen && own && (
        <AppraisalForm kind={own} entityId={appraisal.entityId} year={appraisal.year} kept={kept} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

const placeOf = (at: Readonly<Record<string, string>>): string => Object.values(at).join(' ');

/** Every computed figure; those of the whole come first. */
function Outputs({ result, to }: { result: CalculationResult; to: (node: string) => string }) {
  const { t, say } = useWords();
  const rows = [...result.outputs].sort((a, b) => Object.keys(a.at).length - Object.keys(b.at).length);
  return (
    <PlainTable
      rows={rows}
      rowKey={(row) => `${row.symbol} ${placeOf(row.at)}`}
      columns={[
        { key: 'title', title: t('assetAppraisals.figure'), show: (row) => say(row.title) },
        { key: 'place', title: t('assetAppraisals.place'), show: (row) => <span className="th-quiet">{placeOf(row.at)}</span> },
        {
          key: 'value',
          title: t('assetAppraisals.value'),
          className: 'th-right',
          show: (row) => <ResultFigure result={result} symbol={row.symbol} at={row.at} unit={row.unit} to={to} />,
        },
      ]}
    />
  );
}

function Inputs({ result }: { result: CalculationResult }) {
  const { t, say } = useWords();
  return (
    <PlainTable
      rows={result.derivation.nodes.filter((one) => one.kind !== 'step')}
      rowKey={(row) => row.id}
      columns={[
        { key: 'title', title: t('assetAppraisals.figure'), show: (row) => say(row.title) },
        { key: 'place', title: t('assetAppraisals.place'), show: (row) => <span className="th-quiet">{placeOf(row.at)}</span> },
        {
          key: 'value',
          title: t('assetAppraisals.value'),
          className: 'th-right',
          show: (row) => (
            <span className="th-num">
              {String(row.shown ?? '')} <span className="th-quiet">{row.unit === '1' ? '' : row.unit}</span>
            </span>
          ),
        },
      ]}
    />
  );
}
