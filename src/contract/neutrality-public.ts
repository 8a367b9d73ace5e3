import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { serialRun, wholeUnits } from './ledger-views.ts';
import { day, figureText, instant, sha256, text } from './values.ts';

/** What anybody may read of a published claim, without log-in: what was published and nothing else. */

const number = z.string().regex(/^TH-\d{4}-[0-9A-Z]{10}$/);

export const publishedClaim = z
  .object({
    ...{ statement: text, kind: z.enum(['commitment', 'achievement']), subject: text, subjectKind: z.string(), publisher: text },
    ...{ standard: text, standardNote: text, from: day, to: day, validation: text, declaredOn: day, signedBy: z.string(), sha256 },
    ...{ gross: figureText, removals: figureText, residual: figureText, retired: wholeUnits },
    units: z.array(
      z.object({
        scheme: z.string(),
        project: z.string(),
        vintage: z.int(),
        quantity: wholeUnits,
        retiredOn: day,
        registryUrl: z.string(),
        serials: z.array(serialRun),
      }),
    ),
  })
  .meta({ id: 'PublishedClaim', description: 'A published claim of neutrality: gross, removals and units apart.' });

export const neutralityPublicEndpoints = {
  readPublicClaim: endpoint({
    name: 'neutrality.readPublicClaim',
    method: 'GET',
    path: '/api/v1/public/claims/{number}',
    summary: { zh: '按编号查已公布的碳中和声明', en: 'A published claim of neutrality by its number' },
    access: 'public',
    params: z.object({ number }),
    reply: z.object({
      number,
      status: z.enum(['valid', 'corrected', 'withdrawn']),
      withdrawal: z.object({ reason: z.string(), at: instant }).nullable(),
      /** The latest first; those below it are superseded and stay readable. */
      versions: z.array(
        z.object({
          version: z.int(),
          publishedAt: instant,
          content: publishedClaim,
          files: z.array(z.object({ language: z.enum(['zh', 'en']), sha256 })),
        }),
      ),
    }),
    limit: 'guessing',
    refusals: ['not_found'],
  }),
  readPublicReport: endpoint({
    name: 'neutrality.readPublicReport',
    method: 'GET',
    path: '/api/v1/public/claims/{number}/report',
    summary: { zh: '已公布声明的报告', en: 'The report of a published claim' },
    access: 'public',
    params: z.object({ number }),
    query: z.object({ version: z.coerce.number().int().min(1), language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown(),
    replyMedia: 'application/pdf',
    limit: 'guessing',
    refusals: ['not_found'],
  }),
} as const;
