/** One field of a journal entry, before and after, as text. */
export interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly same: boolean;
}

type Content = Readonly<Record<string, unknown>>;

/** Fields that changed first, then those that stayed; nested values as JSON. */
export function changesOf(before: Content | null, after: Content): Change[] {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before ?? {})])];
  return fields
    .map((field) => {
      const was = textOf(before?.[field]);
      const is = textOf(after[field]);
      return { field, before: was, after: is, same: before !== null && was === is };
    })
    .sort((a, b) => Number(a.same) - Number(b.same));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
