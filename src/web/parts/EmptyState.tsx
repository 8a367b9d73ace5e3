import type { ReactNode } from 'react';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { ClauseMark } from '../ui/Page.tsx';

/** An empty list says what it would hold, which clause asks for it, and what can be done now. */
export function EmptyState({
  title,
  text,
  clause,
  actions,
  icon = 'file',
}: {
  title: string;
  text: string;
  clause?: string;
  actions?: ReactNode;
  icon?: IconName;
}) {
  return (
    <div className="th-empty">
      <Icon name={icon} size={28} />
      <div>
        <h3>
          {title}
          {clause && <ClauseMark clause={clause} />}
        </h3>
        <p>{text}</p>
        {actions && <div className="th-row">{actions}</div>}
      </div>
    </div>
  );
}
