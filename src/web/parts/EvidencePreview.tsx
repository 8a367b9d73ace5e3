import { useQuery } from '@tanstack/react-query';
import { send } from '../api/call.ts';
import { readCsv } from '../format/read-csv.ts';
import { paths } from '../paths.ts';
import { Icon } from '../ui/Icon.tsx';
import { Waiting } from '../ui/Page.tsx';
import { useWords } from '../words/language.ts';
import { RefusalNotice } from './RefusalNotice.tsx';
import { SheetPreview } from './SheetPreview.tsx';

interface FileFacts {
  readonly sha256: string;
  readonly mediaType: string;
  readonly fileName: string;
}

const previewRows = 200;
const sheetMedia = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The file itself, in the page where the browser can show it (PDF, picture, CSV, text); otherwise a download of exactly what was recorded. */
export function EvidencePreview({ file, height = 520 }: { file: FileFacts; height?: number }) {
  const { t } = useWords();
  const address = paths.file(file.sha256, { inline: true, name: file.fileName });
  const shown = file.mediaType.startsWith('image/') || file.mediaType === 'application/pdf' || file.mediaType.startsWith('text/');
  return (
    <div className="th-preview">
      {file.mediaType.startsWith('image/') && <img src={address} alt={file.fileName} />}
      {file.mediaType === 'application/pdf' && <iframe src={address} title={file.fileName} height={height} />}
      {file.mediaType.startsWith('text/') && <TextPreview file={file} />}
      {file.mediaType === sheetMedia && <SheetPreview file={file} />}
      {!shown && file.mediaType !== sheetMedia && <p className="th-preview-none">{t('evidence.previewNone')}</p>}
      <p className="th-row th-preview-links">
        <a href={paths.file(file.sha256, { name: file.fileName })} download={file.fileName}>
          <Icon name="download" size={14} /> {t('common.download')} {file.fileName}
        </a>
        {shown && (
          <a href={address} target="_blank" rel="noreferrer">
            <Icon name="externalLink" size={14} /> {t('evidence.openNew')}
          </a>
        )}
      </p>
    </div>
  );
}

function TextPreview({ file }: { file: FileFacts }) {
  const { t } = useWords();
  const content = useQuery({
    queryKey: ['file-text', file.sha256],
    queryFn: async () => (await send(paths.file(file.sha256, { inline: true, name: file.fileName }), { method: 'GET' })).text(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (content.isError) return <RefusalNotice problem={content.error} onRetry={() => void content.refetch()} />;
  if (content.data === undefined) return <Waiting />;
  if (file.mediaType !== 'text/csv') return <pre className="th-preview-text">{content.data.slice(0, 50_000)}</pre>;
  const rows = readCsv(content.data, previewRows + 1);
  const [head = [], ...body] = rows;
  return (
    <div className="th-preview-table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file have no other name
              <th key={index}>{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(0, previewRows).map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
            <tr key={line}>
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
      {body.length >= previewRows && <p className="th-quiet th-small">{t('evidence.previewRows', { count: previewRows })}</p>}
    </div>
  );
}
