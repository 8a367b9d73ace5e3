import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { ledgerKindCodes, ledgerKinds } from './ledger-kinds.ts';
import { accountKind, someUnits } from './ledger-views.ts';
import { day, id, longText, text } from './values.ts';

/** Kinds of movements that another system may report: those nobody else must approve and that rest on no document of their own. */
export const fedKinds = (['buy', 'transfer', 'freeze', 'unfreeze', 'unpledge', 'take_back', 'borrow'] as const).filter(
  (kind) => ledgerKindCodes.includes(kind) && !ledgerKinds[kind].approval,
);

export const fedMovement = z
  .strictObject({
    key: z
      .string()
      .regex(/^[^\p{Cc}\p{Cs}]{8,200}$/u)
      .meta({ description: "The sender's own number of the movement: sent again it has no second effect and gets the same answer." }),
    kind: z.enum(fedKinds),
    effectiveOn: day,
    entityId: id,
    toEntityId: id.optional(),
    from: accountKind,
    to: accountKind,
    programme: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/),
    vintage: z.int().min(2000).max(2100),
    project: z.string().trim().max(100).default(''),
    unit: z.enum(['t', 'MWh']).default('MWh'),
    quantity: someUnits,
    documentNo: z.string().trim().max(200).default(''),
    reason: longText.default(''),
  })
  .meta({ id: 'FedMovement' });

export const ledgerFeedEndpoints = {
  pushMovements: endpoint({
    name: 'asset.pushMovements',
    method: 'POST',
    path: '/api/v1/ledger/movements',
    summary: {
      zh: '接口推送登记簿变动（可用 API 密钥；每笔自带编号）',
      en: 'Push movements of the ledger (an API key will do; each has its own key)',
    },
    description: {
      zh: '用于按数量管理、没有序列号的单位（如绿证）。每笔各自入账或被拒绝，其余不受影响；同一编号重发得到同一答复。',
      en: 'For units held by quantity, without serial numbers (green certificates). Each movement is posted or refused by itself; a key sent again gets the same answer.',
    },
    access: { action: 'asset.push' },
    body: z.strictObject({ movements: z.array(fedMovement).min(1).max(1000) }),
    reply: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          /** `unknown`: the store did not answer; send the same key again. */
          state: z.enum(['applied', 'refused', 'unknown']),
          transactionId: id.nullable(),
          reason: text.nullable(),
        }),
      ),
    }),
    refusals: ['not_found', 'database_unavailable'],
  }),
} as const;
