import type { z } from 'zod';
import type { evidence } from '../../../contract/document.ts';
import { addDays, type Day } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import type { Faults } from '../../work/faults.ts';
import { type EvidenceFields, type EvidenceSummary, findEvidence, revisionsOf, type ValidityDays } from './store/evidence.ts';
import { usesOf } from './store/uses.ts';

/** From this many days before its last day, evidence is said to expire soon. */
const soonDays = 30;

export function validityDays(now: string): ValidityDays {
  const today: Day = todayOf(now);
  return { today, soon: addDays(today, soonDays) };
}

/** A piece of evidence the actor may see; `not_found` otherwise, also when it is another entity's. */
export async function visibleEvidence(work: Work, evidenceId: string): Promise<EvidenceSummary> {
  const reach = await work.reach('evidence.read');
  const [found] = await findEvidence(work.tx, work.actor.organizationId, { ids: [evidenceId], reach }, validityDays(work.now));
  if (!found) throw new Refusal('not_found', { values: { id: evidenceId } });
  return found;
}

/** The whole record as the contract shows it. */
export async function evidenceView(work: Work, evidenceId: string): Promise<z.input<typeof evidence>> {
  const summary = await visibleEvidence(work, evidenceId);
  const { organizationId } = work.actor;
  return {
    ...summary,
    revisions: await revisionsOf(work.tx, organizationId, evidenceId),
    uses: await usesOf(work.tx, organizationId, evidenceId),
  };
}

/** What the journal keeps: the record with its present file, without counts that other objects change. */
export function evidenceContent(summary: EvidenceSummary): Record<string, unknown> {
  const { useCount: _, validity: __, ...content } = summary;
  return content;
}

export function fieldsOf(input: EvidenceFields): EvidenceFields {
  const { title, kind, entityId, periodFrom, periodTo, validUntil, note } = input;
  return { title, kind, entityId, periodFrom, periodTo, validUntil, note };
}

export function checkFields(fields: EvidenceFields, faults: Faults): void {
  faults.day('/periodFrom', fields.periodFrom);
  faults.day('/periodTo', fields.periodTo);
  faults.day('/validUntil', fields.validUntil);
  if (fields.periodFrom !== null && fields.periodTo !== null && fields.periodTo < fields.periodFrom) {
    faults.add('days_reversed', '/periodTo', { zh: '覆盖期的结束日早于开始日。', en: 'The period covered ends before it begins.' });
  }
}

/** The file's name without folders and characters that a name cannot have; only shown, never used as a path. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  return clean === '' || /^\.+$/.test(clean) ? 'file' : clean;
}
