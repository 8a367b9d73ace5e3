import { Button, Form, Input, Spin } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { call } from '../../api/call.ts';
import { storeFile } from '../../api/files.ts';
import { useDeed } from '../../api/queries.ts';
import { FindingList } from '../../parts/FindingList.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { FileDropZone } from '../../ui/FileDropZone.tsx';
import { useWords } from '../../words/language.ts';

type Preview = ReplyOf<typeof e.previewLcaImport>;
interface Fields {
  readonly name: string;
  readonly edition?: string;
  readonly publisher?: string;
  readonly licence: string;
  readonly credit: string;
}
interface Seen {
  readonly fileSha256: string;
  readonly fileName: string;
  readonly preview: Preview;
}

/** Sends a file and has it read; what it holds, or why it is refused. */
function useReading(onName: (name: string) => void) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [reading, setReading] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const read = async ([file]: readonly File[]) => {
    if (!file) return;
    setReading(true);
    setFault(null);
    try {
      const { sha256 } = await storeFile(file, e.storeLcaFile.path);
      const preview = await call(e.previewLcaImport, { body: { fileSha256: sha256, fileName: file.name } });
      setSeen({ fileSha256: sha256, fileName: file.name, preview });
      onName(preview.name);
    } catch (problem) {
      setFault(problem);
    } finally {
      setReading(false);
    }
  };
  const forget = () => {
    setSeen(null);
    setFault(null);
  };
  return { seen, reading, fault, read, forget };
}

/** Choose a file → see what it holds and what is skipped → say whose data they are → import as a job. */
export function DatabaseImport({ open, onClose, onStarted }: { open: boolean; onClose: () => void; onStarted: (jobId: string) => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const file = useReading((name) => form.setFieldsValue({ name }));
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const close = () => {
    file.forget();
    onClose();
  };
  const submit = (fields: Fields) => {
    if (!file.seen) return;
    const { fileSha256, fileName } = file.seen;
    const started = { onSuccess: ({ id }: { id: string }) => [onStarted(id), close()] };
    start.mutate({ body: { kind: 'lca.import', input: { ...fields, fileSha256, fileName } } }, started);
  };
  return (
    <FormDrawer<Fields>
      open={open}
      title={t('lcaDatabases.importTitle')}
      intro={t('lcaDatabases.importIntro')}
      form={form}
      initial={{}}
      busy={start.isPending || file.reading}
      problem={start.error}
      submitLabel={t('lcaDatabases.import')}
      onSubmit={submit}
      onClose={close}
      size={720}
    >
      <FileDropZone
        label={t('lcaDatabases.choose')}
        accept=".zip,.xml,.spold,.csv"
        className="th-drop"
        overClassName="th-drop-over"
        onFiles={(files) => void file.read(files)}
      >
        {(choose) => (
          <p className="th-row">
            {file.reading && <Spin size="small" />}
            {file.reading ? t('lcaDatabases.readingFile') : (file.seen?.fileName ?? t('lcaDatabases.drop'))}
            {!file.reading && <Button onClick={choose}>{t('lcaDatabases.choose')}</Button>}
          </p>
        )}
      </FileDropZone>
      {file.fault !== null && <RefusalNotice problem={file.fault} />}
      {file.seen && <Found preview={file.seen.preview} />}
      <Described />
    </FormDrawer>
  );
}

/** Whose data they are, and on which terms. */
function Described() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <Form.Item name="name" label={t('lcaDatabases.name')} rules={[rules.required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="edition" label={t('lcaDatabases.edition')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="publisher" label={t('lcaDatabases.publisher')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="licence" label={t('lcaDatabases.licence')} rules={[rules.required]}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="credit" label={t('lcaDatabases.credit')} rules={[rules.required]}>
        <Input.TextArea maxLength={1000} rows={2} />
      </Form.Item>
    </>
  );
}

function Found({ preview }: { preview: Preview }) {
  const { t } = useWords();
  const { processes, flows, exchanges } = preview.counts;
  return (
    <>
      <p>
        <strong>{t('lcaDatabases.seen', { format: t(`lcaDatabases.formatOf.${preview.format}`), processes, flows, exchanges })}</strong>
      </p>
      {preview.processes.length > 0 && (
        <p className="th-small th-quiet">
          {t('lcaDatabases.some')}: {preview.processes.slice(0, 6).join('; ')}
        </p>
      )}
      <FindingList findings={preview.findings.slice(0, 40).map(plainFinding)} />
    </>
  );
}
