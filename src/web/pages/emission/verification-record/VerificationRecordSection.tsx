import { App } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { verificationRecordEndpoints as e } from '../../../../contract/verification-record.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { VerificationRecordForm } from './VerificationRecordForm.tsx';

export type Records = ReplyOf<typeof e.readVerificationRecords>;
type Version = Records['versions'][number];

const tones: Record<Version['state'], Tone> = { entered: 'warn', confirmed: 'good', superseded: 'plain' };

/** 核查结果: the verified figure beside the reported one, who entered and who confirmed it, and every earlier version (A.10). */
export function VerificationRecordSection({ entityId, year }: { entityId: string; year: number }) {
  const { t } = useWords();
  const records = useAsk(e.readVerificationRecords, { params: { entityId, year } });
  const [entering, setEntering] = useState(false);
  const { tree } = useWorkplace();
  const mayNot = useWhyNot('verification_record.enter', lineageOf(tree.data, entityId));
  const enter = (data: Records) => (
    <Deed why={mayNot ?? (data.reported.totalT === null ? t('verificationRecord.noData') : null)} onClick={() => setEntering(true)}>
      {data.versions.length > 0 ? t('verificationRecord.enterNew') : t('verificationRecord.enter')}
    </Deed>
  );
  return (
    <Section id="verification-record" title={t('verificationRecord.title')} extra={records.data ? enter(records.data) : null}>
      <Answer of={records} rows={3}>
        {(data) => (
          <>
            {data.versions.length === 0 ? (
              <EmptyState
                icon="verification"
                title={t('verificationRecord.empty')}
                text={t('verificationRecord.emptyText')}
                clause="A.10"
              />
            ) : (
              <Standing records={data} />
            )}
            {entering ? <VerificationRecordForm records={data} onClose={() => setEntering(false)} /> : null}
          </>
        )}
      </Answer>
    </Section>
  );
}

function Standing({ records }: { records: Records }) {
  const { t, say } = useWords();
  const latest = records.versions[0];
  const shown = records.current ?? latest;
  if (!shown || !latest) return null;
  const columns: Column<Version['units'][number]>[] = [
    { key: 'unit', title: t('emission.result.units'), text: (row) => say(row.unitName) },
    {
      key: 'reported',
      title: `${t('verificationRecord.reported')} (t)`,
      align: 'right',
      text: (row) => row.reportedT,
      show: (row) => <Quantity value={row.reportedT} unit="" digits={2} />,
    },
    {
      key: 'verified',
      title: `${t('verificationRecord.verified')} (t)`,
      align: 'right',
      text: (row) => row.verifiedT,
      show: (row) => <Quantity value={row.verifiedT} unit="" digits={2} />,
    },
    {
      key: 'difference',
      title: `${t('verificationRecord.difference')} (t)`,
      align: 'right',
      text: (row) => row.differenceT,
      show: (row) => <Quantity value={row.differenceT} unit="" digits={2} />,
    },
    {
      key: 'share',
      title: t('verificationRecord.share'),
      align: 'right',
      text: (row) => row.differencePct ?? '',
      show: (row) => <Quantity value={row.differencePct} unit="%" />,
    },
  ];
  return (
    <>
      <KeyValues columns={3} items={figuresOf(shown, t, say)} />
      {shown.units.length > 0 ? (
        <TableView bare name={t('verificationRecord.title')} rows={shown.units} columns={columns} rowKey={(row) => row.unitId} />
      ) : null}
      <h3>{t('verificationRecord.versions')}</h3>
      <Versions records={records} />
    </>
  );
}

function figuresOf(one: Version, t: ReturnType<typeof useWords>['t'], say: ReturnType<typeof useWords>['say']) {
  const weight = one.material ? 'material' : 'immaterial';
  return [
    { label: t('verificationRecord.verified'), value: <Quantity value={one.verifiedT} unit="t" /> },
    { label: t('verificationRecord.reported'), value: <Quantity value={one.reportedT} unit="t" /> },
    { label: t('verificationRecord.difference'), value: <Quantity value={one.differenceT} unit="t" /> },
    {
      label: t('verificationRecord.share'),
      value: (
        <>
          <Quantity value={one.differencePct} unit="%" />
          <p className="th-small th-quiet">{t(`verificationRecord.${weight}`, { limit: one.materialityPct })}</p>
        </>
      ),
    },
    { label: t('verificationRecord.opinion'), value: t(`verificationRecord.opinionOf.${one.opinion}`) },
    {
      label: t('verificationRecord.verifier'),
      value: (
        <>
          {say({ zh: one.verifier, en: one.verifierEn || one.verifier })} {'\u00b7'} <DayLabel day={one.verifiedOn} />
        </>
      ),
    },
    { label: t('verificationRecord.statement'), value: one.statement, wide: true },
    {
      label: t('verificationRecord.evidence'),
      value:
        one.evidence.length === 0
          ? null
          : one.evidence.map((piece) => (
              <div key={piece.id}>
                <GoLink to={paths.evidenceOf(piece.id)}>{piece.title}</GoLink>
              </div>
            )),
      wide: true,
    },
  ];
}

function Versions({ records }: { records: Records }) {
  const { t } = useWords();
  const columns: Column<Version>[] = [
    { key: 'version', title: t('verificationRecord.version'), align: 'right', text: (row) => String(row.version) },
    {
      key: 'state',
      title: t('common.state'),
      text: (row) => t(`verificationRecord.state.${row.state}`),
      show: (row) => <Tag tone={tones[row.state]}>{t(`verificationRecord.state.${row.state}`)}</Tag>,
    },
    {
      key: 'verified',
      title: `${t('verificationRecord.verified')} (t)`,
      align: 'right',
      text: (row) => row.verifiedT,
      show: (row) => <Quantity value={row.verifiedT} unit="" />,
    },
    { key: 'opinion', title: t('verificationRecord.opinion'), text: (row) => t(`verificationRecord.opinionOf.${row.opinion}`) },
    {
      key: 'entered',
      title: t('verificationRecord.enteredBy'),
      text: (row) => row.recordedByName,
      show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} />,
    },
    {
      key: 'confirmed',
      title: t('verificationRecord.confirmedBy'),
      text: (row) => row.confirmedByName ?? '',
      show: (row) => <Confirmation version={row} entityId={records.entityId} isLatest={row.id === records.versions[0]?.id} />,
    },
  ];
  return <TableView bare name={t('verificationRecord.versions')} rows={records.versions} columns={columns} rowKey={(row) => row.id} />;
}

/** Who confirmed a version; where nobody has yet, the button that does, or why it is not this person's. */
function Confirmation({ version, entityId, isLatest }: { version: Version; entityId: string; isLatest: boolean }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const session = useSession();
  const { tree } = useWorkplace();
  const mayNot = useWhyNot('verification_record.confirm', lineageOf(tree.data, entityId));
  const confirm = useDeed(e.confirmVerificationRecord, [e.readVerificationRecords]);
  if (version.confirmedAt !== null) return <WhoWhen name={version.confirmedByName} at={version.confirmedAt} />;
  if (!isLatest) return null;
  const why = mayNot ?? (session?.person.id === version.recordedBy ? words('same_person_enters_and_confirms') : null);
  return (
    <>
      <Deed
        size="small"
        type="primary"
        why={why}
        loading={confirm.isPending}
        onClick={() =>
          confirm.mutate({ params: { recordId: version.id } }, { onSuccess: () => void message.success(t('verificationRecord.confirmed')) })
        }
      >
        {t('verificationRecord.confirm')}
      </Deed>
      {confirm.isError ? <RefusalNotice problem={confirm.error} /> : null}
    </>
  );
}
