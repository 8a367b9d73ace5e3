import type { emissionEndpoints } from '../../contract/emission.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { Derivation, DerivationNode, InputNode, LookupNode, StepNode } from '../../kernel/derivation.ts';

type UnitView = ReplyOf<typeof emissionEndpoints.readDerivation>;
type UnitDatum = UnitView['data'][number];
/** What stands behind an input. `month` '' : of the whole period; how it was acquired is known of plants' data only. */
export type Datum = Omit<UnitDatum, 'acquisition'> & { readonly acquisition: UnitDatum['acquisition'] | null };
export type WireDerivation = Omit<UnitView, 'unitId' | 'data'> & { readonly data: readonly Datum[] };
export type Penalty = NonNullable<UnitView['penalties']>[number];
type WireNode = UnitView['derivation']['nodes'][number];

/** What the drawer shows, whatever it was asked for; nodes in the kernel's own type. */
export interface DerivationRecord extends Omit<UnitView, 'unitId' | 'derivation' | 'data'> {
  readonly data: readonly Datum[];
  readonly derivation: Derivation;
}

export function recordOf(view: WireDerivation): DerivationRecord {
  const { derivation, ...rest } = view;
  return { ...rest, derivation: { ...derivation, nodes: derivation.nodes.map(plainNode) } };
}

/** Absent fields as the kernel knows them: not there, instead of `undefined`. */
function plainNode(node: WireNode): DerivationNode {
  const { id, symbol, at, title, value, shown, unit } = node;
  const base = { id, symbol, at, title, value, shown, unit };
  if (node.kind === 'input') {
    const { given, ref } = node;
    return { ...base, kind: 'input', ...(given ? { given } : {}), ...(ref === undefined ? {} : { ref }) } satisfies InputNode;
  }
  if (node.kind === 'lookup') {
    const { table, column, keys, source, confidence, ref, validity } = node;
    return {
      ...base,
      kind: 'lookup',
      table,
      column,
      keys,
      source,
      confidence,
      ...(ref === undefined ? {} : { ref }),
      ...(validity ? { validity } : {}),
    } satisfies LookupNode;
  }
  const { formula, substituted, uses, choice, conversion, rounding, clause, source, note } = node;
  return {
    ...base,
    kind: 'step',
    formula,
    substituted,
    uses,
    ...(choice ? { choice } : {}),
    ...(conversion ? { conversion } : {}),
    ...(rounding ? { rounding } : {}),
    ...(clause === undefined ? {} : { clause }),
    ...(source === undefined ? {} : { source }),
    ...(note ? { note } : {}),
  } satisfies StepNode;
}
