import type { MeterPenalty } from '../../../../kernel/emission/applied-factors.ts';
import type { UncoveredSpan } from '../../../../kernel/emission/calibration-cover.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Text } from '../../../../kernel/text.ts';
import type * as organization from '../../organization/index.ts';

type Meters = readonly organization.MeterRecord[];

const faults: Readonly<Record<UncoveredSpan['fault'], Text>> = {
  never_calibrated: { zh: '从未校准', en: 'never calibrated' },
  not_calibrated: { zh: '校准已过期', en: 'calibration overdue' },
  error_found: { zh: '误差超出等级', en: 'error found beyond the class' },
};

function spanText(span: UncoveredSpan, meters: Meters): Text {
  const code = meters.find((meter) => meter.id === span.meterId)?.code ?? '?';
  const days = span.from === span.to ? span.from : `${span.from}…${span.to}`;
  return {
    zh: `${code} ${days}（${span.days} 天）${faults[span.fault].zh}，±${span.ratePct}%`,
    en: `${code} ${days} (${span.days} ${span.days === 1 ? 'day' : 'days'}) ${faults[span.fault].en}, ±${span.ratePct} %`,
  };
}

const shares: Readonly<Record<MeterPenalty['share'], Text>> = {
  daily_records: { zh: '按日消耗记录分摊', en: 'divided by the daily records' },
  days_of_month: { zh: '无日记录，按天数均分', en: 'no daily records, divided by days' },
};

/** Which days of which meter make the factor, and how the month was divided. */
export function penaltyWhy(penalty: MeterPenalty, meters: Meters): Text {
  const spans = penalty.spans.map((span) => spanText(span, meters));
  return {
    zh: `${spans.map((one) => one.zh).join('；')}；${shares[penalty.share].zh}`,
    en: `${spans.map((one) => one.en).join('; ')}; ${shares[penalty.share].en}`,
  };
}

export const calibrationCure: Text = {
  zh: '补登遗漏的校准证书，或说明理由并保留修正',
  en: 'Record the calibration certificate that is missing, or give the reason and keep the correction',
};

/** The method's finding about a corrected value, with the days and meters behind it as its cure; others as they are. */
export function withPenaltyDays(finding: Finding, penalties: readonly MeterPenalty[], meters: Meters): Finding {
  if (finding.code !== 'calibration_penalty') return finding;
  const penalty = penalties.find((one) => one.used === finding.place.symbol && one.month === finding.place.at?.month);
  if (!penalty) return finding;
  const why = penaltyWhy(penalty, meters);
  return { ...finding, cure: { zh: `${why.zh}。${calibrationCure.zh}`, en: `${why.en}. ${calibrationCure.en}` } };
}
