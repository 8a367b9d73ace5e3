import { GoLink } from '../ui/GoLink.tsx';

export interface LinkTab {
  readonly key: string;
  readonly to: string;
  readonly name: string;
}

/** The rooms of a page as one row of links: each has an address of its own. */
export function LinkTabs({ name, tabs, here }: { name: string; tabs: readonly LinkTab[]; here: string }) {
  return (
    <nav className="th-tabs" aria-label={name}>
      {tabs.map((tab) => (
        <GoLink key={tab.key} to={tab.to} {...(tab.key === here ? { 'aria-current': 'page' as const } : {})}>
          {tab.name}
        </GoLink>
      ))}
    </nav>
  );
}
