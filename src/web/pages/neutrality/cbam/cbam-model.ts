import type { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import type { BodyOf, ReplyOf } from '../../../../contract/endpoint.ts';
import { numberOut } from '../../../parts/fields.tsx';
import type { Tone } from '../../../parts/Tag.tsx';

export type DeclarationList = ReplyOf<typeof e.readCbamDeclarations>;
export type DeclarationView = ReplyOf<typeof e.readCbamDeclaration>;
export type Book = DeclarationList['book'];
type Content = BodyOf<typeof e.openCbamDeclaration>['content'];
type Good = Content['goods'][number];

export const cbamTones: Readonly<Record<DeclarationView['declaration']['state'], Tone>> = {
  drafted: 'warn',
  returned: 'bad',
  approved: 'good',
};
export const cbamSourceKinds = ['stated', 'entity_year', 'inventory', 'footprint'] as const;
type SourceKind = (typeof cbamSourceKinds)[number];

type Text = string | undefined;
interface PrecursorFields {
  readonly id?: Text;
  readonly madeHere?: Text;
  readonly category?: Text;
  readonly quantity?: Text;
  readonly direct?: Text;
  readonly indirect?: Text;
  readonly basis?: 'actual' | 'default';
}
interface GoodFields {
  readonly [field: string]: unknown;
  readonly id?: Text;
  readonly cnCode?: Text;
  readonly category?: Text;
  readonly route?: Text;
  readonly quantity?: Text;
  readonly basis?: 'actual' | 'default';
  readonly sourceKind?: SourceKind;
  /** The ids of a source, as the list of choices puts them together. */
  readonly sourceOf?: Text;
  readonly share?: Text;
  readonly attributed?: Text;
  readonly power?: Text;
  readonly factor?: Text;
  readonly powerBasis?: 'actual' | 'default';
  readonly surrendered?: Text;
  readonly freeAllocation?: Text;
  readonly price?: Text;
  readonly currency?: Text;
  readonly rebate?: Text;
  readonly priceEvidence?: Text;
  readonly precursors?: readonly PrecursorFields[];
}
export interface CbamFields {
  readonly entityId?: string;
  readonly from?: string;
  readonly until?: string;
  readonly installation?: Text;
  readonly installationEn?: Text;
  readonly address?: Text;
  readonly country?: Text;
  readonly importer?: Text;
  readonly contact?: Text;
  readonly verifier?: Text;
  readonly verifiedOn?: Text;
  readonly note?: Text;
  readonly goods?: readonly GoodFields[];
}

const amount = (value: Text): string => numberOut(value) ?? '0';

function sourceOut({ sourceKind = 'stated', sourceOf = '', share }: GoodFields): Good['source'] {
  const [first = '', second = ''] = sourceOf.split(' ');
  if (sourceKind === 'entity_year') return { kind: sourceKind, entityId: first, year: Number(second), share: amount(share) };
  if (sourceKind === 'inventory') return { kind: sourceKind, inventoryId: first, version: Number(second), share: amount(share) };
  return sourceKind === 'footprint' ? { kind: sourceKind, versionId: first } : null;
}

function goodOut(good: GoodFields, book: Book): Good {
  const category = book.categories.find((one) => one.id === good.category);
  const { id = '', cnCode = '', route = '', basis = 'actual', precursors = [] } = good;
  return {
    ...{ id, cnCode: cnCode.replaceAll(' ', ''), category: good.category ?? '', route, basis, unit: category?.unit ?? 't' },
    ...{ quantity: amount(good.quantity), attributed: amount(good.attributed), source: sourceOut(good) },
    electricity: numberOut(good.power)
      ? { quantity: amount(good.power), factor: amount(good.factor), basis: good.powerBasis ?? ('default' as const) }
      : null,
    precursors: precursors.map((one) => ({
      ...{ id: one.id ?? '', quantity: amount(one.quantity), madeHere: one.madeHere?.trim() || null, category: one.category ?? '' },
      ...{ direct: amount(one.direct), indirect: amount(one.indirect), basis: one.basis ?? ('default' as const) },
    })),
    carbonPrice: numberOut(good.surrendered)
      ? {
          ...{ surrendered: amount(good.surrendered), freeAllocation: amount(good.freeAllocation), price: amount(good.price) },
          ...{ currency: good.currency ?? 'CNY', rebate: amount(good.rebate), evidence: good.priceEvidence ?? '' },
        }
      : null,
  };
}

/** What the form holds, as it is sent. */
export function contentOut(fields: CbamFields, book: Book, evidenceIds: readonly string[]): Content {
  const {
    installation = '',
    installationEn = '',
    address = '',
    country = '',
    importer = '',
    contact = '',
    verifier = '',
    note = '',
  } = fields;
  return {
    ...{ installation, installationEn, address, country: country.toUpperCase(), importer, contact, verifier, note },
    ...{
      verifiedOn: fields.verifiedOn ?? null,
      goods: (fields.goods ?? []).map((one) => goodOut(one, book)),
      evidenceIds: [...evidenceIds],
    },
  };
}

function sourceIn(source: DeclarationView['content']['goods'][number]['source']): Pick<GoodFields, 'sourceKind' | 'sourceOf' | 'share'> {
  if (source === null) return { sourceKind: 'stated' };
  if (source.kind === 'entity_year') return { sourceKind: source.kind, sourceOf: `${source.entityId} ${source.year}`, share: source.share };
  if (source.kind === 'inventory')
    return { sourceKind: source.kind, sourceOf: `${source.inventoryId} ${source.version}`, share: source.share };
  return { sourceKind: source.kind, sourceOf: source.versionId };
}

/** A draft as the form shows it, from which the next version starts. */
export function fieldsIn({ content, declaration }: DeclarationView): CbamFields {
  const { goods, evidenceIds: _, verifiedOn, ...rest } = content;
  return {
    ...rest,
    ...(verifiedOn === null ? {} : { verifiedOn }),
    ...{ entityId: declaration.entityId, from: declaration.from, until: declaration.until },
    goods: goods.map(({ source, electricity, carbonPrice, precursors, ...good }) => ({
      ...good,
      ...sourceIn(source),
      ...(electricity ? { power: electricity.quantity, factor: electricity.factor, powerBasis: electricity.basis } : {}),
      ...(carbonPrice ? { ...carbonPrice, priceEvidence: carbonPrice.evidence } : {}),
      precursors: precursors.map(({ madeHere, ...one }) => ({ ...one, ...(madeHere === null ? {} : { madeHere }) })),
    })),
  };
}
