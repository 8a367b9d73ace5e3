import { present } from '../../../../kernel/assert.ts';
import type { Work } from '../../../work/command.ts';
import { frozenOf } from './figure.ts';
import { findVersion } from './footprint-view.ts';
import type { Frozen } from './frozen.ts';
import { footprints, versionHeads } from './store.ts';

/** The version of a footprint that counts, in one line. */
export interface ApprovedFootprint {
  readonly footprintId: string;
  readonly versionId: string;
  readonly number: number;
  readonly entityId: string;
  readonly productName: string;
  /** kgCO2e per `unit`, such as `1 kWh`. */
  readonly total: number;
  readonly unit: { readonly amount: string; readonly unit: string };
  readonly validUntil: string | null;
  readonly sha256: string;
}

/** The latest approved version of every footprint the actor may see, by name. */
export async function approvedFootprints(work: Work): Promise<ApprovedFootprint[]> {
  const { organizationId } = work.actor;
  const reach = await work.reach('lca.read');
  const rows = (await footprints(work.tx, organizationId)).filter((row) => reach === null || reach.has(row.entity_id));
  const heads = await versionHeads(
    work.tx,
    organizationId,
    rows.map((row) => row.id),
  );
  const latest = new Map<string, (typeof heads)[number]>();
  for (const head of heads) if (head.state === 'approved' && !latest.has(head.footprint_id)) latest.set(head.footprint_id, head);
  return rows.flatMap((row) => {
    const head = latest.get(row.id);
    if (!head) return [];
    const { amount, unit } = head.unit;
    return [
      {
        ...{ footprintId: row.id, versionId: head.id, number: head.number, entityId: row.entity_id, productName: row.product_name },
        ...{ total: head.total ?? 0, unit: { amount, unit }, validUntil: head.valid_until, sha256: head.frozen_sha256 ?? '' },
      },
    ];
  });
}

export interface FrozenFootprint {
  readonly footprintId: string;
  readonly number: number;
  readonly entityId: string;
  readonly validUntil: string | null;
  readonly sha256: string;
  readonly frozen: Frozen;
}

/** What an approved version was frozen with; null where it is not approved. @throws Refusal `not_found`, `not_permitted`. */
export async function frozenFootprint(work: Work, { versionId }: { readonly versionId: string }): Promise<FrozenFootprint | null> {
  const row = await findVersion(work, versionId);
  const frozen = frozenOf(row);
  if (row.state !== 'approved' || frozen === null) return null;
  const sha256 = present(row.frozen_sha256, 'the hash of a frozen version');
  return {
    footprintId: row.footprint_id,
    number: row.number,
    entityId: row.entity_id,
    validUntil: row.valid_until,
    sha256,
    frozen,
  };
}
