import type { Text } from '../text.ts';

export const subjectKinds = ['organization', 'site', 'product', 'event', 'territory'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export const subjectKindNames: Readonly<Record<SubjectKind, Text>> = {
  organization: { zh: '组织', en: 'organization' },
  site: { zh: '场所', en: 'site' },
  product: { zh: '产品', en: 'product' },
  event: { zh: '活动', en: 'event' },
  territory: { zh: '行政区域', en: 'territory' },
};

/** Kinds of units in the words of the event guidance; programmes of the ledger are mapped to them by `unitKindOf`. */
export const unitKinds = ['allowance', 'ccer', 'other', 'afforestation'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** A value of a reviewed file and how sure it is. */
export interface Ruled<T> {
  readonly value: T;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** One standard or guidance by which a claim is made (`data/frameworks/neutrality-rules.yaml`). Months and years are calendar ones; null: no such rule known. */
export interface NeutralityRules {
  readonly id: string;
  readonly name: Text;
  readonly title: Text;
  readonly status: 'in_force' | 'withdrawn';
  /** Day from which on it no longer stands, `YYYY-MM-DD`. */
  readonly withdrawnOn: string | null;
  readonly replacedBy: string | null;
  readonly note: Text;
  readonly subjects: readonly SubjectKind[];
  readonly planMonths: Ruled<number>;
  /** The first period may be balanced by units alone. */
  readonly firstPeriodByOffset: Ruled<boolean>;
  /** What later periods have to show. */
  readonly reduction: Ruled<'absolute_or_intensity' | 'none'>;
  /** Purchased renewable power counts as a reduction of one's own. */
  readonly renewableCounts: Ruled<boolean>;
  readonly retirementMonthsBefore: Ruled<number | null>;
  readonly completeMonthsAfter: Ruled<number | null>;
  readonly vintageYears: Ruled<number | null>;
  readonly offsetOrder: Ruled<readonly UnitKind[]>;
  readonly sources: readonly string[];
  readonly checklist: string;
  /** The only wordings of a declaration, with places for the figures (`statement.ts`). */
  readonly statements: Readonly<Record<'commitment' | 'achievement', Text>>;
  readonly validations: Readonly<Record<'self' | 'other_party' | 'independent' | 'none', Text>>;
}

/** The kind a programme of the ledger is of: CEA and other allowances, CCER, everything else. */
export function unitKindOf(programme: string): UnitKind {
  if (programme === 'CEA' || programme === 'EUA' || programme === 'NZU') return 'allowance';
  return programme === 'CCER' ? 'ccer' : 'other';
}
