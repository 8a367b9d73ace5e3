import { z } from 'zod';
import { evidenceKind } from './document.ts';
import { endpoint } from './endpoint.ts';
import { id, month, text } from './values.ts';

/** Which papers the values of a month ask for, and which of them are there (A.8). */

export const evidenceChecklist = z
  .object({
    source: z.string(),
    /** Data year from which the list is required; before it is advice. */
    requiredFrom: z.int(),
    required: z.boolean(),
    values: z.array(
      z.object({
        cellId: id,
        rowKey: z.string(),
        title: text,
        items: z.array(
          z.object({
            code: z.string(),
            title: text,
            required: z.boolean(),
            kinds: z.array(evidenceKind),
            met: z.enum(['evidence', 'product']).nullable(),
            evidence: z.array(z.object({ id, title: z.string() })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'EvidenceChecklist' });

export const evidenceListEndpoints = {
  readEvidenceChecklist: endpoint({
    name: 'emission.readEvidenceChecklist',
    method: 'GET',
    path: '/api/v1/units/{unitId}/months/{month}/evidence-checklist',
    summary: { zh: '一个月各数值应有的证据与已有的证据', en: 'The evidence each value of a month asks for, and what is there' },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, month }),
    reply: evidenceChecklist,
    refusals: ['not_found'],
  }),
} as const;
