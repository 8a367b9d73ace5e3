import { Alert, Button, Drawer, Form, Input } from 'antd';
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
import { emptyRow, entryOut, type EntryFields as Fields } from './entry-model.ts';
import { fieldsOf } from './entry-read.ts';
import { entryTables, kindsOf, tablesOfKind } from './entry-tables.ts';
import type { Line } from './LineTable.tsx';
import { type InventoryView, inventoryReads, monthsOf, type Source } from './model.ts';
import { PreparedLines } from './Preparation.tsx';

interface Props {
  readonly view: InventoryView;
  readonly source: Source;
  readonly scope3: number;
  /** A line of the entry that is changed; null: a new entry. */
  readonly line: Line | null;
  readonly onClose: () => void;
}

/** What the form begins with: the entry that is changed, or one empty row where the category asks for rows. */
function initialOf(view: InventoryView, scope3: number, line: Line | null): Partial<Fields> {
  const kinds = kindsOf(scope3);
  const first = kinds.flatMap((kind) => tablesOfKind[kind].slice(0, 1));
  const tables = Object.fromEntries(first.map((key) => [key, [emptyRow(entryTables[key])]]));
  const usual = { boundary: 'cradle_to_gate', currency: 'CNY', year: String(view.year), basis: 'purchaser', factorFrom: 'epa' } as const;
  const blank = { data: [], ...usual, order: 'convert_then_deflate', ...(kinds[0] ? { kind: kinds[0] } : {}), tables } as const;
  if (line?.entry == null) return blank;
  const { tables: rows, ...fields } = fieldsOf(line.entry);
  const common = { note: line.note, estimated: line.estimated, ...(line.month === null ? {} : { month: line.month }) };
  return { ...blank, ...fields, tables: { ...tables, ...rows }, ...common };
}

/** An entry of scope 3, new or changed: looked at first, with the method it takes, why, and every step; recorded when it is right. */
export function EntryForm({ view, source, scope3, line, onClose }: Props) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidence] = useState<readonly string[]>([]);
  const [faulty, setFaulty] = useState(false);
  const [reason, setReason] = useState('');
  const look = useDeed(l.recordEntry, []);
  const take = useDeed(l.recordEntry, inventoryReads);
  const done = useDone(onClose);
  const kinds = kindsOf(scope3);
  const revises = line ? { lineId: line.id, seenVersion: line.version, reason: reason.trim() } : null;
  const send = (fields: Fields, dryRun: boolean) => {
    const { entry, faults } = entryOut(fields);
    const isFaulty = entry === null || faults.length > 0 || fields.data.length === 0;
    setFaulty(isFaulty);
    if (isFaulty) return;
    const common = { month: fields.month ?? null, note: fields.note ?? '', estimated: fields.estimated ?? false };
    const changed = revises ? { revises: { ...revises, reason: revises.reason || '-' } } : {};
    const given = {
      params: { inventoryId: view.id, sourceId: source.id },
      body: { ...common, entry, evidenceIds: [...evidenceIds], dryRun, ...changed },
    };
    if (dryRun) look.mutate(given);
    else take.mutate(given, done);
  };
  const told = look.data;
  const problem = look.error ?? take.error;
  const isReady = told !== undefined && told.lines.length > 0 && revises?.reason !== '';
  const name = line ? t('inventoryLines.changeTitle') : t('inventoryLines.enter');
  return (
    <Drawer
      open
      size={860}
      title={`${name} · ${source.code} ${say(source.name)}`}
      onClose={onClose}
      footer={
        <Footer
          {...{ onClose, isReady }}
          looking={look.isPending}
          taking={take.isPending}
          onLook={() => form.submit()}
          onTake={() => send(form.getFieldsValue(true), false)}
        />
      }
    >
      <p className="th-form-intro">{t(line ? 'inventoryLines.changeText' : 'inventoryLines.intro')}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initialOf(view, scope3, line)}
        onValuesChange={() => look.reset()}
        onFinish={() => send(form.getFieldsValue(true), true)}
      >
        {line && (
          <Form.Item label={t('inventoryLines.changeWhy')} required htmlFor="entry-reason">
            <Input id="entry-reason" maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Form.Item>
        )}
        <EntryFields months={monthsOf(view.from, view.to)} kinds={kinds} />
        <EntryEvidence ids={evidenceIds} onChange={setEvidence} />
      </Form>
      {faulty && <Alert type="warning" showIcon title={t('inventoryLines.incomplete')} style={{ marginBottom: 12 }} />}
      {problem && <RefusalNotice problem={problem} />}
      {told && <Told told={told} />}
    </Drawer>
  );
}

/** Files that are tied to every line the entry becomes. */
function EntryEvidence({ ids, onChange }: { ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const { t } = useWords();
  return (
    <EvidenceItem label={t('inventory.evidence')} already={ids} onPick={(more) => onChange([...new Set([...ids, ...more])])}>
      {ids.length === 0 ? t('inventoryLines.attach') : t('inventoryLines.attached', { n: ids.length })}
    </EvidenceItem>
  );
}

interface FooterProps {
  readonly isReady: boolean;
  readonly looking: boolean;
  readonly taking: boolean;
  readonly onClose: () => void;
  readonly onLook: () => void;
  readonly onTake: () => void;
}

function Footer({ isReady, looking, taking, onClose, onLook, onTake }: FooterProps) {
  const { t } = useWords();
  return (
    <div className="th-row th-end">
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button loading={looking} onClick={onLook}>
        {t('inventoryLines.look')}
      </Button>
      <Button type="primary" disabled={!isReady} loading={taking} onClick={onTake}>
        {t('inventoryLines.take')}
      </Button>
    </div>
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
