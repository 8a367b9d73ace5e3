import { z } from 'zod';
import { refusalCodes } from '../kernel/refusal.ts';
import { finding } from './library.ts';
import { text } from './values.ts';

/** RFC 9457 problem, media type application/problem+json. `title` and `detail` follow the caller's language; both languages are beside them. */
export const problem = z
  .object({
    type: z.string().meta({ description: '`/problems/<code>`, or about:blank for our own mistake.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum([...refusalCodes, 'internal_error']),
    titles: text,
    details: text,
    values: z.record(z.string(), z.string()),
    findings: z.array(finding),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'An expected "no" with its place, cause and cure in Chinese and English (RFC 9457).' });

export type Problem = z.infer<typeof problem>;
