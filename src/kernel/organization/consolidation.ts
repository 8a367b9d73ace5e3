import type { Day } from '../calendar/day.ts';
import { Decimal, one, print, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { ancestors, type EntityPlace, validOn } from './tree.ts';

export type ConsolidationApproach = 'equity_share' | 'financial_control' | 'operational_control';
export const consolidationApproaches: readonly ConsolidationApproach[] = ['equity_share', 'financial_control', 'operational_control'];

/** What the boundary needs to know of an entity; the share is its parent's, in per cent. The top's own fields are not looked at. */
export interface OwnedEntity extends EntityPlace {
  readonly equitySharePct: Decimal;
  readonly financialControl: 'yes' | 'joint' | 'no';
  readonly operationalControl: boolean;
  /** Held as an investment without significant influence: counts 0 under equity share. */
  readonly fixedAssetInvestment: boolean;
}

/** How much of an entity's emissions the organization counts as its own. */
export interface ConsolidationShare {
  readonly entityId: string;
  /** Exact, 0–1. */
  readonly share: Decimal;
  /** `83% × 75% = 62.25%`: the chain from the top down. */
  readonly formula: string;
  readonly why: Text;
}

/**
 * The share of every entity under one approach on a day (GHG Protocol Corporate Standard ch. 3; conventions.md §5):
 * equity share multiplies along the chain of ownership, fixed-asset investments count 0; financial control counts what is controlled in full,
 * joint ventures under joint control by equity share, and nothing below an entity that is not controlled; operational control is all or
 * nothing for each entity by itself, also for one that is operated without being owned. Outside its days an entity counts 0.
 */
export function consolidationShares(entities: readonly OwnedEntity[], approach: ConsolidationApproach, day: Day): ConsolidationShare[] {
  const byId = new Map(entities.map((e) => [e.id, e]));
  return entities.map((entity) => {
    const chain = ancestors(entity.id, byId).reverse();
    const outside = chain.find((link) => !validOn(link, day));
    if (outside) return { entityId: entity.id, share: zero, formula: '0%', why: reasons.outside };
    if (approach === 'operational_control') return operational(entity);
    const links = chain.slice(1).map((link) => (approach === 'equity_share' ? equityLink(link) : financialLink(link)));
    const share = links.reduce((product, link) => product.times(link.share), one);
    const stop = links.find((link) => link.share.isZero()) ?? links.find((link) => link.why === reasons.joint);
    return {
      entityId: entity.id,
      share,
      formula: chainFormula(links, share),
      why: stop?.why ?? (links.length === 0 ? reasons.top : reasons[approach]),
    };
  });
}

interface Link {
  readonly share: Decimal;
  readonly why: Text;
}

function equityLink(entity: OwnedEntity): Link {
  return entity.fixedAssetInvestment
    ? { share: zero, why: reasons.investment }
    : { share: entity.equitySharePct.dividedBy(hundred), why: reasons.equity_share };
}

function financialLink(entity: OwnedEntity): Link {
  if (entity.financialControl === 'yes') return { share: one, why: reasons.financial_control };
  if (entity.financialControl === 'joint') return { share: entity.equitySharePct.dividedBy(hundred), why: reasons.joint };
  return { share: zero, why: reasons.notControlled };
}

function operational(entity: OwnedEntity): ConsolidationShare {
  const operated = entity.parentId === null || entity.operationalControl;
  return {
    entityId: entity.id,
    share: operated ? one : zero,
    formula: operated ? '100%' : '0%',
    why: entity.parentId === null ? reasons.top : operated ? reasons.operational_control : reasons.notOperated,
  };
}

const hundred = new Decimal(100);
const percent = (share: Decimal): string => `${print(share.times(hundred))}%`;

function chainFormula(links: readonly Link[], share: Decimal): string {
  if (links.length < 2) return percent(share);
  return `${links.map((link) => percent(link.share)).join(' × ')} = ${percent(share)}`;
}

const reasons = {
  top: { zh: '报告主体本身', en: 'the reporting organization itself' },
  outside: { zh: '当日不在边界内', en: 'outside the boundary on that day' },
  equity_share: { zh: '股权比例沿所有权链相乘', en: 'equity shares multiplied along the chain of ownership' },
  investment: { zh: '固定资产性投资，不计入', en: 'a fixed-asset investment, not counted' },
  financial_control: { zh: '财务控制，全部计入', en: 'financial control, counted in full' },
  joint: { zh: '共同财务控制的合营，按股权比例', en: 'joint financial control, by equity share' },
  notControlled: { zh: '链上有主体不受财务控制，不计入', en: 'not under financial control in the chain, not counted' },
  operational_control: { zh: '运行控制，全部计入', en: 'operational control, counted in full' },
  notOperated: { zh: '不受运行控制，不计入', en: 'not under operational control, not counted' },
} as const satisfies Record<string, Text>;
