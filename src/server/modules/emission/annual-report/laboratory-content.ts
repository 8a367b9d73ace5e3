import type { CoalSample, LaboratoryFacts } from '../../../../kernel/emission/laboratory/coal-sample.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { assessCoalMonth } from '../laboratory/assess.ts';
import { coalStreams, loadLaboratory } from '../laboratory/load.ts';
import type { UnitYear } from '../unit-year.ts';

type Tester = LaboratoryFacts['kind'];

function testersOf(samples: readonly CoalSample[], laboratories: ReadonlyMap<string, LaboratoryFacts>): Tester[] {
  const kinds = samples.flatMap((one) => (one.laboratoryId === null ? [] : (laboratories.get(one.laboratoryId)?.kind ?? [])));
  return [...new Set(kinds)].sort();
}

/**
 * What the laboratory's record says of a unit's coal months, for form C.5: who tested, in which way, and every sample with whether it counts. Months of a
 * stream before its first sample are not told of.
 */
export async function laboratoryContent(work: Work, shelf: Shelf, data: UnitYear) {
  const record = await loadLaboratory(work, shelf, [data.unit], data.year, data.cells, { plans: new Map([[data.unit.id, data.plans]]) });
  const months = [];
  for (const stream of coalStreams(data.unit))
    for (const facts of record.months.values()) {
      if (facts.stream.id !== stream.id || (facts.keptFrom === null && facts.samples.length === 0)) continue;
      const { valid, ncvValid } = await assessCoalMonth(shelf, facts);
      months.push({
        stream: stream.code,
        month: facts.month,
        carbonBy: testersOf(facts.samples.filter(valid), record.laboratories),
        ncvBy: testersOf(facts.samples.filter(ncvValid), record.laboratories),
        samples: facts.samples.map((one) => ({
          number: one.number,
          kind: one.kind,
          state: one.state,
          sampledOn: one.sampledOn,
          receivedOn: one.receivedOn,
          testedOn: one.testedOn,
          reportedOn: one.reportedOn,
          laboratory: record.laboratories.get(one.laboratoryId ?? '')?.name ?? null,
          reportNumber: one.reportNumber,
          basis: one.basis,
          mAd: one.mAd,
          carbon: one.carbon,
          ncvAr: one.ncvAr,
          ash: one.ash,
          valid: valid(one),
        })),
      });
    }
  return months;
}
