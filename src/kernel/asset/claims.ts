import { compareDays, type Day } from '../calendar/day.ts';
import { least, most } from '../quantity/whole.ts';

/** Who takes a MWh for what: green certificate, certified reduction, sold green power, or a claim of one's own. */
export type ClaimKind = 'gec' | 'ccer' | 'green_power' | 'own_claim';

/** A stretch of generation of one source: MWh numbers (both ends included) or days (both ends included). */
export interface MwhClaim {
  readonly id: string;
  readonly kind: ClaimKind;
  /** The meter or plant whose power it is; stretches of different sources never meet. */
  readonly source: string;
  readonly stretch:
    | { readonly by: 'mwh'; readonly from: bigint; readonly to: bigint }
    | { readonly by: 'day'; readonly from: Day; readonly to: Day };
  /** The same certificate before and after its retirement is one claim. */
  readonly same?: string;
}

export interface ClaimConflict {
  readonly claim: MwhClaim;
  readonly earlier: MwhClaim;
  readonly from: string;
  readonly to: string;
}

/** Whether two claims take the same MWh. Days and MWh numbers of one source cannot be compared and are taken as meeting. */
function meet(a: MwhClaim, b: MwhClaim): { from: string; to: string } | null {
  if (a.source !== b.source || (a.same !== undefined && a.same === b.same)) return null;
  const [one, two] = [a.stretch, b.stretch];
  if (one.by === 'mwh' && two.by === 'mwh') {
    const [from, to] = [most(one.from, two.from), least(one.to, two.to)];
    return from <= to ? { from: String(from), to: String(to) } : null;
  }
  if (one.by === 'day' && two.by === 'day') {
    const from = compareDays(one.from, two.from) < 0 ? two.from : one.from;
    const to = compareDays(one.to, two.to) < 0 ? one.to : two.to;
    return from <= to ? { from, to } : null;
  }
  return { from: String(one.from), to: String(one.to) };
}

/** One MWh, one claim: a claim is refused for every earlier accepted claim on the same stretch. Claims are taken in the order given. */
export function claimConflicts(claims: readonly MwhClaim[]): {
  readonly accepted: readonly MwhClaim[];
  readonly conflicts: readonly ClaimConflict[];
} {
  const accepted: MwhClaim[] = [];
  const conflicts: ClaimConflict[] = [];
  for (const claim of claims) {
    const found = accepted.flatMap((earlier) => {
      const overlap = meet(claim, earlier);
      return overlap === null ? [] : [{ claim, earlier, ...overlap }];
    });
    if (found.length === 0) accepted.push(claim);
    conflicts.push(...found);
  }
  return { accepted, conflicts };
}
