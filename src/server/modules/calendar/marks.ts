import { createHash } from 'node:crypto';
import type { CollectedItem } from './collect.ts';
import type { Mark } from './store.ts';

/** What an event of the feed would show otherwise if it changed. */
export function saidBy(item: CollectedItem): string {
  const { due, isDone, title, path } = item;
  return createHash('sha256')
    .update(JSON.stringify([due, isDone, title, path]))
    .digest('hex')
    .slice(0, 32);
}

/** How often a date changed, and when last. What changed since the sweep looked counts as changed at the beginning of today. */
export function revisionOf(item: CollectedItem, mark: Mark | undefined, startOfToday: string): { sequence: number; changedAt: string } {
  if (!mark) return { sequence: 0, changedAt: startOfToday };
  return mark.said === saidBy(item)
    ? { sequence: mark.sequence, changedAt: mark.changed_at }
    : { sequence: mark.sequence + 1, changedAt: startOfToday };
}
