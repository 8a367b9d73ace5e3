import { type Decimal, zero } from '../quantity/decimal.ts';
import { grouped } from '../quantity/grouped.ts';
import type { Text } from '../text.ts';
import { rowsIn, textIn } from './content.ts';
import type { BaselineChange, ChangeKind } from './evaluate-baseline.ts';
import type { Content } from './register.ts';

/** What live data say of the base year of a baseline and of what happened since (6.3). */
export interface BaselineFacts {
  readonly baseYear: number;
  /** Of the baseline as it counts, tCO2. */
  readonly base: Decimal;
  /** What the same year gives with the data and rules of today; null where it cannot be told. */
  readonly now: Decimal | null;
  /** Approved corrections of months of the base year. */
  readonly corrections: number;
  /** Units of the boundary, with what each emitted in the base year; null: nothing was recorded. */
  readonly units: readonly {
    readonly code: string;
    readonly since: string | null;
    readonly until: string | null;
    readonly emission: Decimal | null;
  }[];
}

export interface FoundChange extends BaselineChange {
  /** The trigger of the baseline that it falls under. */
  readonly trigger: 'error' | 'method' | 'structure';
  readonly says: Text;
}

/**
 * Changes since the base year that may restate it, by the GHG Protocol's rules: the base year as it computes now, units that came and went. A unit closed is
 * organic decline and one built since is new, neither restates; whoever knows that a plant was bought or sold says so in an adjustment of their own.
 */
export function baselineChanges({ baseYear, base, now, corrections, units }: BaselineFacts): FoundChange[] {
  const found: FoundChange[] = [];
  const moved = now === null ? zero : now.minus(base);
  if (!moved.isZero()) {
    const isError = corrections > 0;
    const kind: ChangeKind = isError ? 'error' : 'method';
    const why = isError
      ? { zh: `，含 ${corrections} 项已批准的更正`, en: `, with ${corrections} approved corrections` }
      : { zh: '，未见已批准的更正：方法、因子或数据有变', en: '; no correction is approved: method, factors or data changed' };
    found.push({
      ...{ id: `${kind} ${baseYear}`, kind, effect: moved, existed_in_base_year: true, trigger: kind },
      says: {
        zh: `${baseYear} 年现算 ${now ? grouped(now) : ''} t，基准为 ${grouped(base)} t${why.zh}`,
        en: `${baseYear} now computes to ${now ? grouped(now) : ''} t, the baseline has ${grouped(base)} t${why.en}`,
      },
    });
  }
  for (const { code, since, until, emission } of units) {
    if (since !== null && since > `${baseYear}-12-31`)
      found.push({
        ...{ id: `unit ${code} new`, kind: 'new_facility', effect: zero, existed_in_base_year: false, trigger: 'structure' },
        says: {
          zh: `机组 ${code} 于 ${since} 投运，基准年不存在`,
          en: `Unit ${code} came into service on ${since} and was not there in the base year`,
        },
      });
    if (until !== null && until > `${baseYear}-12-31`)
      found.push({
        ...{
          id: `unit ${code} closed`,
          kind: 'organic',
          effect: (emission ?? zero).negated(),
          existed_in_base_year: true,
          trigger: 'structure',
        },
        says: {
          zh: `机组 ${code} 于 ${until} 停用：关停属自然减少；如系出售，请另行提出调整`,
          en: `Unit ${code} left service on ${until}: closing is organic decline; if it was sold, propose an adjustment of your own`,
        },
      });
  }
  return found;
}

/** Past which share of the base value the baseline says it is restated: the lowest of the triggers that were met, as a share; null where it says none. */
export function thresholdIn(baseline: Content, triggers: ReadonlySet<string>, parse: (text: string) => Decimal | null): Decimal | null {
  const said = rowsIn(baseline.triggers)
    .filter((row) => triggers.has(textIn(row.trigger) ?? ''))
    .flatMap((row) => parse(textIn(row.threshold) ?? '') ?? []);
  const [first, ...rest] = said;
  return first === undefined ? null : rest.reduce((least, one) => (one.lessThan(least) ? one : least), first).dividedBy(100);
}
