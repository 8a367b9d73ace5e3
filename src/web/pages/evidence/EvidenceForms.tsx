import { Form, Input } from 'antd';
import { useState } from 'react';
import { documentEndpoints } from '../../../contract/document.ts';
import type { Evidence, StoredFile } from '../../api/files.ts';
import { useDeed } from '../../api/queries.ts';
import { type EvidenceFields, EvidenceItems } from '../../parts/EvidenceForm.tsx';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';

/** Changes what is said of a piece of evidence; the file stays. */
export function ChangeEvidence({ evidence, open, onClose }: { evidence: Evidence; open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<EvidenceFields>();
  const change = useDeed(documentEndpoints.changeEvidence, [documentEndpoints.readEvidence, documentEndpoints.listEvidence]);
  const { title, kind, entityId, periodFrom, periodTo, validUntil, note } = evidence;
  const initial = { title, kind, entityId, periodFrom, periodTo, validUntil, note };
  return (
    <FormDrawer<EvidenceFields>
      open={open}
      title={t('evidence.changeTitle')}
      form={form}
      initial={initial}
      busy={change.isPending}
      problem={change.error}
      onSubmit={(fields) =>
        change.mutate({ params: { evidenceId: evidence.id }, body: { ...initial, ...fields, version: evidence.version } }, done)
      }
      onClose={onClose}
    >
      <EvidenceItems />
    </FormDrawer>
  );
}

/** A new file for the same evidence; the old one and its hash are kept. */
export function ReviseEvidence({
  evidence,
  open,
  onClose,
  onRevised,
}: {
  evidence: Evidence;
  open: boolean;
  onClose: () => void;
  onRevised: (evidence: Evidence) => void;
}) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<{ note: string }>();
  const [chosen, setChosen] = useState<{ name: string; stored: StoredFile } | null>(null);
  const revise = useDeed(documentEndpoints.reviseEvidence, [documentEndpoints.readEvidence, documentEndpoints.listEvidence]);
  const done = useDone((revised: Parameters<typeof onRevised>[0]) => {
    setChosen(null);
    onRevised(revised);
    onClose();
  });
  return (
    <FormDrawer<{ note: string }>
      open={open}
      title={t('evidence.revise')}
      intro={t('evidence.reviseText')}
      form={form}
      initial={{}}
      busy={revise.isPending}
      problem={revise.error}
      onClose={onClose}
      onSubmit={({ note }) => {
        if (!chosen) return;
        revise.mutate(
          { params: { evidenceId: evidence.id }, body: { fileSha256: chosen.stored.sha256, fileName: chosen.name, note } },
          done,
        );
      }}
    >
      {chosen ? (
        <div className="th-file-facts">
          <strong className="th-medium">{chosen.name}</strong>
          <div>
            <HashText sha256={chosen.stored.sha256} full />
          </div>
        </div>
      ) : (
        <FileDrop onStored={(name, stored) => setChosen({ name, stored })} />
      )}
      <Form.Item name="note" label={t('evidence.reviseNote')} rules={[rules.words]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
