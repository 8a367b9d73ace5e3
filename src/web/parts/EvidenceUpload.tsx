import { Button, Drawer, Form, Steps } from 'antd';
import { useState } from 'react';
import { documentEndpoints } from '../../contract/document.ts';
import type { Evidence, StoredFile } from '../api/files.ts';
import { useDeed } from '../api/queries.ts';
import { bytes } from '../format/number.ts';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { KeyValues } from '../ui/Page.tsx';
import { useWords } from '../words/language.ts';
import { type EvidenceFields, EvidenceForm, emptyEvidence } from './EvidenceForm.tsx';
import { FileDrop } from './FileDrop.tsx';
import { HashText } from './Labels.tsx';
import { RefusalNotice } from './RefusalNotice.tsx';

interface Chosen {
  readonly name: string;
  readonly stored: StoredFile;
}

/** File → details → recorded. A refusal keeps what was entered; the file is stored by content, so repeating is harmless. */
export function EvidenceUpload({
  open,
  onClose,
  onRecorded,
}: {
  open: boolean;
  onClose: () => void;
  onRecorded?: (evidence: Evidence) => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<EvidenceFields>();
  const { chosen, choose, done, record, submit, forget } = useRecording(onRecorded);
  function again() {
    forget();
    form.resetFields();
  }
  const step = done ? 2 : chosen ? 1 : 0;
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('evidence.upload')}
      size={560}
      afterOpenChange={(shown) => !shown && again()}
      footer={
        step === 1 && (
          <div className="th-row th-end">
            <Button onClick={again}>{t('common.back')}</Button>
            <Button type="primary" loading={record.isPending} onClick={() => form.submit()}>
              {t('evidence.record')}
            </Button>
          </div>
        )
      }
    >
      <Steps
        size="small"
        current={step}
        items={[{ title: t('evidence.stepFile') }, { title: t('evidence.stepDetails') }, { title: t('evidence.stepDone') }]}
      />
      <div className="th-upload-body">
        {step === 0 && (
          <FileDrop
            onStored={(name, stored) => {
              choose({ name, stored });
              form.setFieldsValue({ title: titleOf(name) });
            }}
          />
        )}
        {chosen && !done && (
          <>
            <FileFacts chosen={chosen} />
            {record.isError && <RefusalNotice problem={record.error} />}
            <EvidenceForm form={form} initial={{ ...emptyEvidence, title: titleOf(chosen.name) }} onSubmit={submit} />
          </>
        )}
        {done && <Recorded evidence={done} onAgain={again} onClose={onClose} />}
      </div>
    </Drawer>
  );
}

/** The file chosen and what became of it; a refusal keeps the file. */
function useRecording(onRecorded: ((evidence: Evidence) => void) | undefined) {
  const [chosen, choose] = useState<Chosen | null>(null);
  const [done, setDone] = useState<Evidence | null>(null);
  const record = useDeed(documentEndpoints.addEvidence, [documentEndpoints.listEvidence]);
  return {
    chosen,
    choose,
    done,
    record,
    submit: (fields: EvidenceFields) => {
      if (!chosen) return;
      record.mutate(
        { body: { ...fields, fileSha256: chosen.stored.sha256, fileName: chosen.name } },
        {
          onSuccess: (evidence) => {
            setDone(evidence);
            onRecorded?.(evidence);
          },
        },
      );
    },
    forget: () => {
      choose(null);
      setDone(null);
      record.reset();
    },
  };
}

function FileFacts({ chosen }: { chosen: Chosen }) {
  const { t } = useWords();
  return (
    <div className="th-file-facts">
      <KeyValues
        items={[
          { label: t('evidence.file'), value: chosen.name },
          { label: t('evidence.size'), value: bytes(chosen.stored.sizeBytes) },
          { label: t('common.hash'), value: <HashText sha256={chosen.stored.sha256} full />, wide: true },
        ]}
      />
      {chosen.stored.alreadyStored && <p className="th-quiet th-small">{t('evidence.alreadyStored')}</p>}
    </div>
  );
}

/** What can be done once the file is evidence. */
function Recorded({ evidence, onAgain, onClose }: { evidence: Evidence; onAgain: () => void; onClose: () => void }) {
  const { t } = useWords();
  return (
    <div className="th-done">
      <Icon name="check" size={28} />
      <h3>{t('evidence.recordedDone')}</h3>
      <p>{evidence.title}</p>
      <div className="th-row">
        <GoLink to={paths.evidenceOf(evidence.id)} className="th-button-link">
          {t('evidence.openDetail')}
        </GoLink>
        <Button onClick={onAgain}>{t('evidence.uploadAnother')}</Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </div>
  );
}

/** The title proposed for a file: its name without the ending. */
function titleOf(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '');
}
