import type { Day } from '../calendar/day.ts';
import type { Rules } from '../market/open-rules.ts';
import type { Text } from '../text.ts';

/** A block of units as it is offered for a compliance year. */
export interface Offered {
  readonly id: string;
  readonly kind: 'allowance' | 'credit';
  readonly quantity: bigint;
  /** Of an allowance: the year, or `2019-2020` for the first two together. */
  readonly vintage: string | null;
  /** Of a credit. */
  readonly registered: Day | null;
  /** A project inside the quota management of the market. */
  readonly insideMarket: boolean;
  /** Recorded before 2017-03-14 under the older scheme. */
  readonly olderScheme: boolean;
}

/** Why units may not be used; null when they may. */
export type Objection = { readonly code: string; readonly text: Text } | null;

/** For which year, on which day; arrears are surrenders after the deadline. */
export interface Use {
  readonly year: string;
  readonly day: Day | null;
  readonly arrears: boolean;
}

/** Whether a block may be used for a compliance year (allocation plans; measures art. 29). Reads only the rules it needs. */
export function objectionTo(unit: Offered, use: Use, rules: Rules): Objection {
  return unit.kind === 'allowance' ? ofAllowance(unit, use, rules) : ofCredit(unit, use, rules);
}

function ofAllowance({ vintage }: Offered, { year, arrears }: Use, rules: Rules): Objection {
  if (vintage === null) return { code: 'vintage_missing', text: { zh: '缺少配额年度', en: 'the vintage is missing' } };
  const [first = vintage, last = first] = vintage.split('-');
  const earliest = rules.word('earliest_vintage');
  const latest = (arrears ? rules.maybeWord('latest_vintage_arrears') : null) ?? rules.word('latest_vintage');
  if (last < earliest) {
    return {
      code: 'vintage_too_early',
      text: {
        zh: `${vintage} 年度配额不能用于 ${year} 年度（最早 ${earliest}；未结转的 2019—2024 年度配额自 2025 年度起失效）`,
        en: `Vintage ${vintage} cannot be used for ${year} (earliest ${earliest}; vintages 2019–2024 that were not carried over are dead from 2025 on)`,
      },
    };
  }
  if (last <= latest) return null;
  return {
    code: 'vintage_too_late',
    text: {
      zh: `${vintage} 年度配额不能用于 ${year} 年度（最晚 ${latest}）`,
      en: `Vintage ${vintage} cannot be used for ${year} (latest ${latest})`,
    },
  };
}

function ofCredit({ registered, insideMarket, olderScheme }: Offered, { year, day }: Use, rules: Rules): Objection {
  if (insideMarket) {
    return {
      code: 'credit_inside_market',
      text: {
        zh: '来自全国碳市场配额管理范围内的项目，不能用于抵销',
        en: 'from a project inside the quota management of the market: not for offsetting',
      },
    };
  }
  if (olderScheme) {
    const until = rules.maybeWord('old_credit_until');
    if (until !== null && (day === null || day <= until)) return null;
    const zh = until ? `原备案减排量只能用至 ${until}` : `原备案减排量不能用于 ${year} 年度`;
    const en = until
      ? `Credits of the older scheme could be used until ${until}`
      : `Credits of the older scheme cannot be used for ${year}`;
    return { code: 'credit_older_scheme', text: { zh, en } };
  }
  const from = rules.maybeWord('credit_registered_from');
  if (from === null) return null;
  if (registered === null) {
    return {
      code: 'registration_missing',
      text: { zh: `缺少登记日期（须不早于 ${from}）`, en: `the registration day is missing (${from} or later is needed)` },
    };
  }
  if (registered >= from) return null;
  return {
    code: 'credit_registered_too_early',
    text: {
      zh: `登记日期 ${registered} 早于 ${from}，不能用于 ${year} 年度`,
      en: `registered on ${registered}, before ${from}: cannot be used for ${year}`,
    },
  };
}
