import { Icon } from '../Icon.tsx';
import styles from './grid.module.css';
import type { CellInputHandlers } from './grid-handlers.ts';
import type { CellFace, GridColumn, GridWords } from './grid-types.ts';

interface Props {
  readonly row: number;
  readonly col: number;
  readonly face: CellFace;
  /** Row and column in words. */
  readonly name: string;
  readonly tone: GridColumn['tone'];
  readonly selected: boolean;
  readonly active: boolean;
  readonly editing: string | null;
  readonly handlers: CellInputHandlers;
  readonly bubbleId: string;
  readonly words: GridWords;
}

export function GridCellView(props: Props) {
  const { row, col, face, active, selected, handlers, words } = props;
  const invalid = face.status === 'invalid' || face.status === 'refused' || face.severity === 'error';
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is the text field of the active cell
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cell of a grid
      role="gridcell"
      className={classOf(props)}
      aria-colindex={col + 3}
      aria-selected={selected}
      aria-readonly={face.lockedWhy !== null}
      aria-invalid={invalid}
      data-row={row}
      data-col={col}
      onMouseDown={handlers.press}
      onMouseEnter={handlers.hover}
      onMouseLeave={handlers.leave}
      onDoubleClick={handlers.twice}
    >
      {face.mark ? (
        <button
          type="button"
          tabIndex={-1}
          className={`${styles.mark} ${face.mark.missing ? styles.markMissing : ''}`}
          title={face.mark.label}
          aria-label={face.mark.label}
          onMouseDown={(event) => event.stopPropagation()}
          onClick={() => handlers.openCell(row, col)}
        >
          <Icon name="paperclip" />
          {face.mark.count}
        </button>
      ) : null}
      {active ? <ActiveField {...props} invalid={invalid} /> : <Figure face={face} />}
      {face.status ? <span className={styles.status} title={words.status[face.status]} data-status={face.status} /> : null}
    </td>
  );
}

function Figure({ face }: { face: CellFace }) {
  return (
    <span className={styles.figure} title={face.tag?.title}>
      {face.shown}
      {face.tag ? <span className={styles.tag}>{face.tag.text}</span> : null}
    </span>
  );
}

/** The text field of the active cell. It is always there, so that typing, pasting and input methods reach it without a mode of ours in between. */
function ActiveField({ face, name, editing, handlers, bubbleId, invalid, words }: Props & { invalid: boolean }) {
  const state = [face.status ? words.status[face.status] : '', face.tag?.title ?? '', face.lockedWhy ? words.locked : ''].filter(Boolean);
  return (
    <input
      ref={handlers.field}
      className={styles.field}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={[name, ...state].join(', ')}
      aria-invalid={invalid}
      aria-describedby={face.messages.length > 0 ? bubbleId : undefined}
      readOnly={face.lockedWhy !== null}
      data-mode={editing === null ? 'ready' : 'edit'}
      value={editing ?? face.shown}
      onChange={handlers.type}
      onKeyDown={handlers.key}
      onCopy={handlers.copy}
      onCut={handlers.cut}
      onPaste={handlers.paste}
      onFocus={handlers.focus}
      onBlur={handlers.blur}
    />
  );
}

function classOf({ face, active, selected, tone, editing }: Props): string {
  return [
    styles.cell,
    selected ? styles.selected : '',
    active ? styles.active : '',
    editing !== null ? styles.editing : '',
    face.lockedWhy !== null || tone === 'locked' ? styles.lockedCell : '',
    face.status === 'invalid' || face.status === 'refused' || face.severity === 'error' ? styles.errorCell : '',
    face.severity === 'warning' && face.status === null ? styles.warningCell : '',
    face.status === 'conflict' ? styles.conflictCell : '',
  ]
    .filter(Boolean)
    .join(' ');
}
