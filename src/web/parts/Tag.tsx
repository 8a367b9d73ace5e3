import type { ReactNode } from 'react';
import { Icon, type IconName } from '../ui/Icon.tsx';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info';

const icons: Record<Tone, IconName | null> = { plain: null, good: 'check', warn: 'warning', bad: 'error', info: 'info' };

/** A short state in a list: tone by icon and colour, meaning by its word. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  const icon = icons[tone];
  return (
    <span className={tone === 'plain' ? 'th-tag' : `th-tag th-tag-${tone}`}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
