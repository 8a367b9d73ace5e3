import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import styles from './grid.module.css';
import type { CellFace, GridWords } from './grid-types.ts';

export interface Bubble {
  readonly face: CellFace;
  readonly anchor: HTMLElement;
}

export function hasSomethingToSay(face: CellFace | undefined): face is CellFace {
  return face !== undefined && (face.messages.length > 0 || face.status === 'conflict');
}

/** What is to say about a cell, beside it. One bubble for the whole grid: a tooltip of its own for every cell would cost 500 of them. */
export function GridBubble({ id, bubble, words }: { id: string; bubble: Bubble | null; words: GridWords }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !bubble) return;
    const cell = bubble.anchor.getBoundingClientRect();
    const below = cell.bottom + element.offsetHeight + 8 < window.innerHeight;
    element.style.left = `${Math.max(8, Math.min(cell.left, window.innerWidth - element.offsetWidth - 8))}px`;
    element.style.top = below ? `${cell.bottom + 4}px` : `${cell.top - element.offsetHeight - 4}px`;
  }, [bubble]);
  if (!bubble) return null;
  const { face } = bubble;
  const tone = face.status === 'invalid' || face.status === 'refused' || face.severity === 'error' ? 'error' : face.severity;
  return createPortal(
    <div
      id={id}
      ref={box}
      role="tooltip"
      className={`${styles.bubble} ${tone === 'error' ? styles.bubbleError : tone === 'warning' ? styles.bubbleWarning : ''}`}
    >
      {tone ? <strong>{words.severity[tone]}</strong> : null}
      {face.messages.map((message) => (
        <div key={message}>{message}</div>
      ))}
    </div>,
    document.body,
  );
}
