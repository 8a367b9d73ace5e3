import type { z } from 'zod';
import { type riskBasis, type riskBasisTerms, tradingRiskEndpoints } from '../../../../contract/trading-risk.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { insertBasis, latestBasis } from './store.ts';

type Terms = z.output<typeof riskBasisTerms>;

/** What counts until somebody sets it: conventions.md §2, a year of prices, a hundred thousand paths. */
const usual: Terms = {
  ...{ confidence: '0.95', horizonDays: 10, windowPrices: 250, lambda: '0.94', paths: 100_000, seed: 20250101, scenarios: [] },
};

/** What risk figures start from. */
export async function riskBasisOf(work: Work): Promise<z.input<typeof riskBasis> & { readonly terms: Terms }> {
  const found = await latestBasis(work.tx, work.actor.organizationId);
  if (!found) return { version: 0, terms: usual, note: '', recordedAt: null, recordedByName: null };
  return {
    ...{ version: found.version, note: found.note, recordedAt: found.recorded_at, recordedByName: found.recorded_by_name },
    terms: {
      ...{ confidence: found.confidence, horizonDays: found.horizon_days, windowPrices: found.window_prices, lambda: found.lambda },
      ...{ paths: found.paths, seed: Number(found.seed), scenarios: found.scenarios },
    },
  };
}

/** Sets what risk figures start from, as a new version (B.6): figures of earlier days stay repeatable with the seed of their version. */
export const setRiskBasis = command({
  name: 'trading.set-risk-basis',
  action: 'trading.set_risk_basis',
  input: tradingRiskEndpoints.setRiskBasis.body,
  run: async (work, { terms, note, seenVersion }) => {
    await work.permit('trading.set_risk_basis');
    const { organizationId, personId, name } = work.actor;
    const version = (await latestBasis(work.tx, organizationId))?.version ?? 0;
    if (version !== seenVersion) throw new Refusal('conflict', { values: { version: String(version) } });
    const row = {
      ...{ organization_id: organizationId, version: version + 1, confidence: print(decimal(terms.confidence)), note },
      ...{ horizon_days: terms.horizonDays, window_prices: terms.windowPrices, lambda: print(decimal(terms.lambda)) },
      ...{ paths: terms.paths, seed: `${terms.seed}`, recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertBasis(work.tx, { ...row, scenarios: JSON.stringify(terms.scenarios) });
    work.record({
      kind: 'trading.risk_basis_set',
      objectType: 'trading_risk_basis',
      objectId: organizationId,
      objectVersion: row.version,
      content: { ...row, scenarios: terms.scenarios },
      ...(note === '' ? {} : { reason: note }),
    });
    return { version: row.version };
  },
});
