import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { scopeStatementInput } from '../../../contract/organization.ts';
import { canonical } from '../../work/leaf.ts';

/** SHA-256 of the RFC 8785 form of what an edition says: an approval names it, so that nobody approves a text he did not see. */
export function scopeContentSha256(content: z.output<typeof scopeStatementInput>): string {
  const { consolidationApproach, statement, statementEn, annexes, exclusions, effectiveFrom } = content;
  const said = { consolidationApproach, statement, statementEn, annexes, exclusions, effectiveFrom };
  return createHash('sha256').update(canonical(said), 'utf8').digest('hex');
}
