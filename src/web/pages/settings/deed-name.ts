import { ledgerKindTitle } from '../../../contract/ledger-kinds.ts';
import { useWords } from '../../words/language.ts';
import { zh } from '../../words/zh.ts';

type Known = keyof (typeof zh)['settings']['kindOf'];
const known = Object.keys(zh.settings.kindOf) as Known[];

/** Kinds of journal entries that have a word, as the journal writes them (`month.submit`). */
export const deedKinds: readonly string[] = [
  'activity_datum.recorded',
  'month.submit',
  'month.review',
  'month.approve',
  'month.lock',
  'month.return',
  'calculation.frozen',
  'evidence.recorded',
  'evidence.revised',
  'evidence.used',
  'coal_sample.recorded',
  'coal_sample.changed',
  'coal_sample.corrected',
  'coal_sample.reported',
  'coal_sample.withdrawn',
  'daily_fuel.recorded',
  'laboratory.adopted',
  'file.found_damaged',
  'meter.changed',
  'meter.retired',
  'meter.brought_back',
  'meter_calibration.recorded',
  'meter_calibration.corrected',
  'meter_calibration.withdrawn',
  'scope_statement.drafted',
  'scope_statement.approved',
  'own_factor.proposed',
  'own_factor.approved',
  'role.granted',
  'role.ended',
  'ledger.group',
  'ledger.instruction_proposed',
  'ledger.instruction_approved',
  'trading.mandate_approved',
  'trading.order_placed',
  'trading.order_refused',
  'trading.order_approved',
  'trading.order_settled',
  'finance.contract_approved',
  'finance.contract_paid',
  'finance.contract_started',
  'internal_transfer.accepted',
  'accounting_cost.recorded',
  'stock_take.taken',
  'session.started',
];

/** The word for a kind of entry; a kind this client does not know yet is shown as it is. */
export function useDeedName(): (kind: string) => string {
  const { t, say } = useWords();
  return (kind) => {
    const key = known.find((one) => one === kind.replace('.', '_'));
    if (key) return t(`settings.kindOf.${key}`);
    // What was posted: `ledger.buy` and every other kind of the ledger.
    return kind.startsWith('ledger.') ? t('settings.ledgerDeed', { kind: say(ledgerKindTitle(kind.slice('ledger.'.length))) }) : kind;
  };
}
