import { Alert, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { useDeed } from '../../api/queries.ts';
import { EvidenceItem } from '../../parts/EvidenceItem.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { EntryFields } from './EntryFields.tsx';
import { entryOut, type EntryFields as Fields, kindOfCategory } from './entry-model.ts';
import { type InventoryView, inventoryReads, monthsOf, type Source } from './model.ts';
import { PreparedLines } from './Preparation.tsx';

/** An entry of scope 3: looked at first, with the method it takes, why, and every step; recorded when it is right. */
export function EntryForm({ view, source, scope3, onClose }: { view: InventoryView; source: Source; scope3: number; onClose: () => void }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidence] = useState<readonly string[]>([]);
  const [faulty, setFaulty] = useState(false);
  const kind = kindOfCategory[scope3] ?? 'quantity';
  const look = useDeed(l.recordEntry, []);
  const take = useDeed(l.recordEntry, inventoryReads);
  const done = useDone(onClose);
  const send = (fields: Fields, dryRun: boolean) => {
    const { entry, faults } = entryOut(fields, kind);
    setFaulty(faults.length > 0 || fields.data.length === 0);
    if (faults.length > 0 || fields.data.length === 0) return;
    const body = { month: fields.month ?? null, note: fields.note ?? '', estimated: false, entry, evidenceIds: [...evidenceIds], dryRun };
    const given = { params: { inventoryId: view.id, sourceId: source.id }, body };
    if (dryRun) look.mutate(given);
    else take.mutate(given, done);
  };
  const told = look.data;
  return (
    <Drawer
      open
      size={860}
      title={`${t('inventoryLines.enter')} · ${source.code} ${say(source.name)}`}
      onClose={onClose}
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button loading={look.isPending} onClick={() => form.submit()}>
            {t('inventoryLines.look')}
          </Button>
          <Button
            type="primary"
            disabled={!told || told.lines.length === 0}
            loading={take.isPending}
            onClick={() => send(form.getFieldsValue(true), false)}
          >
            {t('inventoryLines.take')}
          </Button>
        </div>
      }
    >
      <p className="th-form-intro">{t('inventoryLines.intro')}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ data: [], boundary: 'cradle_to_gate', currency: 'CNY', year: String(view.year), basis: 'purchaser', rows: [{}] }}
        onValuesChange={() => look.reset()}
        onFinish={() => send(form.getFieldsValue(true), true)}
      >
        <EntryFields months={monthsOf(view.from, view.to)} kind={kind} />
        <EvidenceItem
          label={t('inventory.evidence')}
          already={evidenceIds}
          onPick={(ids) => setEvidence([...new Set([...evidenceIds, ...ids])])}
        >
          {evidenceIds.length === 0 ? t('inventoryLines.attach') : t('inventoryLines.attached', { n: evidenceIds.length })}
        </EvidenceItem>
      </Form>
      {faulty && <Alert type="warning" showIcon title={t('inventoryLines.incomplete')} style={{ marginBottom: 12 }} />}
      {(look.error ?? take.error) && <RefusalNotice problem={look.error ?? take.error} />}
      {told && <Told told={told} />}
    </Drawer>
  );
}

function Told({ told }: { told: ReplyOf<typeof l.recordEntry> }) {
  const { t } = useWords();
  const warnings = told.findings.filter((one) => one.severity !== 'info');
  return (
    <section aria-label={t('inventoryLines.result')}>
      <h3>{t('inventoryLines.result')}</h3>
      <PreparedLines lines={told.lines} others={told.others} />
      {warnings.length > 0 && <FindingList findings={warnings.map(plainFinding)} />}
    </section>
  );
}
