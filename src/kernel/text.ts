/** A user-visible sentence or label in both languages of the product. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Replaces `{name}` by the value of that name in both languages; an unknown name stays as it is, so that a gap is seen. */
export function fill(text: Text, values: Readonly<Record<string, string>>): Text {
  const put = (s: string) => s.replace(/\{([\w.]+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { zh: put(text.zh), en: put(text.en) };
}
