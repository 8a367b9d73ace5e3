import type { Finding, Severity } from '../finding.ts';

const order: readonly Severity[] = ['error', 'warning', 'info'];

/** What was met: every finding, or the first of them with how many there are of each severity in all. */
export interface Met {
  readonly findings: readonly Finding[];
  readonly count: Readonly<Record<Severity, number>>;
}

export function counted(findings: readonly Finding[]): Met {
  const count = { error: 0, warning: 0, info: 0 };
  for (const one of findings) count[one.severity] += 1;
  return { findings, count };
}

/** At most `limit` findings, as they were met; when there are more, the gravest first, and a last one that counts them all. */
export function bounded({ findings, count }: Met, limit: number): Finding[] {
  const all = count.error + count.warning + count.info;
  if (all <= limit) return [...findings];
  const listed = order.flatMap((severity) => findings.filter((one) => one.severity === severity)).slice(0, limit);
  const more: Finding = {
    code: 'more_findings',
    severity: count.error > limit ? 'error' : count.error + count.warning > limit ? 'warning' : 'info',
    place: {},
    text: {
      zh: `共 ${all} 条（错误 ${count.error}、警告 ${count.warning}、提示 ${count.info}），此处只列出 ${listed.length} 条，另有 ${all - listed.length} 条未列出`,
      en: `${all} in all (errors ${count.error}, warnings ${count.warning}, notes ${count.info}): ${listed.length} are listed here, ${all - listed.length} more are not`,
    },
  };
  return [...listed, more];
}
