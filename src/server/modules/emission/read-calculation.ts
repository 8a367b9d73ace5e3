import type { z } from 'zod';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { calculationResult } from '../../../contract/library.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { contentHash, monthOf } from './move-month.ts';
import { calculationsByIds, type FrozenCalculation } from './store/calculations.ts';

/** Computes a frozen calculation once more from its own input and compares every byte. */
export async function recompute(shelf: Shelf, frozen: FrozenCalculation): Promise<'identical' | 'different' | 'method_changed'> {
  const method = shelf.method(frozen.methodId);
  if (!method || method.sha256 !== frozen.methodSha256) return 'method_changed';
  const input = frozen.input as Record<string, unknown>;
  const evaluation = await method.evaluate(input, { known: false });
  const { derivation, ...result } = monthOf({ evaluation }, frozen.period);
  const hash = contentHash({
    method: { id: frozen.methodId, version: frozen.methodVersion, sha256: frozen.methodSha256 },
    period: frozen.period,
    input,
    result,
    derivation,
  });
  return hash === frozen.contentSha256 ? 'identical' : 'different';
}

/** A frozen calculation with its whole derivation, and whether it still recomputes to the same bytes. */
export function readCalculation(shelf: Shelf) {
  return query({
    name: 'emission.read-calculation',
    action: 'emission.read',
    input: emissionEndpoints.readCalculation.params,
    run: async (work, { calculationId }) => {
      const [frozen] = await calculationsByIds(work.tx, work.actor.organizationId, [calculationId]);
      if (!frozen) throw new Refusal('not_found', { values: { what: 'calculation' } });
      const unit = await organization.findUnit(work, frozen.subjectId);
      await work.permit('emission.read', unit.entityId);
      const result = frozen.result as Pick<Evaluation, 'outputs' | 'findings' | 'conventions'>;
      const whole = {
        calculation: frozen.methodId,
        method: { id: frozen.methodId, version: frozen.methodVersion },
        dataYear: frozen.dataYear,
        ...result,
        derivation: frozen.derivation,
      } as z.input<typeof calculationResult>;
      const { id, methodSha256, contentSha256, recordedAt } = frozen;
      return { id, methodSha256, contentSha256, recordedAt, recomputes: await recompute(shelf, frozen), result: whole };
    },
  });
}
