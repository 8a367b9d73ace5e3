import { Button, Dropdown, Segmented, Select } from 'antd';
import { useState } from 'react';
import { footprintSimulationEndpoints as s } from '../../../contract/footprint-simulations.ts';
import { footprintEndpoints as e } from '../../../contract/footprints.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { downloadText } from '../../ui/download.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { WordForm } from '../asset/WordForm.tsx';
import { FootprintAnalysis } from './FootprintAnalysis.tsx';
import { FootprintChecklist, FootprintHistory } from './FootprintChecklist.tsx';
import { FootprintResult } from './FootprintResult.tsx';
import { FootprintUncertainty } from './FootprintUncertainty.tsx';
import type { Version } from './footprint-model.ts';
import styles from './lca.module.css';
import { RenewVersion } from './RenewVersion.tsx';
import { StudyEditor } from './StudyEditor.tsx';

const views = ['result', 'model', 'analysis', 'uncertainty', 'checklist', 'history'] as const;
type View = (typeof views)[number];

/** One product's footprint: `?version=` and `?view=` say what is looked at. */
export function FootprintPage() {
  const { footprintId } = useAddress('footprintId');
  const [{ version }] = useSearchFields();
  const footprint = useAsk(e.readFootprint, { params: { footprintId } });
  return (
    <Answer of={footprint} rows={10}>
      {({ versions }) => {
        const shown = versions.find((one) => String(one.number) === version) ?? versions[0];
        return shown ? <OfVersion key={shown.id} versionId={shown.id} versions={versions} /> : null;
      }}
    </Answer>
  );
}

type Heads = readonly Version['version'][];

function OfVersion({ versionId, versions }: { versionId: string; versions: Heads }) {
  const view = useAsk(e.readFootprintVersion, { params: { versionId } });
  return (
    <Answer of={view} rows={12}>
      {(data) => <Shown data={data} versions={versions} />}
    </Answer>
  );
}

function Shown({ data, versions }: { data: Version; versions: Heads }) {
  const { t, say } = useWords();
  const [fields, change] = useSearchFields();
  const view: View = views.find((one) => one === fields.view) ?? 'result';
  const { version, footprint } = data;
  const errors = data.findings.filter((one) => one.severity === 'error').length + data.checklist.filter((one) => !one.met).length;
  return (
    <>
      <PageHead
        title={footprint.productName}
        clause="A.4"
        summary={`${say(footprint.entityName)} · ${say(data.ruleSet.title)} · ${t(`footprint.boundary.${data.study.boundary}`)}`}
        extra={<Deeds data={data} />}
      />
      <div className={styles.bar}>
        <Select
          aria-label={t('footprint.views.history')}
          value={version.number}
          popupMatchSelectWidth={false}
          onChange={(number) => change({ version: String(number) })}
          options={versions.map((one) => ({ value: one.number, label: t('footprint.version', { n: one.number }) }))}
        />
        <Tag tone={version.state === 'approved' ? 'good' : version.state === 'reviewed' ? 'info' : 'plain'}>
          {t(`footprint.state.${version.state}`)}
        </Tag>
        {version.reportNumber !== null && <span className="th-num">{version.reportNumber}</span>}
        <span className={errors > 0 ? styles.wrong : 'th-quiet'}>
          {errors > 0 ? t('footprint.errorsLeft', { count: errors }) : t('footprint.noErrors')}
        </span>
        <Segmented<View>
          value={view}
          onChange={(next) => change({ view: next === 'result' ? null : next })}
          options={views.map((value) => ({ value, label: t(`footprint.views.${value}`) }))}
        />
        <Exports data={data} />
      </div>
      {view === 'result' && <FootprintResult data={data} />}
      {view === 'model' && <StudyEditor key={version.version} data={data} />}
      {view === 'analysis' && <FootprintAnalysis data={data} />}
      {view === 'uncertainty' && <FootprintUncertainty data={data} />}
      {view === 'checklist' && <FootprintChecklist data={data} />}
      {view === 'history' && <FootprintHistory data={data} versions={versions} />}
    </>
  );
}

/** What this person can do with the version; each says why not. */
function Deeds({ data }: { data: Version }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const [asks, setAsks] = useState(false);
  const touched = [e.readFootprintVersion, e.readFootprint, e.listFootprints];
  const move = useDeed(e.moveFootprint, touched);
  // The model of an approved version offers it where it says that it is only read.
  const [{ view }] = useSearchFields();
  const { version, deeds } = data;
  const why = (deed: { can: boolean; why: string | null }) => (deed.can ? null : words(deed.why ?? 'not_permitted'));
  const go = (to: 'reviewed' | 'approved' | 'draft', reason = '') =>
    move.mutate({ params: { versionId: version.id }, body: { to, version: version.version, reason } }, { onSuccess: () => setAsks(false) });
  return (
    <>
      {version.state === 'draft' && (
        <Deed why={why(deeds.review)} type="primary" loading={move.isPending} onClick={() => go('reviewed')}>
          {t('footprint.review')}
        </Deed>
      )}
      {version.state === 'reviewed' && (
        <>
          <Deed why={why(deeds.approve)} type="primary" loading={move.isPending} onClick={() => go('approved')}>
            {t('footprint.approve')}
          </Deed>
          <Deed why={why(deeds.return)} onClick={() => setAsks(true)}>
            {t('footprint.giveBack')}
          </Deed>
        </>
      )}
      {version.state === 'approved' && view !== 'model' && <RenewVersion data={data} />}
      {move.error && !asks && <RefusalNotice problem={move.error} />}
      {asks && (
        <WordForm
          title={t('footprint.reason')}
          required
          busy={move.isPending}
          problem={move.error}
          submitLabel={t('footprint.giveBack')}
          onSubmit={(reason) => go('draft', reason)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

function Exports({ data }: { data: Version }) {
  const { t, say, language } = useWords();
  const { version, study, footprint } = data;
  const isApproved = version.state === 'approved';
  const pact = useAsk(e.readFootprintPact, { params: { versionId: version.id } }, { enabled: false });
  const samples = useAsk(s.listFootprintSimulations, { params: { versionId: version.id } }, { enabled: isApproved });
  // The report tells the latest sample of the model as it stands.
  const simulationId = samples.data?.items.find((one) => one.current)?.id;
  const name = `${footprint.productName}-${version.number}`;
  const save = (what: string, value: unknown) => downloadText(`${name}-${what}.json`, JSON.stringify(value, null, 2), 'application/json');
  async function exportPact() {
    const { data: told } = await pact.refetch();
    if (told) save('pact', told.record);
  }
  const report = (format: 'pdf' | 'docx', spoken: 'zh' | 'en') => ({
    key: `${format}-${spoken}`,
    label: (
      <a href={paths.footprintReport(version.id, { format, language: spoken, simulationId })} download>
        {t(`footprint.report.${format}`, { language: t(`footprint.report.${spoken}`) })}
      </a>
    ),
  });
  const items = [
    ...(isApproved ? [report('pdf', 'zh'), report('pdf', 'en'), report('docx', 'zh'), report('docx', 'en')] : []),
    {
      key: 'xlsx',
      label: (
        <a href={paths.footprintWorkbook(version.id, language)} download>
          {t('footprint.report.xlsx')}
        </a>
      ),
    },
    { key: 'study', label: t('footprint.exportStudy'), onClick: () => save('study', study) },
    ...(isApproved ? [{ key: 'pact', label: t('footprint.pact'), onClick: () => void exportPact() }] : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<Icon name="download" size={15} />} loading={pact.isFetching}>
          {t('footprint.report.title')}
        </Button>
      </Dropdown>
      {pact.data && pact.data.missing.length > 0 && (
        <span className="th-quiet">{t('footprint.pactMissing', { fields: pact.data.missing.map((one) => say(one.text)).join('; ') })}</span>
      )}
      {pact.error && <RefusalNotice problem={pact.error} />}
    </>
  );
}
