import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOfJob } from '../support/attacks-objects.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { type Entry, zipOf } from '../support/zip.ts';

/** Files of life-cycle data that are broken or mean harm: refused with place, cause and cure, and nothing of them is left. */
// biome-ignore lint/suspicious/noExplicitAny: replies are looked at as a program of somebody else would
type Reply = any;
let server: TestServer;
let boss: Client;
const headers = () => ({ host: 'localhost:8765', cookie: boss.cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream' });
const upload = (content: Buffer | string) =>
  server.app.inject({ method: 'POST', url: '/api/v1/lca/files', headers: headers(), payload: Buffer.from(content) });
async function started(content: Buffer | string, name = 'Steel'): Promise<string> {
  const { sha256 } = ok(await upload(content)).json();
  const input = { fileSha256: sha256, fileName: 'x.zip', name, edition: '1', licence: 'CC0', credit: 'Somebody' };
  return ok(await boss.post('/api/v1/jobs', { kind: 'lca.import', input })).json().id;
}

/** Rows of everything that an import writes, and files that are half there. */
async function left(): Promise<{ rows: Record<string, number>; parts: string[] }> {
  const tables = ['lca_database', 'lca_package', 'lca_process', 'lca_flow', 'evidence'];
  const rows = await server.database.owner(async (client) => {
    await client.query(`begin; set local app.organization = '${boss.organizationId}'`);
    const found: Record<string, number> = {};
    for (const table of tables) found[table] = Number((await client.query(`select count(*) as n from app.${table}`)).rows[0].n);
    await client.query('rollback');
    return found;
  });
  // The log's signer writes its head in the same way at any time.
  const all = fs.readdirSync(server.config.dataFolder, { recursive: true }).map(String);
  const parts = all.filter((one) => one.endsWith('.part') && !one.startsWith('log'));
  return { rows, parts: parts.map(String) };
}

const json = (name: string, content: unknown): Entry => ({ name, data: JSON.stringify(content), stored: true });
const process = { '@id': 'p', name: 'p', exchanges: [{ internalId: 1, amount: 1, isQuantitativeReference: true, flow: { '@id': 'f' } }] };
const good = [json('processes/p.json', process)];
const spold = (inside: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}\n<ecoSpold>\n<dataset number="1">${inside}</dataset>\n</ecoSpold>`;
const simaPro = (line: string) =>
  ['{SimaPro 9.1}', '{CSV separator: Semicolon}', '', 'Process', '', 'Process name', 'x', '', 'Products', line, '', 'End', ''].join('\r\n');
const matrices = (sectors: string | Buffer): Entry[] => [
  { name: 'm/sectors.csv', data: sectors },
  { name: 'm/A.csv', data: '0\n' },
];
const entity = (n: number): string => `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`;
const laughs = `<!DOCTYPE x [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, n) => entity(n + 1)).join('')}]>`;
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** What is refused when it is uploaded, or when it is read: code, cause in Chinese and English (with the place), cure in both. */
type Case = readonly [what: string, content: () => Buffer | string, code: string, zh: RegExp, en: RegExp, cure: readonly [RegExp, RegExp]];
const again = [/重新导出|导出/, /[Ee]xport/] as const;
const atUpload: readonly Case[] = [
  [
    'a bomb that declares 2 GB',
    () => zipOf([{ name: 'processes/p.json', data: '{}', size: 2 * 1024 ** 3 }]),
    'file_type_refused',
    /600 MB/,
    /600 MB/,
    [/拆分/, /Split/],
  ],
  [
    'a bomb of forty megabytes in forty kilobytes',
    () => zipOf([{ name: 'processes/p.json', data: Buffer.alloc(40 * 1024 ** 2) }]),
    'file_type_refused',
    /压缩比 100/,
    /ratio of 100/,
    [/拆分/, /Split/],
  ],
  [
    '60,001 entries',
    () => zipOf(Array.from({ length: 60_001 }, (_, i): Entry => ({ name: `p/${i}.json`, data: '', stored: true }))),
    'file_type_refused',
    /60000 个条目/,
    /60000 entries/,
    [/拆分/, /Split/],
  ],
  [
    'a path that climbs',
    () => zipOf([...good, json('processes/../../../etc/q.json', {})]),
    'file_type_refused',
    /“processes\/\.\.\/\.\.\/\.\.\/etc\/q\.json”/,
    /"processes\/\.\.\/\.\.\/\.\.\/etc\/q\.json"/,
    [/重新压缩/, /Pack it again/],
  ],
  [
    'a path that climbs with backslashes',
    () => zipOf([...good, json('processes\\..\\..\\q.json', {})]),
    'file_type_refused',
    /指向压缩包之外/,
    /outside itself/,
    [/重新压缩/, /Pack it again/],
  ],
  [
    'an absolute path',
    () => zipOf([...good, json('/etc/q.json', {})]),
    'file_type_refused',
    /“\/etc\/q\.json”/,
    /"\/etc\/q\.json"/,
    [/重新压缩/, /Pack it again/],
  ],
  [
    'a path on a drive',
    () => zipOf([...good, json('C:/q.json', {})]),
    'file_type_refused',
    /“C:\/q\.json”/,
    /"C:\/q\.json"/,
    [/重新压缩/, /Pack it again/],
  ],
  [
    'an archive within the archive',
    () => zipOf([...good, { name: 'a/b.zip', data: 'PK' }]),
    'file_type_refused',
    /另一个压缩包/,
    /another archive/,
    [/解开/, /Unpack/],
  ],
  [
    'an archive that is encrypted',
    () => zipOf([{ ...json('processes/p.json', {}), flags: 1 }]),
    'file_type_refused',
    /加密/,
    /encrypted/,
    [/取消密码/, /remove the password/],
  ],
  ['an archive cut in half', () => zipOf(good).subarray(0, 90), 'file_damaged', /不完整/, /damaged/, again],
  ['XML with a document type', () => spold('', '<!DOCTYPE x>'), 'file_type_refused', /DOCTYPE/, /DOCTYPE/, again],
  ['a billion laughs', () => spold('<a>&l9;</a>', laughs), 'file_type_refused', /DOCTYPE/, /DOCTYPE/, again],
  [
    'an entity from outside',
    () => spold('<a>&x;</a>', '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    'file_type_refused',
    /ENTITY/,
    /ENTITY/,
    again,
  ],
  [
    'text in UTF-16',
    () => Buffer.from(`\ufeff${simaPro('A;kg;1;100;x;f;')}`, 'utf16le'),
    'file_type_refused',
    /UTF-16/,
    /UTF-16/,
    [/另存为 UTF-8/, /Save it in UTF-8/],
  ],
  ['an empty file', () => ' ', 'file_type_refused', /不是生命周期数据文件/, /No file of life-cycle data/, [/应为/, /openLCA JSON-LD/]],
];
const atReading: readonly Case[] = [
  [
    'a document type behind a long comment',
    () => spold('', `<!--${' '.repeat(5000)}-->${laughs}`),
    'file_type_refused',
    /^x：XML.*DOCTYPE/,
    /^x: the XML.*DOCTYPE/,
    again,
  ],
  ['an entity nobody declared', () => spold('<a>&b;</a>'), 'file_damaged', /^x 第 3 行/, /^x, line 3/, again],
  [
    'XML cut in half',
    () => spold('<a>\n<b>').slice(0, 80),
    'file_damaged',
    /^x 第 4 行：XML 不完整/,
    /^x, line 4: the XML is cut off/,
    again,
  ],
  [
    'XML in XML in XML',
    () => spold(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`),
    'file_type_refused',
    /^x：XML 嵌套超过 100 层/,
    /^x: the XML is nested more than 100 deep/,
    again,
  ],
  [
    'a part of XML cut in half',
    () => zipOf([{ name: 'ILCD/processes/a.xml', data: '<processDataSet>\n<b>' }]),
    'file_damaged',
    /^ILCD\/processes\/a\.xml 第 2 行/,
    /^ILCD\/processes\/a\.xml, line 2/,
    again,
  ],
  [
    'JSON a million deep',
    () => zipOf([{ name: 'processes/p.json', data: `{"@id":"p","extra":${deep(1e6)}}`, stored: true }]),
    'file_type_refused',
    /^processes\/p\.json：JSON 嵌套超过 100 层/,
    /^processes\/p\.json: the JSON is nested more than 100 deep/,
    again,
  ],
  [
    'JSON a million deep that never ends',
    () => zipOf([{ name: 'processes/p.json', data: '['.repeat(1e6), stored: true }]),
    'file_type_refused',
    /嵌套超过 100 层/,
    /nested more than 100 deep/,
    again,
  ],
  [
    'a quote that never closes',
    () => simaPro('"Steel;kg;1;100;x;f;'),
    'file_damaged',
    /^第 10 行：引号没有闭合/,
    /^Line 10: a quoted cell is never closed/,
    [/补上该行的引号/, /close the quote/],
  ],
  [
    'a quote that never closes in an index of matrices',
    () => zipOf(matrices('index,id,name,unit\n0,x,"Steel,kg\n')),
    'file_damaged',
    /^m\/sectors\.csv 第 2 行：引号没有闭合/,
    /^m\/sectors\.csv, line 2: a quoted cell/,
    [/补上/, /close the quote/],
  ],
  [
    'an index in GB 18030',
    () =>
      zipOf(
        matrices(Buffer.concat([Buffer.from('index,id,name,unit\n0,x,'), Buffer.from([0xb8, 0xd6, 0xcc, 0xfa]), Buffer.from(',kg\n')])),
      ),
    'file_damaged',
    /^m\/sectors\.csv：不是 UTF-8/,
    /^m\/sectors\.csv: it is not text in UTF-8/,
    [/另存为 UTF-8/, /Save it in UTF-8/],
  ],
  [
    'XML that is not in the encoding it declares',
    () => Buffer.concat([Buffer.from(spold('<a>')), Buffer.from([0xff, 0xfe])]),
    'file_damaged',
    /^x：内容不是声明的 (utf|UTF)-8 编码/,
    /^x: it is not text in (utf|UTF)-8/,
    [/改正声明/, /correct the declaration/],
  ],
  [
    'a part whose checksum lies',
    () => zipOf([{ ...json('processes/p.json', process), crc: 1 }]),
    'file_damaged',
    /不完整或前后矛盾/,
    /contradicts itself/,
    again,
  ],
  [
    'a part that is longer than it says',
    () => zipOf([{ name: 'processes/p.json', data: JSON.stringify(process), size: 10 }]),
    'file_damaged',
    /前后矛盾/,
    /contradicts/,
    again,
  ],
];

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
});
afterAll(() => server?.close());

const told = ([, , code, zh, en, cure]: Case) => ({
  ...{ code, details: { zh: expect.stringMatching(zh), en: expect.stringMatching(en) } },
  cure: { zh: expect.stringMatching(cure[0]), en: expect.stringMatching(cure[1]) },
});
const said = ({ code, details }: Reply) => ({ code, details, cure: details });

describe('a file that is refused', () => {
  test.each(atUpload)('as it is uploaded: %s', async (...one) => {
    const reply = await upload(one[1]());
    expect(said(reply.json())).toEqual(told(one));
    expect((await left()).parts).toEqual([]);
  });

  test.each(atReading)('as it is read, and again as it is imported: %s', async (...one) => {
    const before = await left();
    const { sha256 } = ok(await upload(one[1]())).json();
    const preview = await boss.post('/api/v1/lca/previews', { fileSha256: sha256, fileName: 'x.zip' });
    expect(said(preview.json())).toEqual(told(one));
    const input = { fileSha256: sha256, fileName: 'x.zip', name: 'x', edition: '1', licence: 'CC0', credit: 'x' };
    const { id } = ok(await boss.post('/api/v1/jobs', { kind: 'lca.import', input })).json();
    expect((await endOfJob(boss, id)).problem?.code).toBe(one[2]);
    expect(await left()).toEqual(before);
  });

  test('with nothing in it that can be read: the finding names the part', async () => {
    const { state, body } = await endOfJob(boss, await started(zipOf([{ name: 'processes/p.json', data: '{"@id":', stored: true }])));
    const { problem } = JSON.parse(body);
    expect([state, problem.code]).toEqual(['failed', 'invalid_input']);
    expect(problem.text.zh).toMatch(/processes\/p\.json：数据集无法读取：JSON, UTF-8。请从原软件重新导出/);
    expect(problem.text.en).toMatch(/processes\/p\.json: The data set cannot be read: JSON, UTF-8\. Export this data set again/);
  });
});

describe('an upload over a connection', () => {
  let address: AddressInfo;
  beforeAll(async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const found = server.app.server.address();
    if (found === null || typeof found === 'string') throw new Error('no port');
    address = found;
  });
  const open = (length: number) =>
    http.request({
      ...{ host: '127.0.0.1', port: address.port, method: 'POST', path: '/api/v1/lca/files' },
      headers: { ...headers(), 'content-length': length },
    });

  test('that announces more than the limit is refused at once, with the limit', async () => {
    const request = open(100 * 1024 ** 2 + 1);
    const body = new Promise<string>((done, fail) => {
      request.on('error', fail);
      request.on('response', (reply) => {
        let text = '';
        reply.on('data', (piece) => {
          text += String(piece);
        });
        reply.on('end', () => done(text));
      });
    });
    request.write('PK');
    const problem = JSON.parse(await body);
    request.on('error', () => {});
    request.destroy();
    expect(problem).toMatchObject({
      code: 'file_too_large',
      details: { zh: expect.stringContaining('100 MB'), en: expect.stringContaining('100 MB') },
    });
  });

  test('that breaks off half way leaves nothing', async () => {
    const before = await left();
    const content = zipOf(good);
    const request = open(content.length * 2);
    request.on('error', () => {});
    request.write(content);
    // Until it is half there.
    for (let round = 0; round < 200 && (await left()).parts.length === 0; round += 1) await new Promise((done) => setTimeout(done, 20));
    expect((await left()).parts).toHaveLength(1);
    request.destroy();
    for (let round = 0; round < 200 && (await left()).parts.length > 0; round += 1) await new Promise((done) => setTimeout(done, 20));
    expect(await left()).toEqual(before);
  });
});

describe('two imports at once', () => {
  const named = (name: string) => zipOf([json('processes/p.json', { ...process, name })]);
  test('of different files both stand, with numbers of their own', async () => {
    const ids = await Promise.all([started(named('one'), 'one'), started(named('two'), 'two')]);
    for (const id of ids) expect((await endOfJob(boss, id)).state).toBe('succeeded');
    const { items } = ok(await boss.get('/api/v1/lca/databases')).json();
    expect(new Set(items.map((one: Reply) => one.no)).size).toBe(2);
  });

  test('of the same content: one stands, the other says which', async () => {
    const before = await left();
    const ids = await Promise.all([started(named('three'), 'a'), started(named('three'), 'b')]);
    const ends = await Promise.all(ids.map((id) => endOfJob(boss, id)));
    expect(ends.map((one) => one.problem?.code ?? one.state).sort()).toEqual(['already_exists', 'succeeded']);
    const after = await left();
    expect(after.rows.lca_database).toBe((before.rows.lca_database ?? 0) + 1);
    expect(after.rows.evidence).toBe((before.rows.evidence ?? 0) + 1);
  });
});
