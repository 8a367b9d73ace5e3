import { App, Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { documentEndpoints } from '../../../contract/document.ts';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { call } from '../../api/call.ts';
import { storeFile } from '../../api/files.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Deed } from '../../parts/Deed.tsx';
import { EvidenceList } from '../../parts/EvidenceList.tsx';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { unitAt, useWorkplace } from '../../shell/workplace.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import { type Cell, likelyEvidence, type Row } from './grid-model.ts';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

interface Props {
  readonly cell: Cell | undefined;
  readonly row: Row;
  readonly month: string;
  readonly place: GridPlace;
  readonly lockedWhy: string | null;
}

/** The files behind a value. A file dropped here is stored, recorded and attached in one go; its title and period can be refined under 证据. */
export function CellEvidence({ cell, row, month, place, lockedWhy }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const take = useTakeGrid(place);
  const detail = useAsk(emissionEndpoints.readCell, { params: { cellId: cell?.cellId ?? '' } }, { enabled: Boolean(cell?.cellId) });
  const attach = useDeed(emissionEndpoints.attachEvidence, [documentEndpoints.listEvidence, documentEndpoints.readEvidence]);
  const [picking, setPicking] = useState(false);
  const why = lockedWhy ?? (cell?.cellId && cell.value !== null ? null : t('emission.cell.fillFirst'));
  const put = (change: { add?: readonly string[]; remove?: readonly string[] }, said: string) => {
    if (!cell?.cellId) return;
    attach.mutate(
      { params: place, body: { cellIds: [cell.cellId], add: [...(change.add ?? [])], remove: [...(change.remove ?? [])] } },
      {
        onSuccess: (grid) => {
          take(grid);
          void message.success(said);
        },
      },
    );
  };
  const items = cell?.cellId ? (detail.data?.evidence ?? []) : [];
  return (
    <div className={styles.block}>
      <h3>{t('emission.cell.evidence')}</h3>
      {items.length > 0 ? (
        <EvidenceList
          items={items}
          {...(why === null ? { onDetach: (id: string) => put({ remove: [id] }, t('emission.cell.detached')) } : {})}
        />
      ) : (
        <p className="th-quiet">{t('emission.cell.noEvidence')}</p>
      )}
      <DropHere
        row={row}
        month={month}
        place={place}
        why={why}
        onRecorded={(id, name) => put({ add: [id] }, t('emission.cell.attached', { name }))}
      />
      <Deed why={why} size="small" type="text" icon={<Icon name="link" size={14} />} onClick={() => setPicking(true)}>
        {t('emission.cell.pick')}
      </Deed>
      {attach.isError ? <RefusalNotice problem={attach.error} /> : null}
      <EvidencePicker
        open={picking}
        onClose={() => setPicking(false)}
        month={month}
        already={items.map((item) => item.id)}
        onPick={(ids) => {
          setPicking(false);
          put({ add: ids }, t('emission.cell.attached', { name: '' }));
        }}
      />
    </div>
  );
}

const accepted = '.pdf,.xlsx,.docx,.csv,.txt,.png,.jpg,.jpeg';

function DropHere({
  row,
  month,
  place,
  why,
  onRecorded,
}: Omit<Props, 'cell' | 'lockedWhy'> & { why: string | null; onRecorded: (id: string, name: string) => void }) {
  const { t, say } = useWords();
  const { tree } = useWorkplace();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const unit = unitAt(tree.data, place.unitId);
  async function record(file: File) {
    const stored = await storeFile(file);
    const evidence = await call(documentEndpoints.addEvidence, {
      body: {
        title: `${unit?.name ?? ''} ${month} ${row.title.zh} ${file.name}`.trim().slice(0, 200),
        kind: likelyEvidence(row.parameter),
        entityId: unit?.entityId ?? null,
        periodFrom: `${month}-01`,
        periodTo: lastDay(month),
        validUntil: null,
        note: '',
        fileSha256: stored.sha256,
        fileName: file.name.slice(-200),
      },
    });
    onRecorded(evidence.id, file.name);
  }
  async function takeAll(files: FileList | null) {
    if (why !== null) return;
    setProblem(null);
    try {
      for (const file of [...(files ?? [])]) {
        setBusy(file.name);
        await record(file);
      }
    } catch (fault) {
      setProblem(fault);
    } finally {
      setBusy(null);
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void takeAll(event.dataTransfer.files);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by mouse and key */}
      <div
        className={`${styles.drop} ${over ? styles.dropOver : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(why === null);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {why !== null ? (
          <span className="th-quiet">{why}</span>
        ) : busy === null ? (
          <span>
            {t('emission.cell.drop')}{' '}
            <Button size="small" type="link" onClick={() => input.current?.click()}>
              {t('emission.cell.choose')}
            </Button>
          </span>
        ) : (
          <span role="status">{t('emission.cell.storing', { name: busy })}</span>
        )}
        <input
          ref={input}
          type="file"
          multiple
          accept={accepted}
          className="th-hidden"
          tabIndex={-1}
          aria-label={`${t('emission.cell.choose')} ${say(row.title)}`}
          onChange={(event) => {
            void takeAll(event.target.files).then(() => {
              if (input.current) input.current.value = '';
            });
          }}
        />
      </div>
      {problem !== null ? <RefusalNotice problem={problem} /> : null}
    </>
  );
}

/** The last day of a month as text; the calendar of the proleptic Gregorian rule, no `Date` and no time zone. */
export function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = number === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  return `${month}-${days}`;
}
