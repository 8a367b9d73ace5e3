import { Alert, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useDeed } from '../../api/queries.ts';
import { readCsv } from '../../format/read-csv.ts';
import { readXlsx, type Sheet } from '../../format/read-xlsx.ts';
import { FindingList } from '../../parts/FindingList.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { blockOf, type InventoryView, inventoryReads } from './model.ts';

interface Row {
  readonly place: string;
  readonly source: string;
  readonly month: string;
  readonly amount: string;
  readonly unit: string;
  readonly note: string;
}

/** Source, month, amount, unit, note — in this order; a first row of heads is passed over. */
function rowsOf(table: readonly (readonly string[])[], sheet: string): Row[] {
  const head = table[0]?.[2] !== undefined && !/\d/.test(table[0][2]) ? 1 : 0;
  return table.slice(head).map(([source = '', month = '', amount = '', unit = '', note = ''], i) => ({
    place: `${sheet}!A${i + head + 1}`,
    ...{ source, month, amount, unit, note },
  }));
}

/** The server takes so many rows at a time. */
const mostRows = 100_000;

/** Sheets of an xlsx file, or the one table of a CSV file in UTF-8 or GB 18030; null: neither. */
async function sheetsOf(file: File): Promise<readonly Sheet[] | null> {
  const bytes = await file.arrayBuffer();
  if (!/\.(csv|txt|tsv)$/i.test(file.name)) return await readXlsx(bytes, mostRows + 1);
  const rows = readCsv(decodedText(bytes), mostRows + 2);
  return [{ name: file.name, rows: rows.slice(0, mostRows + 1), cut: rows.length > mostRows + 1 }];
}

function decodedText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Lines from a spreadsheet, pasted or as a file: looked at first, every fault with sheet and cell, saved as a whole. */
export function ImportForm({ view, onClose }: { view: InventoryView; onClose: () => void }) {
  const { t } = useWords();
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [unreadable, setUnreadable] = useState(false);
  const [read, setRead] = useState<FileRead | null>(null);
  const look = useDeed(e.importLines, []);
  const take = useDeed(e.importLines, inventoryReads);
  const done = useDone(onClose);
  const ask = (given: readonly Row[]) => {
    setRows(given);
    look.reset();
    if (given.length > 0) look.mutate({ params: { inventoryId: view.id }, body: { rows: [...given], dryRun: true } });
  };
  const open = async (file: File) => {
    const sheets = await sheetsOf(file);
    setUnreadable(sheets === null);
    const found = (sheets ?? []).flatMap((sheet) => rowsOf(sheet.rows, sheet.name));
    const isCut = sheets?.some((sheet) => sheet.cut) === true || found.length > mostRows;
    setRead({ sheets: sheets?.length ?? 0, rows: found.length, isCut });
    if (isCut) setRows([]);
    else ask(found);
  };
  const found = look.data;
  const ready = found !== undefined && found.faultCount === 0 && found.added > 0;
  return (
    <Drawer
      open
      size={760}
      title={t('inventory.import')}
      onClose={onClose}
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={take.isPending}
            onClick={() => take.mutate({ params: { inventoryId: view.id }, body: { rows: [...rows], dryRun: false } }, done)}
          >
            {t('inventory.importNow', { n: found?.added ?? 0 })}
          </Button>
        </div>
      }
    >
      <p className="th-form-intro">{t('inventory.importText')}</p>
      <p className="th-quiet th-small">{t('inventory.importColumns')}</p>
      <input
        type="file"
        accept=".xlsx,.csv,.txt,.tsv"
        aria-label={t('inventoryLines.importFile')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void open(file);
        }}
      />
      <Input.TextArea
        rows={8}
        aria-label={t('inventory.importPaste')}
        placeholder={t('inventory.importPaste')}
        onChange={(event) => ask(rowsOf(blockOf(event.target.value), t('inventory.pasted')))}
        style={{ margin: '12px 0' }}
      />
      {read !== null && !unreadable && <ReadNotice {...read} />}
      {unreadable && <Alert type="error" showIcon title={t('inventory.importUnreadable')} />}
      {(look.error ?? take.error) && <RefusalNotice problem={look.error ?? take.error} />}
      {found && <Found found={found} />}
    </Drawer>
  );
}

interface FileRead {
  readonly sheets: number;
  readonly rows: number;
  readonly isCut: boolean;
}

/** How much of the file was read: all of it, or none where it is too long. */
function ReadNotice({ sheets, rows, isCut }: FileRead) {
  const { t } = useWords();
  return (
    <Alert
      type={isCut ? 'error' : 'info'}
      showIcon
      title={t(isCut ? 'inventoryLines.importBig' : 'inventoryLines.importRead', { sheets, rows, most: mostRows })}
      style={{ marginBottom: 12 }}
    />
  );
}

function Found({ found }: { found: ReplyOf<typeof e.importLines> }) {
  const { t } = useWords();
  const { rows, added, skipped, faultCount: faults } = found;
  return (
    <>
      <Alert
        type={faults === 0 ? 'success' : 'warning'}
        showIcon
        title={t('inventory.importFound', { rows, added, skipped, faults })}
        style={{ marginBottom: 12 }}
      />
      <FindingList findings={found.faults.map(plainFinding)} />
    </>
  );
}
