/** One element of an XML document as plain values. Names are local names: the prefixes of name spaces differ between writers. */
export interface Markup {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Markup[];
  /** Its own text, blanks at both ends cut. */
  readonly text: string;
}

export function child(of: Markup | undefined, ...path: readonly string[]): Markup | undefined {
  let at = of;
  for (const name of path) at = at?.children.find((one) => one.name === name);
  return at;
}

export function children(of: Markup | undefined, name: string): readonly Markup[] {
  return of?.children.filter((one) => one.name === name) ?? [];
}

/** Text below a path, undefined where there is none. */
export function textAt(of: Markup | undefined, ...path: readonly string[]): string | undefined {
  const text = child(of, ...path)?.text;
  return text === '' ? undefined : text;
}

export function attribute(of: Markup | undefined, name: string): string | undefined {
  const value = of?.attributes[name];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** The text of an element that is given in several languages: English first, else the first; and Chinese where there is one. */
export function inLanguages(of: Markup | undefined, name: string): { readonly name?: string; readonly nameZh?: string } {
  const all = children(of, name).filter((one) => one.text !== '');
  const of2 = (language: string) => all.find((one) => (one.attributes.lang ?? '').toLowerCase().startsWith(language))?.text;
  const first = of2('en') ?? all[0]?.text;
  const zh = of2('zh');
  return { ...(first === undefined ? {} : { name: first }), ...(zh === undefined ? {} : { nameZh: zh }) };
}
