import { z } from 'zod';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { insertFacts, insertProject, type Project, projectById } from './store.ts';

export const projectObject = 'asset_project';

/** A project at whose entity the actor may do something. @throws Refusal `not_found`, `not_permitted`. */
export async function projectFor(work: Work, projectId: string): Promise<Project> {
  const found = await projectById(work.tx, work.actor.organizationId, projectId);
  if (!found) throw new Refusal('not_found', { values: { what: projectObject, id: projectId } });
  await work.permit('asset.keep_projects', found.entity_id);
  return found;
}

type Facts = Omit<z.output<typeof e.addAssetProject.body>, 'code'>;

function factsRow(work: Work, projectId: string, version: number, given: Facts, reason: string) {
  const { creditingFrom: from, creditingTo: to } = given;
  if (from !== null && to !== null && from > to) {
    const text = { zh: '计入期首尾颠倒', en: 'The crediting period runs backwards' };
    const findings: Finding[] = [{ code: 'project_facts', severity: 'error', place: { path: '/creditingTo' }, text }];
    throw new Refusal('invalid_input', { findings });
  }
  const { organizationId, personId, name } = work.actor;
  return {
    ...{ organization_id: organizationId, project_id: projectId, version, name: given.name, methodology: given.methodology },
    ...{ construction_on: given.constructionOn, crediting_from: from, crediting_to: to, obliged: given.obliged },
    ...{ inside_market: given.insideMarket, note: given.note, reason },
    ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
  };
}

/** Adds a reduction project (C.6); its code is what the ledger's classes of its credits name. */
export const addAssetProject = command({
  name: 'asset.add-project',
  action: 'asset.keep_projects',
  input: z.strictObject({ ...e.addAssetProject.params.shape, ...e.addAssetProject.body.shape }),
  run: async (work, { entityId, code, ...given }) => {
    await organization.findEntity(work, entityId);
    await work.permit('asset.keep_projects', entityId);
    const id = work.newId();
    const facts = factsRow(work, id, 1, given, '');
    await insertProject(work.tx, { organization_id: work.actor.organizationId, id, entity_id: entityId, code, created_at: work.now });
    await insertFacts(work.tx, facts);
    work.record({
      kind: 'asset.project_added',
      objectType: projectObject,
      objectId: id,
      objectVersion: 1,
      content: { ...facts, entity_id: entityId, code },
    });
    return { id, version: 1 };
  },
});

/** Revises the facts of a project: a further version with its reason. */
export const reviseAssetProject = command({
  name: 'asset.revise-project',
  action: 'asset.keep_projects',
  input: z.strictObject({ ...e.reviseAssetProject.params.shape, ...e.reviseAssetProject.body.shape }),
  run: async (work, { projectId, reason, seenVersion, ...given }) => {
    const before = await projectFor(work, projectId);
    if (before.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(before.version) } });
    const row = factsRow(work, projectId, seenVersion + 1, given, reason);
    await insertFacts(work.tx, row);
    work.record({
      kind: 'asset.project_revised',
      objectType: projectObject,
      objectId: projectId,
      objectVersion: row.version,
      content: row,
      reason,
    });
    return { id: projectId, version: row.version };
  },
});
