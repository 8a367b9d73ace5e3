import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { wholeUnits } from './ledger-views.ts';
import { convention, derivation, finding } from './library.ts';
import { day, id, text } from './values.ts';

/** Carry-over of 2019–2024 vintages into 2025 from the ledger of an entity: what it carries, what dies, what to sell to lose nothing (C.8). */

export const carryOverView = z
  .object({
    entityId: id,
    entityName: text,
    today: day,
    /** By vintage: what is held and counts. */
    held: z.array(
      z.object({ classId: id, vintage: z.int(), trading: wholeUnits, registry: wholeUnits, frozen: wholeUnits, pending: wholeUnits }),
    ),
    trades: z.array(
      z.object({ transactionId: id, day, side: z.enum(['buy', 'sell']), vintage: z.int(), quantity: wholeUnits, documentNo: z.string() }),
    ),
    /** Still owed for 2024: surrendered before the holding is counted, so that it cannot be carried over. */
    owed: wholeUnits,
    /** Figures of the calculation by symbol, in units; null: none. */
    figures: z.record(z.string(), wholeUnits.nullable()),
    derivation,
    findings: z.array(finding),
    conventions: z.array(convention),
  })
  .meta({ id: 'CarryOver' });

export const carryOverEndpoints = {
  readCarryOver: endpoint({
    name: 'asset.readCarryOver',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/carry-over',
    summary: {
      zh: '2019—2024 年度配额结转为 2025 年度：按账本计算的最大可结转量、失效量与最少再卖出量',
      en: 'Carry-over of vintages 2019–2024 into 2025 from the ledger: limit, what is lost, the least further sale that loses nothing',
    },
    access: { action: 'asset.read' },
    params: z.object({ entityId: id }),
    reply: carryOverView,
    refusals: ['not_found'],
  }),
} as const;
