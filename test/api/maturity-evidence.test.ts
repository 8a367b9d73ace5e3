import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeAssessment } from '../../src/server/modules/maturity/freeze-assessment.ts';
import { openAssessment } from '../../src/server/modules/maturity/open-assessment.ts';
import { proposeScores } from '../../src/server/modules/maturity/propose-scores.ts';
import { readAssessment } from '../../src/server/modules/maturity/read-assessments.ts';
import { acceptProposals, scoreClause } from '../../src/server/modules/maturity/score-clauses.ts';
import { openPlant, type Plant } from '../support/plant.ts';
import { inOrganization, writeLeaf } from '../support/tenants.ts';

/** No score above 1 exists without evidence, and none that differs from its proposal without a reason: through the procedures, and past them at the database. */
let plant: Plant;
let assessmentId = '';
let fileId = '';
beforeAll(async () => {
  plant = await openPlant();
  fileId = (await plant.evidence('statistician', 'report')).id;
  const opened = { entityId: plant.ids.plant, year: 2024, note: '' };
  assessmentId = (await plant.run('auditor', openAssessment(plant.shelf), opened)).id;
});
afterAll(() => plant?.close());

const read = () => plant.ask('auditor', readAssessment(plant.shelf), { assessmentId });
async function latest() {
  const { dimensions } = await read();
  return new Map(dimensions.flatMap((one) => one.items).map((one) => [one.clause, one]));
}
type Named = { readonly type: string; readonly id: string };
const file = { type: 'file', id: '' };
const holds = { type: 'fact', id: 'orders_settled' };
const clauses = ['4.1', '4.2', '5.2', 'A.8', 'B.8', 'D.9'];

/** What breaks the promise among everything that was ever scored. */
async function broken(): Promise<unknown[]> {
  const { rows } = await inOrganization(plant.database.appPool, plant.organizationId, (client) =>
    client.query(`select clause, version from maturity_score
      where (score > 1 and not jsonb_path_exists(evidence, '$[*] ? (exists(@.type) && @.id like_regex ".")'))
         or (not applies and reason = '') or (proposal_no is not null and reason = '' and (score <> proposed_score or applies <> proposed_applies))`),
  );
  return rows;
}

test('whatever is asked of the procedures', async () => {
  const deed = fc.oneof(
    fc.record({
      kind: fc.constant('score' as const),
      clause: fc.constantFrom(...clauses),
      score: fc.integer({ min: 0, max: 4 }),
      applies: fc.boolean(),
      reason: fc.constantFrom('', ' ', 'seen', 'read'),
      // A file, a fact that holds, both; a fact that does not hold, a file called a record, nothing.
      evidence: fc.constantFrom<Named[]>(
        [file],
        [holds],
        [file, holds],
        [{ type: 'fact', id: 'year_verified' }],
        [{ type: 'record', id: '' }],
        [],
      ),
    }),
    fc.record({ kind: fc.constant('accept' as const), clauses: fc.subarray(clauses, { minLength: 1 }) }),
    fc.record({ kind: fc.constant('propose' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 6 }), async (deeds) => {
      for (const one of deeds) {
        const { proposals } = await read();
        const work = async () => {
          if (one.kind === 'propose') return await plant.run('auditor', proposeScores(plant.shelf), { assessmentId });
          const seen = { assessmentId, seenProposals: proposals?.no ?? 0 };
          if (one.kind === 'accept') return await plant.run('auditor', acceptProposals(plant.shelf), { ...seen, clauses: one.clauses });
          const { kind: _, evidence, ...given } = one;
          const seenVersion = (await latest()).get(one.clause)?.version ?? 0;
          const named = evidence.map((each) => (each.id === '' ? { ...each, id: fileId } : each));
          return await plant.run('auditor', scoreClause(plant.shelf), { ...seen, ...given, seenVersion, evidence: named });
        };
        await work().catch((refused: { code?: string }) => {
          expect(['invalid_input', 'not_found', 'reason_required']).toContain(refused.code);
        });
      }
      expect(await broken()).toEqual([]);
    }),
    { numRuns: 12, seed: 20250120 },
  );
  const { rows } = await inOrganization(plant.database.appPool, plant.organizationId, (client) =>
    client.query('select count(*) filter (where score > 1)::int as high, count(distinct proposal_no)::int as runs from maturity_score'),
  );
  expect([rows[0]?.high > 0, rows[0]?.runs > 1]).toEqual([true, true]);
});

const named = fc.record({ type: fc.constantFrom('record', 'file', 'fact'), id: fc.constantFrom('a', fileId) });
const junk = fc.constantFrom<unknown>({}, null, 'x', 7, { type: 'file' }, { type: 'file', id: '' }, { type: 'hearsay', id: 'a' }, []);

test('whatever is written past them', async () => {
  let version = 1000;
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 5 }),
      fc.boolean(),
      fc.constantFrom('', 'seen'),
      fc.array(fc.oneof(named, junk), { maxLength: 3 }),
      fc.option(fc.record({ score: fc.integer({ min: 0, max: 4 }), applies: fc.boolean() })),
      async (score, applies, reason, evidence, proposed) => {
        version += 1;
        const good = evidence.filter(
          (one) => typeof one === 'object' && one !== null && 'id' in one && one.id !== '' && 'type' in one && one.type !== 'hearsay',
        );
        const may =
          score <= 4 &&
          good.length === evidence.length &&
          (score <= 1 || good.length > 0) &&
          (applies || reason !== '') &&
          (proposed === null || reason !== '' || (proposed.score === score && proposed.applies === applies));
        const written = await inOrganization(plant.database.appPool, plant.organizationId, async (client) => {
          await writeLeaf(client);
          await client.query(
            `insert into maturity_score (organization_id, assessment_id, clause, version, applies, score, reason, evidence, scored_at, scored_by, scored_by_name,
               proposal_no, proposed_applies, proposed_score) values ($1, $2, '10.3', $3, $4, $5, $6, $7, now(), $8, 'x', $9, $10, $11)`,
            [
              ...[
                plant.organizationId,
                assessmentId,
                version,
                applies,
                score,
                reason,
                JSON.stringify(evidence),
                plant.actors.auditor.personId,
              ],
              ...(proposed === null ? [null, null, null] : [1, proposed.applies, proposed.score]),
            ],
          );
        }).then(
          () => true,
          (error: { code?: string }) => {
            codes.add(error.code ?? '');
            return false;
          },
        );
        expect(written).toBe(may);
      },
    ),
    { numRuns: 150, seed: 20250120 },
  );
  // Every refusal is a check of the table.
  expect([...codes]).toEqual(['23514']);
  expect(await broken()).toEqual([]);
});

test('what is frozen takes no more, past the procedures either', async () => {
  const left = (await read()).missing;
  for (const clause of left) {
    const given = { assessmentId, clause, score: 1, applies: true, reason: 'r', evidence: [], seenVersion: 0 };
    await plant.run('auditor', scoreClause(plant.shelf), given);
  }
  await plant.run('auditor', freezeAssessment(plant.shelf), { assessmentId });
  for (const statement of [
    `insert into maturity_score (organization_id, assessment_id, clause, version, applies, score, evidence, scored_at, scored_by, scored_by_name)
       values ('${plant.organizationId}', '${assessmentId}', '4.1', 5000, true, 0, '[]', now(), '${plant.actors.auditor.personId}', 'x')`,
    `insert into maturity_proposal (organization_id, assessment_id, no, as_of, content, made_at, made_by, made_by_name)
       values ('${plant.organizationId}', '${assessmentId}', 500, '2025-01-20', '[]', now(), '${plant.actors.auditor.personId}', 'x')`,
    `update maturity_proposal set content = '[]' where assessment_id = '${assessmentId}'`,
  ]) {
    const code = await inOrganization(plant.database.appPool, plant.organizationId, async (client) => {
      await writeLeaf(client);
      await client.query(statement);
    }).then(
      () => 'accepted',
      (error: { code?: string }) => error.code,
    );
    expect(['23001', '42501']).toContain(code);
  }
});
