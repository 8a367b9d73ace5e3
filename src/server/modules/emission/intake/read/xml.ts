const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decoded(xml: string): string {
  if (!xml.includes('&')) return xml;
  return xml.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));/g, (whole, hex?: string, number?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : number ? Number(number) : null;
    if (code !== null) return code <= 0x10ffff && code > 0 ? String.fromCodePoint(code) : '';
    return entities[name ?? ''] ?? whole;
  });
}

export function attribute(tag: string, name: string): string {
  const at = tag.indexOf(` ${name}="`);
  if (at < 0) return '';
  const from = at + name.length + 3;
  return tag.slice(from, tag.indexOf('"', from));
}

/** All runs of text of a string item or inline string, without phonetic hints. */
export function textsIn(xml: string): string {
  const body = xml.includes('<rPh') ? xml.replaceAll(/<rPh\b[\s\S]*?<\/rPh>/g, '') : xml;
  let text = '';
  for (const [, run] of body.matchAll(/<t\b[^>]*?>([\s\S]*?)<\/t>/g)) text += decoded(run ?? '');
  return text;
}

/** Cuts a stream of XML into whole elements of one name; what stands between them is dropped. `most`: characters of one element. */
export function elements(
  name: string,
  most: number,
  take: (tag: string, body: string | null) => void,
  tooLong: () => never,
): (piece: string) => void {
  let rest = '';
  let prefix: string | null = null;
  // Pieces of an element whose end has not come: put together once, not with every piece.
  let waiting: string[] = [];
  let waited = 0;
  let tail = '';
  const [open, close] = [`<${name}`, `</${name}>`];
  const endIn = (piece: string): boolean => {
    const joint = tail + piece;
    tail = joint.slice(-(close.length + 20));
    return joint.includes(`${name}>`);
  };
  return (piece) => {
    if (waiting.length > 0 && !endIn(piece)) {
      waiting.push(piece);
      waited += piece.length;
      if (waited > most) tooLong();
      return;
    }
    rest = waiting.length > 0 ? waiting.join('') + piece : rest + piece;
    waiting = [];
    waited = 0;
    if (prefix === null && rest.length > 200) prefix = /<(\w+):(?:worksheet|sst)\b/.exec(rest)?.[1] ?? '';
    if (prefix) rest = rest.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
    let from = 0;
    for (;;) {
      const start = nextOpen(rest, open, from);
      if (start < 0) {
        from = Math.max(from, rest.length - open.length - 1);
        break;
      }
      const tagEnd = rest.indexOf('>', start);
      if (tagEnd < 0) {
        from = start;
        break;
      }
      const tag = rest.slice(start + open.length, tagEnd);
      if (tag.endsWith('/')) {
        take(tag, null);
        from = tagEnd + 1;
        continue;
      }
      const end = rest.indexOf(close, tagEnd);
      if (end < 0) {
        from = start;
        break;
      }
      take(tag, rest.slice(tagEnd + 1, end));
      from = end + close.length;
    }
    rest = rest.slice(from);
    if (rest.length > most) tooLong();
    if (rest.length > 200_000) {
      waiting = [rest];
      waited = rest.length;
      tail = rest.slice(-(close.length + 20));
      rest = '';
    }
  };
}

/** `<row` but not `<rowBreaks`. */
function nextOpen(text: string, open: string, from: number): number {
  for (let at = text.indexOf(open, from); at >= 0; at = text.indexOf(open, at + 1)) {
    const after = text.charCodeAt(at + open.length);
    if (Number.isNaN(after) || after === 0x20 || after === 0x3e || after === 0x2f || after === 0x0a || after === 0x0d || after === 0x09)
      return at;
  }
  return -1;
}
