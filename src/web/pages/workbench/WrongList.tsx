import { SeverityMark } from '../../parts/FindingList.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import type { Workbench } from './WorkbenchPage.tsx';

/** What is wrong, worst first, each with the way to the place. */
export function WrongList({ wrong }: { wrong: Workbench['wrong'] }) {
  const { t, say } = useWords();
  const rank = { error: 0, warning: 1, info: 2 } as const;
  if (wrong.length === 0) {
    return (
      <p className="th-all-well">
        <Icon name="check" /> {t('workbench.wrongNone')}
      </p>
    );
  }
  return (
    <ul className="th-lines">
      {[...wrong]
        .sort((a, b) => rank[a.severity] - rank[b.severity])
        .map((item) => (
          <li key={`${item.path}${item.title.en}`}>
            <SeverityMark severity={item.severity} />
            <span className="th-grow">
              <GoLink to={item.path}>
                <Prose text={say(item.title)} />
              </GoLink>
            </span>
          </li>
        ))}
    </ul>
  );
}

/** What waits for this very person. */
export function NextList({ next }: { next: Workbench['next'] }) {
  const { t, say } = useWords();
  const open = next.filter((item) => item.count > 0);
  if (open.length === 0) return <p className="th-quiet">{t('workbench.nextNone')}</p>;
  return (
    <ul className="th-next">
      {open.map((item) => (
        <li key={item.key}>
          <GoLink to={item.path}>
            <span className="th-next-count">{item.count}</span>
            <span className="th-grow">
              <Prose text={say(item.title)} />
            </span>
            <Icon name="arrowRight" />
          </GoLink>
        </li>
      ))}
    </ul>
  );
}
