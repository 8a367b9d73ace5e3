import { Tooltip } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import type { NavigationGroup, NavigationPage, PageKey } from './navigation.ts';

interface GroupProps {
  readonly group: NavigationGroup;
  /** The shown page, when it is one of this group. */
  readonly at: PageKey | null;
}

/** A group of one page: the group is the link. */
export function SoleLink({ group, page, at, narrow }: GroupProps & { page: NavigationPage; narrow: boolean }) {
  const { t } = useWords();
  const name = t(`shell.group.${group.key}`);
  return (
    <li>
      <Tooltip placement="right" title={narrow ? name : ''}>
        <GoLink
          to={page.to}
          className="th-nav-group th-nav-link"
          aria-label={name}
          {...(at === null ? {} : { 'aria-current': 'page' as const })}
        >
          <Icon name={group.icon} size={18} />
          {!narrow && name}
        </GoLink>
      </Tooltip>
    </li>
  );
}

/** A group that opens and closes in place. */
export function FoldingGroup({ group, at, open, toggle }: GroupProps & { open: boolean; toggle: () => void }) {
  const { t } = useWords();
  const id = useId();
  return (
    <li>
      <button
        type="button"
        className={at === null ? 'th-nav-group' : 'th-nav-group th-nav-here'}
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        <Icon name={group.icon} size={18} />
        <span className="th-grow">{t(`shell.group.${group.key}`)}</span>
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} className="th-icon th-nav-fold" />
      </button>
      <ul id={id} className="th-nav-pages" hidden={!open}>
        {open && <Pages pages={group.pages} at={at} />}
      </ul>
    </li>
  );
}

/** A group of the narrow sider: its pages open beside it and close with Escape, a click elsewhere, or when the focus leaves. */
export function RailGroup({ group, at }: GroupProps) {
  const { t } = useWords();
  const id = useId();
  const box = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    function onElsewhere(event: Event) {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    }
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    }
    document.addEventListener('pointerdown', onElsewhere);
    document.addEventListener('focusin', onElsewhere);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onElsewhere);
      document.removeEventListener('focusin', onElsewhere);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  const name = t(`shell.group.${group.key}`);
  return (
    <li ref={box} className="th-nav-rail">
      <Tooltip placement="right" title={open ? '' : name}>
        <button
          ref={button}
          type="button"
          className={at === null ? 'th-nav-group' : 'th-nav-group th-nav-here'}
          aria-label={name}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name={group.icon} size={18} />
        </button>
      </Tooltip>
      <div id={id} className="th-nav-flyout" hidden={!open}>
        <p>{name}</p>
        <ul>{open && <Pages pages={group.pages} at={at} onGo={() => setOpen(false)} />}</ul>
      </div>
    </li>
  );
}

function Pages({ pages, at, onGo }: { pages: readonly NavigationPage[]; at: PageKey | null; onGo?: () => void }) {
  const { t } = useWords();
  return pages.map((page) => (
    <li key={page.key}>
      <PageLink page={page} name={t(`shell.page.${page.key}`)} current={page.key === at} onGo={onGo} />
    </li>
  ));
}

/** The link of the shown page comes into sight when the sider is longer than the window. */
function PageLink({ page, name, current, onGo }: { page: NavigationPage; name: string; current: boolean; onGo: (() => void) | undefined }) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (current) box.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <span ref={box}>
      <GoLink to={page.to} className="th-nav-page" onClick={onGo} {...(current ? { 'aria-current': 'page' as const } : {})}>
        {name}
      </GoLink>
    </span>
  );
}
