import type { Finding, Severity } from '../finding.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';
import { dayPattern } from './document.ts';
import type { Factor, Publication } from './publication.ts';

export interface QuantityRule {
  readonly quantity: string;
  readonly title: Text;
  readonly needsGas: boolean;
  /** Decimals in `unit`; they hold for every unit that converts to it. */
  readonly bounds: readonly { readonly unit: string; readonly min: string; readonly max: string }[];
}

/** The code lists a factor is held against (data/factors/vocabulary and data/units). */
export interface FactorVocabulary {
  readonly units: Units;
  readonly gases: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  readonly quantities: ReadonlyMap<string, QuantityRule>;
}

export const confidences = ['high', 'medium-high', 'medium', 'low'] as const;

/** Everything that can be said of one publication by itself; errors keep it from being loaded, warnings are shown to the reviewer. */
export function checkPublication(publication: Publication, vocabulary: FactorVocabulary): Finding[] {
  const { header, factors, file } = publication;
  const findings: Finding[] = [];
  if (header.rows !== factors.length) {
    findings.push({
      code: 'factor_count_differs',
      severity: 'error',
      place: { file },
      text: { zh: `声明 ${header.rows} 行，实有 ${factors.length} 行`, en: `${header.rows} rows are stated, ${factors.length} are there` },
    });
  }
  for (const factor of factors) findings.push(...checkFactor(factor, file, vocabulary));
  findings.push(...checkUniqueness(factors, file));
  return findings;
}

type Say = (code: string, severity: Severity, zh: string, en: string, cure?: Text) => void;

function checkFactor(factor: Factor, file: string, vocabulary: FactorVocabulary): Finding[] {
  const findings: Finding[] = [];
  const name = `${factor.key} ${factor.quantity}`;
  const say: Say = (code, severity, zh, en, cure) =>
    findings.push({
      code,
      severity,
      place: { file, line: factor.line },
      text: { zh: `${name}：${zh}`, en: `${name}: ${en}` },
      ...(cure ? { cure } : {}),
    });
  const rule = vocabulary.quantities.get(factor.quantity);
  if (!rule) say('factor_quantity_unknown', 'error', `未知的量“${factor.quantity}”`, `unknown quantity "${factor.quantity}"`, quantityCure);
  checkCodes(factor, rule, vocabulary, say);
  checkTexts(factor, say);
  checkDays(factor, say);
  const value = parseDecimal(factor.value);
  if (value === null) say('factor_value_wrong', 'error', `“${factor.value}”不是十进制数`, `"${factor.value}" is not a decimal number`);
  const unit = vocabulary.units.parse(factor.unit);
  if ('error' in unit)
    say('factor_unit_unknown', 'error', `单位“${factor.unit}”：${unit.error.text.zh}`, `unit "${factor.unit}": ${unit.error.text.en}`);
  else if (isEmission(factor) && (factor.gas === 'CO2' || factor.gas === 'CO2e') && unit.unit.dimension.powers.get('co2e') !== 1) {
    say(
      'factor_unit_not_co2',
      'error',
      `单位“${factor.unit}”不是每单位活动的CO2质量`,
      `unit "${factor.unit}" is no mass of CO2 per activity`,
    );
  }
  if (value !== null && 'unit' in unit && rule) checkMagnitude(factor, rule, vocabulary.units, say);
  return findings;
}

const quantityCure: Text = {
  zh: '请使用 vocabulary/quantities.yaml 中的名称，或先在其中登记',
  en: 'use a name of vocabulary/quantities.yaml or enter it there first',
};

function isEmission(factor: Factor): boolean {
  return factor.quantity.startsWith('emission_factor');
}

function checkCodes(factor: Factor, rule: QuantityRule | undefined, vocabulary: FactorVocabulary, say: Say): void {
  if (factor.gas === '' && rule?.needsGas) say('factor_gas_missing', 'error', '缺少气体', 'the gas is missing');
  if (factor.gas !== '' && !vocabulary.gases.has(factor.gas))
    say('factor_gas_unknown', 'error', `未知气体“${factor.gas}”`, `unknown gas "${factor.gas}"`);
  if (factor.region !== '' && !vocabulary.regions.has(factor.region)) {
    say('factor_region_unknown', 'error', `未知地区代码“${factor.region}”`, `unknown region code "${factor.region}"`);
  }
  if (!confidences.some((word) => word === factor.confidence)) {
    say(
      'factor_confidence_unknown',
      'error',
      `可信度“${factor.confidence}”不在 ${confidences.join('、')} 之列`,
      `confidence "${factor.confidence}" is none of ${confidences.join(', ')}`,
    );
  }
}

function checkTexts(factor: Factor, say: Say): void {
  if (factor.key === '') say('factor_key_missing', 'error', '缺少键', 'the key is missing');
  if (factor.source.trim() === '') {
    say('factor_source_missing', 'error', '缺少来源', 'the source is missing', {
      zh: '在该行或出版物的 defaults 中写明文件、条款',
      en: 'name document and clause in the row or in the defaults of the publication',
    });
  }
  if (factor.name.zh.trim() === '' || factor.name.en.trim() === '')
    say('factor_name_missing', 'error', '缺少中文或英文名称', 'the name is missing in zh or en');
}

function checkDays(factor: Factor, say: Say): void {
  for (const day of [factor.validFrom, factor.validTo]) {
    if (day !== null && !dayPattern.test(day))
      say('factor_day_wrong', 'error', `日期“${day}”应为 YYYY-MM-DD`, `the day "${day}" is not written YYYY-MM-DD`);
  }
  if (factor.validFrom !== null && factor.validTo !== null && factor.validFrom > factor.validTo) {
    say(
      'factor_validity_reversed',
      'error',
      `有效期起 ${factor.validFrom} 晚于止 ${factor.validTo}`,
      `valid from ${factor.validFrom} is after valid to ${factor.validTo}`,
    );
  }
}

/** A slip of a power of ten, a t for a kg: outside the range that is usual for the quantity in units of this kind. */
function checkMagnitude(factor: Factor, rule: QuantityRule, units: Units, say: Say): void {
  const value = parseDecimal(factor.value);
  if (value === null) return;
  for (const bound of rule.bounds) {
    const ratio = units.conversionFactor(factor.unit, bound.unit);
    if (ratio === null) continue;
    const [min, max] = [parseDecimal(bound.min), parseDecimal(bound.max)];
    const inUnit = applyFactor(value, ratio);
    if ((min === null || inUnit.gte(min)) && (max === null || inUnit.lte(max))) continue;
    const shown = `${inUnit.toSignificantDigits(6).toString()} ${bound.unit}`;
    say(
      'factor_magnitude_unusual',
      'warning',
      `数值 ${factor.value} ${factor.unit}（即 ${shown}）超出通常范围 ${bound.min}–${bound.max} ${bound.unit}`,
      `${factor.value} ${factor.unit} (that is ${shown}) lies outside the usual range ${bound.min} to ${bound.max} ${bound.unit}`,
      { zh: '核对单位与数量级', en: 'check the unit and the power of ten' },
    );
  }
}

/**
 * At any day one (key, quantity, gas, region, basis) has one value; and because a method looks a factor up by key and quantity
 * alone, rows that differ only in gas, region or basis need keys of their own.
 */
function checkUniqueness(factors: readonly Factor[], file: string): Finding[] {
  const groups = new Map<string, Factor[]>();
  for (const factor of factors) {
    const name = `${factor.key} ${factor.quantity}`;
    const group = groups.get(name);
    if (group) group.push(factor);
    else groups.set(name, [factor]);
  }
  const findings: Finding[] = [];
  for (const [name, group] of groups) {
    const start = (factor: Factor) => factor.validFrom ?? '';
    const sorted = [...group].sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : a.line - b.line));
    let before: Factor | undefined;
    for (const after of sorted) {
      const clash = before !== undefined && overlaps(before, after) ? before : undefined;
      // The one that lasts longest so far is the one a later row can still run into.
      if (before === undefined || endOf(after) > endOf(before)) before = after;
      if (!clash) continue;
      const same = clash.gas === after.gas && clash.region === after.region && clash.basis === after.basis;
      findings.push({
        code: same ? 'factor_validity_overlap' : 'factor_lookup_ambiguous',
        severity: 'error',
        place: { file, line: after.line },
        text: same
          ? { zh: `${name}：与第 ${clash.line} 行的有效期重叠`, en: `${name}: validity overlaps with line ${clash.line}` }
          : {
              zh: `${name}：与第 ${clash.line} 行键与量相同而气体、地区或口径不同`,
              en: `${name}: same key and quantity as line ${clash.line}, but another gas, region or basis`,
            },
      });
    }
  }
  return findings;
}

function endOf(factor: Factor): string {
  return factor.validTo ?? '9999-12-31';
}

function overlaps(a: Factor, b: Factor): boolean {
  const starts = (factor: Factor) => factor.validFrom ?? '0000-01-01';
  return starts(a) <= endOf(b) && starts(b) <= endOf(a);
}
