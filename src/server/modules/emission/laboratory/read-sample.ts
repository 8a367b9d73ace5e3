import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { whyNotRecord } from '../../../../kernel/emission/month-state.ts';
import { query } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { loadUnitYear } from '../unit-year.ts';
import { findVersions } from './find-sample.ts';
import { sampleObject } from './load.ts';
import { laboratoriesOf } from './store.ts';
import { loadCoalMonth, permitted, sampleView, versionView } from './views.ts';

/** A sample with its verdict, evidence and all versions, latest first. */
export function readSample(shelf: Shelf) {
  return query({
    name: 'laboratory.read-sample',
    action: 'emission.read',
    input: laboratoryEndpoints.readSample.params,
    run: async (work, { sampleId }) => {
      const versions = await findVersions(work, sampleId);
      const [latest] = versions;
      const data = await loadUnitYear(work, shelf, latest.unitId, Number(latest.month.slice(0, 4)));
      await work.permit('emission.read', data.unit.entityId);
      const { assessed, stream } = await loadCoalMonth(work, shelf, data, latest.fuelStreamId, latest.month);
      const evidence = await document.evidenceOf(work, sampleObject, [sampleId]);
      const state = data.months.get(latest.month)?.state ?? 'draft';
      const why =
        whyNotRecord(state, await permitted(work, 'laboratory.record', data.unit.entityId)) ?? (latest.withdrawn ? 'wrong_state' : null);
      const [laboratory] =
        latest.laboratoryId === null ? [] : await laboratoriesOf(work.tx, work.actor.organizationId, [latest.laboratoryId]);
      return {
        sample: sampleView(latest, assessed, evidence.get(sampleId) ?? []),
        unitName: { zh: data.unit.name, en: data.unit.nameEn },
        streamName: { zh: stream.name, en: stream.nameEn },
        laboratoryName: laboratory ? { zh: laboratory.name, en: laboratory.nameEn } : null,
        monthState: state,
        record: { can: why === null, why },
        versions: versions.map(versionView),
        retainedMassKg: assessed.limits?.retainedMassKg ?? '0.7',
      };
    },
  });
}
