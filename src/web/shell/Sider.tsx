import { useRouterState } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { type NavigationGroup, navigation, placeOf } from './navigation.ts';
import { usePreferences } from './preferences.tsx';
import { FoldingGroup, RailGroup, SoleLink } from './SiderGroup.tsx';
import { useOpenGroups } from './useOpenGroups.ts';

/** The menu beside every page, with the way home above and the handle that folds it below. */
export function Sider() {
  const { t } = useWords();
  const { preferences, change } = usePreferences();
  const collapsed = preferences.siderCollapsed;
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
      <SiderMenu collapsed={collapsed} />
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

/** The eight groups. Those of later versions stand apart at the bottom: named, so that the map of the product is whole, but quiet and no links. */
export function SiderMenu({ collapsed }: { collapsed: boolean }) {
  const { t } = useWords();
  const place = placeOf(useRouterState({ select: (state) => state.location.pathname }));
  const groups = useOpenGroups(place?.group.key ?? null);
  const planned = navigation.filter((group) => group.pages.length === 0);
  function groupView(group: NavigationGroup) {
    const [first, ...others] = group.pages;
    const at = place?.group.key === group.key ? place.page.key : null;
    if (!first) return null;
    if (others.length === 0) return <SoleLink key={group.key} group={group} page={first} at={at} narrow={collapsed} />;
    if (collapsed) return <RailGroup key={group.key} group={group} at={at} />;
    return <FoldingGroup key={group.key} group={group} at={at} open={groups.isOpen(group.key)} toggle={() => groups.toggle(group.key)} />;
  }
  return (
    <nav className="th-nav" aria-label={t('shell.mainMenu')}>
      <ul>{navigation.map(groupView)}</ul>
      {!collapsed && planned.length > 0 && <Planned groups={planned} />}
    </nav>
  );
}

function Planned({ groups }: { groups: readonly NavigationGroup[] }) {
  const { t } = useWords();
  return (
    <div className="th-planned">
      <p>{t('shell.planned')}</p>
      <ul>
        {groups.map((group) => (
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
  );
}
