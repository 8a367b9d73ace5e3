import { useRouter, useRouterState } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { keepPlace } from './keep-place.ts';

/** A link inside the product, built by paths.ts: a real address (open in a new tab, copy), moved to without reloading. */
export function GoLink({
  to,
  children,
  onClick,
  ...rest
}: { to: string; children: ReactNode } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>) {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const href = keepPlace(to, search);
  function go(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.history.push(href);
  }
  return (
    <a href={href} onClick={go} {...rest}>
      {children}
    </a>
  );
}

/** Moves to an address of paths.ts, taking the chosen year and node along. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const router = useRouter();
  return (to, options) => {
    const href = keepPlace(to, router.state.location.searchStr);
    if (options?.replace) router.history.replace(href);
    else router.history.push(href);
  };
}
