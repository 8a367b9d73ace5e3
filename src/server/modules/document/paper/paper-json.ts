import type { Paper } from './model.ts';
import { runsOf } from './model.ts';

/** `t`: plain, `s`: below the line, `b`: a piece of a long hash or name, between two of which a line may end (typst breaks between words only). */
type Run = { readonly t: string } | { readonly s: string } | { readonly b: string };

function pieces(text: string): Run[] {
  return text
    .split(/([A-Za-z0-9_]{16,})/)
    .flatMap((part, index): Run[] =>
      index % 2 === 1 ? (part.match(/.{1,8}/g) ?? []).map((piece) => ({ b: piece })) : part === '' ? [] : [{ t: part }],
    );
}

const structural = new Set(['kind', 'align', 'language', 'createdAt', 's', 't', 'b']);

/** Every text of a paper as runs, which is all that the templates know: user text is data there, never markup. */
export function paperForTemplate(paper: Paper): string {
  return JSON.stringify(paper, (key, value: unknown) => {
    if (typeof value !== 'string' || structural.has(key)) return value;
    return runsOf(value).flatMap((run): Run[] => (run.sub ? [{ s: run.text }] : pieces(run.text)));
  });
}
