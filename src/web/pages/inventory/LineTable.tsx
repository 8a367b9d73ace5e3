import { Button, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { call } from '../../api/call.ts';
import { type useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed } from '../../parts/Deed.tsx';
import { EvidenceList } from '../../parts/EvidenceList.tsx';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { LineVersions } from './LineVersions.tsx';
import { type InventoryView, inventoryReads, type Source } from './model.ts';
import { OtherWays, Steps } from './Preparation.tsx';

type Reply = ReplyOf<typeof l.readLines>;
export type Line = Reply['items'][number];

interface Props {
  readonly view: InventoryView;
  readonly source: Source;
  readonly asked: ReturnType<typeof useAsk<typeof l.readLines>>;
  readonly filters: ReactNode;
  readonly toolbar: ReactNode;
  /** Changes the entry a line came of; null: its lines are no entries. */
  readonly onChange: ((line: Line) => void) | null;
  readonly window: { readonly offset: number; readonly limit: number };
  readonly go: (window: { offset: number; limit: number }) => void;
  readonly filtered: boolean;
  /** Why nothing can be changed; null: it can. */
  readonly why: string | null;
}

/** Lines of a source, a page at a time: what each amounts to, by which method, with which files; opened, its steps. */
export function LineTable({ view, source, asked, filters, toolbar, onChange, window, go, filtered, why }: Props) {
  const { t } = useWords();
  const [picking, setPicking] = useState<Line | null>(null);
  const [leaving, setLeaving] = useState<Line | null>(null);
  const deed = useDeed(l.attachEvidence, inventoryReads);
  const change = (line: Line, body: { evidenceIds: string[]; release: string[] }) =>
    deed.mutate({ params: { inventoryId: view.id, lineId: line.id }, body });
  const columns = useColumns(source, {
    deeds: (line) => (line.withdrawn ? null : <LineDeeds {...{ line, why, onChange }} onAttach={setPicking} onWithdraw={setLeaving} />),
  });
  const everything = () => everyLine(view.id, source.id);
  return (
    <>
      {deed.error && <RefusalNotice problem={deed.error} />}
      <Answer of={asked} rows={6}>
        {({ items, total }) => (
          <TableView<Line>
            name={t('inventory.lines')}
            rows={items}
            rowKey={(one) => `${one.id} ${one.version}`}
            columns={columns}
            filters={filters}
            toolbar={toolbar}
            filtered={filtered}
            loading={asked.isFetching}
            paging={{
              ...window,
              total,
              go: (offset, limit) => go({ offset, limit: Math.min(limit, 200) }),
              ...(filtered ? {} : { everything }),
            }}
            expand={(line) => (
              <Inside
                {...{ view, line }}
                onDetach={why === null && !line.withdrawn ? (id) => change(line, { evidenceIds: [], release: [id] }) : null}
              />
            )}
          />
        )}
      </Answer>
      <EvidencePicker
        open={picking !== null}
        {...(picking?.month ? { month: picking.month } : {})}
        already={(picking?.evidence ?? []).map((one) => one.id)}
        onClose={() => setPicking(null)}
        onPick={(ids) => {
          if (picking) change(picking, { evidenceIds: [...ids], release: [] });
          setPicking(null);
        }}
      />
      {leaving && <Withdraw view={view} line={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

interface DeedsProps extends Pick<Props, 'why' | 'onChange'> {
  readonly line: Line;
  readonly onAttach: (line: Line) => void;
  readonly onWithdraw: (line: Line) => void;
}

/** What can be done with a line: its entry changed, files attached, taken out. */
function LineDeeds({ line, why, onChange, onAttach, onWithdraw }: DeedsProps) {
  const { t } = useWords();
  const notShown = line.entry === null ? t('inventoryLines.notShown') : null;
  return (
    <span className="th-row">
      {onChange && line.method && (
        <Deed size="small" type="text" why={why ?? notShown} onClick={() => onChange(line)}>
          {t('inventoryLines.change')}
        </Deed>
      )}
      <Deed size="small" type="text" why={why} aria-label={t('inventoryLines.attach')} onClick={() => onAttach(line)}>
        {t('inventoryLines.attachShort')}
      </Deed>
      <Deed size="small" type="text" danger why={why} onClick={() => onWithdraw(line)}>
        {t('inventoryLines.withdraw')}
      </Deed>
    </span>
  );
}

/** All lines of a source, for the export. */
async function everyLine(inventoryId: string, sourceId: string): Promise<Line[]> {
  const all: Line[] = [];
  for (;;) {
    const query = { offset: all.length, limit: 200 };
    const { items, total } = await call(l.readLines, { params: { inventoryId, sourceId }, query });
    all.push(...items);
    if (items.length === 0 || all.length >= total) return all;
  }
}

function useColumns(source: Source, { deeds }: { deeds: (line: Line) => ReactNode }): Column<Line>[] {
  const { t, say } = useWords();
  const wayOf = (line: Line) => (line.method ? t(`inventoryLines.way.${line.method.way}`) : t('inventoryLines.way.plain'));
  const factorOf = (line: Line) => line.factor ?? source.factor;
  return [
    { key: 'month', title: t('inventory.month'), text: (one) => one.month ?? t('inventory.wholePeriod'), nowrap: true },
    {
      key: 'method',
      title: t('inventory.methodLabel'),
      text: wayOf,
      show: (one) => (
        <>
          <Tag tone={one.method === null ? 'plain' : one.method.part === 'rest' ? 'warn' : 'good'}>{wayOf(one)}</Tag>
          {one.method && one.method.part !== 'whole' && (
            <div className="th-quiet th-small">{t(`inventoryLines.part.${one.method.part}`)}</div>
          )}
        </>
      ),
    },
    {
      key: 'amount',
      title: t('inventory.amount'),
      align: 'right',
      text: (one) => one.amount,
      show: (one) =>
        one.withdrawn ? (
          <span className="th-quiet">{t('inventory.withdrawn')}</span>
        ) : (
          <Quantity value={one.amount} unit={one.unit} digits={2} />
        ),
    },
    { key: 'unit', title: t('inventory.unit'), text: (one) => one.unit, exportOnly: true },
    {
      key: 'factor',
      title: t('inventory.factor'),
      text: (one) => say(factorOf(one)?.name ?? { zh: '', en: '' }),
      show: (one) => <span title={factorOf(one)?.source}>{say(factorOf(one)?.name ?? { zh: '', en: '' })}</span>,
    },
    {
      key: 'emission',
      title: t('inventory.emissionT'),
      align: 'right',
      text: (one) => one.emission ?? '',
      show: (one) => (one.emission === null ? '—' : <Quantity value={one.emission} unit="" digits={4} />),
    },
    {
      key: 'evidence',
      title: t('inventory.evidence'),
      text: (one) => one.evidence.map((file) => file.title).join('; '),
      show: (one) => (one.evidence.length === 0 ? <span className="th-quiet">—</span> : one.evidence.map((file) => file.title).join('; ')),
    },
    { key: 'note', title: t('inventory.note'), text: (one) => one.note },
    { key: 'version', title: t('inventory.version'), align: 'right', text: (one) => String(one.version) },
    {
      key: 'who',
      title: t('inventory.who'),
      text: (one) => `${one.by.name} ${one.at}`,
      show: (one) => <WhoWhen name={one.by.name} at={one.at} />,
    },
    { key: 'deeds', title: '', text: () => '', show: deeds },
  ];
}

/** What stands behind a line: the method and why, its steps, the other methods, the files. */
interface InsideProps {
  readonly view: InventoryView;
  readonly line: Line;
  readonly onDetach: ((id: string) => void) | null;
}

function Inside({ view, line, onDetach }: InsideProps) {
  const { t, say } = useWords();
  return (
    <div className="th-stack">
      {line.method && (
        <>
          <p>{say(line.method.why)}</p>
          <OtherWays others={line.method.others} />
        </>
      )}
      {line.preparation.length > 0 && <Steps steps={line.preparation} />}
      {line.version > 1 && <LineVersions view={view} line={line} />}
      <h4>{t('inventory.evidence')}</h4>
      <EvidenceList items={line.evidence} {...(onDetach ? { onDetach } : {})} />
    </div>
  );
}

/** Takes a line out with the reason; it stays on record. */
function Withdraw({ view, line, onClose }: { view: InventoryView; line: Line; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const deed = useDeed(l.withdrawLine, inventoryReads);
  const done = useDone(onClose);
  const send = () =>
    deed.mutate({ params: { inventoryId: view.id, lineId: line.id }, body: { seenVersion: line.version, reason: reason.trim() } }, done);
  return (
    <Modal
      open
      title={t('inventoryLines.withdrawTitle')}
      onCancel={onClose}
      footer={[
        <Button key="no" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="yes" danger type="primary" disabled={reason.trim() === ''} loading={deed.isPending} onClick={send}>
          {t('inventoryLines.withdraw')}
        </Button>,
      ]}
    >
      <p>{t('inventoryLines.withdrawText')}</p>
      {deed.error && <RefusalNotice problem={deed.error} />}
      <Input.TextArea
        aria-label={t('common.reason')}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
