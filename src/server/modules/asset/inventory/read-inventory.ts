import { z } from 'zod';
import { type assetInventory, assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { identificationStepCodes } from '../../../../contract/asset-inventory-kinds.ts';
import { evaluateStatement, type StatedPotential } from '../../../../kernel/asset/evaluate-statement.ts';
import { decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as organization from '../../organization/index.ts';
import { classesOf } from '../ledger/store.ts';
import { classView } from '../ledger/views.ts';
import { missingOf } from './decide-inventory.ts';
import { entryObject } from './record-entry.ts';
import { type Entry, entriesOf, type Identification, identificationsOf, stepsOf } from './store.ts';

type View = z.input<typeof assetInventory>;
type Shown = NonNullable<View['shown']>;

/** A potential asset as the statement weighs it; `price` in yuan where there is one. */
export const potentialOf = (entry: Entry, name: string, price: string | null = null): StatedPotential => ({
  ...{ id: name, quantity: decimal(entry.quantity), probability: entry.probability === null ? zero : decimal(entry.probability) },
  price: price === null ? null : decimal(price),
});

function versionView(one: Identification, all: readonly Identification[]): View['versions'][number] {
  const approved = all.find((other) => other.decision === 'approved');
  const state = one.decision === 'approved' && approved?.id !== one.id ? ('superseded' as const) : (one.decision ?? ('open' as const));
  return {
    ...{ id: one.id, version: one.version, asOf: one.as_of, state, note: one.note, openedAt: one.opened_at },
    openedBy: { id: one.opened_by, name: one.opened_by_name },
    ...{ decidedAt: one.decided_at, decidedByName: one.decided_by_name, decisionReason: one.decision_reason ?? '' },
  };
}

async function shownOf(work: Work, identification: Identification): Promise<Shown> {
  const { organizationId } = work.actor;
  const steps = await stepsOf(work.tx, organizationId, identification.id);
  const entries = await entriesOf(work.tx, organizationId, [identification.id]);
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const evidence = await document.evidenceOf(
    work,
    entryObject,
    entries.map((one) => one.id),
  );
  const potentials = entries.filter((one) => one.standing === 'potential' && !one.withdrawn).map((one) => potentialOf(one, one.name));
  const evaluation = evaluateStatement({ holdings: [], years: [], potentials, allowancePrice: null });
  return {
    id: identification.id,
    steps: identificationStepCodes.map((step) => {
      const taken = steps.find((one) => one.step === step);
      return { step, note: taken?.note ?? '', doneAt: taken?.done_at ?? null, doneByName: taken?.done_by_name ?? null };
    }),
    entries: entries.map((one) => {
      const held = one.class_no === null ? undefined : classes.get(one.class_no);
      return {
        ...{ id: one.id, lineId: one.line_id, version: one.version, standing: one.standing, kind: one.kind, name: one.name },
        class: held ? classView(held) : null,
        ...{ quantity: one.quantity, unit: one.unit, low: one.low, high: one.high, probability: one.probability },
        ...{ expectedYear: one.expected_year, basis: one.basis, holder: one.holder, responsible: one.responsible },
        ...{ nextStep: one.next_step, dueOn: one.due_on, withdrawn: one.withdrawn, reason: one.reason, recordedAt: one.recorded_at },
        recordedBy: { id: one.recorded_by, name: one.recorded_by_name },
        review:
          one.verdict === null || one.reviewed_at === null
            ? null
            : {
                ...{ verdict: one.verdict, reason: one.review_reason ?? '', reviewedAt: one.reviewed_at },
                reviewedByName: one.reviewed_by_name ?? '',
              },
        evidence: (evidence.get(one.id) ?? []).map(({ id, title }) => ({ id, title })),
      };
    }),
    missing: missingOf(steps, entries),
    result: changeable({ calculation: evaluation.method.id, ...evaluation }),
  };
}

/** Identifications of an entity's year with the lines of one of them: the one asked for, else the latest (C.6, Annex G). */
export const readAssetInventory = query({
  name: 'asset.read-asset-inventory',
  action: 'asset.read',
  input: z.strictObject({ ...e.readAssetInventory.params.shape, ...e.readAssetInventory.query.shape }),
  run: async (work, { entityId, year, identificationId }): Promise<View> => {
    const entity = await organization.findEntity(work, entityId);
    await work.permit('asset.read', entityId);
    const all = await identificationsOf(work.tx, work.actor.organizationId, entityId, year);
    const chosen = identificationId === undefined ? all[0] : all.find((one) => one.id === identificationId);
    if (identificationId !== undefined && !chosen)
      throw new Refusal('not_found', { values: { what: 'asset_identification', id: identificationId } });
    return {
      ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, year },
      versions: all.map((one) => versionView(one, all)),
      shown: chosen ? await shownOf(work, chosen) : null,
    };
  },
});
