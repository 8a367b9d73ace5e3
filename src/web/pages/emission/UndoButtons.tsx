import { Button, Tooltip } from 'antd';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';

interface Props {
  readonly sheet: { readonly canUndo: boolean; readonly canRedo: boolean };
  readonly editing: { readonly onUndo: () => void; readonly onRedo: () => void };
}

/** One step back and forth in a sheet, with the keys that do the same. */
export function UndoButtons({ sheet, editing }: Props) {
  const { t } = useWords();
  return (
    <>
      <Tooltip title={`${t('emission.grid.undo')} (Ctrl+Z)`}>
        <Button
          size="small"
          type="text"
          aria-label={t('emission.grid.undo')}
          icon={<Icon name="undo" />}
          disabled={!sheet.canUndo}
          onClick={editing.onUndo}
        />
      </Tooltip>
      <Tooltip title={`${t('emission.grid.redo')} (Ctrl+Y)`}>
        <Button
          size="small"
          type="text"
          aria-label={t('emission.grid.redo')}
          icon={<Icon name="redo" />}
          disabled={!sheet.canRedo}
          onClick={editing.onRedo}
        />
      </Tooltip>
    </>
  );
}
