import { App } from 'antd';
import { evidenceFileTypes, type StoredFile, storeFile } from '../api/files.ts';
import { FileDropZone } from '../ui/FileDropZone.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useFilesInTurn } from '../ui/useFilesInTurn.ts';
import { useWords } from '../words/language.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

/** A place to drop a file, which is also a button to choose one; stores it at once and says why when the server refuses. */
export function FileDrop({ onStored }: { onStored: (name: string, stored: StoredFile) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { busy, problem, takeAll } = useFilesInTurn(async (file) => {
    const stored = await storeFile(file);
    message.success(t('evidence.stored'));
    onStored(file.name, stored);
  });
  return (
    <>
      <FileDropZone
        label={t('evidence.file')}
        accept={evidenceFileTypes}
        className="th-drop"
        overClassName="th-drop-over"
        onFiles={(files) => takeAll(files.slice(0, 1))}
      >
        {(choose) => (
          <button type="button" disabled={busy !== null} onClick={choose}>
            <Icon name="upload" size={24} />
            <strong>{busy === null ? t('evidence.dropTitle') : t('evidence.storing', { name: busy })}</strong>
            <span className="th-quiet">{t('evidence.dropText')}</span>
          </button>
        )}
      </FileDropZone>
      {problem !== null && <RefusalNotice problem={problem} />}
    </>
  );
}
