import type { Finding } from '../finding.ts';
import { type Decimal, parseDecimal } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import type { Units } from '../quantity/units.ts';
import type { Factor, Publication } from './publication.ts';

interface Band {
  readonly low: Decimal;
  readonly high: Decimal;
}

/**
 * Values that changed more than the publication's band against the edition before (new divided by old), with both values.
 * Rows are matched by key and quantity; a row that is new or gone is no jump. No band: no comparison.
 */
export function checkJumps(previous: Publication, current: Publication, units: Units): Finding[] {
  const band = bandOf(current);
  if (!band) return [];
  const before = new Map(previous.factors.map((factor) => [`${factor.key} ${factor.quantity}`, factor]));
  return current.factors.flatMap((factor) => {
    const old = before.get(`${factor.key} ${factor.quantity}`);
    return old ? compare(old, factor, band, units, current.file, previous.header.edition) : [];
  });
}

/** The same within one publication that carries several periods of one value. */
export function checkJumpsWithin(publication: Publication, units: Units): Finding[] {
  const band = bandOf(publication);
  if (!band) return [];
  const dated = publication.factors.filter((factor) => factor.validFrom !== null);
  const sorted = [...dated].sort((a, b) => (`${a.key} ${a.quantity} ${a.validFrom}` < `${b.key} ${b.quantity} ${b.validFrom}` ? -1 : 1));
  return sorted.flatMap((factor, index) => {
    const old = sorted[index - 1];
    const same = old && old.key === factor.key && old.quantity === factor.quantity;
    return same ? compare(old, factor, band, units, publication.file, old.validFrom ?? '') : [];
  });
}

function bandOf(publication: Publication): Band | null {
  const low = parseDecimal(publication.header.jump?.low);
  const high = parseDecimal(publication.header.jump?.high);
  return low && high ? { low, high } : null;
}

function compare(old: Factor, now: Factor, band: Band, units: Units, file: string, edition: string): Finding[] {
  const [a, b] = [parseDecimal(old.value), parseDecimal(now.value)];
  // A number that cannot be read is a finding of its own.
  if (!a || !b) return [];
  const name = `${now.key} ${now.quantity}`;
  const place = { file, line: now.line };
  const ratioOfUnits = units.conversionFactor(old.unit, now.unit);
  const [was, is] = [`${old.value} ${old.unit}`, `${now.value} ${now.unit}`];
  if (!ratioOfUnits) {
    const text = {
      zh: `${name}：单位改变，上一版（${edition}）${was}，本版 ${is}`,
      en: `${name}: the unit changed, ${was} in the edition before (${edition}), ${is} now`,
    };
    return [{ code: 'factor_unit_changed', severity: 'warning', place, text }];
  }
  const before = applyFactor(a, ratioOfUnits);
  if (before.eq(b)) return [];
  const ratio = before.isZero() ? null : b.dividedBy(before);
  if (ratio?.gte(band.low) && ratio.lte(band.high)) return [];
  const times = ratio ? ratio.toSignificantDigits(3).toString() : '∞';
  return [
    {
      code: 'factor_jump',
      severity: 'warning',
      place,
      text: {
        zh: `${name}：与上一版（${edition}）相比变为 ${times} 倍：${was} → ${is}`,
        en: `${name}: ${times} times the edition before (${edition}): ${was} → ${is}`,
      },
      cure: { zh: '对照两版原文；确认后写明原因', en: 'compare both editions; state the reason once confirmed' },
    },
  ];
}
