import { present } from '../../../kernel/assert.ts';
import { monthsAfter } from '../../../kernel/calendar/month.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { type ChecklistRow, checklistOf } from '../../../kernel/neutrality/checklist.ts';
import type { ClaimContent, ClaimLot } from '../../../kernel/neutrality/claim-content.ts';
import { conditionTitles } from '../../../kernel/neutrality/conditions.ts';
import { statementOf } from '../../../kernel/neutrality/statement.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { type ClaimInPlace, papersOfSubject } from './find.ts';
import { contentOf, figuresOf, type Judged, judge, type RetiredLot, retiredLots } from './judge.ts';
import type { KeptPaperRow } from './store.ts';

/** A claim as it would be declared now: its content, the generated wording, the checklist. */
export interface Composed {
  readonly content: ClaimContent;
  readonly statement: Text;
  readonly checklist: readonly ChecklistRow[];
}

export interface ClaimNow {
  readonly papers: readonly KeptPaperRow[];
  readonly lots: readonly RetiredLot[];
  readonly judged: Judged | null;
}

export async function claimNow(work: Work, shelf: Shelf, { claim, subject, period }: ClaimInPlace): Promise<ClaimNow> {
  const papers = await papersOfSubject(work, subject.id);
  const lots = await retiredLots(work, subject, claim);
  return { papers, lots, judged: judge(work, shelf, { subject, period, papers, kind: claim.kind, lots }) };
}

const approved = (row: KeptPaperRow) => ({
  ...{ version: row.version, sha256: row.content_sha256, approvedBy: row.decision?.done_by_name ?? '' },
  approvedOn: row.decision ? todayOf(row.decision.done_at) : '',
});

function papersIn(papers: readonly KeptPaperRow[], periodId: string) {
  const commitment = contentOf(papers, 'commitment', null);
  const plan = contentOf(papers, 'plan', null);
  const footprint = contentOf(papers, 'footprint', periodId);
  const reduction = contentOf(papers, 'reduction', periodId);
  const validation = contentOf(papers, 'validation', periodId);
  const bare = <T extends { kind: string; evidenceIds: string[] }>({ kind: _, evidenceIds: __, ...rest }: T) => rest;
  return {
    commitment: commitment && { ...approved(commitment.row), statement: commitment.content.statement, contact: commitment.content.contact },
    plan: plan && { ...approved(plan.row), ...bare(plan.content) },
    footprint: footprint && {
      ...approved(footprint.row),
      ...(footprint.content.apart ? { apart: footprint.content.apart } : {}),
      ...{ lines: footprint.content.lines, method: footprint.content.method, gases: footprint.content.gases },
      ...{ assumptions: footprint.content.assumptions, exclusions: footprint.content.exclusions },
      ...{ verifier: footprint.content.verifier, verifiedOn: footprint.content.verifiedOn, reference: footprint.row.content.reference },
    },
    reduction: reduction && {
      ...approved(reduction.row),
      ...{ baseFrom: reduction.content.baseFrom, baseTo: reduction.content.baseTo, baseTonnes: reduction.content.baseTonnes },
      actions: reduction.content.actions,
    },
    validation: validation && {
      ...approved(validation.row),
      ...{
        type: validation.content.type,
        validator: validation.content.validator,
        statement: validation.content.statement,
        on: validation.content.on,
      },
    },
  };
}

async function lotsIn(work: Work, lots: readonly RetiredLot[]): Promise<ClaimLot[]> {
  const found: ClaimLot[] = [];
  for (const { lot, held, retiredOn, transactionId, beneficiary } of lots) {
    const { scheme, project, registryUrl, removal, reducedUntil, issuedOn, forest } = lot.facts;
    found.push({
      ...{ no: lot.no, scheme, project: project || held.view.project, programme: held.view.programme, vintage: held.view.vintage },
      ...{ quantity: lot.quantity, retiredOn, transactionId, beneficiary, registryUrl, removal, reducedUntil, issuedOn },
      ...(forest ? { forest } : {}),
      serials: await asset.runsOfBlocks(work, lot.blocks),
    });
  }
  return found;
}

/** What a declaration made now would say; null before a footprint is approved. `signer`: who signs it, '' while nobody does. */
export async function composeClaim(
  work: Work,
  shelf: Shelf,
  place: ClaimInPlace,
  now: ClaimNow,
  of: { readonly version: number; readonly reason: string; readonly signer: string },
): Promise<Composed | null> {
  const { claim, subject, period } = place;
  if (now.judged === null) return null;
  const rules = neutralityRulesOf(shelf.frameworks, subject.rule_set);
  const entity = await organization.findEntity(work, subject.entity_id);
  const today = todayOf(work.now);
  const content: ClaimContent = {
    ...{ format: 'tanheng.neutrality-claim', formatVersion: 1 },
    claim: { id: claim.id, number: claim.number, kind: claim.kind, version: of.version, reason: of.reason },
    publisher: { zh: entity.name, en: entity.nameEn },
    subject: {
      ...{ id: subject.id, version: subject.version, kind: subject.kind, code: subject.code, boundary: subject.boundary },
      ...{ name: { zh: subject.name, en: subject.name_en }, rationale: subject.rationale },
    },
    rules: { id: rules.id, name: rules.name, title: rules.title, note: rules.note, withdrawnOn: rules.withdrawnOn },
    period: { no: period.no, from: period.starts_on, to: period.ends_on },
    ...papersIn(now.papers, period.id),
    figures: figuresOf(now.judged.result),
    conditions: now.judged.result.conditions.map(({ id, verdict, reason }) => ({ id, title: conditionTitles[id], verdict, reason })),
    lots: await lotsIn(work, now.lots),
    declared: { on: today, by: of.signer },
    nextUpdate: rules.planMonths.value === null ? '' : monthsAfter(today, rules.planMonths.value),
  };
  const statement = statementOf(content, rules);
  const checklist = present(
    shelf.frameworks.neutralityChecklists.find((one) => one.id === rules.checklist),
    'the checklist of a rule set',
  );
  return { content, statement, checklist: checklistOf(content, statement, checklist) };
}
