import { App, Button, Drawer, Form, Steps } from 'antd';
import { type ChangeEvent, type DragEvent, useRef, useState } from 'react';
import { documentEndpoints } from '../../contract/document.ts';
import { type Evidence, type StoredFile, storeFile } from '../api/files.ts';
import { useDeed } from '../api/queries.ts';
import { bytes } from '../format/number.ts';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { KeyValues } from '../ui/Page.tsx';
import { useWords } from '../words/language.ts';
import { type EvidenceFields, EvidenceForm, emptyEvidence } from './EvidenceForm.tsx';
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
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [done, setDone] = useState<Evidence | null>(null);
  const record = useDeed(documentEndpoints.addEvidence, [documentEndpoints.listEvidence]);

  function again() {
    setChosen(null);
    setDone(null);
    record.reset();
    form.resetFields();
  }
  function submit(fields: EvidenceFields) {
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
              setChosen({ name, stored });
              form.setFieldsValue({ title: name.replace(/\.[^.]+$/, '') });
            }}
          />
        )}
        {chosen && !done && (
          <>
            <FileFacts chosen={chosen} />
            {record.isError && <RefusalNotice problem={record.error} />}
            <EvidenceForm form={form} initial={{ ...emptyEvidence, title: chosen.name.replace(/\.[^.]+$/, '') }} onSubmit={submit} />
          </>
        )}
        {done && (
          <div className="th-done">
            <Icon name="check" size={28} />
            <h3>{t('evidence.recordedDone')}</h3>
            <p>{done.title}</p>
            <div className="th-row">
              <GoLink to={paths.evidenceOf(done.id)} className="th-button-link">
                {t('evidence.openDetail')}
              </GoLink>
              <Button onClick={again}>{t('evidence.uploadAnother')}</Button>
              <Button onClick={onClose}>{t('common.close')}</Button>
            </div>
          </div>
        )}
      </div>
    </Drawer>
  );
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

const accepted = '.pdf,.xlsx,.docx,.csv,.txt,.png,.jpg,.jpeg';

/** A place to drop a file, which is also a button to choose one; stores it at once and says why when the server refuses. */
export function FileDrop({ onStored }: { onStored: (name: string, stored: StoredFile) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  async function take(file: File | undefined) {
    if (!file) return;
    setBusy(file.name);
    setProblem(null);
    try {
      const stored = await storeFile(file);
      message.success(t('evidence.stored'));
      onStored(file.name, stored);
    } catch (fault) {
      setProblem(fault);
    } finally {
      setBusy(null);
    }
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by mouse and key */}
      <div
        className={over ? 'th-drop th-drop-over' : 'th-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <button type="button" disabled={busy !== null} onClick={() => input.current?.click()}>
          <Icon name="upload" size={24} />
          <strong>{busy === null ? t('evidence.dropTitle') : t('evidence.storing', { name: busy })}</strong>
          <span className="th-quiet">{t('evidence.dropText')}</span>
        </button>
        <input
          ref={input}
          type="file"
          accept={accepted}
          className="th-hidden"
          tabIndex={-1}
          aria-label={t('evidence.file')}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {problem !== null && <RefusalNotice problem={problem} />}
    </>
  );
}
