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

/**
 * Kinds of units in the words of the event guidance: allowances of the national or a pilot market, CCER, reductions of a scheme for the public (碳普惠), of a
 * mechanism for projects in China (CDM and others), sinks of a forest planted for the event, anything else.
 */
export const unitKinds = ['allowance', 'ccer', 'puhui', 'cn_mechanism', 'afforestation', 'other'] as const;
export type UnitKind = (typeof unitKinds)[number];
/** Kinds that a person states, where the programme of the ledger does not tell them. */
export const statedKinds = ['puhui', 'cn_mechanism', 'afforestation', 'other'] as const;
export type StatedKind = (typeof statedKinds)[number];

export const unitKindNames: Readonly<Record<UnitKind, Text>> = {
  allowance: { zh: '全国或地方碳市场配额', en: 'allowances of the national or a pilot market' },
  ccer: { zh: '国家核证自愿减排量（CCER）', en: 'CCER' },
  puhui: { zh: '碳普惠减排量', en: 'reductions of a scheme for the public (puhui)' },
  cn_mechanism: { zh: '其他机制签发的中国项目减排量', en: 'reductions of projects in China under another mechanism' },
  afforestation: { zh: '新建林业项目碳汇', en: 'sinks of newly planted forest' },
  other: { zh: '其他减排量', en: 'other reductions' },
};

export const validationTypes = ['self', 'other_party', 'independent'] as const;
export type ValidationType = (typeof validationTypes)[number];

/** A value of a reviewed file and how sure it is. */
export interface Ruled<T> {
  readonly value: T;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** What is asked of an event beyond what is asked of any claim. */
export interface EventRules {
  /** The plan is approved before the event starts. */
  readonly planBeforeStart: Ruled<boolean>;
  /** What the plan says in the main was made public. */
  readonly planPublished: Ruled<boolean>;
  /** Kinds that may offset. */
  readonly units: Ruled<readonly UnitKind[]>;
  /** Sinks of a newly planted forest are complete so many months after the event, where other units have `completeMonthsAfter`. */
  readonly forestMonthsAfter: Ruled<number>;
  /** Who may say that neutrality is reached. */
  readonly validations: Ruled<readonly ValidationType[]>;
  /** Which part of the guidance a condition rests on. */
  readonly clauses: Readonly<Record<string, Text>>;
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
  /** Null: a plan counts for its event, however long ago it was approved. */
  readonly planMonths: Ruled<number | null>;
  /** The first period may be balanced by units alone. */
  readonly firstPeriodByOffset: Ruled<boolean>;
  /** What later periods have to show. */
  readonly reduction: Ruled<'absolute_or_intensity' | 'actions'>;
  /** Purchased renewable power counts as a reduction of one's own. */
  readonly renewableCounts: Ruled<boolean>;
  readonly retirementMonthsBefore: Ruled<number | null>;
  readonly completeMonthsAfter: Ruled<number | null>;
  readonly vintageYears: Ruled<number | null>;
  readonly offsetOrder: Ruled<readonly UnitKind[]>;
  readonly event: EventRules | null;
  readonly sources: readonly string[];
  readonly checklist: string;
  /** The only wordings of a declaration, with places for the figures (`statement.ts`). */
  readonly statements: Readonly<Record<'commitment' | 'achievement', Text>>;
  readonly validations: Readonly<Record<'self' | 'other_party' | 'independent' | 'none', Text>>;
}

/** Allowances of the national market and of the pilots: Beijing, Shanghai, Guangdong, Shenzhen, Tianjin, Hubei, Chongqing, Fujian. */
const allowances: readonly string[] = ['CEA', 'BEA', 'SHEA', 'GDEA', 'SZA', 'SZEA', 'TJEA', 'HBEA', 'CQEA', 'FJEA'];

/** The kind a programme of the ledger is of; where the programme does not tell it, as it was stated. */
export function unitKindOf(programme: string, stated: StatedKind | null): UnitKind {
  if (allowances.includes(programme)) return 'allowance';
  return programme === 'CCER' ? 'ccer' : (stated ?? 'other');
}
