import type { Work } from '../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../work/inbox.ts';
import { stateOf } from './find.ts';
import { paperNames } from './papers.ts';
import { papersOf, type Subject, subjectsOf } from './store.ts';
import { claimsOf, procurementsOf } from './store-claims.ts';

const subsystem = 'neutrality' as const;

/** Papers that wait for somebody who did not draft them. */
async function papers(work: Work, subjects: ReadonlyMap<string, Subject>): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const may = { sign: await mayAt(work, 'neutrality.sign'), approve: await mayAt(work, 'neutrality.approve') };
  const all = await papersOf(work.tx, organizationId);
  const isLatest = (one: (typeof all)[number]) =>
    !all.some(
      (other) =>
        other.subject_id === one.subject_id && other.period_id === one.period_id && other.kind === one.kind && other.version > one.version,
    );
  return all.flatMap((one) => {
    const subject = subjects.get(one.subject_id);
    if (!subject || one.decision !== null || one.done_by === personId || !isLatest(one)) return [];
    const isCommitment = one.kind === 'commitment';
    if (!(isCommitment ? may.sign : may.approve)(subject.entity_id)) return [];
    const name = paperNames[one.kind];
    return [
      {
        ...{ key: `neutrality-paper:${one.id}`, subsystem, entityId: subject.entity_id, at: one.done_at, due: null, by: one.done_by_name },
        deed: isCommitment ? { zh: '签署', en: 'Sign' } : { zh: '批准', en: 'Approve' },
        title: { zh: `${name.zh}：${subject.name}`, en: `${name.en}: ${subject.name_en}` },
        path: `/neutrality/subjects/${subject.id}`,
      },
    ];
  });
}

async function rightsOf(work: Work) {
  return {
    retire: await mayAt(work, 'asset.approve_ledger'),
    sign: await mayAt(work, 'neutrality.sign'),
    keep: await mayAt(work, 'neutrality.keep'),
    order: await mayAt(work, 'trading.place_order'),
  };
}

/** Lots to be retired, drafts to be signed once units back them, declarations to be published, units wanted from the market. */
async function claims(work: Work, subjects: ReadonlyMap<string, Subject>): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const { retire, sign, keep, order } = await rightsOf(work);
  const all = await claimsOf(work.tx, organizationId);
  const wanted = await procurementsOf(work.tx, organizationId);
  return all.flatMap((claim): InboxItem[] => {
    const subject = subjects.get(claim.subject_id);
    if (!subject || stateOf(claim) === 'withdrawn') return [];
    const path = `/neutrality/claims/${claim.id}`;
    const of = { subsystem, entityId: subject.entity_id, due: null, path };
    const title = { zh: `声明 ${claim.number}：${subject.name}`, en: `Claim ${claim.number}: ${subject.name_en}` };
    const state = stateOf(claim);
    const open = claim.lots.filter((one) => one.decision === null && one.done_by !== personId && retire(one.entity_id));
    const backed = claim.lots.some((one) => one.decision?.decision === 'approved') && !claim.lots.some((one) => one.decision === null);
    const toSign = state === 'drafted' && (claim.kind === 'commitment' || backed) && claim.done_by !== personId && sign(subject.entity_id);
    const latest = claim.declarations[0];
    const buy =
      state === 'drafted' && order(subject.entity_id) ? wanted.filter((one) => one.claim_id === claim.id && one.request_id === null) : [];
    return [
      ...open.map((one) => ({
        ...{
          ...of,
          key: `neutrality-lot:${one.id}`,
          deed: { zh: '批准注销', en: 'Approve the retirement' },
          at: one.done_at,
          by: one.done_by_name,
        },
        title: { zh: `${title.zh}，${one.quantity} t`, en: `${title.en}, ${one.quantity} t` },
      })),
      ...(toSign
        ? [
            {
              ...of,
              key: `neutrality-claim:${claim.id}`,
              deed: { zh: '签署声明', en: 'Sign the declaration' },
              title,
              at: claim.done_at,
              by: claim.done_by_name,
            },
          ]
        : []),
      ...(state === 'declared' && latest && keep(subject.entity_id)
        ? [
            {
              ...of,
              key: `neutrality-publish:${claim.id}`,
              deed: { zh: '公布', en: 'Publish' },
              title,
              at: latest.done_at,
              by: latest.done_by_name,
            },
          ]
        : []),
      ...buy.map((one) => ({
        ...{
          ...of,
          key: `neutrality-buy:${one.id}`,
          deed: { zh: '买入单位', en: 'Buy units' },
          at: one.done_at,
          due: one.needed_by,
          by: one.done_by_name,
        },
        title: { zh: `${title.zh}，${one.programme} ${one.quantity} t`, en: `${title.en}, ${one.programme} ${one.quantity} t` },
      })),
    ];
  });
}

const kinds = ['commitment', 'plan', 'footprint', 'reduction', 'validation'];

/** Papers, units and declarations of claims (D.5–D.10). */
export const inboxSource: InboxSource = {
  subsystem,
  toDo: async (work, most) => {
    const reach = await work.reach('neutrality.read');
    const seen = (await subjectsOf(work.tx, work.actor.organizationId)).filter((one) => reach === null || reach.has(one.entity_id));
    const subjects = new Map(seen.map((one) => [one.id, one]));
    if (subjects.size === 0) return [];
    return [...(await papers(work, subjects)), ...(await claims(work, subjects))].slice(0, most);
  },
  done: [
    ...kinds.flatMap((kind) => [`neutrality.${kind}_approved`, `neutrality.${kind}_rejected`]),
    ...['neutrality.lot_approved', 'neutrality.lot_rejected', 'neutrality.claim_declared', 'neutrality.claim_corrected'],
    ...['neutrality.claim_published', 'neutrality.claim_withdrawn'],
  ],
  started: [
    ...kinds.map((kind) => `neutrality.${kind}_drafted`),
    ...['neutrality.subject_named', 'neutrality.claim_drafted', 'neutrality.lot_proposed', 'neutrality.units_requested'],
  ],
};
