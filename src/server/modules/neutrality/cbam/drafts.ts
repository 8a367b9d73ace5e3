import { z } from 'zod';
import { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { sha256Of, textOf } from '../content-hash.ts';
import { paperFault } from '../footprint-source.ts';
import { cbamObject, declarationFor, evaluateDraft } from './declaration.ts';
import { type DeclarationRow, insertDecision, insertDeclaration, insertDraft, lockDeclaration, nextDeclarationNo } from './store.ts';
import type { KeptDraft } from './tables.ts';
import { takeSources } from './take-sources.ts';

type Content = z.output<typeof e.openCbamDeclaration.body>['content'];

/** Keeps a draft whose figures can be computed; what it takes from frozen sources is copied with their hashes. */
async function keepDraft(work: Work, shelf: Shelf, of: DeclarationRow, version: number, content: Content): Promise<void> {
  const place = { shelf, entityId: of.entity_id, from: of.starts_on, to: of.ends_on };
  if (content.verifier !== '' && content.verifiedOn === null)
    throw paperFault('/verifiedOn', { zh: '写了核查机构，须写核查日期', en: 'What is verified names the day, too' });
  const kept: KeptDraft = { content, taken: await takeSources(work, content.goods, place) };
  evaluateDraft(shelf, of, kept);
  const text = textOf(kept);
  const { organizationId, personId, name } = work.actor;
  const row = {
    ...{ declaration_id: of.id, version, content_sha256: sha256Of(text) },
    ...{ done_at: work.now, done_by: personId, done_by_name: name },
  };
  await insertDraft(work.tx, { ...row, organization_id: organizationId, content: text });
  await document.useEvidence(work, content.evidenceIds, {
    ...{ objectType: cbamObject, objectId: of.id, path: `/neutrality/cbam/${of.id}` },
    label: { zh: `货物隐含排放申报 ${of.number}`, en: `Declaration of embedded emissions ${of.number}` },
  });
  work.record({
    ...{ kind: 'neutrality.cbam_drafted', objectType: cbamObject, objectId: of.id, objectVersion: version * 2 - 1 },
    content: { ...row, number: of.number, ...kept },
  });
}

/** Opens a declaration of what an installation made in a period (D.8), with its first draft. */
export const openCbamDeclaration = (shelf: Shelf) =>
  command({
    name: 'neutrality.open-cbam-declaration',
    action: 'neutrality.keep',
    input: e.openCbamDeclaration.body,
    run: async (work, { entityId, from, until, content }) => {
      await organization.findEntity(work, entityId);
      await work.permit('neutrality.keep', entityId);
      if (parseDay(from) === null || parseDay(until) === null || until < from)
        throw paperFault('/until', {
          zh: '报告期的结束日早于开始日，或没有这一天',
          en: 'The period ends before it starts, or there is no such day',
        });
      const year = Number(from.slice(0, 4));
      const { organizationId, personId, name } = work.actor;
      const no = await nextDeclarationNo(work.tx, organizationId, year);
      const number = `CBAM-${year}-${String(no).padStart(4, '0')}`;
      const row = {
        ...{ id: work.newId(), entity_id: entityId, year, no, number, starts_on: from, ends_on: until },
        ...{ done_at: work.now, done_by: personId, done_by_name: name },
      };
      await insertDeclaration(work.tx, { ...row, organization_id: organizationId });
      await keepDraft(work, shelf, row, 1, content);
      return { id: row.id, number };
    },
  });

/** A further draft of a declaration: after one that was returned, or to correct one that was approved, which stays readable. */
export const draftCbamDeclaration = (shelf: Shelf) =>
  command({
    name: 'neutrality.draft-cbam-declaration',
    action: 'neutrality.keep',
    input: z.strictObject({ ...e.draftCbamDeclaration.params.shape, ...e.draftCbamDeclaration.body.shape }),
    run: async (work, { declarationId, content, seenVersion }) => {
      await lockDeclaration(work.tx, declarationId);
      const { latest, drafts: _, ...row } = await declarationFor(work, declarationId, 'neutrality.keep');
      if (latest.version !== seenVersion) throw new Refusal('conflict');
      const version = latest.version + 1;
      await keepDraft(work, shelf, row, version, content);
      return { version };
    },
  });

const errors = (findings: readonly Finding[]) => findings.filter((one) => one.severity === 'error');

/**
 * Approves or returns the latest draft once, by another person. What is approved is frozen with its figures and hash. @throws Refusal `invalid_input` while a
 * finding of the figures is an error.
 */
export const decideCbamDeclaration = (shelf: Shelf) =>
  command({
    name: 'neutrality.decide-cbam-declaration',
    action: 'neutrality.approve',
    input: z.strictObject({ ...e.decideCbamDeclaration.params.shape, ...e.decideCbamDeclaration.body.shape }),
    run: async (work, { declarationId, version, decision, reason }) => {
      await lockDeclaration(work.tx, declarationId);
      const found = await declarationFor(work, declarationId, 'neutrality.approve');
      const { organizationId, personId, name } = work.actor;
      const draft = found.drafts.find((one) => one.version === version);
      if (!draft) throw new Refusal('not_found', { values: { id: `${version}`, what: 'draft' } });
      if (draft.done_by === personId) throw new Refusal('same_person_proposes_and_approves');
      if (draft.decision !== null || found.latest.version !== version) throw new Refusal('wrong_state');
      if (decision === 'rejected' && reason === '') throw new Refusal('reason_required');
      let snapshot: string | null = null;
      if (decision === 'approved') {
        const result = evaluateDraft(shelf, found, draft.content);
        if (errors(result.findings).length > 0) throw new Refusal('invalid_input', { findings: errors(result.findings) });
        const declaration = { id: found.id, number: found.number, version, from: found.starts_on, until: found.ends_on };
        const hands = { drafted: { by: draft.done_by_name, at: draft.done_at }, approved: { by: name, at: work.now } };
        snapshot = textOf({ format: 'tanheng.cbam-declaration', formatVersion: 1, declaration, ...draft.content, result, ...hands });
      }
      const row = {
        ...{ declaration_id: declarationId, version, decision, reason, snapshot_sha256: snapshot === null ? null : sha256Of(snapshot) },
        ...{ done_at: work.now, done_by: personId, done_by_name: name },
      };
      await insertDecision(work.tx, { ...row, organization_id: organizationId, snapshot });
      work.record({
        ...{ kind: `neutrality.cbam_${decision}`, objectType: cbamObject, objectId: declarationId, objectVersion: version * 2 },
        content: { ...row, number: found.number, content_sha256: draft.content_sha256 },
        ...(reason === '' ? {} : { reason }),
      });
      return { version, sha256: row.snapshot_sha256 };
    },
  });
