import type { FootprintStudy, LineLink } from '../../../../kernel/lca/model/study.ts';
import type { Work } from '../../../work/command.ts';
import { releaseEvidence, useEvidence } from '../../document/index.ts';
import { findFootprint } from './footprint-view.ts';

const object = { objectType: 'footprint_version' };
const evidenceOfLink = (link: LineLink) => (link.kind === 'supplier' ? link.evidenceIds : []);

/** What the suppliers' figures of a study rest on. */
export function evidenceOfStudy(study: FootprintStudy): ReadonlySet<string> {
  return new Set(
    study.processes.flatMap((process) => [
      ...process.inputs.flatMap((line) => evidenceOfLink(line.link)),
      ...process.outputs.flatMap((output) => evidenceOfLink(output.replaces)),
    ]),
  );
}

/** Ties the evidence that a version names newly and unties what it names no more. @throws Refusal `not_found` for evidence that is not the organization's, or not the actor's to see. */
export async function tieEvidence(
  work: Work,
  version: { readonly id: string; readonly footprint_id: string; readonly study: FootprintStudy | null },
  study: FootprintStudy,
): Promise<void> {
  const [before, after] = [version.study ? evidenceOfStudy(version.study) : new Set<string>(), evidenceOfStudy(study)];
  const added = [...after].filter((id) => !before.has(id));
  const dropped = [...before].filter((id) => !after.has(id));
  if (added.length > 0) {
    const { product_name: name } = await findFootprint(work, version.footprint_id);
    const label = { zh: `产品碳足迹 ${name}`, en: `Footprint of ${name}` };
    await useEvidence(work, added, { ...object, objectId: version.id, label, path: `/emission/footprints/${version.footprint_id}` });
  }
  await releaseEvidence(work, dropped, { ...object, objectId: version.id });
}
