import type { Day } from '../../calendar/day.ts';
import type { RuleBook } from '../../market/rule-book.ts';
import { nextTradingDay, tradingDay } from '../../market/trading-day.ts';
import { type Decimal, print } from '../../quantity/decimal.ts';
import { least, most } from '../../quantity/whole.ts';
import type { Text } from '../../text.ts';
import { type ContractTerms, unitMoves, unitsReceived } from './terms.ts';

export const conflictCodes = [
  ...(['needed_on_deadline', 'needed_at_upper_end', 'away_over_carry_over', 'deadline_unknown', 'does_not_cover'] as const),
  ...(['credits_above_limit', 'received_not_usable', 'not_a_trading_day', 'holidays_unknown', 'blackout'] as const),
  ...(['no_mandate', 'trading_stopped', 'counterparty_unknown', 'counterparty_limit'] as const),
] as const;
export type ConflictCode = (typeof conflictCodes)[number];

/** What stands against a contract: `hard` refuses its approval, `soft` needs a reason of another person. */
export interface ContractConflict {
  readonly code: ConflictCode;
  readonly severity: 'hard' | 'soft';
  /** The day it is about. */
  readonly day: Day;
  readonly year: number | null;
  /** Tonnes concerned. */
  readonly quantity: bigint | null;
  readonly text: Text;
  readonly cure: Text;
}

/** One open compliance year of the entity, without this contract. */
export interface ContractObligation {
  readonly year: number;
  readonly deadline: Day;
  /** Still to be surrendered: expected, and at the upper end of its range. */
  readonly outstanding: bigint;
  readonly outstandingHigh: bigint;
  /** Units that may be used for the year and are there by the deadline: held, expected, back from other contracts. */
  readonly available: bigint;
  /** Whether the units given may be used for the year, and those a swap brings. */
  readonly usable: boolean;
  readonly receivedUsable: boolean;
  /** Of a swap that brings credits: how many more the year may use. */
  readonly creditsLeft: bigint | null;
}

export interface ConflictFacts {
  readonly terms: ContractTerms;
  /** What the units given are called. */
  readonly unit: string;
  readonly obligations: readonly ContractObligation[];
  /** The last day to apply for the carry-over, where the units given lose their use without it. */
  readonly carryOverBy: Day | null;
  /** Compliance years whose deadline falls into the term by custom and is not published. */
  readonly unknownDeadlines: readonly { readonly year: number; readonly usual: Day }[];
  readonly holidays: RuleBook | undefined;
  /** Of everybody, or of who drafted the contract. */
  readonly blackouts: readonly { readonly from: Day; readonly to: Day; readonly reason: string }[];
  readonly stopped: boolean;
  /** Null: none is in force on the first day. */
  readonly mandate: { readonly counterparties: readonly string[]; readonly limit: Decimal | null; readonly used: Decimal } | null;
  readonly counterparty: string;
  /** What is at stake with the counterparty. */
  readonly exposure: Decimal;
}

type Said = Omit<ContractConflict, 'text' | 'cure'> & { readonly words: readonly [zh: string, en: string, cureZh: string, cureEn: string] };
const conflict = ({ words: [zh, en, cureZh, cureEn], ...rest }: Said): ContractConflict => ({
  ...rest,
  text: { zh, en },
  cure: { zh: cureZh, en: cureEn },
});

/** Units of the contract that are not there on a day: between leaving and coming back (also on the day itself), or gone for good. */
export function awayOn(terms: ContractTerms, day: Day): bigint {
  const moves = unitMoves(terms).filter((one) => one.of === 'given');
  const out = moves.find((one) => one.direction === 'out');
  const back = moves.find((one) => one.direction === 'in');
  if (out === undefined || out.day > day) return 0n;
  // Units that come first and leave later are somebody else's: none of the own is away.
  if (back !== undefined && back.day < out.day) return 0n;
  return back === undefined || back.day >= day ? out.quantity : 0n;
}

const shortage = (outstanding: bigint, available: bigint): bigint => most(0n, outstanding - available);

function neededOn(facts: ConflictFacts, one: ContractObligation): ContractConflict[] {
  const away = one.usable ? awayOn(facts.terms, one.deadline) : 0n;
  if (away === 0n) return [];
  const back =
    one.receivedUsable && facts.terms.kind === 'swap'
      ? least(unitsReceived(facts.terms), one.creditsLeft ?? unitsReceived(facts.terms))
      : 0n;
  const left = one.available - away + back;
  const now = least(away, shortage(one.outstanding, left));
  const high = least(away, shortage(one.outstandingHigh, left));
  const { year, deadline: day } = one;
  if (now > 0n)
    return [
      conflict({
        ...{ code: 'needed_on_deadline', severity: 'hard', day, year, quantity: now },
        words: [
          `${year} 年度清缴截止日 ${day} 时 ${facts.unit} ${away} 吨不在账上，其中 ${now} 吨为履约所需`,
          `On ${day}, the deadline of ${year}, ${away} t of ${facts.unit} are away, ${now} t of which are needed for the obligation`,
          `把到期日提前到 ${day} 之前，或把数量减少 ${now} 吨，或先买入同等数量`,
          `Agree on an end before ${day}, take ${now} t fewer, or buy as many first`,
        ],
      }),
    ];
  if (high === 0n) return [];
  return [
    conflict({
      ...{ code: 'needed_at_upper_end', severity: 'soft', day, year, quantity: high },
      words: [
        `${year} 年度应清缴量取区间上限时，${day} 尚缺 ${facts.unit} ${high} 吨，而它们在合约中`,
        `If the obligation of ${year} comes to its upper end, ${high} t of ${facts.unit} in this contract are missing on ${day}`,
        `核查结果确定前保留 ${high} 吨，或约定可提前赎回`,
        `Keep ${high} t until the verification is done, or agree on a right to have them back early`,
      ],
    }),
  ];
}

/** Units that come and are no help: not there yet, or gone again, on a deadline for which something is short. */
function doesNotCover({ terms, unit }: ConflictFacts, one: ContractObligation): ContractConflict[] {
  if (terms.side !== 'take' || !one.usable) return [];
  const short = shortage(one.outstanding, one.available);
  const there = terms.kind === 'forward' ? terms.to < one.deadline : terms.from < one.deadline && one.deadline < terms.to;
  if (short === 0n || there || one.deadline < terms.from) return [];
  const quantity = least(short, terms.quantity);
  const { year, deadline: day } = one;
  return [
    conflict({
      ...{ code: 'does_not_cover', severity: 'soft', day, year, quantity },
      words: [
        `${year} 年度缺 ${short} 吨，而 ${unit} 在截止日 ${day} 不在账上`,
        `${year} is short of ${short} t, and these ${unit} are not there on the deadline ${day}`,
        `把交割（或归还）改到合适的日期，或另行补足 ${quantity} 吨`,
        `Move the delivery or the return, or cover ${quantity} t otherwise`,
      ],
    }),
  ];
}

function ofSwap({ terms, obligations }: ConflictFacts): ContractConflict[] {
  if (terms.kind !== 'swap') return [];
  const usable = obligations.filter((one) => one.receivedUsable);
  const [first] = usable;
  if (first === undefined && obligations.length > 0)
    return [
      conflict({
        ...{ code: 'received_not_usable', severity: 'soft', day: terms.to, year: null, quantity: unitsReceived(terms) },
        words: [
          '换入的单位不能用于任何未了结的履约年度',
          'What is received may be used for no open compliance year',
          '换入可用的品种',
          'Swap for units that may be used',
        ],
      }),
    ];
  const over = first?.creditsLeft == null ? 0n : unitsReceived(terms) - first.creditsLeft;
  if (first === undefined || over <= 0n) return [];
  return [
    conflict({
      ...{ code: 'credits_above_limit', severity: 'soft', day: first.deadline, year: first.year, quantity: over },
      words: [
        `换入量超出 ${first.year} 年度剩余抵销额度 ${over} 吨`,
        `${over} t more credits than the limit that is left of ${first.year}`,
        `互换数量减少到额度以内`,
        `Swap no more than the limit that is left`,
      ],
    }),
  ];
}

function ofDays({ terms, holidays, blackouts }: ConflictFacts): ContractConflict[] {
  const found: ContractConflict[] = [];
  const days = terms.from === terms.to ? [terms.from] : [terms.from, terms.to];
  for (const day of days) {
    const { kind, calendarKnown } = tradingDay(holidays, day);
    const next = nextTradingDay(holidays, day);
    if (kind !== 'open')
      found.push(
        conflict({
          ...{ code: 'not_a_trading_day', severity: 'soft', day, year: null, quantity: null },
          words: [
            `${day} 不是交易日`,
            `${day} is no trading day`,
            `改为下一交易日 ${next}，或写明顺延约定`,
            `Agree on ${next}, the next trading day, or say that it moves`,
          ],
        }),
      );
    else if (!calendarKnown)
      found.push(
        conflict({
          ...{ code: 'holidays_unknown', severity: 'soft', day, year: null, quantity: null },
          words: [
            `${day.slice(0, 4)} 年休市安排尚未公布，只排除了周末`,
            `The closed days of ${day.slice(0, 4)} are not published; only weekends are known`,
            '公布后再核对',
            'Check again once they are',
          ],
        }),
      );
    for (const { from, to, reason } of blackouts) {
      if (day < from || to < day) continue;
      const first = day === terms.from;
      found.push(
        conflict({
          ...{ code: 'blackout', severity: first ? 'hard' : 'soft', day, year: null, quantity: null },
          words: [
            `${day} 在禁止交易期 ${from} 至 ${to} 内${reason === '' ? '' : `（${reason}）`}`,
            `${day} lies in the blackout ${from} to ${to}${reason === '' ? '' : ` (${reason})`}`,
            `改到 ${to} 之后`,
            `Agree on a day after ${to}`,
          ],
        }),
      );
    }
  }
  return found;
}

/** Units that are away on other days of the calendar than deadlines that are known. */
function ofTerm({ terms, carryOverBy, unknownDeadlines, unit }: ConflictFacts): ContractConflict[] {
  const found: ContractConflict[] = [];
  if (carryOverBy !== null && awayOn(terms, carryOverBy) > 0n && terms.from <= carryOverBy)
    found.push(
      conflict({
        ...{ code: 'away_over_carry_over', severity: 'soft', day: carryOverBy, year: null, quantity: awayOn(terms, carryOverBy) },
        words: [
          `结转申请截止日 ${carryOverBy} 时 ${unit} ${awayOn(terms, carryOverBy)} 吨不在登记账户，不能结转，此后不可再用`,
          `On ${carryOverBy}, the last day to apply for the carry-over, ${awayOn(terms, carryOverBy)} t of ${unit} are away: they cannot be carried over and are of no use after`,
          `把到期日提前到 ${carryOverBy} 之前`,
          `Agree on an end before ${carryOverBy}`,
        ],
      }),
    );
  for (const { year, usual } of unknownDeadlines)
    found.push(
      conflict({
        ...{ code: 'deadline_unknown', severity: 'soft', day: usual, year, quantity: awayOn(terms, usual) },
        words: [
          `${year} 年度清缴截止日尚未公布，按惯例为 ${usual}，届时单位在合约中`,
          `The deadline of ${year} is not published; usually it is ${usual}, when the units are in this contract`,
          '公布后再核对，或约定可提前赎回',
          'Check again once it is, or agree on a right to have them back early',
        ],
      }),
    );
  return found;
}

function ofMandate({ terms, mandate, stopped, counterparty, exposure }: ConflictFacts): ContractConflict[] {
  const on = { day: terms.from, year: null, quantity: null };
  if (stopped)
    return [
      conflict({
        ...{ code: 'trading_stopped', severity: 'hard', ...on },
        words: ['交易已紧急停止', 'Trading is stopped', '由他人解除停止后再办', 'Go on once somebody has lifted the stop'],
      }),
    ];
  if (mandate === null)
    return [
      conflict({
        ...{ code: 'no_mandate', severity: 'soft', ...on },
        words: [
          `${terms.from} 没有生效的交易授权`,
          `No mandate is in force on ${terms.from}`,
          '先批准交易授权',
          'Have a mandate approved first',
        ],
      }),
    ];
  if (!mandate.counterparties.includes(counterparty))
    return [
      conflict({
        ...{ code: 'counterparty_unknown', severity: 'hard', ...on },
        words: [
          `对手方“${counterparty}”不在交易授权内`,
          `The mandate does not name “${counterparty}”`,
          '修订交易授权，或换用名单内的对手方',
          'Have the mandate changed, or choose a partner it names',
        ],
      }),
    ];
  if (mandate.limit === null || !mandate.used.plus(exposure).greaterThan(mandate.limit)) return [];
  const [limit, with_] = [print(mandate.limit), print(mandate.used.plus(exposure))];
  return [
    conflict({
      ...{ code: 'counterparty_limit', severity: 'hard', ...on },
      words: [
        `与“${counterparty}”的敞口将达 ${with_} 元，超过授权限额 ${limit} 元`,
        `The exposure to “${counterparty}” would be ${with_} yuan, above its limit of ${limit} yuan`,
        '减少金额，或修订交易授权',
        'Agree on less, or have the mandate changed',
      ],
    }),
  ];
}

/** Everything that stands against a contract on the calendar of its term, hard ones first, then by day. */
export function contractConflicts(facts: ConflictFacts): ContractConflict[] {
  const found = [
    ...facts.obligations.flatMap((one) => [...neededOn(facts, one), ...doesNotCover(facts, one)]),
    ...ofSwap(facts),
    ...ofDays(facts),
    ...ofTerm(facts),
    ...ofMandate(facts),
  ];
  const rank = { hard: 0, soft: 1 };
  return found.sort((a, b) => rank[a.severity] - rank[b.severity] || (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
