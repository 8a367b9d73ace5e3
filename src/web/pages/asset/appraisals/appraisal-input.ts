import type { AppraisalKind } from '../../../../contract/asset-appraisals.ts';

/** Kinds that are appraised on their own; expected credits belong to their project. */
export const ownKinds = ['investment', 'valuation', 'performance'] as const satisfies readonly AppraisalKind[];
export type OwnKind = (typeof ownKinds)[number];

export const performanceSymbols = [
  ...(['emission', 'abatement_cost', 'compliance_cost', 'offset_cost', 'budget', 'realized', 'unrealized', 'average_assets'] as const),
  ...([
    'bought_quantity',
    'bought_amount',
    'market_average',
    'credits_used',
    'credit_limit',
    'surrenders_due',
    'surrenders_in_time',
  ] as const),
] as const;
export type PerformanceSymbol = (typeof performanceSymbols)[number];

/** What the form holds, as it was typed. */
export interface AppraisalFields {
  name: string;
  year: number;
  reason?: string;
  rate?: string;
  flows?: { year?: number | null; cash?: string; reduction?: string; price?: string }[];
  policy?: 'cost' | 'market' | 'lower';
  lots?: { id?: string; quantity?: string; cost?: string; price?: string }[];
  owed?: string;
  owedPrice?: string;
  figures?: Partial<Record<PerformanceSymbol, string>>;
}

type Out = (value: string | undefined) => string | null;

/** The calculation's input; what was left empty is left out, so that its absence is told and not taken for zero. */
export function inputOf(kind: OwnKind, fields: AppraisalFields, out: Out): Record<string, unknown> {
  if (kind === 'performance') return filled(performanceSymbols.map((symbol) => [symbol, out(fields.figures?.[symbol])]));
  if (kind === 'valuation') {
    const [quantity, price] = [out(fields.owed), out(fields.owedPrice)];
    return {
      policy: fields.policy ?? 'cost',
      lots: (fields.lots ?? []).map((lot) =>
        filled([
          ['id', lot.id?.trim() ?? null],
          ['quantity', out(lot.quantity)],
          ['cost', out(lot.cost)],
          ['price', out(lot.price)],
        ]),
      ),
      ...(quantity === null || price === null ? {} : { liability: { quantity, price } }),
    };
  }
  return {
    rate: out(fields.rate) ?? '',
    years: (fields.flows ?? []).map((flow) => ({
      ...(flow.year == null ? {} : { year: flow.year }),
      ...filled([
        ['cash', out(flow.cash)],
        ['reduction', out(flow.reduction)],
        ['price', out(flow.price)],
      ]),
    })),
  };
}

const filled = (pairs: readonly (readonly [string, string | null])[]): Record<string, string> =>
  Object.fromEntries(pairs.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value] as const])));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const list = (value: unknown): Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** What was kept, as the form shows it. */
export function fieldsOf(kind: OwnKind, input: Readonly<Record<string, unknown>>): Partial<AppraisalFields> {
  if (kind === 'performance') return { figures: Object.fromEntries(performanceSymbols.map((symbol) => [symbol, text(input[symbol])])) };
  if (kind === 'valuation') {
    const liability = isRecord(input.liability) ? input.liability : {};
    const policy = (['cost', 'market', 'lower'] as const).find((one) => one === input.policy);
    return {
      ...(policy ? { policy } : {}),
      lots: list(input.lots).map((lot) => ({
        id: text(lot.id),
        quantity: text(lot.quantity),
        cost: text(lot.cost),
        price: text(lot.price),
      })),
      ...{ owed: text(liability.quantity), owedPrice: text(liability.price) },
    };
  }
  return {
    rate: text(input.rate),
    flows: list(input.years).map((flow) => ({
      year: typeof flow.year === 'number' ? flow.year : null,
      ...{ cash: text(flow.cash), reduction: text(flow.reduction), price: text(flow.price) },
    })),
  };
}
