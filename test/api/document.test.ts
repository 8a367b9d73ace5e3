import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { evidence, evidenceSummary, storedFile } from '../../src/contract/document.ts';
import { addDays } from '../../src/kernel/calendar/day.ts';
import { todayOf } from '../../src/kernel/calendar/today.ts';
import { openFileStore, storeFile, sweepFiles } from '../../src/server/modules/document/index.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { inOrganization, writeLeaf } from '../support/tenants.ts';
import { workbook } from '../support/zip.ts';

type Evidence = z.output<typeof evidence>;
type Summary = z.output<typeof evidenceSummary>;
type Stored = z.output<typeof storedFile>;

let server: TestServer;
let boss: Client;
let statistician: Client;
let elsewhere: Client;
let director: Client;
let plantA = '';
let plantB = '';
const today = todayOf(new Date().toISOString());
const days = (count: number) => addDays(today, count);

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  const entity = async (kind: string, parentId: string | null, name: string) =>
    ok(await boss.post('/api/v1/entities', { kind, parentId, name, nameEn: name, validFrom: '2010-01-01' })).json<{ id: string }>().id;
  const group = await entity('group', null, '集团');
  plantA = await entity('plant', group, '甲厂');
  plantB = await entity('plant', group, '乙厂');
  statistician = await server.hire(boss, [{ role: 'plant_statistician', entityId: plantA }]);
  elsewhere = await server.hire(boss, [{ role: 'plant_statistician', entityId: plantB }]);
  director = await server.hire(boss, ['top_management']);
});
afterAll(async () => {
  await server?.close();
});

const upload = (who: Client, content: Buffer | string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: { host: 'localhost:8765', cookie: who.cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream' },
    payload: Buffer.from(content),
  });
const codeOf = (reply: { statusCode: number; json: <T>() => T }) => [reply.statusCode, reply.json<{ code: string }>().code];
const sha256Of = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

async function record(who: Client, content: string, change: Record<string, unknown> = {}): Promise<Evidence> {
  const stored = ok(await upload(who, content)).json<Stored>();
  return ok(
    await who.post('/api/v1/evidence', {
      title: '煤量台账',
      kind: 'consumption_ledger',
      fileSha256: stored.sha256,
      fileName: '台账.csv',
      ...change,
    }),
  ).json();
}
async function history(objectId: string) {
  return await inOrganization(server.database.appPool, boss.organizationId, async (client) => {
    const { rows } = await client.query<{
      kind: string;
      content: Record<string, unknown>;
      before: Record<string, unknown> | null;
      reason: string | null;
    }>('select kind, content, before, reason from app.history where organization_id = $1 and object_id = $2 order by leaf_id', [
      boss.organizationId,
      objectId,
    ]);
    return rows;
  });
}

describe('files', () => {
  test('stored once, told by content, fetched with headers that keep them harmless', async () => {
    const content = '月份,煤量\n2024-01,182345.67\n';
    const first = ok(await upload(statistician, content)).json<Stored>();
    expect(first).toEqual({
      sha256: sha256Of(content),
      sizeBytes: Buffer.byteLength(content),
      mediaType: 'text/csv',
      alreadyStored: false,
    });
    expect(ok(await upload(statistician, content)).json<Stored>().alreadyStored).toBe(true);
    const got = ok(await statistician.get(`/api/v1/files/${first.sha256}?name=${encodeURIComponent('../一月"台账.csv')}`));
    expect(got.body).toBe(content);
    expect(got.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="_____.csv"; filename*=UTF-8''${encodeURIComponent('一月台账.csv')}`.replace(
        '_____',
        '____',
      ),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(String(got.headers['content-security-policy'])).toMatch(/^sandbox/);
    const inline = ok(await statistician.get(`/api/v1/files/${first.sha256}?inline=1`));
    expect(String(inline.headers['content-disposition'])).toMatch(/^inline/);
    const book = ok(await upload(statistician, workbook())).json<Stored>();
    const shown = ok(await statistician.get(`/api/v1/files/${book.sha256}?inline=1`));
    expect(String(shown.headers['content-disposition'])).toMatch(/^attachment/);
  });

  test('refusals: no right, wrong type, not there, of another plant', async () => {
    expect(codeOf(await upload(director, 'a,b\n'))).toEqual([403, 'not_permitted']);
    expect(codeOf(await upload(server.nobody, 'a,b\n'))).toEqual([401, 'not_signed_in']);
    expect(codeOf(await upload(statistician, '<svg/>'))).toEqual([415, 'file_type_refused']);
    expect(codeOf(await upload(statistician, '%PDF-1.7 no end'))).toEqual([422, 'file_damaged']);
    expect(codeOf(await statistician.get(`/api/v1/files/${'0'.repeat(64)}`))).toEqual([404, 'not_found']);
    const mine = await record(statistician, '只属于甲厂\n');
    expect(mine.entityId).toBe(plantA);
    expect(codeOf(await elsewhere.get(`/api/v1/files/${mine.file.fileSha256}`))).toEqual([404, 'not_found']);
    expect(codeOf(await elsewhere.get(`/api/v1/evidence/${mine.id}`))).toEqual([404, 'not_found']);
    ok(await director.get(`/api/v1/files/${mine.file.fileSha256}`));
  });

  test('more than 100 MB is refused while it arrives, and nothing is left', async () => {
    const store = openFileStore(path.join(server.config.dataFolder, 'files'));
    const block = Buffer.alloc(1024 * 1024, 'a,b\n');
    const endless = Readable.from(
      (function* () {
        for (let i = 0; i < 101; i += 1) yield block;
      })(),
    );
    await expect(store.receive(boss.organizationId, endless)).rejects.toMatchObject({ code: 'file_too_large' });
    const incoming = path.join(server.config.dataFolder, 'files', boss.organizationId, 'incoming');
    expect(fs.readdirSync(incoming)).toEqual([]);
  });

  test('a connection that breaks off mid-file leaves nothing, and the server goes on', async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const headers = { cookie: statistician.cookie, 'x-tanheng': '1', 'content-type': 'text/csv', 'content-length': '1000000' };
    const incoming = path.join(server.config.dataFolder, 'files', boss.organizationId, 'incoming');
    const request = http.request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/api/v1/files',
      headers: { ...headers, host: `127.0.0.1:${port}` },
    });
    request.on('error', () => {});
    request.write(Buffer.alloc(200_000, 'a,b\n'));
    await expect.poll(() => fs.readdirSync(incoming).length, { timeout: 5_000 }).toBe(1);
    const announced = http.request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/api/v1/files',
      headers: { ...headers, host: `127.0.0.1:${port}`, 'content-length': String(200 * 1024 * 1024) },
    });
    announced.on('error', () => {});
    announced.write('a,b\n');
    const status = await new Promise((resolve) => announced.on('response', (reply) => resolve(reply.statusCode)));
    expect(status).toBe(413);
    announced.destroy();
    request.destroy();
    await expect.poll(() => fs.readdirSync(incoming).length, { timeout: 5_000 }).toBe(0);
    expect(ok(await upload(statistician, 'weiter\n')).statusCode).toBe(201);
  });

  test('the quota holds: a file more is refused, the same file again is not', async () => {
    const store = openFileStore(path.join(server.config.dataFolder, 'files'));
    const deps = { db: server.database, clock: { now: () => Date.now() } };
    const actor = systemActor(boss.organizationId);
    const keep = async (content: string, quota: number) => {
      const received = await store.receive(boss.organizationId, Readable.from([content]));
      return await runCommand(deps, storeFile(received, quota), actor, {}).finally(() => received.drop());
    };
    await keep('first of the quota\n', 1e9);
    await expect(keep('one more than fits\n', 10)).rejects.toMatchObject({ code: 'quota_exceeded' });
    await expect(keep('first of the quota\n', 10)).resolves.toMatchObject({ alreadyStored: true });
  });

  test('a tampered file is never handed out', async () => {
    const mine = await record(statistician, '将被篡改\n');
    const sha = mine.file.fileSha256;
    const place = path.join(server.config.dataFolder, 'files', boss.organizationId, sha.slice(0, 2), sha.slice(2, 4), sha);
    fs.writeFileSync(place, '已被篡改\n');
    expect(codeOf(await statistician.get(`/api/v1/files/${sha}`))).toEqual([422, 'file_damaged']);
    const started = ok(await boss.post('/api/v1/jobs', { kind: 'document.verify-files', input: {} })).json<{ id: string }>();
    let job: { state: string; result: { checked: number; damagedCount: number; damaged: { sha256: string; titles: string[] }[] } };
    do {
      await new Promise((resolve) => setTimeout(resolve, 100));
      job = ok(await boss.get(`/api/v1/jobs/${started.id}`)).json();
    } while (['queued', 'running'].includes(job.state));
    expect(job).toMatchObject({
      state: 'succeeded',
      result: { damagedCount: 1, damaged: [{ sha256: sha, state: 'changed', titles: ['煤量台账'] }] },
    });
    expect(job.result.checked).toBeGreaterThan(1);
    ok(await upload(statistician, '将被篡改\n'));
    ok(await statistician.get(`/api/v1/files/${sha}`));
  });

  test('what was stored and never recorded is gone after a day, evidence is not', async () => {
    const kept = await record(statistician, '有登记\n');
    const loose = ok(await upload(statistician, '未登记\n')).json<Stored>();
    const store = openFileStore(path.join(server.config.dataFolder, 'files'));
    const at = (hours: number) => ({ db: server.database, clock: { now: () => Date.now() + hours * 3_600_000 } });
    const actor = systemActor(boss.organizationId);
    const orphan = await store.receive(boss.organizationId, Readable.from(['on disk only\n']));
    await orphan.keep();
    await sweepFiles(at(23), store, actor);
    ok(await statistician.get(`/api/v1/files/${loose.sha256}`));
    const swept = await sweepFiles(at(25), store, actor);
    expect(swept.discarded).toBeGreaterThan(0);
    expect(swept.orphans).toBe(1);
    expect(codeOf(await statistician.get(`/api/v1/files/${loose.sha256}`))).toEqual([404, 'not_found']);
    expect(await store.verify(boss.organizationId, loose.sha256, loose.sizeBytes)).toBe('missing');
    ok(await statistician.get(`/api/v1/files/${kept.file.fileSha256}`));
    expect((await history(loose.sha256)).map((h) => h.kind)).toEqual(['file.stored', 'file.discarded']);
  });
});

describe('evidence', () => {
  test('recorded, changed, revised: earlier files stay, every version is in the history', async () => {
    const first = await record(statistician, '第一版内容\n', { periodFrom: '2024-01-01', periodTo: '2024-01-31', validUntil: days(10) });
    expect(first).toMatchObject({
      version: 1,
      revision: 1,
      validity: 'expires_soon',
      useCount: 0,
      uses: [],
      file: { fileName: '台账.csv' },
    });
    const { title: _, ...rest } = {
      title: '',
      kind: 'lab_report',
      entityId: plantA,
      periodFrom: '2024-01-01',
      periodTo: '2024-01-31',
      validUntil: null,
      note: '',
    };
    const changed: Evidence = ok(await statistician.put(`/api/v1/evidence/${first.id}`, { ...rest, title: '化验报告', version: 1 })).json();
    expect(changed).toMatchObject({ title: '化验报告', kind: 'lab_report', validity: 'unlimited', version: 2, revision: 1 });
    const stale = await statistician.put(`/api/v1/evidence/${first.id}`, { ...rest, title: '别的', version: 1 });
    expect(codeOf(stale)).toEqual([409, 'conflict']);
    expect(stale.json<{ findings: { place: { path: string } }[] }>().findings.map((f) => f.place.path)).toEqual(['/title']);
    const wider = await statistician.put(`/api/v1/evidence/${first.id}`, { ...rest, title: '化验报告', entityId: null, version: 2 });
    expect(codeOf(wider)).toEqual([403, 'not_permitted']);
    const second = ok(await upload(statistician, '第二版内容\n')).json<Stored>();
    const revised: Evidence = ok(
      await statistician.post(`/api/v1/evidence/${first.id}/revisions`, {
        fileSha256: second.sha256,
        fileName: 'a/b\\更正.csv',
        note: '更正',
      }),
    ).json();
    expect(revised.revisions.map((r) => [r.revision, r.fileName, r.note])).toEqual([
      [2, '更正.csv', '更正'],
      [1, '台账.csv', ''],
    ]);
    expect(ok(await statistician.get(`/api/v1/files/${first.file.fileSha256}`)).body).toBe('第一版内容\n');
    const kept = await history(first.id);
    expect(kept.map((h) => [h.kind, h.content.title, h.before?.title ?? null, h.reason])).toEqual([
      ['evidence.recorded', '煤量台账', null, null],
      ['evidence.changed', '化验报告', '煤量台账', null],
      ['evidence.revised', '化验报告', '化验报告', '更正'],
    ]);
  });

  test.each<[string, Record<string, unknown>, (string | number)[]]>([
    ['a file that is not there', { fileSha256: 'a'.repeat(64) }, [404, 'not_found']],
    ['a period that ends before it begins', { periodFrom: '2024-02-01', periodTo: '2024-01-31' }, [422, 'invalid_input']],
    ['a day that does not exist', { validUntil: '2024-02-30' }, [422, 'invalid_input']],
    ['an unknown kind', { kind: 'rumour' }, [422, 'invalid_input']],
    ['another plant', { entityId: '$other' }, [403, 'not_permitted']],
    ['a field that is not the caller’s', { organizationId: 'x' }, [422, 'invalid_input']],
  ])('%s is refused', async (_, change, expected) => {
    const stored = ok(await upload(statistician, 'x,y\n')).json<Stored>();
    const body: Record<string, unknown> = { title: 't', kind: 'other', fileSha256: stored.sha256, fileName: 'x.csv', ...change };
    if (body.entityId === '$other') body.entityId = plantB;
    expect(codeOf(await statistician.post('/api/v1/evidence', body))).toEqual(expected);
  });

  test('found by words, kind, month, validity and use', async () => {
    await record(statistician, '一\n', {
      title: '二号炉 入厂煤 过衡单',
      kind: 'invoice',
      periodFrom: '2023-06-15',
      periodTo: '2023-07-14',
      validUntil: days(-1),
    });
    const list = async (query: string) =>
      ok(await statistician.get(`/api/v1/evidence?${query}`))
        .json<{ items: Summary[]; total: number }>()
        .items.map((e) => e.title);
    const one = ['二号炉 入厂煤 过衡单'];
    expect(await list(`search=${encodeURIComponent('入厂煤 二号')}`)).toEqual(one);
    expect(await list(`search=${encodeURIComponent('入厂煤 三号')}`)).toEqual([]);
    expect(await list('search=%25')).toEqual([]);
    expect(await list('coveringMonth=2023-07&kind=invoice')).toEqual(one);
    expect(await list('coveringMonth=2023-08&kind=invoice')).toEqual([]);
    expect(await list('validity=expired')).toEqual(one);
    expect(await list('unused=1&kind=invoice')).toEqual(one);
    expect(codeOf(await statistician.get('/api/v1/evidence?coveringMonth=2023-13'))).toEqual([422, 'invalid_input']);
    const page = ok(await boss.get('/api/v1/evidence?limit=1&offset=1')).json<{ items: Summary[]; total: number }>();
    expect(page.items).toHaveLength(1);
    expect(page.total).toBeGreaterThan(2);
  });

  test('a calibration rests on its certificate, and the certificate says so', async () => {
    const engineer = await server.hire(boss, [{ role: 'metering_engineer', entityId: plantA }]);
    const certificate = await record(engineer, '检定证书\n', { title: '检定证书', kind: 'calibration_certificate' });
    const meter = ok(
      await engineer.post('/api/v1/meters', {
        entityId: plantA,
        unitId: null,
        code: 'BS-9',
        name: '皮带秤',
        nameEn: 'Belt scale',
        kind: 'belt_scale',
        parameter: 'FC',
        accuracyClass: '0.5',
        accuracyPct: '0.5',
        calibrationIntervalMonths: 12,
        inServiceFrom: '2014-01-01',
      }),
    ).json<{ id: string }>();
    const body = { calibratedOn: days(-3), validUntil: days(360), result: 'in_class', body: '院', evidenceId: certificate.id };
    const calibrated = ok(await engineer.post(`/api/v1/meters/${meter.id}/calibrations`, body)).json<{
      calibrations: { evidence: unknown }[];
    }>();
    expect(calibrated.calibrations[0]?.evidence).toEqual({ id: certificate.id, title: '检定证书' });
    const seen: Evidence = ok(await engineer.get(`/api/v1/evidence/${certificate.id}`)).json();
    expect(seen).toMatchObject({ useCount: 1, uses: [{ objectType: 'meter_calibration', label: { zh: `BS-9 皮带秤 校准 ${days(-3)}` } }] });
    expect((await history(certificate.id)).map((h) => h.kind)).toEqual(['evidence.recorded', 'evidence.used']);
    // Evidence of another plant cannot be used, nor even noticed.
    const foreign = await record(elsewhere, '乙厂证书\n');
    expect(codeOf(await engineer.post(`/api/v1/meters/${meter.id}/calibrations`, { ...body, evidenceId: foreign.id }))).toEqual([
      404,
      'not_found',
    ]);
  });
});

test('two organizations with the same file and the same code do not see each other', async () => {
  const content = '两家都有的同一文件\n';
  const mine = await record(statistician, content);
  const store = openFileStore(path.join(server.config.dataFolder, 'files'));
  const other = '0197a222-0000-7000-8000-000000000001';
  await inOrganization(server.database.appPool, other, async (client) => {
    await client.query(
      "insert into app.organization (organization_id, name, name_en, salt, created_at) values ($1, '乙', 'B', decode(repeat('00', 32), 'hex'), now())",
      [other],
    );
    await writeLeaf(client);
  });
  const deps = { db: server.database, clock: { now: () => Date.now() } };
  await expect(store.fetch(other, mine.file.fileSha256, false)).rejects.toMatchObject({ code: 'file_damaged' });
  const received = await store.receive(other, Readable.from([content]));
  const stored = await runCommand(deps, storeFile(received, 1e9), systemActor(other), {});
  expect(stored).toMatchObject({ sha256: mine.file.fileSha256, alreadyStored: false });
  await store.removeOrganization(other);
  expect(ok(await statistician.get(`/api/v1/files/${mine.file.fileSha256}`)).body).toBe(content);
});
