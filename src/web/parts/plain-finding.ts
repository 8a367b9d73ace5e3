import type { Finding } from '../../kernel/finding.ts';

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };
interface WireFinding extends Omit<Loose<Finding>, 'code' | 'severity' | 'text' | 'place'> {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly text: Finding['text'];
  readonly place: Loose<Finding['place']>;
}

/** A finding as the wire types it (absent fields may be `undefined`) as the kernel's own type, whose absent fields are not there. */
export function plainFinding({ code, severity, text, place, cure, clause, source }: WireFinding): Finding {
  const { path, symbol, at, file, line } = place;
  return {
    code,
    severity,
    text,
    place: {
      ...(path === undefined ? {} : { path }),
      ...(symbol === undefined ? {} : { symbol }),
      ...(at === undefined ? {} : { at }),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    },
    ...(cure === undefined ? {} : { cure }),
    ...(clause === undefined ? {} : { clause }),
    ...(source === undefined ? {} : { source }),
  };
}
