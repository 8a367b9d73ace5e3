import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { inboxEndpoints } from '../../contract/inbox.ts';
import { useAsk } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import { Prose } from '../parts/Unit.tsx';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';

/** The first of what waits; the inbox has the rest. */
const shown = 8;

/** What waits for this person, counted as the inbox counts it. */
export function ToDoBell() {
  const { t, say } = useWords();
  const [open, setOpen] = useState(false);
  const enabled = (useSession()?.grants.length ?? 0) > 0;
  const inbox = useAsk(inboxEndpoints.readInbox, { query: { tab: 'to_do', limit: shown } }, { enabled }).data;
  const count = inbox?.counts.to_do ?? 0;
  const content = (
    <div className="th-bell">
      {count === 0 && <p className="th-quiet">{t('shell.toDoNone')}</p>}
      <ul>
        {inbox?.items.map((item) => (
          <li key={item.key}>
            <GoLink to={item.path ?? paths.inbox()} onClick={() => setOpen(false)}>
              <span className="th-quiet">{item.deed && say(item.deed)}</span> <Prose text={item.title ? say(item.title) : ''} />
            </GoLink>
            {item.due !== null && <span className={item.overdue ? 'th-due th-due-over' : 'th-due'}>{item.due}</span>}
          </li>
        ))}
      </ul>
      <p>
        <GoLink to={paths.inbox()} onClick={() => setOpen(false)}>
          {t('shell.toDoAll', { count })}
        </GoLink>
      </p>
    </div>
  );
  return (
    <Popover content={content} title={t('shell.toDo')} trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen}>
      <Badge count={count} size="small" offset={[-6, 6]}>
        <Button type="text" aria-label={t('shell.toDoCount', { count })} icon={<Icon name="bell" size={18} />} />
      </Badge>
    </Popover>
  );
}
