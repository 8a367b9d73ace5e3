import { useMemo } from 'react';
import { qrCode } from '../../../kernel/neutrality/qr.ts';
import styles from './neutrality.module.css';

/** An address as a QR code, drawn here: nothing is asked of anybody else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => qrCode(text), [text]);
  const quiet = 4;
  const size = code.length + 2 * quiet;
  const path = code.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : []))).join('');
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
