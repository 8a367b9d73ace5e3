import { z } from 'zod';
import { industryEndpoints, type industryResult } from '../../../../contract/allocation-industry.ts';
import { evaluateBalanceValue } from '../../../../kernel/asset/evaluate-balance-value.ts';
import { evaluateMethod } from '../../../../kernel/method/evaluate.ts';
import type { Evaluation, Output } from '../../../../kernel/method/evaluation.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { methodOf } from '../input-fields.ts';
import { numberOf, planOf, told } from '../read-allocation.ts';
import { type CheckedSheet, checkedSheet, industryMethod, yearWithIndustryPlan } from './checked-sheet.ts';

type View = z.input<typeof industryResult>;

/** Rows are called by their number in the derivation, so that no name has to be a key; the screen puts the names back. */
const keyOf = (i: number) => String(i + 1);

function inputOf(sheet: CheckedSheet, year: number): Record<string, unknown> {
  return {
    data_year: year,
    entities: sheet.rows.map((row, i) => ({ entity: keyOf(i), E: row.emission, I: row.intensity })),
    lines: sheet.rows.flatMap((row, i) =>
      row.lines.map((line, j) => ({ entity: keyOf(i), line: `${keyOf(i)}.${keyOf(j)}`, E_line: line.emission })),
    ),
  };
}

/** Which rule a year has is told by the slope of α: none where everybody gets the verified emission. */
function ruleOf(evaluation: Evaluation): View['rule'] {
  return evaluation.conventions.find((one) => one.symbol === 'slope')?.value === '0' ? 'verified_emission' : 'intensity';
}

/** A sheet's allocation at the published balance value, or at the one at which the allowances of the sheet equal its emissions. */
export function evaluateIndustry(shelf: Shelf, sheet: CheckedSheet, year: number): Evaluation {
  const { method } = methodOf(shelf, industryMethod);
  const input = inputOf(sheet, year);
  if (sheet.balance === 'published') return evaluateMethod(method, { ...input, BP: sheet.balanceValue });
  const plain = evaluateMethod(method, { ...input, BP: '1' });
  return ruleOf(plain) === 'verified_emission' ? evaluateMethod(method, input) : evaluateBalanceValue(method, input);
}

function balanceOf(evaluation: Evaluation): Pick<View, 'balanceValue' | 'closed'> {
  const node = evaluation.derivation.nodes.find((one) => one.symbol === 'BP');
  if (node === undefined || ruleOf(evaluation) === 'verified_emission') return { balanceValue: null, closed: null };
  const { value, shown, unit, title, id } = node;
  const closed = node.kind === 'step' && node.choice ? node.choice.number === 1 : null;
  return { balanceValue: { value, shown, unit, title, nodeId: id }, closed };
}

function numbersOf(evaluation: Evaluation, entity: string | null): Record<string, View['totals'][string]> {
  const own = (one: Output) => (entity === null ? Object.keys(one.at).length === 0 : one.at.entity === entity);
  return Object.fromEntries(evaluation.outputs.filter(own).map((one) => [one.symbol, numberOf(one, '')]));
}

/** Works out a sheet of steel, cement or aluminium with its derivation (C.4): A = E·(1+α). Keeps nothing. */
export function computeIndustryAllocation(shelf: Shelf) {
  const { params, body } = industryEndpoints.computeIndustryAllocation;
  return query({
    name: 'asset.compute-industry-allocation',
    action: 'asset.read',
    input: z.strictObject({ ...params.shape, ...body.shape }),
    run: async (work, { entityId, sector: _, year, ...given }): Promise<View> => {
      await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      yearWithIndustryPlan(shelf, year);
      const known = new Set((await organization.entitiesBelow(work, entityId)).map((one) => one.id));
      const sheet = checkedSheet(given, known);
      const evaluation = evaluateIndustry(shelf, sheet, year);
      return {
        plan: planOf(evaluation),
        rule: ruleOf(evaluation),
        ...balanceOf(evaluation),
        totals: numbersOf(evaluation, null),
        rows: sheet.rows.map((_, i) => numbersOf(evaluation, keyOf(i))),
        keys: sheet.rows.map((_, i) => keyOf(i)),
        derivation: changeable(evaluation.derivation),
        ...told(evaluation),
      };
    },
  });
}
