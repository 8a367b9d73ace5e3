import type { BodyOf } from '../../../../contract/endpoint.ts';
import type { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { type LedgerAccountKind, type LedgerKindCode, ledgerKinds } from '../../../../contract/ledger-kinds.ts';
import { readNumber } from '../../../format/number.ts';

type Draft = BodyOf<typeof ledgerEndpoints.instruct>;

/** What the class picker holds for a class that is not held yet. */
export const newClassChoice = 'new';

/** The form as it is filled; fields of other kinds may be left from before and do not count. */
export interface MovementFields {
  kind: LedgerKindCode;
  entityId: string;
  effectiveOn: string;
  from: LedgerAccountKind;
  to: LedgerAccountKind;
  toEntityId?: string | undefined;
  classId?: string | undefined;
  newClass?: { programme: string; vintage: string; project?: string; unit: 't' | 'MWh'; registeredOn?: string | null } | undefined;
  attestationId?: string | undefined;
  toVintage?: string | undefined;
  quantity: string;
  serials?: { registry: string; series: string; first: string; last: string }[];
  documentNo?: string;
  reason?: string;
  beneficiary?: string;
  period?: string;
  claim?: string;
}

/** The accounts a kind usually runs between: the first it allows, and another where both could be the same. */
export function sidesOf(kind: LedgerKindCode): Pick<MovementFields, 'from' | 'to'> {
  const { from, to }: { from: readonly LedgerAccountKind[]; to: readonly LedgerAccountKind[] } = ledgerKinds[kind];
  const [first = 'registry'] = from;
  return { from: first, to: to.find((one) => one !== first) ?? first };
}

const whole = (typed: string) => readNumber(typed) ?? typed.trim();

/** What goes to the server: only the fields that count for the kind. `attestedClass`: the class of the attested statement an issue rests on. */
export function draftOf(fields: MovementFields, attestedClass: string | undefined, evidenceIds: readonly string[]): Draft {
  const { kind, newClass } = fields;
  const isNew = ledgerKinds[kind].newClass && fields.classId === newClassChoice && newClass !== undefined;
  const classId = kind === 'issue' ? attestedClass : fields.classId;
  return {
    ...{
      kind,
      entityId: fields.entityId,
      effectiveOn: fields.effectiveOn,
      from: fields.from,
      to: fields.to,
      quantity: whole(fields.quantity),
    },
    ...(isNew
      ? {
          newClass: {
            ...{ programme: newClass.programme.trim(), vintage: Number(newClass.vintage), project: newClass.project?.trim() ?? '' },
            ...{ unit: newClass.unit, registeredOn: newClass.registeredOn ?? null },
          },
        }
      : classId === undefined || classId === newClassChoice
        ? {}
        : { classId }),
    ...(kind === 'transfer' && fields.toEntityId ? { toEntityId: fields.toEntityId } : {}),
    ...(kind === 'issue' && fields.attestationId ? { attestationId: fields.attestationId } : {}),
    ...(kind === 'carry_over' && fields.toVintage ? { toVintage: Number(fields.toVintage) } : {}),
    ...(ledgerKinds[kind].claim
      ? { beneficiary: fields.beneficiary ?? '', period: fields.period ?? '', claim: fields.claim ?? '' }
      : { beneficiary: '', period: '', claim: '' }),
    serials: (fields.serials ?? []).map((run) => ({ ...run, first: whole(run.first), last: whole(run.last) })),
    documentNo: fields.documentNo ?? '',
    reason: fields.reason ?? '',
    evidenceIds: [...evidenceIds],
  };
}
