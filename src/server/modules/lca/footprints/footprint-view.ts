import type { z } from 'zod';
import type { Action } from '../../../../contract/actions.ts';
import { studyContent } from '../../../../contract/footprint-study.ts';
import type { footprintVersionView } from '../../../../contract/footprints.ts';
import { type FootprintDeed, type FootprintFacts, whyNotFootprint } from '../../../../kernel/lca/model/footprint-state.ts';
import { sumSeparate } from '../../../../kernel/lca/model/study.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import { everyEntity } from '../../organization/index.ts';
import { errorsOf, type Figured, type FootprintParts, figureNow, figureVersion, frozenOf } from './figure.ts';
import { tellResult } from './frozen.ts';
import { reportNumbers } from './report-number.ts';
import { type FootprintRow, footprintById, type VersionHead, type VersionRow, versionById, versionHeads } from './store.ts';

export const footprintObject = 'footprint_version';
export type VersionView = z.input<typeof footprintVersionView>;

export const deedActions: Readonly<Record<FootprintDeed, Action>> = {
  change: 'footprint.model',
  review: 'footprint.review',
  approve: 'footprint.approve',
  return: 'footprint.review',
  renew: 'footprint.model',
};

/** The version, where the actor may see it. @throws Refusal `not_found`, `not_permitted`. */
export async function findVersion(work: Work, versionId: string, lock = false): Promise<VersionRow> {
  const row = await versionById(work.tx, work.actor.organizationId, versionId, lock);
  if (!row) throw new Refusal('not_found', { values: { what: 'footprint_version', id: versionId } });
  await work.permit('lca.read', row.entity_id);
  return row;
}

export async function findFootprint(work: Work, footprintId: string, lock = false): Promise<FootprintRow> {
  const row = await footprintById(work.tx, work.actor.organizationId, footprintId, lock);
  if (!row) throw new Refusal('not_found', { values: { what: 'footprint', id: footprintId } });
  await work.permit('lca.read', row.entity_id);
  return row;
}

const signed = (by: string | null, byName: string | null, at: string | null) =>
  by === null || at === null ? null : { by, byName: byName ?? '', at };

export function headOf(row: VersionHead, reportNumber: string | null) {
  return {
    reportNumber,
    ...{ id: row.id, footprintId: row.footprint_id, number: row.number, state: row.state, note: row.note },
    ...{ contentSha256: row.content_sha256, frozenSha256: row.frozen_sha256 },
    drafted: { by: row.drafted_by, byName: row.drafted_by_name, at: row.drafted_at },
    reviewed: signed(row.reviewed_by, row.reviewed_by_name, row.reviewed_at),
    approved: signed(row.approved_by, row.approved_by_name, row.approved_at),
    ...{ validUntil: row.valid_until, version: row.version },
  };
}

export async function entityNames(work: Work): Promise<Map<string, { zh: string; en: string }>> {
  return new Map((await everyEntity(work)).map((entity) => [entity.id, { zh: entity.name, en: entity.nameEn }]));
}

/** What a computation tells over the wire. */
export function tellFigured(figured: Figured) {
  return {
    result: figured.result === null ? null : tellResult(figured.result),
    findings: [...figured.findings],
    checklist: figured.checklist.map(({ id, clause, title, met, finding }) => ({ id, clause, title, met, finding })),
    links: [...figured.links].map(([key, link]) => ({
      ...{ key, name: link.name, unit: link.unit, value: sumSeparate(link.values), source: link.source, pin: link.pin },
    })),
  };
}

export function factsOf(row: VersionRow, figured: Figured, superseded: boolean): FootprintFacts {
  return { state: row.state, hands: row.hands, reviewedBy: row.reviewed_by, errors: errorsOf(figured).length, superseded };
}

async function deedsOf(work: Work, row: VersionRow, facts: FootprintFacts): Promise<VersionView['deeds']> {
  const told = async (deed: FootprintDeed) => {
    const reach = await work.reach(deedActions[deed]);
    const permitted = reach === null || reach.has(row.entity_id);
    const why = whyNotFootprint(deed, facts, { person: work.actor.personId, permitted });
    return { can: why === null, why };
  };
  return {
    ...{ change: await told('change'), review: await told('review'), approve: await told('approve') },
    ...{ return: await told('return'), renew: await told('renew') },
  };
}

/** A link counts as moved when its worth differs by more than rounding. */
const moved = (before: number, now: number | null) =>
  now === null || Math.abs(now - before) > 1e-9 * Math.max(Math.abs(before), Math.abs(now));

/** Which links of a frozen version say something else today. */
async function changedSince(work: Work, parts: FootprintParts, row: VersionRow): Promise<VersionView['changedSince']> {
  const frozen = frozenOf(row);
  if (frozen === null) return [];
  const today = await figureNow(work, parts, frozen.study);
  return frozen.links.flatMap(([key, link]) => {
    const now = today.links.get(key);
    const told = now ? sumSeparate(now.values) : null;
    const before = sumSeparate(link.values);
    return moved(before, told) ? [{ key, name: link.name, frozen: before, now: told }] : [];
  });
}

/** A version with everything its page shows. */
export async function versionView(work: Work, parts: FootprintParts, row: VersionRow): Promise<VersionView> {
  const footprint = await findFootprint(work, row.footprint_id);
  const figured = await figureVersion(work, parts, row);
  const heads = await versionHeads(work.tx, work.actor.organizationId, [row.footprint_id]);
  const superseded = heads.some((one) => one.number > row.number);
  const { ruleSet } = figured;
  const names = await entityNames(work);
  return {
    footprint: {
      ...{ id: footprint.id, entityId: footprint.entity_id, productName: footprint.product_name },
      entityName: names.get(footprint.entity_id) ?? { zh: '', en: '' },
    },
    version: headOf(row, (await reportNumbers(work, [row.id])).get(row.id) ?? null),
    study: copied(figured.study),
    ...tellFigured(figured),
    ruleSet: { id: ruleSet.id, title: ruleSet.title, source: ruleSet.source, allocationOrder: [...ruleSet.allocationOrder] },
    changedSince: await changedSince(work, parts, row),
    deeds: await deedsOf(work, row, factsOf(row, figured, superseded)),
  };
}

/** A study as the wire wants it. */
export function copied(study: Figured['study']): VersionView['study'] {
  return studyContent.parse(study);
}
