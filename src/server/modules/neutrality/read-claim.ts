import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { present } from '../../../kernel/assert.ts';
import { conditionTitles } from '../../../kernel/neutrality/conditions.ts';
import { changeable } from '../../work/changeable.ts';
import { query, type Work } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import * as trading from '../trading/index.ts';
import { type ClaimNow, claimNow, composeClaim } from './compose-claim.ts';
import { frozenOf } from './declare.ts';
import { type ClaimInPlace, claimFor } from './find.ts';
import { criteriaOf, figuresOf } from './judge.ts';
import { type Lot, procurementsOf } from './store-claims.ts';
import { claimView, doneBy, periodView, subjectView } from './views.ts';

const stateOfLot = ({ decision }: Lot): 'proposed' | 'retired' | 'rejected' =>
  decision === null ? 'proposed' : decision.decision === 'approved' ? 'retired' : 'rejected';

async function lotViews(work: Work, { claim }: ClaimInPlace, now: ClaimNow) {
  const classes = await asset.tradedClasses(work);
  const views = [];
  for (const lot of claim.lots) {
    const { scheme, project, registryUrl, removal } = lot.facts;
    const { decision } = lot;
    views.push({
      ...{
        id: lot.id,
        no: lot.no,
        entityId: lot.entity_id,
        class: present(classes.get(lot.class_no), 'a class').view,
        quantity: lot.quantity,
      },
      ...{ state: stateOfLot(lot), source: lot.retired_by === null ? ('holding' as const) : ('retired' as const) },
      ...{ transactionId: decision?.transaction_id ?? lot.retired_by, retiredOn: decision?.retired_on ?? null },
      ...{ serials: await asset.runsOfBlocks(work, lot.blocks), scheme, project, registryUrl, removal },
      ...{ criteria: criteriaOf(now.judged?.verdicts.get(lot.id)), proposed: doneBy(lot), mine: lot.done_by === work.actor.personId },
      decided: decision && { reason: decision.reason, ...doneBy(decision) },
    });
  }
  return views;
}

/** What the actor could set apart for a claim: free units of the subject's entity and everything below it, within reach. */
async function availableTo(work: Work, { subject, claim }: ClaimInPlace) {
  if (claim.kind !== 'achievement' || claim.withdrawal !== null) return [];
  const reach = await work.reach('neutrality.keep');
  const below = (await organization.everyEntity(work)).map((one) => one.id);
  const mine = new Set(below.filter((one) => reach === null || reach.has(one)));
  if (!mine.has(subject.entity_id)) return [];
  const units = await asset.unitsToRetire(work, mine);
  return units.map(({ entityId, account, held, quantity }) => ({ entityId, account, class: held.view, quantity: `${quantity}` }));
}

/** What trading was asked for, and how far that is. */
async function procurementViews(work: Work, claimId: string) {
  const rows = await procurementsOf(work.tx, work.actor.organizationId, claimId);
  const requests = await trading.requestsNamed(
    work,
    rows.flatMap((one) => one.request_id ?? []),
  );
  return rows.map((row) => ({
    ...{ id: row.id, programme: row.programme, quantity: row.quantity, neededBy: row.needed_by, reason: row.reason, ...doneBy(row) },
    request: row.request_id === null ? null : (requests.get(row.request_id) ?? null),
  }));
}

/** A claim with its units, every condition, what it would say now and what was declared (D.8–D.10). */
export const readClaim = (shelf: Shelf) =>
  query({
    name: 'neutrality.read-claim',
    action: 'neutrality.read',
    input: e.readClaim.params,
    run: async (work, { claimId }) => {
      const place = await claimFor(work, { id: claimId }, 'neutrality.read');
      const { claim, subject, period } = place;
      const now = await claimNow(work, shelf, place);
      const version = (claim.declarations[0]?.version ?? 0) + 1;
      const composed = await composeClaim(work, shelf, place, now, { version, reason: '', signer: '' });
      const result = now.judged?.result ?? null;
      const published = (of: number) => claim.publications.find((one) => one.version === of);
      return {
        ...{
          claim: claimView(claim),
          subject: subjectView(shelf, subject),
          period: periodView(period),
          mine: claim.done_by === work.actor.personId,
        },
        figures: result && figuresOf(result),
        conditions: (result?.conditions ?? []).map(({ id, verdict, reason }) => ({ id, title: conditionTitles[id], verdict, reason })),
        result: result && changeable({ calculation: result.evaluation.method.id, ...result.evaluation }),
        ...{ statement: composed?.statement ?? null, checklist: [...(composed?.checklist ?? [])] },
        lots: await lotViews(work, place, now),
        versions: claim.declarations.map((row) => {
          const out = published(row.version);
          return {
            ...{ version: row.version, sha256: row.snapshot_sha256, statement: frozenOf(row).statement, reason: row.reason },
            ...{ declared: doneBy(row), published: out ? doneBy(out) : null },
          };
        }),
        withdrawal: claim.withdrawal && { reason: claim.withdrawal.reason, ...doneBy(claim.withdrawal) },
        procurements: await procurementViews(work, claimId),
        available: await availableTo(work, place),
      };
    },
  });
