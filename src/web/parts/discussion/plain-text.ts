/** What people wrote is shown as it was written: text and line breaks, and links to addresses inside the product only. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

/** First steps of the product's own addresses; anything else stays text. */
const inside = [
  'workbench',
  'emission',
  'asset',
  'trading',
  'neutrality',
  'system',
  'verification',
  'organization',
  'evidence',
  'library',
  'inbox',
];
/** After a space, a bracket or a Chinese mark, so that `and/or` and `https://…/system` are no addresses. */
const address = /(^|[\s(（「“:：,，。;；])(\/[a-z][a-z-]*(?:\/[\w-]+)*(?:\?[\w=&%.-]*)?)/g;

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const [, before = '', path = ''] = match;
    if (!inside.includes(path.slice(1).split(/[/?]/, 1)[0] ?? '')) continue;
    const at = match.index + before.length;
    if (at > from) pieces.push({ kind: 'text', text: text.slice(from, at) });
    pieces.push({ kind: 'link', text: path, to: path });
    from = at + path.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** The people picked while writing who are still named in the text. */
export function stillNamed(text: string, picked: ReadonlyMap<string, string>): string[] {
  return [...new Set([...picked].flatMap(([name, id]) => (text.includes(`@${name}`) ? [id] : [])))];
}
