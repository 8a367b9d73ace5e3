import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { type Role, roleCodes } from '../../src/contract/roles.ts';
import { hashPassword } from '../../src/server/modules/identity/passwords.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { systemClock } from '../../src/server/work/clock.ts';
import { command } from '../../src/server/work/command.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { type Client, cookieOf, goodPassword, type TestServer } from './server.ts';

/** Two organizations in one installation with one of everything, under the same names and codes. */

/** What answers, in this process or over a socket. */
export interface Answer {
  readonly statusCode: number;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a reply is what the product says; tests look at parts of it
  readonly json: () => any;
}
export interface Asker {
  readonly personId: string;
  readonly get: (url: string) => Promise<Answer>;
  readonly post: (url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

function ok<T extends Answer>(reply: T): T {
  if (reply.statusCode >= 400) throw new Error(`${reply.statusCode}: ${reply.body}`);
  return reply;
}

const foundBeside = command({
  name: 'test.found-beside',
  action: 'system',
  input: z.object({ email: z.string(), passwordHash: z.string() }),
  run: async (work, { email, passwordHash }) => {
    const { organizationId } = work.actor;
    const [personId, userId] = [work.newId(), `u_${work.newId()}`];
    await sql`insert into app.organization (organization_id, name, name_en, salt, created_at)
      values (${organizationId}, '乙', 'B', ${randomBytes(32)}, ${work.now})`.execute(work.tx);
    await sql`insert into app.person (organization_id, id, user_id, name, name_en, email, changed_at)
      values (${organizationId}, ${personId}, ${userId}, '乙', 'B', ${email}, ${work.now})`.execute(work.tx);
    for (const role of roleCodes) {
      await sql`insert into app.person_role (organization_id, id, person_id, role, granted_at, granted_by)
        values (${organizationId}, ${work.newId()}, ${personId}, ${role}, ${work.now}, ${personId})`.execute(work.tx);
    }
    await sql`select auth.create_login(${userId}, ${email}, '乙', ${passwordHash}, ${personId}, ${work.now})`.execute(work.tx);
    work.record({ kind: 'organization.founded', objectType: 'organization', objectId: organizationId, objectVersion: 1, content: {} });
    return personId;
  },
});

/** A second organization, below the set-up that founds only the first; its one person holds every role. */
export async function besideOrganization(server: TestServer, organizationId = '0197a222-0000-7000-8000-000000000001'): Promise<Client> {
  const email = 'other@example.com';
  const deps = { db: server.database, clock: systemClock };
  const passwordHash = await hashPassword(goodPassword);
  const personId = await runCommand(deps, foundBeside, systemActor(organizationId), { email, passwordHash });
  const reply = ok(await server.nobody.post('/api/v1/sign-in', { email, password: goodPassword }));
  return server.withCookie(cookieOf(reply), personId, organizationId);
}

/** One of everything: ids by what they are. `all` holds every role. */
export interface Furnished<Who = Client> {
  readonly all: Who;
  readonly ids: Readonly<Record<FurnishedId, string>>;
  /** January's emission in the derivation: the same in both organizations. */
  readonly node: string;
}
export type FurnishedId = (typeof furnishedIds)[number];
export const furnishedIds = [
  ...[
    'personId',
    'grantId',
    'apiKeyId',
    'leafId',
    'jobId',
    'groupId',
    'plantId',
    'unitId',
    'streamId',
    'meterId',
    'calibrationId',
    'scopeStatementId',
  ],
  ...['sha256', 'evidenceId', 'ownFactorId', 'cellId', 'calculationId', 'sessionId'],
] as const;

async function storeFile(who: Asker, content: string): Promise<string> {
  return ok(await who.post('/api/v1/files', content, { 'content-type': 'application/octet-stream' })).json().sha256;
}

async function boundary(all: Asker, mark: string) {
  const entity = async (parentId: string | null, kind: string, code: string): Promise<string> =>
    ok(await all.post('/api/v1/entities', { parentId, kind, name: `${mark}${kind}`, nameEn: mark, code, validFrom: '2012-01-01' })).json()
      .id;
  const groupId = await entity(null, 'group', 'G1');
  const plantId = await entity(groupId, 'plant', 'P1');
  const unit = ok(await all.post('/api/v1/units', unitDraft(plantId, mark))).json();
  const meterId = ok(await all.post('/api/v1/meters', meterDraft(plantId, unit.id, mark))).json().id;
  const calibration = { calibratedOn: '2023-01-05', validUntil: '2024-01-04', result: 'in_class', body: mark };
  const calibrationId = ok(await all.post(`/api/v1/meters/${meterId}/calibrations`, calibration)).json().calibrations[0].id;
  const scopeStatementId = ok(await all.post('/api/v1/scope-statements', scopeDraft(mark))).json().id;
  return {
    groupId,
    plantId,
    unitId: unit.id as string,
    streamId: unit.fuelStreams[0].id as string,
    meterId,
    calibrationId,
    scopeStatementId,
  };
}

export const unitDraft = (entityId: string, mark: string, code = '1') => ({
  entityId,
  name: `${mark}机组`,
  nameEn: mark,
  code,
  unitClass: 'conventional_coal_above_300mw',
  product: 'condensing',
  capacityMw: '630',
  commissionedOn: '2013-11-08',
  fuelStreams: [{ code: 'coal', name: `${mark}煤`, nameEn: mark, fuelKind: 'coal', fuel: 'bituminous' }],
});
export const meterDraft = (entityId: string, unitId: string | null, mark: string, code = 'M1') => ({
  entityId,
  unitId,
  code,
  name: `${mark}秤`,
  nameEn: mark,
  kind: 'belt_scale',
  parameter: 'FC',
  accuracyClass: '0.5',
  accuracyPct: '0.5',
  calibrationIntervalMonths: 12,
  inServiceFrom: '2014-01-01',
});
export const scopeDraft = (mark: string) => ({
  consolidationApproach: 'operational_control',
  statement: `${mark}范围`,
  statementEn: mark,
  annexes: ['A'],
  exclusions: [],
  effectiveFrom: '2024-01-01',
});
export const factorDraft = (mark: string, evidenceIds: string[], key = 'own.one') => ({
  key,
  quantity: 'emission_factor',
  name: `${mark}因子`,
  nameEn: mark,
  value: '0.6',
  unit: 'kgCO2/kWh',
  validFrom: '2024-01-01',
  source: mark,
  evidenceIds,
});

/** `mark` stands in every text, so that any leak shows. January is submitted, February is a draft. */
export async function furnish<Who extends Asker>(all: Who, mark: string): Promise<Furnished<Who>> {
  const places = await boundary(all, mark);
  const sha256 = await storeFile(all, `${Buffer.from(mark).toString('hex')}\n1,2,3\n`);
  await storeFile(all, 'the same in both\n1,2,3\n');
  const evidence = {
    title: `${mark}台账`,
    kind: 'consumption_ledger',
    entityId: places.plantId,
    fileSha256: sha256,
    fileName: `${mark}.csv`,
  };
  const evidenceId = ok(await all.post('/api/v1/evidence', evidence)).json().id;
  const own = ok(await all.post('/api/v1/own-factors', factorDraft(mark, [evidenceId]))).json();
  const year = `/api/v1/units/${places.unitId}/years/2024`;
  const cells = [
    { month: '2024-01', parameter: 'FC', fuelStreamId: places.streamId, value: '1000', comment: mark },
    { month: '2024-01', parameter: 'C_ar', fuelStreamId: places.streamId, value: '0.5' },
    { month: '2024-02', parameter: 'FC', fuelStreamId: places.streamId, value: '900' },
  ];
  const grid: { cells: { cellId: string; month: string }[] } = ok(await all.post(`${year}/activity-data`, { cells })).json();
  const cellId = grid.cells.find((one) => one.month === '2024-02')?.cellId ?? '';
  ok(await all.post(`${year}/evidence`, { cellIds: grid.cells.map((one) => one.cellId), add: [evidenceId] }));
  const told = ok(await all.get(`${year}/grid`)).json();
  for (const { severity, code, place } of told.findings) {
    if (severity !== 'warning' || place.at?.month !== '2024-01') continue;
    ok(await all.post(`/api/v1/units/${places.unitId}/months/2024-01/reasons`, { code, place: place.path ?? '', reason: mark }));
  }
  const moved = ok(
    await all.post(`/api/v1/units/${places.unitId}/months/2024-01/move`, { to: 'in_review', version: told.months[0].version }),
  );
  const person = ok(await all.post('/api/v1/people', { name: `${mark}人`, email: `${randomBytes(4).toString('hex')}@example.com` })).json()
    .person;
  const granted = ok(await all.post(`/api/v1/people/${person.id}/roles`, { role: 'trader', entityId: places.plantId })).json();
  const { apiKey } = ok(await all.post('/api/v1/api-keys', { name: `${mark}key` })).json();
  const job = ok(await all.post('/api/v1/jobs', { kind: 'journal.verify' })).json();
  const { sessionId } = ok(await all.get('/api/v1/me')).json();
  const ids = {
    ...places,
    ...{ personId: person.id, grantId: granted.grants[0].id, apiKeyId: apiKey.id, jobId: job.id, sessionId },
    leafId: ok(await all.get('/api/v1/history?limit=1')).json().items[0].leafId,
    ...{ sha256, evidenceId, ownFactorId: own.id, cellId, calculationId: moved.json().months[0].calculationId },
  };
  return { all, ids, node: moved.json().months[0].emission.nodeId };
}

/** The first organization's person with every role. */
export async function everyRole<Who extends Asker>(boss: Who): Promise<Who> {
  const more: Role[] = roleCodes.filter((role) => role !== 'administrator' && role !== 'group_carbon_manager');
  for (const role of more) ok(await boss.post(`/api/v1/people/${boss.personId}/roles`, { role, entityId: null }));
  return boss;
}
