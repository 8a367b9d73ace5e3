import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../contract/emission.ts';
import { useAsk } from '../api/queries.ts';
import { Prose } from '../parts/Unit.tsx';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { useLedgerToDo } from './useLedgerToDo.ts';
import { useWorkplace } from './workplace.ts';

/** Days ahead in which a due date counts as something to do. */
const horizonDays = 45;

export function ToDoBell() {
  const { t, say } = useWords();
  const { year } = useWorkplace();
  const [open, setOpen] = useState(false);
  const workbench = useAsk(emissionEndpoints.readWorkbench, year === null ? {} : { query: { year } }, { enabled: year !== null });
  const ledger = useLedgerToDo();
  const next = [...(workbench.data?.next ?? []), ...ledger].filter((item) => item.count > 0);
  const due = workbench.data?.due.filter((item) => !item.done && item.daysLeft <= horizonDays) ?? [];
  const count = next.length + due.length;
  const content = (
    <div className="th-bell">
      {count === 0 && <p className="th-quiet">{t('shell.toDoNone')}</p>}
      {next.length > 0 && <h3>{t('shell.next')}</h3>}
      <ul>
        {next.map((item) => (
          <li key={item.key}>
            <GoLink to={item.path} onClick={() => setOpen(false)}>
              <Prose text={say(item.title)} />
            </GoLink>
            <span className="th-count">{item.count}</span>
          </li>
        ))}
      </ul>
      {due.length > 0 && <h3>{t('shell.due')}</h3>}
      <ul>
        {due.map((item) => (
          <li key={item.key}>
            <GoLink to={item.path} onClick={() => setOpen(false)}>
              <Prose text={say(item.title)} />
            </GoLink>
            <span className={item.daysLeft < 0 ? 'th-due th-due-over' : 'th-due'}>
              {item.daysLeft < 0
                ? t('common.daysOver', { count: -item.daysLeft })
                : item.daysLeft === 0
                  ? t('common.dueToday')
                  : t('common.daysLeft', { count: item.daysLeft })}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <GoLink to={paths.workbench()} onClick={() => setOpen(false)}>
          {t('shell.toDoAll')}
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
