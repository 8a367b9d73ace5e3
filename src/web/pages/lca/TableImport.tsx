import { Alert, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { foregroundSheet, readTable, type TableRead } from '../../../kernel/lca/model/table.ts';
import { readXlsx } from '../../format/read-xlsx.ts';
import { FindingList } from '../../parts/FindingList.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { parseBlock } from '../../ui/grid/block.ts';
import { useWords } from '../../words/language.ts';
import type { Process, Study } from './footprint-model.ts';

interface ImportProps {
  readonly study: Study;
  /** Rows that name no process belong to this one. */
  readonly process: Process;
  readonly onTake: (processes: Study['processes']) => void;
  readonly onClose: () => void;
}

/** Inputs from a spreadsheet, pasted or as a file: what would be added and changed stands here first, every fault with sheet and row. */
export function TableImport({ study, process, onTake, onClose }: ImportProps) {
  const { t } = useWords();
  const [found, setFound] = useState<TableRead | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const look = (table: readonly (readonly string[])[], sheet: string) => {
    setUnreadable(false);
    setFound(table.length === 0 ? null : readTable(study, table, { otherwise: process.id, sheet }));
  };
  const open = async (file: File) => {
    const sheets = await readXlsx(await file.arrayBuffer());
    // The product's own workbook has the table on its third sheet; any other file is read by its first.
    const sheet = sheets?.find((one) => Object.values(foregroundSheet).includes(one.name)) ?? sheets?.[0];
    if (sheet) look(sheet.rows, sheet.name);
    setUnreadable(!sheet);
  };
  const count = found ? found.added + found.changed : 0;
  return (
    <Drawer
      open
      size={820}
      title={t('footprint.importTable.title')}
      onClose={onClose}
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="primary"
            disabled={found === null || found.findings.length > 0 || count === 0}
            onClick={() => {
              if (!found) return;
              const processes: Study['processes'] = JSON.parse(JSON.stringify(found.processes));
              onTake(processes);
              onClose();
            }}
          >
            {t('footprint.importTable.take', { count })}
          </Button>
        </div>
      }
    >
      <p className="th-form-intro">{t('footprint.importTable.text', { process: process.name || process.id })}</p>
      <input
        type="file"
        accept=".xlsx"
        aria-label={t('footprint.importTable.file')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void open(file);
        }}
      />
      <Input.TextArea
        rows={7}
        aria-label={t('footprint.importTable.paste')}
        placeholder={t('footprint.importTable.paste')}
        style={{ margin: '12px 0' }}
        onChange={(event) => {
          const text = event.target.value;
          look(text.trim() === '' ? [] : parseBlock(text), t('footprint.importTable.pasted'));
        }}
      />
      {unreadable && <Alert type="error" showIcon title={t('footprint.importTable.unreadable')} />}
      {found && <Found found={found} />}
    </Drawer>
  );
}

function Found({ found }: { found: TableRead }) {
  const { t } = useWords();
  return (
    <>
      <Alert
        type={found.findings.length === 0 ? 'success' : 'warning'}
        showIcon
        title={t('footprint.importTable.found', {
          ...{ added: found.added, changed: found.changed, blank: found.blank, faults: found.findings.length },
        })}
        style={{ marginBottom: 12 }}
      />
      <FindingList findings={found.findings.map(plainFinding)} />
      <PlainTable
        rows={found.rows.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => String(row.index)}
        columns={[
          { key: 'process', title: t('footprint.process'), show: (row) => row.process },
          { key: 'name', title: t('footprint.name'), show: (row) => row.name },
          { key: 'amount', title: t('footprint.amount'), className: 'th-num th-right', show: (row) => row.amount },
          { key: 'unit', title: t('footprint.unit'), show: (row) => row.unit },
          { key: 'new', title: '', show: (row) => t(row.isNew ? 'footprint.importTable.isNew' : 'footprint.importTable.isChanged') },
        ]}
      />
    </>
  );
}
