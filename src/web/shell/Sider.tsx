import { useRouterState } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { type NavigationGroup, navigation, placeOf } from './navigation.ts';
import { usePreferences } from './preferences.tsx';

/** The eight groups. Those of later versions stand apart at the bottom: named, so that the map of the product is whole, but quiet and no links. */
export function Sider() {
  const { t } = useWords();
  const { preferences, change } = usePreferences();
  const collapsed = preferences.siderCollapsed;
  const ready = navigation.filter((group) => group.pages.length > 0);
  const planned = navigation.filter((group) => group.pages.length === 0);
  return (
    <div className="th-sider">
      <GoLink to={paths.workbench()} className="th-brand" aria-label={t('common.productLong')}>
        <img src="/icon.svg" alt="" width={26} height={26} />
        {!collapsed && (
          <span className="th-brand-name">
            <strong>{t('common.product')}</strong>
          </span>
        )}
      </GoLink>
      <nav className="th-nav" aria-label={t('shell.mainMenu')}>
        <ul>
          {ready.map((group) => (
            <Group key={group.key} group={group} collapsed={collapsed} />
          ))}
        </ul>
        {!collapsed && (
          <div className="th-planned">
            <p>{t('shell.planned')}</p>
            <ul>
              {planned.map((group) => (
                <li key={group.key}>
                  <Tooltip placement="right" title={t('shell.plannedHint', { name: t(`shell.group.${group.key}`) })}>
                    <span className="th-planned-item">
                      <Icon name={group.icon} size={14} />
                      {t(`shell.group.${group.key}`)}
                    </span>
                  </Tooltip>
                </li>
              ))}
            </ul>
          </div>
        )}
      </nav>
      <button
        type="button"
        className="th-collapse"
        aria-label={t(collapsed ? 'shell.expand' : 'shell.collapse')}
        aria-expanded={!collapsed}
        onClick={() => change({ siderCollapsed: !collapsed })}
      >
        <Icon name={collapsed ? 'chevronRight' : 'chevronLeft'} />
      </button>
    </div>
  );
}

function Group({ group, collapsed }: { group: NavigationGroup; collapsed: boolean }) {
  const { t } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const place = placeOf(pathname);
  const here = place?.group.key === group.key;
  const name = t(`shell.group.${group.key}`);
  const first = group.pages[0];
  if (!first) return null;
  if (collapsed || group.pages.length === 1) {
    return (
      <li>
        <Tooltip placement="right" title={collapsed ? name : ''}>
          <GoLink
            to={first.to}
            className="th-nav-group th-nav-link"
            aria-label={name}
            {...(here ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon name={group.icon} size={18} />
            {!collapsed && name}
          </GoLink>
        </Tooltip>
      </li>
    );
  }
  return (
    <li>
      <div className={here ? 'th-nav-group th-nav-here' : 'th-nav-group'}>
        <Icon name={group.icon} size={18} />
        {name}
      </div>
      <ul>
        {group.pages.map((page) => (
          <li key={page.key}>
            <GoLink to={page.to} className="th-nav-page" {...(place?.page.key === page.key ? { 'aria-current': 'page' as const } : {})}>
              {t(`shell.page.${page.key}`)}
            </GoLink>
          </li>
        ))}
      </ul>
    </li>
  );
}
