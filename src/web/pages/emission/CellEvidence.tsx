import { App } from 'antd';
import { useState } from 'react';
import { documentEndpoints } from '../../../contract/document.ts';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Deed } from '../../parts/Deed.tsx';
import { EvidenceList } from '../../parts/EvidenceList.tsx';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { CellEvidenceDrop } from './CellEvidenceDrop.tsx';
import styles from './emission.module.css';
import type { Cell, Row } from './grid-model.ts';
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
      <CellEvidenceDrop
        row={row}
        month={month}
        unitId={place.unitId}
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
