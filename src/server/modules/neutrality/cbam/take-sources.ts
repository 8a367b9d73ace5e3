import type { CbamGoodDraft } from '../../../../contract/cbam-declarations.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseMonth } from '../../../../kernel/calendar/month.ts';
import { sumSeparate } from '../../../../kernel/lca/model/study.ts';
import { fitsPeriod, type Span } from '../../../../kernel/neutrality/taken-figures.ts';
import { Decimal, decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { applyFactor } from '../../../../kernel/quantity/rational.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as emission from '../../emission/index.ts';
import * as inventory from '../../inventory/index.ts';
import * as lca from '../../lca/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { sha256Of, textOf } from '../content-hash.ts';
import { paperFault } from '../footprint-source.ts';
import type { KeptTaken } from './tables.ts';

type Source = NonNullable<CbamGoodDraft['source']>;
type Of<K extends Source['kind']> = Extract<Source, { readonly kind: K }>;

/** Where the goods are made and when. */
export interface Place extends Span {
  readonly shelf: Shelf;
  readonly entityId: string;
}

const both = (zh: string, en: string): Text => ({ zh, en });

/** Why an inventory cannot be that of an installation in a period. */
export function inventoryWhyNot(
  place: Span & { readonly entityId: string },
  of: { entityId: string; from: string; to: string },
): Text | null {
  if (of.entityId !== place.entityId) return both('此清单不是该设施的清单', 'This inventory is of another entity than the installation');
  const months = { from: present(parseMonth(of.from), 'a stored month'), to: present(parseMonth(of.to), 'a stored month') };
  if (fitsPeriod(months, place, 'site')) return null;
  return both(
    `清单期间 ${of.from} 至 ${of.to} 与报告期 ${place.from} 至 ${place.to} 不符`,
    `The inventory is of ${of.from} to ${of.to}, the reporting period of ${place.from} to ${place.to}`,
  );
}

/** How many of a footprint's unit one unit of the good is, such as 1,000 kWh in one MWh; null where it is no amount of that kind. */
function unitsIn(shelf: Shelf, good: 't' | 'MWh', unit: string): Decimal | null {
  const factor = shelf.units.conversionFactor(good, unit);
  return factor === null ? null : applyFactor(new Decimal(1), factor);
}

/** Why a product footprint cannot be taken for goods of an installation. */
export function footprintWhyNot(
  place: Span,
  below: ReadonlySet<string>,
  of: { readonly entityId: string; readonly validUntil: string | null },
): Text | null {
  if (!below.has(of.entityId)) return both('此产品碳足迹不属于该设施', 'This product footprint is of another entity than the installation');
  if (of.validUntil === null || of.validUntil >= place.to) return null;
  return both(
    `产品碳足迹有效至 ${of.validUntil}，早于报告期末 ${place.to}`,
    `The footprint is valid until ${of.validUntil}, the period ends on ${place.to}`,
  );
}

type Taken = Omit<KeptTaken, 'good'>;
type Fault = (text: Text, cure?: Text) => Refusal;

async function fromYear(work: Work, source: Of<'entity_year'>, place: Place, fault: Fault): Promise<Taken> {
  const { entityId, year, share } = source;
  const { name, nameEn } = await organization.findEntity(work, entityId);
  const inside = (await organization.entitiesBelow(work, place.entityId)).some((one) => one.id === entityId);
  if (!inside) throw fault(both('该排放年度不属于此设施', 'This year is of another entity than the installation'));
  await work.permit('emission.read', entityId);
  if (place.from !== `${year}-01-01` || place.to !== `${year}-12-31`)
    throw fault(
      both(
        `报告期 ${place.from} 至 ${place.to} 不是 ${year} 年`,
        `The reporting period of ${place.from} to ${place.to} is not the year ${year}`,
      ),
      both('选择报告期的年度，或改用清单', 'Choose the year of the period, or take an inventory'),
    );
  const found = await emission.verifiedEmission(work, entityId, year);
  if (!found)
    throw fault(
      both('该年度没有已确认的核查结果', 'There is no confirmed verified figure of this year'),
      both('先在排放年度结果页确认核查结果', 'Confirm the verified figure on the page of the year first'),
    );
  return {
    label: both(`${name} ${year} 年核查排放量`, `${nameEn}, verified emissions of ${year}`),
    reference: { kind: 'entity_year', id: found.recordId, version: found.version, hash: sha256Of(textOf({ ...found })) },
    figures: { kind: 'entity_year', total: found.totalT, share },
  };
}

/** Direct emissions alone: category 1 of ISO 14064-1. */
async function fromInventory(work: Work, source: Of<'inventory'>, place: Place, fault: Fault): Promise<Taken> {
  const { inventoryId: id, version, share } = source;
  const frozen = await inventory.frozenIfApproved(work, { id, version });
  if (!frozen)
    throw fault(
      both('此清单没有已批准的这一版本', 'The inventory has no such approved version'),
      both('先在清单页完成审核与批准', 'Have it reviewed and approved on its page first'),
    );
  const { from, to } = frozen.input;
  const why = inventoryWhyNot(place, { entityId: frozen.entityId, from, to });
  if (why) throw fault(why, both('选择该设施同一期间的清单', 'Choose an inventory of the installation and the period'));
  const direct = frozen.result.byIso.find((one) => String(one.iso) === '1')?.emission ?? '0';
  return {
    label: both(
      `温室气体清单 ${from} 至 ${to} 第 ${frozen.version} 版的直接排放`,
      `Direct emissions of the inventory ${from} to ${to}, version ${frozen.version}`,
    ),
    reference: { kind: 'inventory', id, version: frozen.version, hash: frozen.sha256 },
    figures: { kind: 'inventory', total: direct, share },
  };
}

/** The production stage alone, gross, a unit of the good. */
async function fromFootprint(work: Work, source: Of<'footprint'>, good: CbamGoodDraft, place: Place, fault: Fault): Promise<Taken> {
  const found = await lca.frozenFootprint(work, source);
  if (!found)
    throw fault(
      both('此产品碳足迹版本未批准', 'This version of the product footprint is not approved'),
      both('先完成审核与批准', 'Have it reviewed and approved first'),
    );
  const below = new Set((await organization.entitiesBelow(work, place.entityId)).map((one) => one.id));
  const why = footprintWhyNot(place, below, found);
  if (why) throw fault(why, both('选择该设施有效的产品碳足迹', 'Choose one of the installation that is valid'));
  const { study, result, productName } = found.frozen;
  const { amount, unit } = study.unit;
  const inOne = unitsIn(place.shelf, good.unit, unit);
  if (inOne === null)
    throw fault(
      both(`足迹的单位 ${unit} 不能换算为 ${good.unit}`, `The footprint is of ${unit}, which is no amount in ${good.unit}`),
      both('选择以质量或电量为单位的足迹', 'Choose a footprint by mass or by energy, as the goods are measured'),
    );
  const stage = result.stages.find((one) => one.stage === 'production');
  const kg = stage ? new Decimal(sumSeparate({ ...stage.values, removal: 0 })) : new Decimal(0);
  return {
    label: both(
      `产品碳足迹 ${productName} 第 ${found.number} 版的生产阶段`,
      `Production stage of the footprint ${productName}, version ${found.number}`,
    ),
    reference: { kind: 'footprint', id: found.footprintId, version: found.number, hash: found.sha256 },
    figures: { kind: 'footprint', perUnit: print(kg.div(decimal(amount)).times(inOne).div(1000)) },
  };
}

/** What the goods take from frozen sources, as it stands there now. @throws Refusal of what cannot be taken, with its cure. */
export async function takeSources(work: Work, goods: readonly CbamGoodDraft[], place: Place): Promise<KeptTaken[]> {
  const found: KeptTaken[] = [];
  for (const [index, good] of goods.entries()) {
    const { source } = good;
    if (source === null) continue;
    const fault: Fault = (text, cure) => paperFault(`/goods/${index}/source`, text, cure);
    const taken =
      source.kind === 'entity_year'
        ? await fromYear(work, source, place, fault)
        : source.kind === 'inventory'
          ? await fromInventory(work, source, place, fault)
          : await fromFootprint(work, source, good, place, fault);
    found.push({ good: good.id, ...taken });
  }
  return found;
}
