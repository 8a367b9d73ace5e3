import { faultyInput } from '../asset/faulty-input.ts';
import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding.ts';
import type { Rules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import { tradingDay } from '../market/trading-day.ts';
import type { Decimal } from '../quantity/decimal.ts';
import type { MarketFacts } from './order.ts';
import { type BandRounding, priceBand } from './price-band.ts';

/** What the market's rule book says for an order of one channel on one day. A market without band, border or sessions leaves them out. */
export function marketFacts(
  rules: Rules,
  holidays: RuleBook | undefined,
  of: { readonly day: Day; readonly channel: 'listed' | 'block'; readonly previousClose: Decimal | null },
): { readonly facts: MarketFacts; readonly findings: readonly Finding[] } {
  const found = tradingDay(holidays, of.day);
  const tick = rules.positive('tick');
  const share = rules.maybeNumber(of.channel === 'listed' ? 'listed_band' : 'block_band');
  const rounding: BandRounding = share !== null && rules.maybeWord('band_rounding') === 'inward' ? 'inward' : 'half_up';
  const band = share === null || of.previousClose === null ? null : priceBand(of.previousClose, share, tick, rounding);
  const sessions = rules.maybeWord(of.channel === 'listed' ? 'listed_sessions' : 'block_sessions');
  if (sessions !== null && !/^(\d\d:\d\d-\d\d:\d\d)( \d\d:\d\d-\d\d:\d\d)*$/.test(sessions)) {
    throw faultyInput(
      '/rules',
      '交易时段写法不对',
      'the sessions cannot be read',
      '写作 09:30-11:30 13:00-15:00',
      'Write them as 09:30-11:30 13:00-15:00',
    );
  }
  const findings: Finding[] = [];
  if (!found.calendarKnown) findings.push(weekendsOnly(of.day));
  if (share !== null && of.previousClose === null) findings.push(noClose);
  return {
    facts: {
      open: found.kind === 'open',
      closedWhy:
        found.kind === 'weekend'
          ? { zh: '为周末', en: 'a weekend' }
          : found.kind === 'closed'
            ? { zh: '休市', en: 'the market is closed' }
            : null,
      sessions: sessions === null ? [] : sessions.split(' '),
      kinds: rules.word('tradable_kinds').split(' '),
      lot: rules.positive('lot'),
      tick,
      sizeBorder: rules.maybeNumber('size_border'),
      band,
      resaleDays: rules.maybeNumber('resale_days')?.toNumber() ?? 0,
    },
    findings,
  };
}

function weekendsOnly(day: Day): Finding {
  const year = day.slice(0, 4);
  return {
    code: 'holidays_unknown',
    severity: 'warning',
    place: { path: '/day' },
    text: { zh: `没有 ${year} 年的休市日数据，只排除了周末`, en: `The closed days of ${year} are not known; only weekends are left out` },
    cure: { zh: '把当年休市安排补入市场规则文件', en: 'Add the closed days of the year to the rules of the market' },
  };
}

const noClose: Finding = {
  code: 'previous_close_missing',
  severity: 'error',
  place: { path: '/previous_close' },
  text: { zh: '缺少前一交易日收盘价，未检查涨跌幅', en: 'Without the previous close the price band was not checked' },
  cure: { zh: '给出 previous_close', en: 'Give previous_close' },
};
