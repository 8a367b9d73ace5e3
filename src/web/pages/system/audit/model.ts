import { auditEndpoints as e } from '../../../../contract/audit.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { Tone } from '../../../parts/Tag.tsx';
import { systemReads } from '../model.ts';

export type Workspace = ReplyOf<typeof e.readAuditWorkspace>;
export type Row = Workspace['checklist'][number];
export type Verdict = NonNullable<Row['verdict']>;
export type Finding = Workspace['findings'][number];
export type Coverage = ReplyOf<typeof e.readAuditCoverage>;

/** What has to be asked again when an audit changes. */
export const auditReads = [...systemReads, e.readAuditWorkspace, e.readAuditCoverage] as const;

/** In the order of their keys: 1 to 4. */
export const verdicts: readonly Verdict[] = ['conforms', 'observation', 'nonconforming', 'not_looked_at'];
export const verdictTones: Readonly<Record<Verdict, Tone>> = {
  conforms: 'good',
  observation: 'warn',
  nonconforming: 'bad',
  not_looked_at: 'plain',
};
export const gradeTones: Readonly<Record<string, Tone>> = { major: 'bad', minor: 'warn', strength: 'good' };
export const standingTones: Readonly<Record<Coverage['clauses'][number]['standing'], Tone>> = {
  within_year: 'good',
  within_cycle: 'info',
  late: 'bad',
  never: 'warn',
};

/** What somebody has filled and not saved yet, by row. */
export interface Draft {
  readonly verdict: Verdict | null;
  readonly finding: string;
}
export type Drafts = ReadonlyMap<number, Draft>;

export const draftOf = (drafts: Drafts, row: Row): Draft => drafts.get(row.row) ?? { verdict: row.verdict, finding: row.finding };

/** Drafts with one more; one that says what is saved already is none. */
export function withDraft(drafts: Drafts, row: Row, draft: Draft): Drafts {
  const next = new Map(drafts);
  if (draft.verdict === row.verdict && draft.finding === row.finding) next.delete(row.row);
  else next.set(row.row, draft);
  return next;
}
