import { useQuery } from '@tanstack/react-query';
import { send } from '../api/call.ts';
import { readXlsx, type Sheet, xlsxLimits } from '../format/read-xlsx.ts';
import { paths } from '../paths.ts';
import { Waiting } from '../ui/Page.tsx';
import { useWords } from '../words/language.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

/** The stored values of a spreadsheet, read in this browser: enough to find a day in a ledger without leaving the page. */
export function SheetPreview({ file }: { file: { readonly sha256: string; readonly fileName: string } }) {
  const { t } = useWords();
  const content = useQuery({
    queryKey: ['file-sheets', file.sha256],
    queryFn: async () => readXlsx(await (await send(paths.file(file.sha256, { name: file.fileName }), { method: 'GET' })).arrayBuffer()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (content.isError) return <RefusalNotice problem={content.error} onRetry={() => void content.refetch()} />;
  if (content.data === undefined) return <Waiting />;
  if (content.data === null) return <p className="th-preview-none">{t('evidence.previewNone')}</p>;
  return (
    <>
      {content.data.map((sheet) => (
        <SheetTable key={sheet.name} sheet={sheet} />
      ))}
      <p className="th-quiet th-small">{t('emission.sheet.stored')}</p>
    </>
  );
}

function SheetTable({ sheet }: { sheet: Sheet }) {
  const { t } = useWords();
  return (
    <section aria-label={sheet.name}>
      <h3>{sheet.name}</h3>
      <div className="th-preview-table">
        <table>
          <tbody>
            {sheet.rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
              <tr key={line}>
                <th scope="row" className="th-quiet th-num">
                  {line + 1}
                </th>
                {row.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={index} className={/^-?[\d.,]+$/.test(cell) ? 'th-num th-right' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sheet.cut ? <p className="th-quiet th-small">{t('evidence.previewRows', { count: xlsxLimits.rows })}</p> : null}
    </section>
  );
}
