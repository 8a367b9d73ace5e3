import { createHash } from 'node:crypto';
import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { present } from '../../../kernel/assert.ts';
import { computeInventory } from '../../../kernel/inventory/compute.ts';
import type { InventoryResult, OrganizationInventory, PinnedFactor } from '../../../kernel/inventory/inventory.ts';
import { deedRefusal, stateAfter } from '../../../kernel/inventory/states.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import * as organization from '../organization/index.ts';
import { groundOf, rightOf } from './inventory-view.ts';
import {
  booksOf,
  type InventoryParts,
  inventoryFor,
  inventoryObject,
  type LoadedInventory,
  loadInventory,
  yearOf,
} from './load-inventory.ts';
import { insertEnergyUse, insertFreeze, insertMove, lockInventory, type Move, movesOf } from './store.ts';

/**
 * Moves an inventory from hand to hand: submitted, reviewed and approved by three people who saw the same content (`seenSha256`). Approving freezes it as a version with
 * its hash and takes the MWh of its instruments in the register of claims.
 */
export function moveInventory(parts: InventoryParts) {
  return command({
    name: 'inventory.move-inventory',
    action: 'inventory.read',
    isolation: 'serializable',
    statementSeconds: 60,
    input: z.strictObject({ ...e.moveInventory.params.shape, ...e.moveInventory.body.shape }),
    run: async (work, { inventoryId, deed, seenSha256, reason }) => {
      await inventoryFor(work, inventoryId, rightOf[deed]);
      await lockInventory(work.tx, inventoryId);
      const row = await inventoryFor(work, inventoryId, rightOf[deed]);
      const { organizationId, personId, name } = work.actor;
      const moves = await movesOf(work.tx, organizationId, inventoryId);
      const loaded = await loadInventory(work, parts, row);
      const computed = computeInventory(loaded.input, booksOf(parts.shelf));
      const refusal = deedRefusal(deed, { ...(await groundOf(work, row, moves, computed)), personId, permitted: true });
      if (refusal === 'invalid_input')
        throw new Refusal('invalid_input', { findings: computed.result.findings.filter((one) => one.severity === 'error') });
      if (refusal !== null) throw new Refusal(refusal, { values: { state: row.state } });
      if ((deed === 'return' || deed === 'reopen') && reason === '') throw new Refusal('reason_required');
      if (loaded.sha256 !== seenSha256) throw new Refusal('conflict', { values: { version: loaded.sha256.slice(0, 12) } });
      const no = (moves.at(-1)?.no ?? 0) + 1;
      const moved = { no, deed, state: stateAfter(deed), reason, moved_at: work.now, moved_by: personId, moved_by_name: name };
      const sha = Buffer.from(loaded.sha256, 'hex');
      await insertMove(work.tx, { ...moved, organization_id: organizationId, inventory_id: inventoryId, content_sha256: sha });
      const content = { ...moved, content_sha256: loaded.sha256, emission: computed.result.total.emission };
      const told = { objectType: inventoryObject, objectId: inventoryId, objectVersion: no, content };
      work.record({ kind: `ghg_inventory.${pasts[deed]}`, ...told, ...(reason === '' ? {} : { reason }) });
      const version = deed === 'approve' ? await freeze(work, parts, loaded, computed.result, moves) : null;
      return { id: inventoryId, state: moved.state, version };
    },
  });
}

const pasts = { submit: 'submitted', review: 'reviewed', return: 'returned', approve: 'approved', reopen: 'reopened' } as const;

async function freeze(
  work: Work,
  parts: InventoryParts,
  loaded: LoadedInventory,
  result: InventoryResult,
  moves: readonly Move[],
): Promise<number> {
  const { row } = loaded;
  const { organizationId, personId, name } = work.actor;
  const version = (row.version ?? 0) + 1;
  const entity = await organization.findEntity(work, row.entity_id);
  const by = (deed: Move['deed']) => {
    const one = present(moves.filter((move) => move.deed === deed).at(-1), `an approved inventory was moved by ${deed}`);
    return { by: one.moved_by_name, at: one.moved_at };
  };
  const unsealed: Omit<OrganizationInventory, 'sha256'> = {
    ...{ id: row.id, version, name: row.name, organization: entity.name, entityId: row.entity_id, year: yearOf(row) },
    ...{ responsible: loaded.settings.responsible, intendedUse: loaded.settings.intendedUse, input: loaded.input, result },
    attachments: { lineCount: loaded.lineCount, inputSha256: loaded.sha256 },
    pins: { classification: booksOf(parts.shelf).classification.source, gwpSource: loaded.settings.gwpSet, factors: factorsUsed(loaded) },
    ...{ prepared: by('submit'), reviewed: by('review'), approved: { by: name, at: work.now } },
  };
  const sha = createHash('sha256').update(canonical(unsealed)).digest();
  const content: OrganizationInventory = { ...unsealed, sha256: sha.toString('hex') };
  const frozen = {
    version,
    emission: result.total.emission,
    emission_market: result.totalMarketBased,
    frozen_at: work.now,
    frozen_by: personId,
    frozen_by_name: name,
  };
  await insertFreeze(work.tx, {
    ...frozen,
    organization_id: organizationId,
    inventory_id: row.id,
    content: JSON.stringify(content),
    content_sha256: sha,
  });
  const applied = new Set(result.scope2.applications.map((one) => one.instrumentId));
  for (const one of loaded.input.instruments.filter((instrument) => applied.has(instrument.id))) {
    const use = one.kind === 'gec' ? 'gec' : one.kind === 'supplier_specific' ? 'own_claim' : 'green_contract';
    for (const claim of one.claims) {
      await insertEnergyUse(work.tx, organizationId, {
        ...claim,
        id: work.newId(),
        inventoryId: row.id,
        version,
        holder: one.entityId,
        year: content.year,
        reference: one.number,
      });
      await parts.energy.take(work, { ...claim, use, reference: one.number });
    }
  }
  const told = { ...frozen, content_sha256: content.sha256 };
  work.record({
    kind: 'ghg_inventory.frozen',
    objectType: 'ghg_inventory_version',
    objectId: row.id,
    objectVersion: version,
    content: told,
  });
  return version;
}

function factorsUsed({ input }: LoadedInventory): PinnedFactor[] {
  const all = [
    ...input.sources.flatMap((one) => [one.factor, one.residualFactor]),
    ...input.lines.map((one) => one.factor),
    ...input.instruments.map((one) => one.factor),
  ];
  const unique = new Map(all.flatMap((one) => (one === null ? [] : [[canonical(one), one] as const])));
  return [...unique.values()];
}
