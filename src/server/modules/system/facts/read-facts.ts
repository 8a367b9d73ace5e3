import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { assetFacts } from './asset.ts';
import { emissionFacts } from './emission.ts';
import { journalFacts } from './journal.ts';
import { neutralityFacts } from './neutrality.ts';
import { organizationFacts } from './organization.ts';
import type { FactReader, FactReport, Places } from './reading.ts';
import { targetFacts } from './targets.ts';
import { tradingFacts } from './trading.ts';

const readers: readonly { readonly facts: readonly string[]; readonly read: FactReader }[] = [
  { facts: ['scope_in_force', 'meters_calibrated'], read: organizationFacts },
  { facts: ['control_plan_in_force', 'months_closed', 'year_reported', 'year_verified'], read: emissionFacts },
  {
    facts: ['budget_approved', 'inventory_approved', 'ledger_kept', 'stock_taken', 'surrendered_on_time', 'accounting_policy_in_force'],
    read: assetFacts,
  },
  {
    facts: ['mandate_in_force', 'limits_watched', 'prices_recent', 'trading_risk_valued', 'orders_settled'],
    read: tradingFacts,
  },
  { facts: ['neutrality_subject_named', 'neutrality_plan_in_force', 'claims_covered'], read: neutralityFacts },
  { facts: ['targets_met'], read: targetFacts },
  { facts: ['journal_verified'], read: journalFacts },
];

/** Facts that something in the product can tell of; the others read as not known. */
export const readFactIds: ReadonlySet<string> = new Set(readers.flatMap((one) => one.facts));

/** What live data say of these facts; each module is asked once, and only for what is wanted of it. */
export async function readFacts(work: Work, shelf: Shelf, places: Places, wanted: ReadonlySet<string>): Promise<FactReport[]> {
  const found: FactReport[] = [];
  for (const { facts, read } of readers)
    if (facts.some((one) => wanted.has(one))) found.push(...(await read(work, shelf, places)).filter((one) => wanted.has(one.fact)));
  return found;
}
