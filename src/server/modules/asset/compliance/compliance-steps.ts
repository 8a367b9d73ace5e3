import type { z } from 'zod';
import type { complianceStep } from '../../../../contract/compliance.ts';
import { entryOn } from '../../../../kernel/market/rule-book.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { VerifiedEmission } from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';
import { type AllocationFacts, decided } from '../allocation-year.ts';
import type { ComplianceLedger } from './compliance-facts.ts';
import { allowanceProgramme } from './offered.ts';

type Step = z.input<typeof complianceStep>;
type Record_ = Step['records'][number];

/** The steps of a compliance year in their order; the calendar's rule that gives the hard date, where there is one. */
const steps: readonly { code: string; rule: string; title: Text }[] = [
  { code: 'pre_allocation', rule: 'pre_allocation_power', title: { zh: '预分配配额', en: 'Pre-allocation' } },
  { code: 'verification', rule: 'verification_power', title: { zh: '核查确认排放量', en: 'Emission verified' } },
  { code: 'determination', rule: 'determination', title: { zh: '核定配额', en: 'Allocation determined' } },
  { code: 'issue', rule: 'issue', title: { zh: '发放配额（多退少补）', en: 'Allowances issued (true-up)' } },
  { code: 'surrender', rule: 'surrender_deadline', title: { zh: '足额清缴', en: 'Full surrender' } },
];

export interface StepFacts {
  readonly entityId: string;
  readonly year: number;
  readonly today: string;
  readonly facts: AllocationFacts;
  readonly verified: VerifiedEmission | null;
  readonly ledger: ComplianceLedger;
  readonly isCovered: boolean;
}

const grouped = (units: string): string => BigInt(units).toLocaleString('en-US');

/** What shows each step: decisions, the confirmed verification, transactions of the ledger. */
function recordsOf(code: string, { entityId, year, facts, verified, ledger }: StepFacts): Record_[] {
  const page = `/asset/allocation/${entityId}/${year}`;
  const decisions = (kind: 'pre_allocation' | 'final_allocation'): Record_[] => {
    const found = facts.units.map((unit) => decided(unit, kind));
    if (found.length === 0 || found.some((one) => one === null)) return [];
    return found.flatMap((one) =>
      one
        ? [
            {
              label: { zh: `配额决定 ${one.document_no}`, en: `Allocation decision ${one.document_no}` },
              path: page,
              recordedAt: one.recorded_at,
            },
          ]
        : [],
    );
  };
  const transactions = (kind: string, of: (one: ComplianceLedger['movements'][number]) => boolean): Record_[] =>
    ledger.movements
      .filter((one) => one.kind === kind && of(one))
      .map((one) => ({
        label: { zh: `${one.effectiveOn} ${grouped(one.quantity)} t`, en: `${one.effectiveOn}, ${grouped(one.quantity)} t` },
        path: `/asset/ledger?transaction=${one.transactionId}`,
        recordedAt: one.recordedAt,
      }));
  if (code === 'pre_allocation') return decisions('pre_allocation');
  if (code === 'determination') return decisions('final_allocation');
  if (code === 'verification') {
    if (!verified) return [];
    const label = {
      zh: `核查结论 ${verified.verifier} ${verified.verifiedOn}`,
      en: `Verified by ${verified.verifierEn || verified.verifier} on ${verified.verifiedOn}`,
    };
    return [{ label, path: `/emission/entities/${entityId}/${year}`, recordedAt: verified.confirmedAt }];
  }
  if (code === 'surrender') return transactions('surrender', (one) => one.period === String(year));
  return transactions('issue', (one) => {
    const held = ledger.classes.get(one.classNo);
    return held?.programme === allowanceProgramme && held.vintage === year;
  });
}

/** Each step with its hard date, whether it is done, and its records. A surrender is done when the whole amount is. */
export function stepsOf(shelf: Shelf, all: StepFacts): Step[] {
  const calendar = shelf.ruleBook('cn-ets/compliance-calendar');
  return steps.map(({ code, rule, title }) => {
    const entry = entryOn(calendar?.rules.get(rule), String(all.year));
    const due = typeof entry?.value === 'string' ? entry.value : null;
    const records = recordsOf(code, all);
    const isDone = code === 'surrender' ? all.isCovered : records.length > 0;
    const last = records
      .map((one) => one.recordedAt)
      .sort()
      .at(-1);
    return {
      ...{ code, title, due, dueSource: entry?.source ?? null, records },
      state: isDone ? 'done' : due !== null && due < all.today ? 'late' : due === null ? 'open' : 'not_due',
      doneOn: isDone && last !== undefined ? last.slice(0, 10) : null,
    };
  });
}
