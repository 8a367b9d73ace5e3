import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal, parseDecimal } from '../../../../kernel/quantity/decimal.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import { evaluateAbatement } from '../../../../kernel/system/evaluate-abatement.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { countingVersion } from '../parameters/compute-period.ts';
import { latestOf, pathOfTarget, storedValue } from '../parameters/read-parameter.ts';
import { numberOf } from '../registers/content-of.ts';
import { recordById } from '../registers/store.ts';
import { everyRecord } from '../registers/store-lists.ts';
import { registerNamed } from '../registers/write-record.ts';
import { resultsOf } from '../results/store.ts';
import { gatherOpportunities } from '../review/gather-registers.ts';
import { recordToRead } from '../review/read-review.ts';

/** The path of a target with the yearly values of its parameter (6.4). */
export function readTargetPath(shelf: Shelf) {
  return query({
    name: 'system.read-target-path',
    action: 'system.read',
    input: e.readTargetPath.params,
    run: async (work, { recordId }) => {
      const { organizationId } = work.actor;
      const head = await recordToRead(work, recordId, 'target');
      const { content } = await countingVersion(work, head);
      const id = textIn(content.parameter);
      const found = id === null ? undefined : await recordById(work.tx, organizationId, id);
      const reach = await work.reach('system.read');
      const parameter = found && (reach === null || reach.has(found.entity_id)) ? found : undefined;
      const rows = parameter ? latestOf(await resultsOf(work.tx, organizationId, parameter.id)) : [];
      const actuals = rows
        .filter((one) => one.period.length === 4)
        .map((one) => ({ year: Number(one.period), value: storedValue.parse(one.result).value }));
      const isHigher = parameter !== undefined && textIn((await countingVersion(work, parameter)).content.better) === 'higher';
      const better = isHigher ? ('higher' as const) : ('lower' as const);
      const unit = textIn(content.unit) ?? '1';
      return {
        ...{ unit, better },
        parameter: parameter
          ? { id: parameter.id, no: numberOf(registerNamed(shelf.frameworks, parameter.register), parameter.no), title: parameter.title }
          : null,
        calculation: pathOfTarget(content, unit, better, actuals),
      };
    },
  });
}

/** What a tonne avoided costs, of every action and opportunity that may be seen (6.4, A.6). */
export function readAbatement(shelf: Shelf) {
  return query({
    name: 'system.read-abatement',
    action: 'system.read',
    input: e.readAbatement.query,
    run: async (work, { entityId, rate }) => {
      const reach = await work.reach('system.read');
      if (entityId !== undefined) await organization.findEntity(work, entityId);
      const below = entityId === undefined ? null : (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
      const places = below === null ? (reach === null ? null : [...reach]) : below.filter((id) => reach === null || reach.has(id));
      const live = async (register: string) =>
        (await everyRecord(work.tx, work.actor.organizationId, register, places)).filter((one) => one.stands !== 'ended');
      const { part, input } = await gatherOpportunities(shelf.frameworks, live, todayOf(work.now));
      const given = rate === undefined ? null : parseDecimal(rate);
      const evaluation = evaluateAbatement({ actions: input.opportunities, rate: given ?? decimal('0.08'), rate_given: given !== null });
      return {
        lines: part.lines.map((one) => ({ id: one.key, action: one.at.opportunity ?? '', name: one.name, words: one.words })),
        says: part.says,
        calculation: changeable({ calculation: evaluation.method.id, ...evaluation }),
      };
    },
  });
}
