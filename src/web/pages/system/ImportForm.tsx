import { App, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { storeFile } from '../../api/files.ts';
import { useDeed } from '../../api/queries.ts';
import { FindingList } from '../../parts/FindingList.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { FileDropZone } from '../../ui/FileDropZone.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useFilesInTurn } from '../../ui/useFilesInTurn.ts';
import { useWords } from '../../words/language.ts';
import { type RegisterView, systemReads } from './model.ts';

type Report = ReplyOf<typeof e.previewRegisterImport>;

/** Takes a register in from its sheet: what would be added and changed, and every fault at its cell, are shown before anything is kept. */
export function ImportForm({ register, onClose }: { register: RegisterView; onClose: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const [file, setFile] = useState<{ sha256: string; name: string } | null>(null);
  const [reason, setReason] = useState('');
  const preview = useDeed(e.previewRegisterImport, []);
  const take = useDeed(e.importRegister, systemReads);
  const params = { register: register.id };
  const { busy, problem, takeAll } = useFilesInTurn(async (chosen) => {
    const stored = { sha256: (await storeFile(chosen)).sha256, name: chosen.name };
    setFile(stored);
    preview.mutate({ params, body: { file: stored, reason: '' } });
  });
  const report = file ? preview.data : undefined;
  const todo = report ? report.counts.new + report.counts.changed : 0;
  const ready = report !== undefined && report.findings.length === 0 && todo > 0 && (!report.needsReason || reason.trim() !== '');
  const fault = problem ?? preview.error ?? take.error;
  const keep = () => {
    if (!file) return;
    take.mutate(
      { params, body: { file, reason } },
      {
        onSuccess: ({ counts }) => {
          void message.success(t('system.importTaken', { fresh: counts.new, changed: counts.changed }));
          onClose();
        },
      },
    );
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={820}
      title={t('system.importOf', { name: say(register.name) })}
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={take.isPending} onClick={keep}>
            {t('system.importTake', { count: todo })}
          </Button>
        </div>
      }
    >
      <p className="th-form-intro">{t('system.importText')}</p>
      <FileDropZone
        label={t('system.importFile')}
        accept=".xlsx,.csv"
        className="th-drop"
        overClassName="th-drop-over"
        onFiles={(files) => takeAll(files.slice(0, 1))}
      >
        {(choose) => (
          <button type="button" disabled={busy !== null} onClick={choose}>
            <Icon name="upload" size={24} />
            <strong>{file?.name ?? t('system.chooseImport')}</strong>
          </button>
        )}
      </FileDropZone>
      {fault ? <RefusalNotice problem={fault} /> : null}
      {report?.needsReason && <Reason value={reason} onChange={setReason} />}
      {report && <Preview register={register} report={report} />}
    </Drawer>
  );
}

function Reason({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useWords();
  const label = t('common.reason');
  return (
    <Input.TextArea
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoSize={{ minRows: 2 }}
    />
  );
}

const tones = { new: 'good', changed: 'warn', unchanged: 'plain' } as const;

function Preview({ register, report }: { register: RegisterView; report: Report }) {
  const { t, say } = useWords();
  const { counts, findings, lines } = report;
  const nameOf = (id: string) => {
    const field = register.fields.find((one) => one.id === id);
    return field ? say(field.name) : id;
  };
  return (
    <>
      {findings.length > 0 ? (
        <>
          <h3>{t('system.importFaults', { count: findings.length })}</h3>
          <FindingList findings={findings.map(plainFinding)} />
        </>
      ) : (
        <h3>{t('system.importCounts', { fresh: counts.new, changed: counts.changed, unchanged: counts.unchanged })}</h3>
      )}
      {lines.length > 0 && (
        <PlainTable
          rows={lines}
          rowKey={(one) => String(one.row)}
          columns={[
            { key: 'row', title: t('system.importRow'), className: 'th-num', show: (one) => one.row },
            { key: 'no', title: t('system.no'), className: 'th-num', show: (one) => one.no },
            { key: 'title', title: say(register.one), show: (one) => one.title },
            {
              key: 'kind',
              title: t('common.state'),
              show: (one) => <Tag tone={tones[one.kind]}>{t(`system.importKind.${one.kind}`)}</Tag>,
            },
            {
              key: 'fields',
              title: t('system.importFields'),
              show: (one) => (one.kind === 'changed' ? one.fields.map(nameOf).join(' · ') : ''),
            },
          ]}
        />
      )}
    </>
  );
}
