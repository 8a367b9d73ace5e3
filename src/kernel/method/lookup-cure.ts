import type { Text } from '../text.ts';
import { nearTo } from './nearness.ts';
import type { LookupColumn } from './table.ts';
import type { LookupFault } from './world.ts';

const shownKeys = 12;

/** For a key that no row has: the rows with a name like it, in their code or their title, else the codes that there are. */
export function lookupCure(fault: LookupFault): Text | null {
  if (fault.problem !== 'no_row') return null;
  const column = fault.term.table.columns.get(fault.term.columnName);
  if (column === undefined) return null;
  const parts = [...column.entries.keys()].map((key) => key.split('\u0001'));
  const position = fault.keys.findIndex((key, i) => !parts.some((part) => part[i] === key));
  if (position < 0) return null;
  const asked = fault.keys[position] ?? '';
  const known = [...new Set(parts.map((part) => part[position] ?? ''))].sort();
  const near = [...new Set([...byTitle(column, asked, position), ...nearTo(asked, known)])].slice(0, 3);
  if (near.length > 0) return { zh: `是否指：${near.join('、')}`, en: `Did you mean ${near.join(', ')}?` };
  const more = known.length > shownKeys ? ' …' : '';
  return {
    zh: `可用代码：${known.slice(0, shownKeys).join('、')}${more}`,
    en: `Codes known: ${known.slice(0, shownKeys).join(', ')}${more}`,
  };
}

function byTitle(column: LookupColumn, asked: string, position: number): string[] {
  const wanted = asked.trim().toLowerCase();
  if (wanted === '') return [];
  return [...column.entries]
    .filter(([, entry]) => entry.title !== undefined && named([entry.title.zh, entry.title.en], wanted))
    .map(([key]) => key.split('\u0001')[position] ?? '');
}

/** The title itself, or, for a word of two letters or more, a title that holds it: 烟煤 finds 其他烟煤. */
function named(titles: readonly string[], wanted: string): boolean {
  return titles.some((title) => title.toLowerCase() === wanted || (wanted.length > 1 && title.toLowerCase().includes(wanted)));
}
