import path from 'node:path';
import { sql } from 'kysely';
import { present } from '../../../kernel/assert.ts';
import { demoOrganizationId, systemActor } from '../../work/actor.ts';
import type { ModuleDeps } from '../../work/module.ts';
import { runCommand } from '../../work/run.ts';
import type * as document from '../document/index.ts';
import * as identity from '../identity/index.ts';
import type { Shelf } from '../library/index.ts';
import { castOf } from './cast.ts';
import { loadBoundary, loadMeters, type Places } from './load-boundary.ts';
import { loadLaboratories } from './load-laboratory.ts';
import { loadMonths } from './load-months.ts';
import { issueAnnualReport } from './load-report.ts';
import {
  loadAllocations,
  loadControlPlans,
  loadCorrections,
  loadFormFacts,
  loadStack,
  loadUncertainty,
  loadVerification,
  type Scene,
} from './load-turns.ts';
import { loadYear, type YearParts } from './load-year.ts';
import { readCoalDays, readStory } from './story.ts';

export interface DemoParts extends YearParts {
  readonly shelf: Shelf;
  readonly files: document.FileStore;
  readonly visitors: identity.Identity['visitors'];
}

async function isThere(deps: ModuleDeps): Promise<boolean> {
  return await deps.db.app.transaction().execute(async (tx) => {
    await sql`select set_config('app.organization', ${demoOrganizationId}, true)`.execute(tx);
    const { rows } =
      await sql`select 1 from app.organization where organization_id = ${demoOrganizationId} and clock_at is not null`.execute(tx);
    return rows.length > 0;
  });
}

/**
 * Loads the demonstration enterprise through the product's own commands, every one at its date in the story and by its person: no rule is switched off.
 * Does nothing when it is there already. Ends by setting the demonstration's clock; a load that was cut off is cleared and told again.
 */
export async function loadDemo(deps: ModuleDeps, parts: DemoParts): Promise<'loaded' | 'present'> {
  if (await isThere(deps)) return 'present';
  const told = readStory(deps.referenceFolder);
  const system = systemActor(demoOrganizationId);
  await runCommand(deps, identity.clearDemo, system, {}, { at: '2022-12-01T00:00:00.000Z' });
  const people = await runCommand(
    deps,
    identity.foundDemo,
    system,
    {
      name: told.organization.name,
      nameEn: told.organization.name_en,
      people: told.people.map((p) => ({
        persona: p.persona,
        name: p.name,
        nameEn: p.name_en,
        jobTitle: p.job,
        jobTitleEn: p.job_en,
        roles: p.entity === undefined ? p.roles : [],
      })),
    },
    { at: '2022-12-01T00:30:00.000Z' },
  );
  const places: Places = { entities: new Map(), units: new Map() };
  const cast = castOf(deps, told, people, (ref) => present(places.entities.get(ref), `entity ${ref}`));
  const shelving = { store: parts.files, folder: path.join(deps.referenceFolder, 'demo/evidence') };
  await loadBoundary(told, cast, parts.shelf, places);
  for (const person of told.people) {
    if (person.entity === undefined) continue;
    for (const role of person.roles)
      await cast.act('administrator', '2022-12-02T01:00:00.000Z', identity.grantRole(parts.visitors), {
        personId: cast.personId(person.persona),
        role,
        entityId: places.entities.get(person.entity),
      });
  }
  await loadMeters(told, cast, shelving, places);
  const laboratory = await loadLaboratories(told, cast, readCoalDays(deps.referenceFolder));
  const scene: Scene = { told, cast, shelf: parts.shelf, shelving, places, referenceFolder: deps.referenceFolder };
  await loadControlPlans(scene);
  await loadMonths({ told, cast, shelf: parts.shelf, shelving, laboratory }, places);
  await loadFormFacts(scene);
  await loadUncertainty(scene);
  // As it stood then: the report of the year before went out before anybody verified it.
  const report = await issueAnnualReport(scene, parts.reports);
  await loadVerification(scene);
  await loadCorrections(scene);
  await loadAllocations(scene);
  await loadYear(scene, parts);
  await loadStack(scene);
  await report.files;
  await runCommand(deps, identity.setDemoClock, system, { at: told.clock }, { at: told.clock });
  return 'loaded';
}
