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

/** Choose a file → see what it holds and what is skipped → say whose data they are → import as a job. */
export function DatabaseImport({ open, onClose, onStarted }: { open: boolean; onClose: () => void; onStarted: (jobId: string) => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [reading, setReading] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const close = () => {
    setSeen(null);
    setFault(null);
    onClose();
  };
  const read = async ([file]: readonly File[]) => {
    if (!file) return;
    setReading(true);
    setFault(null);
    try {
      const { sha256 } = await storeFile(file, e.storeLcaFile.path);
      const preview = await call(e.previewLcaImport, { body: { fileSha256: sha256, fileName: file.name } });
      setSeen({ fileSha256: sha256, fileName: file.name, preview });
      form.setFieldsValue({ name: preview.name });
    } catch (problem) {
      setFault(problem);
    } finally {
      setReading(false);
    }
  };
  const submit = (fields: Fields) => {
    if (!seen) return;
    const { fileSha256, fileName } = seen;
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
      busy={start.isPending || reading}
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
        onFiles={(files) => void read(files)}
      >
        {(choose) => (
          <p className="th-row">
            {reading ? (
              <>
                <Spin size="small" /> {t('lcaDatabases.readingFile')}
              </>
            ) : (
              <>
                {seen?.fileName ?? t('lcaDatabases.drop')} <Button onClick={choose}>{t('lcaDatabases.choose')}</Button>
              </>
            )}
          </p>
        )}
      </FileDropZone>
      {fault !== null && <RefusalNotice problem={fault} />}
      {seen && <Found preview={seen.preview} />}
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
    </FormDrawer>
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
