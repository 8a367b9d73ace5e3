import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import type { PaperContent, PaperOf } from '../../../contract/neutrality-papers.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { command } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import { sha256Of, textOf } from './content-hash.ts';
import { paperObject, periodOf, subjectFor } from './find.ts';
import { paperFault, takenFrom } from './footprint-source.ts';
import { insertPaper, insertPaperDecision, lockSubject, papersOf } from './store.ts';

export const paperNames: Readonly<Record<PaperContent['kind'], Text>> = {
  commitment: { zh: '碳中和承诺', en: 'Commitment to carbon neutrality' },
  plan: { zh: '碳中和管理计划', en: 'Carbon neutrality management plan' },
  footprint: { zh: '足迹', en: 'Footprint' },
  reduction: { zh: '减排', en: 'Reductions' },
  validation: { zh: '审定', en: 'Validation' },
};

const fault = (path: string, zh: string, en: string): Refusal => paperFault(path, { zh, en });

const ofSource = { entity_year: 'entityId', inventory: 'inventoryId', footprint: 'versionId' } as const;

/** What is taken by reference brings its own figures. */
function checkReference({ source, reference, lines, removals, apart = [] }: PaperOf<'footprint'>): void {
  if (source === 'stated') return;
  if (reference === null || !(ofSource[source] in reference))
    throw fault('/reference', '请选择排放年度、清单或产品碳足迹', 'Choose the year, the inventory or the product footprint');
  const own = source === 'entity_year' ? [] : [...apart, ...(decimal(removals).isZero() ? [] : [removals])];
  if (lines.length + own.length > 0) throw fault('/lines', '所引用的来源自带数值，不再填写', 'The source brings its own figures');
}

/** What no schema sees: an order of days, lines where they are needed. */
function checkContent(content: PaperContent): void {
  if (content.kind === 'plan' && content.to < content.from) throw fault('/to', '结束日早于开始日', 'It ends before it starts');
  if (content.kind === 'reduction' && content.baseTo < content.baseFrom)
    throw fault('/baseTo', '结束日早于开始日', 'It ends before it starts');
  if (content.kind !== 'footprint') return;
  if (content.source === 'stated' && (content.lines.length === 0 || content.reference !== null))
    throw fault('/lines', '请逐类填写排放量', 'State the emission by category');
  checkReference(content);
  if (content.verified && (content.verifier === '' || content.verifiedOn === null))
    throw fault('/verifier', '已核查的须写核查方与日期', 'What is verified names the verifier and the day');
}

/** Drafts a commitment, plan, footprint, reduction or validation in a further version; it counts once another person approves it. */
export const draftPaper = (shelf: Shelf) =>
  command({
    name: 'neutrality.draft-paper',
    action: 'neutrality.keep',
    input: z.strictObject({ ...e.draftPaper.params.shape, ...e.draftPaper.body.shape }),
    run: async (work, { subjectId, periodId, content: given }) => {
      await lockSubject(work.tx, subjectId);
      const subject = await subjectFor(work, subjectId, 'neutrality.keep');
      const ofPeriod = given.kind !== 'commitment' && given.kind !== 'plan';
      if (ofPeriod !== (periodId !== null))
        throw fault(
          '/kind',
          ofPeriod ? '请选择应用期' : '此文件不属于某一期',
          ofPeriod ? 'Choose a period' : 'It belongs to no single period',
        );
      const period = periodId === null ? null : await periodOf(work, subject.id, periodId);
      checkContent(given);
      const kept =
        given.kind === 'footprint' && period
          ? await takenFrom(work, given, { shelf, subject, period })
          : { content: given, reference: null };
      const { organizationId, personId, name } = work.actor;
      const earlier = (await papersOf(work.tx, organizationId, { subjectId: subject.id })).filter(
        (one) => one.kind === given.kind && one.period_id === periodId,
      );
      const text = textOf(kept);
      const row = {
        ...{ id: work.newId(), subject_id: subject.id, period_id: periodId, kind: given.kind, version: (earlier[0]?.version ?? 0) + 1 },
        ...{ content_sha256: sha256Of(text), done_at: work.now, done_by: personId, done_by_name: name },
      };
      await insertPaper(work.tx, { ...row, organization_id: organizationId, content: text });
      const label = { zh: `${paperNames[given.kind].zh} ${subject.name}`, en: `${paperNames[given.kind].en}, ${subject.name_en}` };
      await document.useEvidence(work, given.evidenceIds, {
        objectType: paperObject,
        objectId: row.id,
        label,
        path: `/neutrality/subjects/${subject.id}`,
      });
      work.record({
        kind: `neutrality.${given.kind}_drafted`,
        objectType: paperObject,
        objectId: row.id,
        objectVersion: 1,
        content: { ...row, ...kept },
      });
      return { id: row.id, version: row.version };
    },
  });

/** Approves or returns a paper once, by another person (D.5, D.6): a commitment is signed by top management, the others by who holds the right at the entity. */
export const decidePaper = command({
  name: 'neutrality.decide-paper',
  action: 'neutrality.read',
  input: z.strictObject({ ...e.decidePaper.params.shape, ...e.decidePaper.body.shape }),
  run: async (work, { paperId, decision, reason }) => {
    const { organizationId, personId, name } = work.actor;
    const [first] = await papersOf(work.tx, organizationId, { id: paperId });
    if (!first) throw new Refusal('not_found', { values: { id: paperId, what: 'paper' } });
    await lockSubject(work.tx, first.subject_id);
    await subjectFor(work, first.subject_id, first.kind === 'commitment' ? 'neutrality.sign' : 'neutrality.approve');
    const papers = await papersOf(work.tx, organizationId, { subjectId: first.subject_id });
    const paper = papers.find((one) => one.id === paperId) ?? first;
    if (paper.done_by === personId) throw new Refusal('same_person_proposes_and_approves');
    const later = papers.some((one) => one.kind === paper.kind && one.period_id === paper.period_id && one.version > paper.version);
    if (paper.decision !== null || later) throw new Refusal('wrong_state');
    if (decision === 'rejected' && reason === '') throw new Refusal('reason_required');
    const row = { paper_id: paperId, decision, reason, done_at: work.now, done_by: personId, done_by_name: name };
    await insertPaperDecision(work.tx, { ...row, organization_id: organizationId });
    work.record({
      ...{ kind: `neutrality.${paper.kind}_${decision}`, objectType: paperObject, objectId: paperId, objectVersion: 2 },
      content: { ...row, content_sha256: paper.content_sha256 },
      ...(reason === '' ? {} : { reason }),
    });
    return { id: paperId };
  },
});
