import type { ReactNode } from 'react';
import styles from './group.module.css';

/** A table that may be wider than the page: it scrolls by itself, by key too. */
export function Wide({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className={styles.wide} aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
