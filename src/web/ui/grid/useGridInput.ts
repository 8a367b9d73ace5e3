import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Bubble } from './GridBubble.tsx';
import type { Editing, Live } from './grid-actions.ts';
import { type CellInputHandlers, makeHandlers } from './grid-handlers.ts';
import type { DataGridProps } from './grid-types.ts';
import { sheetOf } from './sheet-view.ts';

/** Mouse, keys and clipboard of a grid: what is being typed, what the bubble says, and the handlers of its cells. */
export function useGridInput(props: DataGridProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [bubble, setBubble] = useState<Bubble | null>(null);
  const { lines, columns, faces } = props;
  const sheet = useMemo(() => sheetOf({ lines, columns, faces }), [lines, columns, faces]);
  // Handlers are made once; what they look at is kept here, so that a row is not drawn again because a handler is new.
  const live = useRef<Live>({ props, sheet, editing });
  live.current = { props, sheet, editing };
  const field = useRef<HTMLInputElement | null>(null);
  const wantsFocus = useRef(false);
  const turned = useRef(false);
  const { row, col } = props.selection.active;

  // The field moves with the active cell; without this the focus would stay behind in a cell that is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active cell is what it waits for
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    field.current?.focus({ preventScroll: true });
    field.current?.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [row, col]);

  const mode = editing?.mode ?? 'ready';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active cell is what it waits for
  useLayoutEffect(() => {
    if (mode === 'ready' && document.activeElement === field.current) field.current?.select();
  }, [mode, row, col]);

  const [handlers] = useState<CellInputHandlers>(() => makeHandlers({ live, field, wantsFocus, turned, setEditing, setBubble }));
  return { editing, bubble, handlers };
}
