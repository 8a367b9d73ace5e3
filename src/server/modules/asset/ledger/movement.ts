import type { z } from 'zod';
import { ledgerKinds } from '../../../../contract/ledger-kinds.ts';
import type { ledgerDraft } from '../../../../contract/ledger-views.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Block } from '../../../../kernel/asset/ledger/serials.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { accountFor, classFor, type Owner } from './accounts.ts';
import type { Draft, DraftLeg } from './post-transaction.ts';
import { type Account, classesOf, insertOutsideUnits, seriesOf, type UnitClass } from './store.ts';
import { attestationsOf } from './store-instructions.ts';

export type LedgerDraft = z.output<typeof ledgerDraft>;

const fault = (path: string, text: Text): Refusal =>
  new Refusal('invalid_input', { findings: [{ code: 'ledger_draft', severity: 'error', place: { path }, text } satisfies Finding] });

/** What a draft lacks for its kind, at once and at its places. */
export function checkDraft(draft: LedgerDraft): void {
  const rule = ledgerKinds[draft.kind];
  const said = (text: string) => text !== '';
  const own: readonly [boolean, string, Text][] = [
    [
      (rule.from as readonly string[]).includes(draft.from),
      '/from',
      { zh: '此类变动不能从该账户转出', en: 'This kind does not come from such an account' },
    ],
    [
      (rule.to as readonly string[]).includes(draft.to),
      '/to',
      { zh: '此类变动不能转入该账户', en: 'This kind does not go to such an account' },
    ],
    [
      draft.classId !== undefined || (rule.newClass && draft.newClass !== undefined),
      '/classId',
      { zh: '请选择单位类别', en: 'Choose a class of units' },
    ],
    [
      draft.kind !== 'transfer' || draft.from !== draft.to || draft.toEntityId !== undefined,
      '/to',
      { zh: '转出与转入不能相同', en: 'From and to are the same' },
    ],
    [
      draft.kind !== 'issue' || draft.attestationId !== undefined,
      '/attestationId',
      { zh: '发放须有核定文件', en: 'An issue rests on an attested statement' },
    ],
    [
      draft.kind !== 'carry_over' || draft.toVintage !== undefined,
      '/toVintage',
      { zh: '请填写结转后的年份', en: 'Say which vintage they come back as' },
    ],
    [!rule.claim || said(draft.beneficiary), '/beneficiary', { zh: '请填写受益主体', en: 'Say whom it serves' }],
    [!rule.claim || said(draft.period), '/period', { zh: '请填写所属期间', en: 'Say for which period' }],
    [!rule.claim || said(draft.claim), '/claim', { zh: '请填写所支持的主张（每个单位仅一项）', en: 'Name the one claim it backs' }],
  ];
  const findings = own
    .filter(([right]) => !right)
    .map(([, path, text]): Finding => ({ code: 'ledger_draft', severity: 'error', place: { path }, text }));
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  if (draft.kind === 'write_off' && draft.reason === '') throw new Refusal('reason_required');
}

export async function ownerOf(work: Work, entityId: string): Promise<Owner> {
  const entity = await organization.findEntity(work, entityId);
  return { id: entity.id, name: entity.name, nameEn: entity.nameEn };
}

/** The class a draft names, or the one it brings. */
export async function classOf(work: Work, draft: Pick<LedgerDraft, 'classId' | 'newClass'>): Promise<UnitClass> {
  if (draft.newClass) return await classFor(work, draft.newClass);
  const known = (await classesOf(work.tx, work.actor.organizationId)).find((one) => one.id === draft.classId);
  if (!known) throw new Refusal('not_found', { values: { id: draft.classId ?? '', what: 'class' } });
  return known;
}

const isWorld = (kind: string) => kind === 'issuance' || kind === 'external';

/** The serial numbers a draft names, in series that belong to its class; those of a registry outside are registered once in all books. */
async function namedBlocks(work: Work, draft: LedgerDraft, held: UnitClass): Promise<readonly Block[] | undefined> {
  if (draft.serials.length === 0) return undefined;
  const { organizationId } = work.actor;
  const blocks: Block[] = [];
  for (const [index, run] of draft.serials.entries()) {
    const [first, last] = [BigInt(run.first), BigInt(run.last)];
    if (last < first) throw fault(`/serials/${index}/last`, { zh: '止号小于起号', en: 'The last number is below the first' });
    const series = await seriesOf(work.tx, organizationId, { registry: run.registry, series: run.series, classNo: held.no });
    if (series.classNo !== held.no) throw new Refusal('units_not_there');
    const block = { seriesNo: series.no, first, count: last - first + 1n };
    if (isWorld(draft.from))
      await insertOutsideUnits(work.tx, { organizationId, registry: run.registry, series: run.series, first, count: block.count });
    blocks.push(block);
  }
  return blocks;
}

/** The statement an issue rests on is one of this entity and class. */
async function checkAttestation(work: Work, { attestationId, entityId }: LedgerDraft, held: UnitClass): Promise<void> {
  if (attestationId === undefined) return;
  const found = (await attestationsOf(work.tx, work.actor.organizationId)).find((one) => one.id === attestationId);
  if (found?.entity_id !== entityId || found.class_no !== held.no)
    throw new Refusal('not_found', { values: { id: attestationId, what: 'attestation' } });
}

export interface Movement {
  readonly from: Account;
  readonly to: Account;
  readonly held: UnitClass;
  readonly draft: Draft;
}

/** The accounts, class and legs of what a person entered. Accounts are made where they are first needed. */
export async function movementOf(work: Work, draft: LedgerDraft, held: UnitClass): Promise<Movement> {
  const owner = await ownerOf(work, draft.entityId);
  await checkAttestation(work, draft, held);
  const other = draft.toEntityId === undefined ? owner : await ownerOf(work, draft.toEntityId);
  const side = (kind: Account['kind'], whose: Owner) => accountFor(work, { kind, owner: isWorld(kind) ? null : whose });
  const from = await side(draft.from, owner);
  const to = await side(draft.to, other);
  const blocks = await namedBlocks(work, draft, held);
  const legs: DraftLeg[] = [
    { fromNo: from.no, toNo: to.no, classNo: held.no, quantity: BigInt(draft.quantity), ...(blocks === undefined ? {} : { blocks }) },
  ];
  if (draft.kind === 'carry_over') {
    const next = await classFor(work, { ...held, vintage: present(draft.toVintage, 'a checked draft'), registeredOn: held.registered_on });
    const issuance = await accountFor(work, { kind: 'issuance', owner: null });
    const registry = await accountFor(work, { kind: 'registry', owner });
    legs.push({ fromNo: issuance.no, toNo: registry.no, classNo: next.no, quantity: BigInt(draft.quantity) });
  }
  return {
    from,
    to,
    held,
    draft: {
      ...{ kind: draft.kind, effectiveOn: draft.effectiveOn, legs, reason: draft.reason, documentNo: draft.documentNo },
      ...(draft.attestationId === undefined ? {} : { attestationId: draft.attestationId }),
      ...(ledgerKinds[draft.kind].claim ? { beneficiary: draft.beneficiary, period: draft.period, claim: draft.claim } : {}),
    },
  };
}
