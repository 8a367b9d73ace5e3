import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { type PactFacts, pactRecord } from '../../../../kernel/lca/model/pact.ts';
import { type FootprintStudy, lineKey, type Separate } from '../../../../kernel/lca/model/study.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { type FootprintParts, frozenOf } from './figure.ts';
import { entityNames, findVersion } from './footprint-view.ts';
import { versionHeads } from './store.ts';

/** The PACT record of an approved version, with what the specification asks for and the study does not state. */
export const readFootprintPact = (parts: FootprintParts) =>
  query({
    name: 'lca.read-footprint-pact',
    action: 'lca.read',
    input: footprintEndpoints.readFootprintPact.params,
    run: async (work, { versionId }) => {
      const row = await findVersion(work, versionId);
      const frozen = frozenOf(row);
      if (row.state !== 'approved' || frozen === null) throw new Refusal('wrong_state', { values: { state: row.state } });
      const heads = await versionHeads(work.tx, work.actor.organizationId, [row.footprint_id]);
      const approved = heads.filter((one) => one.state === 'approved');
      const { study, result, productName } = frozen;
      const quality = new Map(
        study.processes.flatMap((process) =>
          [...process.inputs, ...process.emissions].map((line) => [lineKey(process.id, line.id), line.quality] as const),
        ),
      );
      const name = (await entityNames(work)).get(row.entity_id);
      const facts: PactFacts = {
        ...{ id: row.id, number: row.number, created: row.approved_at ?? row.changed_at, productName, study, separate: result.separate },
        preceding: approved.filter((one) => one.number < row.number).map((one) => one.id),
        active: !approved.some((one) => one.number > row.number),
        companyName: name?.en || name?.zh || row.entity_id,
        ...{ companyId: `urn:uuid:${row.entity_id}`, productId: `urn:uuid:${row.footprint_id}` },
        ...{ excluded: result.cutOff.excluded, primaryShare: result.quality.primaryShare },
        sources: [...new Set(frozen.links.filter(([, link]) => !link.pin.startsWith('supplier')).map(([, link]) => link.source))].sort(),
        biogenic: biogenicOf(study, result.lines),
        lines: result.lines.flatMap((line) => {
          const own = quality.get(line.key);
          return own ? [{ value: line.value, quality: own }] : [];
        }),
      };
      const told = pactRecord(facts, parts.units);
      if (told === null) throw new Refusal('unit_mismatch', { values: { unit: study.unit.unit } });
      return { record: told.record, missing: [...told.missing] };
    },
  });

/** Biogenic emissions by what is known of their gas: an own emission names it, a source gives CO2 equivalent alone. */
function biogenicOf(study: FootprintStudy, lines: readonly { readonly key: string; readonly values: Separate }[]): PactFacts['biogenic'] {
  const gases = new Map(
    study.processes.flatMap((process) => process.emissions.map((line) => [lineKey(process.id, line.id), line.gas] as const)),
  );
  let [otherGases, untold] = [0, 0];
  for (const { key, values } of lines) {
    const gas = gases.get(key) ?? '';
    if (gas === '') untold += values.biogenic;
    else if (gas !== 'CO2') otherGases += values.biogenic;
  }
  return { otherGases, untold };
}
