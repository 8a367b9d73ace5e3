import type { PaperOf } from '../../../contract/neutrality-papers.ts';
import { present } from '../../../kernel/assert.ts';
import { parseMonth } from '../../../kernel/calendar/month.ts';
import { avoidedIn, fitsPeriod, type TakenFigures, takeFootprint, takeInventory } from '../../../kernel/neutrality/taken-figures.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import * as inventory from '../inventory/index.ts';
import * as lca from '../lca/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { sha256Of, textOf } from './content-hash.ts';
import type { Period, Subject } from './store.ts';
import type { KeptPaper, KeptReference } from './tables.ts';

type Footprint = PaperOf<'footprint'>;
type Reference = NonNullable<Footprint['reference']>;
type Of<Key extends string> = Extract<Reference, Readonly<Record<Key, unknown>>>;

const both = (zh: string, en: string): Text => ({ zh, en });

export const paperFault = (path: string, text: Text, cure?: Text): Refusal =>
  new Refusal('invalid_input', {
    findings: [{ code: 'neutrality_paper', severity: 'error', place: { path: `/content${path}` }, text, ...(cure ? { cure } : {}) }],
  });

/** Why a source cannot be that of a footprint: what the picker says beside it, and what drafting refuses with. */
export interface Misfit {
  readonly path: string;
  readonly text: Text;
  readonly cure: Text;
}

/** What is asked of an inventory for a subject in a period (ISO 14068-1: the same boundary and the same time). */
export function inventoryMisfit(
  subject: Pick<Subject, 'kind' | 'entity_id'>,
  period: Period,
  { entityId, from, to }: { readonly entityId: string; readonly from: string; readonly to: string },
): Misfit | null {
  if (subject.kind === 'product')
    return {
      path: '/source',
      text: both('产品的足迹不取自组织清单', 'The footprint of a product is not taken from an inventory of an organization'),
      cure: both('选择已批准的产品碳足迹', 'Choose an approved product footprint'),
    };
  if (entityId !== subject.entity_id)
    return {
      path: '/reference/inventoryId',
      text: both('此清单不是该主体的清单', 'This inventory is of another entity than the subject'),
      cure: both('选择该主体自己的清单', 'Choose an inventory of the entity the subject belongs to'),
    };
  const span = { from: period.starts_on, to: period.ends_on };
  const months = { from: present(parseMonth(from), 'a stored month'), to: present(parseMonth(to), 'a stored month') };
  if (fitsPeriod(months, span, subject.kind)) return null;
  return {
    path: '/reference/inventoryId',
    text: both(
      `清单期间 ${from} 至 ${to} 与应用期 ${span.from} 至 ${span.to} 不符`,
      `The inventory is of ${from} to ${to}, the period of ${span.from} to ${span.to}`,
    ),
    cure: both('选择期间相同的清单，或先为该期编制清单', 'Choose an inventory of the same period, or make one for it'),
  };
}

/** What is asked of a product footprint: of the subject's entity or one below it, and valid to the end of the period. */
export function footprintMisfit(
  subject: Pick<Subject, 'kind'>,
  period: Period,
  below: ReadonlySet<string>,
  { entityId, validUntil }: { readonly entityId: string; readonly validUntil: string | null },
): Misfit | null {
  if (subject.kind !== 'product')
    return {
      path: '/source',
      text: both('产品碳足迹只用于产品', 'Product footprints are for products'),
      cure: both('选择已批准的组织清单', 'Choose an approved inventory'),
    };
  if (!below.has(entityId))
    return {
      path: '/reference/versionId',
      text: both('此产品碳足迹不属于该主体', 'This product footprint is of another entity than the subject'),
      cure: both('选择该主体或其下级的产品碳足迹', 'Choose one of the entity the subject belongs to, or of one below it'),
    };
  if (validUntil === null || validUntil >= period.ends_on) return null;
  return {
    path: '/reference/versionId',
    text: both(
      `产品碳足迹有效至 ${validUntil}，早于应用期结束日 ${period.ends_on}`,
      `The product footprint is valid until ${validUntil}, the period ends on ${period.ends_on}`,
    ),
    cure: both('批准新版本后再取用', 'Have a new version approved first'),
  };
}

function mustFit(misfit: Misfit | null): void {
  if (misfit) throw paperFault(misfit.path, misfit.text, misfit.cure);
}

const taken = (given: Footprint, { lines, removals, apart }: TakenFigures): Footprint => ({
  ...given,
  ...{ lines: lines.map((one) => ({ ...one })), removals },
  ...(apart.length === 0 ? {} : { apart: apart.map((one) => ({ ...one })) }),
});

/** An entity's confirmed verified year, frozen as one line with its version and hash. */
async function fromYear(work: Work, given: Footprint, { entityId, year }: Of<'entityId'>): Promise<KeptPaper> {
  await organization.findEntity(work, entityId);
  await work.permit('emission.read', entityId);
  const found = await emission.verifiedEmission(work, entityId, year);
  if (!found) throw paperFault('/reference/year', both('该年度没有已确认的核查结果', 'There is no confirmed verified figure of this year'));
  const hash = sha256Of(textOf({ ...found }));
  return {
    content: {
      ...given,
      lines: [{ category: `${year}`, tonnes: found.totalT }],
      ...{ verified: true, verifier: found.verifier, verifiedOn: found.verifiedOn },
    },
    reference: { kind: 'entity_year', id: found.recordId, version: found.version, hash },
  };
}

interface Place {
  readonly shelf: Shelf;
  readonly subject: Subject;
  readonly period: Period;
}

/** A frozen inventory by category: removals apart, scope 2 by the basis chosen, biogenic CO2 apart. */
async function fromInventory(work: Work, given: Footprint, reference: Of<'inventoryId'>, place: Place): Promise<KeptPaper> {
  const { inventoryId: id, version, scope2 } = reference;
  const frozen = await inventory.frozenIfApproved(work, { id, version });
  if (!frozen)
    throw paperFault(
      '/reference/version',
      both('此清单没有已批准的这一版本', 'The inventory has no such approved version'),
      both('先在清单页完成审核与批准', 'Have it reviewed and approved on its page first'),
    );
  mustFit(inventoryMisfit(place.subject, place.period, { entityId: frozen.entityId, from: frozen.input.from, to: frozen.input.to }));
  const titles = new Map(place.shelf.frameworks.inventory?.classification.categories.map((one) => [one.code, one.title]));
  return {
    content: taken(given, takeInventory(frozen, scope2, titles)),
    reference: { kind: 'inventory', id, version: frozen.version, hash: frozen.sha256 },
  };
}

/** An approved product footprint times what was produced in the period, in the unit of the footprint. */
async function fromFootprint(work: Work, given: Footprint, reference: Of<'versionId'>, place: Place): Promise<KeptPaper> {
  const found = await lca.frozenFootprint(work, { versionId: reference.versionId });
  if (!found)
    throw paperFault(
      '/reference/versionId',
      both('此产品碳足迹版本未批准', 'This version of the product footprint is not approved'),
      both('先完成审核与批准', 'Have it reviewed and approved first'),
    );
  const below = new Set((await organization.entitiesBelow(work, place.subject.entity_id)).map((one) => one.id));
  mustFit(footprintMisfit(place.subject, place.period, below, found));
  const quantity = decimal(reference.quantity);
  if (quantity.isZero()) throw paperFault('/reference/quantity', both('请填写本期产量', 'State what was produced in the period'));
  const { study, result } = found.frozen;
  const avoided = avoidedIn(result);
  if (avoided.length > 0)
    throw paperFault(
      '/reference/versionId',
      both(`足迹扣减了被替代的生产：${avoided.join('、')}`, `The footprint subtracts avoided production: ${avoided.join(', ')}`),
      both('改用不作替代的分配方法并批准新版本', 'Approve a version that allocates without substitution'),
    );
  const { amount, unit } = study.unit;
  return {
    content: { ...taken(given, takeFootprint(result, decimal(amount), quantity)), output: reference.quantity, outputUnit: unit },
    reference: { kind: 'footprint', id: found.footprintId, version: found.number, hash: found.sha256 },
  };
}

/** The figures of a footprint as they are kept: as stated, or as its source was frozen. @throws Refusal of what cannot be taken, with its cure. */
export async function takenFrom(work: Work, given: Footprint, place: Place): Promise<KeptPaper> {
  const { reference } = given;
  if (reference === null) return { content: given, reference: null };
  if ('entityId' in reference) return await fromYear(work, given, reference);
  return 'inventoryId' in reference
    ? await fromInventory(work, given, reference, place)
    : await fromFootprint(work, given, reference, place);
}

/** Later versions of what papers were taken from, where the actor may see them; asked once for all papers. */
export async function laterVersions(
  work: Work,
  references: readonly (KeptReference | null)[],
): Promise<(of: KeptReference | null) => { readonly version: number; readonly sha256: string } | null> {
  const has = (kind: KeptReference['kind']) => references.some((one) => one?.kind === kind);
  const inventories = has('inventory') ? await inventory.approvedInventories(work) : [];
  const footprints = has('footprint') ? await lca.approvedFootprints(work) : [];
  const latest = new Map<string, { readonly version: number; readonly sha256: string }>([
    ...inventories.map(({ id, version, sha256 }) => [`inventory ${id}`, { version, sha256 }] as const),
    ...footprints.map(({ footprintId, number: version, sha256 }) => [`footprint ${footprintId}`, { version, sha256 }] as const),
  ]);
  return (of) => {
    const found = of ? latest.get(`${of.kind} ${of.id}`) : undefined;
    return of && found && found.version > of.version ? found : null;
  };
}
