import type { Text } from '../kernel/text.ts';

export const ledgerAccountKindCodes = [
  ...(['issuance', 'external', 'registry', 'trading', 'reserved', 'frozen', 'pledged', 'lent'] as const),
  ...(['surrendered', 'cancelled', 'retired', 'carried_over', 'written_off'] as const),
] as const;
export type LedgerAccountKind = (typeof ledgerAccountKindCodes)[number];

/** Kinds of accounts in the ledger; `own`: units on it belong to the organization, `final`: nothing ever leaves it. */
export const ledgerAccountKinds: Readonly<
  Record<LedgerAccountKind, { readonly title: Text; readonly own: boolean; readonly final: boolean }>
> = {
  issuance: { title: { zh: '核发', en: 'Issuance' }, own: false, final: false },
  external: { title: { zh: '外部', en: 'Outside' }, own: false, final: false },
  registry: { title: { zh: '登记账户', en: 'Registry account' }, own: true, final: false },
  trading: { title: { zh: '交易账户', en: 'Trading account' }, own: true, final: false },
  reserved: { title: { zh: '占用', en: 'Reserved' }, own: true, final: false },
  frozen: { title: { zh: '冻结', en: 'Frozen' }, own: true, final: false },
  pledged: { title: { zh: '质押', en: 'Pledged' }, own: true, final: false },
  lent: { title: { zh: '借出', en: 'Lent' }, own: true, final: false },
  surrendered: { title: { zh: '已清缴', en: 'Surrendered' }, own: false, final: true },
  cancelled: { title: { zh: '已自愿注销', en: 'Voluntarily cancelled' }, own: false, final: true },
  retired: { title: { zh: '已为主张注销', en: 'Retired for a claim' }, own: false, final: true },
  carried_over: { title: { zh: '已结转', en: 'Carried over' }, own: false, final: true },
  written_off: { title: { zh: '已核销', en: 'Written off' }, own: false, final: true },
};

export interface LedgerKind {
  readonly title: Text;
  /** Where the units may come from and go to. */
  readonly from: readonly LedgerAccountKind[];
  readonly to: readonly LedgerAccountKind[];
  /** Final or risky: somebody else than the proposer approves it. */
  readonly approval: boolean;
  /** The units are set apart from the proposal until the decision. */
  readonly reserves: boolean;
  /** Whether a class may be named that is not held yet. */
  readonly newClass: boolean;
  /** Names whom it serves, for which year, and the one claim. */
  readonly claim: boolean;
}

const held: readonly LedgerAccountKind[] = ['registry', 'trading'];
const plain = { approval: false, reserves: false, newClass: false, claim: false };
const final = { approval: true, reserves: true, newClass: false, claim: true };

export const ledgerKindCodes = [
  ...([
    'open',
    'issue',
    'return',
    'buy',
    'transfer',
    'freeze',
    'unfreeze',
    'pledge',
    'unpledge',
    'lend',
    'take_back',
    'borrow',
    'give_back',
  ] as const),
  ...(['surrender', 'cancel', 'retire', 'carry_over', 'write_off'] as const),
] as const;
export type LedgerKindCode = (typeof ledgerKindCodes)[number];

/** What can happen to units, as a person enters it. The database holds the same table of moves (migration 0021) and refuses everything else. */
export const ledgerKinds: Readonly<Record<LedgerKindCode, LedgerKind>> = {
  open: { ...plain, newClass: true, title: { zh: '期初登记', en: 'Opening balance' }, from: ['external'], to: held },
  issue: { ...plain, newClass: true, title: { zh: '发放', en: 'Issue' }, from: ['issuance'], to: ['registry'] },
  return: { ...plain, title: { zh: '核减收回', en: 'Return of a deduction' }, from: ['registry'], to: ['issuance'] },
  buy: { ...plain, newClass: true, title: { zh: '买入', en: 'Purchase' }, from: ['external'], to: held },
  transfer: { ...plain, title: { zh: '划转', en: 'Transfer' }, from: held, to: held },
  freeze: { ...plain, title: { zh: '冻结', en: 'Freeze' }, from: held, to: ['frozen'] },
  unfreeze: { ...plain, title: { zh: '解冻', en: 'Release of a freeze' }, from: ['frozen'], to: held },
  pledge: { ...plain, approval: true, title: { zh: '质押', en: 'Pledge' }, from: held, to: ['pledged'] },
  unpledge: { ...plain, title: { zh: '解除质押', en: 'Release of a pledge' }, from: ['pledged'], to: held },
  lend: { ...plain, approval: true, title: { zh: '借出', en: 'Loan' }, from: held, to: ['lent'] },
  take_back: { ...plain, title: { zh: '收回借出', en: 'Return of a loan' }, from: ['lent'], to: held },
  borrow: { ...plain, newClass: true, title: { zh: '借入', en: 'Borrowing' }, from: ['external'], to: held },
  give_back: { ...plain, approval: true, title: { zh: '归还借入', en: 'Return of borrowed units' }, from: held, to: ['external'] },
  surrender: { ...final, title: { zh: '清缴', en: 'Surrender' }, from: ['registry'], to: ['surrendered'] },
  cancel: { ...final, title: { zh: '自愿注销', en: 'Voluntary cancellation' }, from: ['registry'], to: ['cancelled'] },
  retire: { ...final, title: { zh: '为主张注销', en: 'Retirement for a claim' }, from: ['registry'], to: ['retired'] },
  carry_over: { ...final, claim: false, title: { zh: '结转', en: 'Carry-over' }, from: ['registry'], to: ['carried_over'] },
  write_off: { ...plain, approval: true, title: { zh: '核销', en: 'Write-off' }, from: held, to: ['written_off'] },
};

/** What a posted transaction may be besides: told by other parts of the product, or by the ledger itself. */
export const ledgerFurtherKinds = {
  sell: { zh: '卖出', en: 'Sale' },
  reserve: { zh: '占用', en: 'Reservation' },
  release: { zh: '解除占用', en: 'Release of a reservation' },
  expire: { zh: '占用到期', en: 'Expiry of a reservation' },
  reverse: { zh: '冲正', en: 'Reversal' },
} as const satisfies Record<string, Text>;

/** The title of any kind of transaction. */
export function ledgerKindTitle(kind: string): Text {
  const further: Readonly<Record<string, Text>> = ledgerFurtherKinds;
  const entered: Readonly<Record<string, LedgerKind>> = ledgerKinds;
  return entered[kind]?.title ?? further[kind] ?? { zh: kind, en: kind };
}
