import type { Day } from '../../../../kernel/calendar/day.ts';
import type { ReviewInput } from '../../../../kernel/system/management-review/inputs.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import type { RecordHead } from '../registers/store.ts';
import { compliance, maturity, monitoring, type ReadMaturity, targets } from './from-live.ts';
import {
  actionPlans,
  audits,
  communications,
  context,
  earlierActions,
  nonconformities,
  opportunities,
  policy,
  resources,
} from './from-registers.ts';
import { readingFor } from './reading.ts';

/** Every input of a management review as the system has it today, in the order of the meeting (9.3). */
export async function reviewInputs(work: Work, shelf: Shelf, review: RecordHead, today: Day, read: ReadMaturity): Promise<ReviewInput[]> {
  const reading = await readingFor(work, shelf, review, today);
  return [
    ...[await earlierActions(reading), await context(reading), await nonconformities(reading), await monitoring(reading)],
    ...[await audits(reading), await compliance(reading), await targets(reading), await actionPlans(reading)],
    ...[await resources(reading), await communications(reading), await opportunities(reading), await policy(reading)],
    await maturity(reading, read),
  ];
}
