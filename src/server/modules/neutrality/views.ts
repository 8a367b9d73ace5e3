import type { z } from 'zod';
import type { neutralityPaper, neutralitySubject } from '../../../contract/neutrality.ts';
import { changeable } from '../../work/changeable.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import { paperObject, stateOf } from './find.ts';
import { laterVersions } from './footprint-source.ts';
import type { KeptPaperRow, Period, Subject } from './store.ts';
import type { Claim } from './store-claims.ts';

/** Rows as they cross the wire. */

export const doneBy = (row: { readonly done_at: string; readonly done_by_name: string }) => ({ at: row.done_at, by: row.done_by_name });

export function ruleSetView(shelf: Shelf, id: string) {
  const { name, title, note, status, withdrawnOn, subjects } = neutralityRulesOf(shelf.frameworks, id);
  return { id, name, title, note, status, withdrawnOn, subjects: [...subjects] };
}

export function subjectView(shelf: Shelf, row: Subject): z.input<typeof neutralitySubject> {
  return {
    ...{ id: row.id, version: row.version, entityId: row.entity_id, kind: row.kind, code: row.code, boundary: row.boundary },
    ...{ name: { zh: row.name, en: row.name_en }, rationale: row.rationale, ruleSet: ruleSetView(shelf, row.rule_set) },
    ...{ changedAt: row.done_at, changedBy: row.done_by_name },
  };
}

export const periodView = (row: Period) => ({ id: row.id, no: row.no, startsOn: row.starts_on, endsOn: row.ends_on });

export const claimView = (row: Claim) => ({
  ...{ id: row.id, no: row.no, number: row.number, kind: row.kind, state: stateOf(row), periodId: row.period_id },
  version: row.declarations[0]?.version ?? 0,
  retired: `${row.lots.filter((one) => one.decision?.decision === 'approved').reduce((sum, one) => sum + BigInt(one.quantity), 0n)}`,
});

export async function paperViews(work: Work, rows: readonly KeptPaperRow[]): Promise<z.input<typeof neutralityPaper>[]> {
  const evidence = await document.evidenceOf(
    work,
    paperObject,
    rows.map((one) => one.id),
  );
  const later = await laterVersions(
    work,
    rows.map((one) => one.content.reference),
  );
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, periodId: row.period_id, version: row.version, content: changeable(row.content.content) },
    ...{
      contentSha256: row.content_sha256,
      drafted: doneBy(row),
      reference: row.content.reference,
      later: later(row.content.reference),
      mine: row.done_by === work.actor.personId,
    },
    decision: row.decision && { decision: row.decision.decision, reason: row.decision.reason, ...doneBy(row.decision) },
    evidence: (evidence.get(row.id) ?? []).map((one) => ({ id: one.id, title: one.title })),
  }));
}
