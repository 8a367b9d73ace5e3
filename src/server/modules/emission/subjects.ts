import { rowTitle } from '../../../kernel/emission/grid-findings.ts';
import type { Work } from '../../work/command.ts';
import type { Subject, SubjectKind } from '../../work/subject.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { reportPlace } from './annual-report/store.ts';
import { planObject } from './control-plan/plan-view.ts';
import { planById } from './control-plan/store.ts';
import { cellsByIds } from './store/cells.ts';
import { monthById } from './store/months.ts';
import { cellObject, loadUnitYear } from './unit-year.ts';

async function monthSubject(work: Work, id: string): Promise<Subject | null> {
  const found = await monthById(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const unit = await organization.findUnit(work, found.unitId);
  return {
    entityId: unit.entityId,
    label: { zh: `${unit.name} ${found.month} 月度数据`, en: `${unit.nameEn}, data of ${found.month}` },
    path: `/emission/units/${unit.id}/${found.month.slice(0, 4)}?month=${found.month}`,
  };
}

async function cellSubject(work: Work, shelf: Shelf, id: string): Promise<Subject | null> {
  const [cell] = await cellsByIds(work.tx, work.actor.organizationId, [id]);
  if (!cell) return null;
  const { unit, rows, cells } = await loadUnitYear(work, shelf, cell.unitId, Number(cell.month.slice(0, 4)));
  const row = rows.find((one) => one.key === cells.find((each) => each.cellId === id)?.rowKey);
  const title = row ? rowTitle(row) : { zh: cell.parameter, en: cell.parameter };
  return {
    entityId: unit.entityId,
    label: { zh: `${unit.name} ${cell.month} ${title.zh}`, en: `${unit.nameEn} ${cell.month} ${title.en}` },
    path: `/emission/units/${unit.id}/${cell.month.slice(0, 4)}?cell=${id}`,
  };
}

async function reportSubject(work: Work, id: string): Promise<Subject | null> {
  const found = await reportPlace(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const { entity_id: entityId, number, year } = found;
  return { entityId, label: { zh: `年度报告 ${number}`, en: `Annual report ${number}` }, path: `/emission/reports/${entityId}/${year}` };
}

async function planSubject(work: Work, id: string): Promise<Subject | null> {
  const found = await planById(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const { entity_id: entityId, number, year } = found;
  const label = { zh: `${year} 年数据质量控制方案 第 ${number} 版`, en: `Data quality control plan ${year}, version ${number}` };
  return { entityId, label, path: `/emission/plans/${entityId}/${year}` };
}

/** What of emissions can be talked about: a month of a unit, one of its values, a report, a control plan. */
export function subjects(shelf: Shelf): SubjectKind[] {
  const action = 'emission.read' as const;
  return [
    { objectType: 'month_record', action, find: monthSubject },
    { objectType: cellObject, action, find: (work, id) => cellSubject(work, shelf, id) },
    { objectType: 'annual_report', action, find: reportSubject },
    { objectType: planObject, action, find: planSubject },
  ];
}
