import { z } from 'zod';
import { changedSettings, changedSourceFields } from '../kernel/inventory/changes.ts';
import { endpoint } from './endpoint.ts';
import { approach, gwpSetCode } from './inventory-values.ts';
import { figureText, id, instant, month, sha256, text } from './values.ts';

/** Frozen versions of an inventory, and what changed between two of them or since one of them. */

const address = z.object({ inventoryId: id });
const person = z.object({ id, name: z.string() });
const figures = { emission: figureText, emissionMarket: figureText, lineCount: z.int(), approach, gwpSet: gwpSetCode };

const version = z
  .object({
    ...{ version: z.int(), ...figures, sha256, at: instant, by: person },
    ...{ preparedBy: z.string(), reviewedBy: z.string() },
  })
  .meta({ id: 'InventoryVersion' });

const difference = { before: figureText, now: figureText, difference: figureText };
const lineChange = z.object({
  ...{ lineId: id, code: z.string(), name: text, month: month.nullable(), unit: z.string() },
  kind: z.enum(['added', 'changed', 'withdrawn']),
  ...{ before: figureText.nullable(), now: figureText.nullable(), note: z.string(), at: instant, by: person },
});

export const inventoryChanges = z
  .object({
    ...{ from: z.int(), to: z.int().nullable() },
    figures: z.array(z.object({ part: z.enum(['total', 'market', '1', '2', '3', '4', '5', '6', 'removal', 'biogenic']), ...difference })),
    sources: z.array(
      z.object({
        ...{ sourceId: id, code: z.string(), name: text, kind: z.enum(['added', 'withdrawn', 'changed']) },
        fields: z.array(z.enum(changedSourceFields)),
        /** Whether its activity data differ. */
        activity: z.boolean(),
        ...{ before: figureText.nullable(), now: figureText.nullable(), difference: figureText },
      }),
    ),
    settings: z.array(z.enum(changedSettings)),
    /** One page of the single lines that differ, the latest first, and how many of each kind there are. */
    lines: z.object({ items: z.array(lineChange), added: z.int(), changed: z.int(), withdrawn: z.int() }),
  })
  .meta({ id: 'InventoryChanges' });

export const inventoryVersionEndpoints = {
  listVersions: endpoint({
    name: 'inventory.listVersions',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/versions',
    summary: { zh: '已冻结的版本', en: 'Frozen versions' },
    access: { action: 'inventory.read' },
    params: address,
    reply: z.object({ items: z.array(version) }),
    refusals: ['not_found'],
  }),
  readChanges: endpoint({
    name: 'inventory.readChanges',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/changes',
    summary: { zh: '冻结之后（或两个版本之间）的改动', en: 'What changed since a version was frozen, or between two' },
    access: { action: 'inventory.read' },
    params: address,
    query: z.object({
      from: z.coerce.number().int().min(1),
      /** Absent: the inventory as it is now. */
      to: z.coerce.number().int().min(1).optional(),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    reply: inventoryChanges,
    refusals: ['not_found'],
  }),
} as const;
