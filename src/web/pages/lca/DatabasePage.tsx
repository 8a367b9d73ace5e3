import { useParams } from '@tanstack/react-router';
import { Button, Input, Modal, Tabs } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { useDone } from '../../parts/use-done.ts';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { Changes } from './DatabaseChanges.tsx';
import { Flows, Processes } from './DatabaseLists.tsx';
import { Ranking } from './DatabaseRanking.tsx';
import { type Database, tones } from './model.ts';

type Detail = ReplyOf<typeof e.readLcaDatabase>;

/** What one tab asked for says nothing to another. */
const leftBehind = { search: null, location: null, kind: null, unit: null, indicator: null, since: null, change: null, offset: null };

/** One database: its processes and flows to search, where it comes from, what reading it said, and who decided. */
export function DatabasePage() {
  const { databaseId = '' } = useParams({ strict: false });
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const detail = useAsk(e.readLcaDatabase, { params: { databaseId } });
  const tab = fields.tab ?? 'processes';
  return (
    <Answer of={detail} rows={8}>
      {(database) => (
        <>
          <PageHead
            title={database.name}
            clause="A.8"
            summary={<Summary database={database} />}
            extra={<Deeds key={database.version} database={database} />}
          />
          <Tabs
            aria-label={database.name}
            activeKey={tab}
            onChange={(to) => change({ ...leftBehind, tab: to === 'processes' ? null : to })}
            items={(['processes', 'flows', 'ranking', 'changes', 'facts'] as const).map((key) => ({
              key,
              label: t(`lcaDatabases.tab.${key}`),
            }))}
          />
          {tab === 'processes' && <Processes databaseId={databaseId} />}
          {tab === 'flows' && <Flows databaseId={databaseId} />}
          {tab === 'ranking' && <Ranking databaseId={databaseId} />}
          {tab === 'changes' && <Changes database={database} />}
          {tab === 'facts' && <Facts database={database} />}
        </>
      )}
    </Answer>
  );
}

function Summary({ database }: { database: Detail }) {
  const { t } = useWords();
  return (
    <span className="th-row">
      <Tag tone={tones[database.state]}>{t(`lcaDatabases.stateOf.${database.state}`)}</Tag>
      <span>{database.edition}</span>
      <span className="th-quiet">{database.credit}</span>
    </span>
  );
}

type Asking = 'approve' | 'reject' | 'retire';

function Deeds({ database }: { database: Detail }) {
  const { t } = useWords();
  const session = useSession();
  const refusal = useRefusalWords();
  const mayNotApprove = useWhyNot('lca.approve', []);
  const mayNotRetire = useWhyNot('lca.maintain', []);
  const [asking, setAsking] = useState<Asking | null>(null);
  const own = session?.person.id === database.importedBy.id ? refusal('same_person_enters_and_approves') : null;
  return (
    <>
      {database.state === 'proposed' && (
        <>
          <Deed type="primary" why={mayNotApprove ?? own} onClick={() => setAsking('approve')}>
            {t('lcaDatabases.approve')}
          </Deed>
          <Deed why={mayNotApprove ?? own} onClick={() => setAsking('reject')}>
            {t('lcaDatabases.reject')}
          </Deed>
        </>
      )}
      {database.state === 'approved' && (
        <Deed why={mayNotRetire} onClick={() => setAsking('retire')}>
          {t('lcaDatabases.retire')}
        </Deed>
      )}
      <Button href={paths.lcaExport(database.id)}>{t('lcaDatabases.export')}</Button>
      {asking && <AskReason database={database} asking={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function AskReason({ database, asking, onClose }: { database: Database; asking: Asking; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [reason, setReason] = useState('');
  const touches = [e.readLcaDatabase, e.listLcaDatabases];
  const decide = useDeed(e.decideLcaDatabase, touches);
  const retire = useDeed(e.retireLcaDatabase, touches);
  const params = { databaseId: database.id };
  const { version } = database;
  const go = () =>
    asking === 'retire'
      ? retire.mutate({ params, body: { reason, version } }, done)
      : decide.mutate({ params, body: { decision: asking, reason, version } }, done);
  const problem = decide.error ?? retire.error;
  return (
    <Modal
      open
      title={t(asking === 'retire' ? 'lcaDatabases.retireTitle' : 'lcaDatabases.decideTitle')}
      okText={t(`lcaDatabases.${asking}`)}
      confirmLoading={decide.isPending || retire.isPending}
      onCancel={onClose}
      onOk={go}
    >
      <p>{asking === 'retire' ? t('lcaDatabases.retireText') : database.name}</p>
      <Input.TextArea
        rows={3}
        maxLength={4000}
        value={reason}
        placeholder={t('lcaDatabases.reason')}
        aria-label={t('lcaDatabases.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      {problem && <RefusalNotice problem={problem} />}
    </Modal>
  );
}

function Facts({ database }: { database: Detail }) {
  const { t } = useWords();
  const counted = ['processes', 'flows', 'exchanges', 'uncertain', 'pedigrees', 'formulas', 'multiOutput', 'indicators'] as const;
  return (
    <>
      <Section>
        <KeyValues
          columns={3}
          items={[
            { label: t('lcaDatabases.publisher'), value: database.publisher, wide: true },
            { label: t('lcaDatabases.licence'), value: database.licence, wide: true },
            { label: t('lcaDatabases.credit'), value: database.credit, wide: true },
            { label: t('lcaDatabases.format'), value: t(`lcaDatabases.formatOf.${database.format}`) },
            {
              label: t('lcaDatabases.file'),
              value: database.evidenceId ? (
                <GoLink to={paths.evidenceOf(database.evidenceId)}>{database.fileName}</GoLink>
              ) : (
                database.fileName
              ),
            },
            { label: t('lcaDatabases.hash'), value: <HashText sha256={database.contentSha256} /> },
            ...counted.map((key) => ({ label: t(`lcaDatabases.${key}`), value: String(database.counts[key]) })),
            { label: t('lcaDatabases.importedBy'), value: <WhoWhen name={database.importedBy.name} at={database.importedAt} /> },
            ...[
              { label: t('lcaDatabases.decidedBy'), told: database.decided },
              { label: t('lcaDatabases.retiredBy'), told: database.retired },
            ].flatMap(({ label, told }) =>
              told
                ? [
                    {
                      label,
                      value: (
                        <span className="th-row">
                          <WhoWhen name={told.by.name} at={told.at} />
                          {told.reason}
                        </span>
                      ),
                    },
                  ]
                : [],
            ),
          ]}
        />
      </Section>
      <Section title={t('lcaDatabases.findings')}>
        {database.findings.length === 0 ? (
          <p className="th-quiet">{t('lcaDatabases.noFindings')}</p>
        ) : (
          <FindingList findings={database.findings.map(plainFinding)} />
        )}
      </Section>
    </>
  );
}
