import { Button } from 'antd';
import { documentEndpoints } from '../../../contract/document.ts';
import { present } from '../../../kernel/assert.ts';
import { firstDay, lastDay, parseMonth } from '../../../kernel/calendar/month.ts';
import { call } from '../../api/call.ts';
import { evidenceFileTypes, storeFile } from '../../api/files.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { unitAt, useWorkplace } from '../../shell/workplace.ts';
import { FileDropZone } from '../../ui/FileDropZone.tsx';
import { useFilesInTurn } from '../../ui/useFilesInTurn.ts';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import { likelyEvidence, type Row } from './grid-model.ts';

interface Props {
  readonly row: Row;
  readonly month: string;
  readonly unitId: string;
  /** Why nothing can be dropped here now; null where it can. */
  readonly why: string | null;
  readonly onRecorded: (evidenceId: string, fileName: string) => void;
}

/** Files dropped on a value: each is stored and recorded with the title, kind and period that the cell suggests. */
export function CellEvidenceDrop({ row, month, unitId, why, onRecorded }: Props) {
  const { t, say } = useWords();
  const record = useRecordForCell(row, month, unitId);
  const { busy, problem, takeAll } = useFilesInTurn(async (file) => onRecorded(await record(file), file.name));
  return (
    <>
      <FileDropZone
        label={`${t('emission.cell.choose')} ${say(row.title)}`}
        accept={evidenceFileTypes}
        multiple
        closed={why !== null}
        className={styles.drop}
        overClassName={styles.dropOver}
        onFiles={takeAll}
      >
        {(choose) =>
          why !== null ? (
            <span className="th-quiet">{why}</span>
          ) : busy === null ? (
            <span>
              {t('emission.cell.drop')}{' '}
              <Button size="small" type="link" onClick={choose}>
                {t('emission.cell.choose')}
              </Button>
            </span>
          ) : (
            <span role="status">{t('emission.cell.storing', { name: busy })}</span>
          )
        }
      </FileDropZone>
      {problem !== null ? <RefusalNotice problem={problem} /> : null}
    </>
  );
}

/** Stores a file and records it as evidence of the month; answers with the evidence's id. */
function useRecordForCell(row: Row, monthText: string, unitId: string): (file: File) => Promise<string> {
  const { tree } = useWorkplace();
  const unit = unitAt(tree.data, unitId);
  return async (file) => {
    const month = present(parseMonth(monthText), 'a month of the grid');
    const stored = await storeFile(file);
    const evidence = await call(documentEndpoints.addEvidence, {
      body: {
        title: `${unit?.name ?? ''} ${month} ${row.title.zh} ${file.name}`.trim().slice(0, 200),
        kind: likelyEvidence(row.parameter),
        entityId: unit?.entityId ?? null,
        periodFrom: firstDay(month),
        periodTo: lastDay(month),
        validUntil: null,
        note: '',
        fileSha256: stored.sha256,
        fileName: file.name.slice(-200),
      },
    });
    return evidence.id;
  };
}
