import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { factor, gwpTable, ownFactor, publication } from '../../src/contract/library.ts';
import { loadLibrary, openShelf } from '../../src/server/modules/library/index.ts';
import { productFolder } from '../../src/server/place.ts';
import { patiently } from '../support/patience.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { inOrganization } from '../support/tenants.ts';

type Factor = z.output<typeof factor>;
type OwnFactor = z.output<typeof ownFactor>;
type Publication = z.output<typeof publication>;

let server: TestServer;
let boss: Client;
let lab: Client;
const dataDir = path.join(productFolder, 'data');

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  lab = await server.hire(boss, ['lab_analyst']);
});
afterAll(async () => {
  await server?.close();
});

const codeOf = (reply: { statusCode: number; json: <T>() => T }) => {
  const problem = reply.json<{ code: string; findings?: { code: string }[] }>();
  return [reply.statusCode, problem.code, ...(problem.findings ?? []).map((f) => f.code)];
};
const find = async (query: Record<string, string>) =>
  ok(await lab.get(`/api/v1/factors?${new URLSearchParams(query)}`)).json<{ items: Factor[]; total: number }>();

describe('publications', () => {
  test('every one is there with its credit in both languages, and freshness against today', async () => {
    const { items } = ok(await lab.get('/api/v1/publications')).json<{ items: Publication[] }>();
    const files = fs.readdirSync(path.join(dataDir, 'factors')).filter((name) => name.endsWith('.yaml'));
    expect(items.map((p) => p.id)).toEqual(files.sort().map((name) => name.replace('.yaml', '')));
    for (const one of items) expect([one.credit.zh, one.credit.en, one.licence].every((text) => text.length > 3)).toBe(true);
    const of = (id: string) => items.find((p) => p.id === id);
    expect(of('epa-hub-2024')).toMatchObject({ freshness: 'superseded', supersededBy: 'epa-hub-2025' });
    expect(of('cn-24-industries-fuel-defaults-2015')?.factorCount).toBe(66);
  });

  test('a second load changes nothing; a wrong file is refused with file and line and the old edition stays', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-data-'));
    try {
      fs.cpSync(path.join(dataDir, 'units'), path.join(folder, 'units'), { recursive: true });
      fs.cpSync(path.join(dataDir, 'factors/vocabulary'), path.join(folder, 'factors/vocabulary'), { recursive: true });
      for (const end of ['yaml', 'csv']) {
        fs.copyFileSync(path.join(dataDir, `factors/cn-grid-co2-2023.${end}`), path.join(folder, `factors/cn-grid-co2-2023.${end}`));
      }
      const { units } = openShelf(dataDir);
      const load = () => loadLibrary(server.database.owner, folder, units, '2026-01-01T00:00:00.000Z');
      // The other publications are gone from this folder, so the library is brought to this one only.
      expect(await load()).toMatchObject({ unchanged: ['cn-grid-co2-2023', 'gwp'], loaded: [], refused: [] });
      expect((await find({})).total).toBe(41);
      const table = path.join(folder, 'factors/cn-grid-co2-2023.csv');
      const good = fs.readFileSync(table, 'utf8');
      fs.writeFileSync(table, good.replace(/^([^\n]*\n[^\n]*\n)([^\n]*?),(0\.\d+),/m, '$1$2,not a number,'));
      const refused = await load();
      expect(refused.refused).toEqual(['cn-grid-co2-2023']);
      expect(refused.findings.filter((f) => f.severity === 'error')).toMatchObject([
        { code: 'factor_value_wrong', place: { file: 'factors/cn-grid-co2-2023.csv', line: 3 } },
      ]);
      expect((await find({})).total).toBe(41);
      fs.writeFileSync(table, 'key,value\n');
      expect((await load()).findings.map((f) => f.code)).toContain('factor_head_wrong');
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
      const { units } = openShelf(dataDir);
      await loadLibrary(server.database.owner, dataDir, units, '2026-01-01T00:00:00.000Z');
    }
  });

  test('requests cannot write to it', async () => {
    await expect(server.database.appPool.query("update library.factor set value = 0 where key = 'grid.CN'")).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('search', () => {
  test.each<[string, Record<string, string>, (items: Factor[]) => unknown, unknown]>([
    ['exact Chinese name first', { search: '无烟煤' }, (items) => items[0]?.name.zh, '无烟煤'],
    ['exact English name first, any case', { search: 'ANTHRACITE' }, (items) => items[0]?.name.en, 'Anthracite'],
    [
      'all words must match, in both languages',
      { search: '无烟煤 anthracite' },
      (items) => items.every((f) => f.name.zh.includes('无烟煤')),
      true,
    ],
    ['no word, no match', { search: '无烟煤 zzz' }, (items) => items.length, 0],
    ['a percent sign is a letter', { search: '%_%' }, (items) => items.length, 0],
    ['by region name', { search: '江苏' }, (items) => items.every((f) => f.region === 'CN-JS') && items.length > 0, true],
    ['by gas name', { search: '甲烷', quantity: 'emission_factor' }, (items) => items.some((f) => f.gas === 'CH4'), true],
    [
      'by publication',
      { publicationId: 'cn-ets-fuel-defaults-2024', quantity: 'ncv' },
      (items) => new Set(items.map((f) => f.publicationId)).size,
      1,
    ],
    [
      'current editions before superseded',
      { search: 'distillate', limit: '500' },
      (items) => items.findIndex((f) => f.publicationId === 'epa-hub-2024') > items.findIndex((f) => f.publicationId === 'epa-hub-2025'),
      true,
    ],
    [
      'valid on a day',
      { search: '全国', validOn: '2022-06-30', region: 'CN', publicationId: 'cn-grid-co2-2022' },
      (items) => items.length > 0,
      true,
    ],
    ['not valid on another', { validOn: '2019-06-30', publicationId: 'cn-grid-co2-2022' }, (items) => items.length, 0],
  ])('%s', async (_, query, look, expected) => {
    expect(look((await find(query)).items)).toEqual(expected);
  });

  test('pages and counts; a page behind the end is empty', async () => {
    const all = await find({ publicationId: 'cn-ets-fuel-defaults-2024', limit: '500' });
    expect(all.total).toBe(75);
    const second = await find({ publicationId: 'cn-ets-fuel-defaults-2024', limit: '10', offset: '10' });
    expect(second.items).toEqual(all.items.slice(10, 20));
    expect(await find({ publicationId: 'cn-ets-fuel-defaults-2024', offset: '100' })).toEqual({ items: [], total: 75 });
    expect(codeOf(await lab.get('/api/v1/factors?validOn=2023-02-30'))).toEqual([422, 'invalid_input', 'not_a_day']);
  });

  test('fast over all publications', async () => {
    const rows = Number((await server.database.appPool.query<{ n: string }>('select count(*) as n from library.factor')).rows[0]?.n);
    const times: number[] = [];
    for (const search of ['煤', 'coal', '电力 江苏', 'natural gas', '甲烷 钢铁', 'nothing at all', 'cattle']) {
      await find({ search });
      const started = performance.now();
      await find({ search });
      times.push(performance.now() - started);
    }
    const middle = [...times].sort((a, b) => a - b)[3] ?? 0;
    console.log(`search over ${rows} factors: ${times.map((t) => t.toFixed(0)).join(', ')} ms`);
    expect(rows).toBeGreaterThan(40_000);
    expect(middle).toBeLessThan(patiently(150)); // the machine is shared; the aim is 50 ms for 40,000
  });

  test('a factor with other editions and, apart, other publications of the same key', async () => {
    const { items } = await find({ search: 'anthracite', publicationId: 'cn-ets-fuel-defaults-2024', quantity: 'ncv' });
    const detail = ok(await lab.get(`/api/v1/factor?${new URLSearchParams({ factorId: items[0]?.id ?? '' })}`)).json<{
      factor: Factor;
      publication: Publication;
      otherEditions: Factor[];
      otherPublications: Factor[];
    }>();
    expect(detail.factor.value).toBe('25.024');
    expect(detail.publication.id).toBe('cn-ets-fuel-defaults-2024');
    expect(detail.otherPublications.every((f) => f.key === 'anthracite' && f.quantity === 'ncv')).toBe(true);
    expect(detail.otherPublications.length).toBeGreaterThan(0);
    const national = await find({ publicationId: 'cn-grid-co2-2023', region: 'CN', limit: '1' });
    const grid = ok(await lab.get(`/api/v1/factor?${new URLSearchParams({ factorId: national.items[0]?.id ?? '' })}`)).json<
      typeof detail
    >();
    expect(grid.otherEditions.map((f) => f.publicationId)).toEqual(['cn-grid-co2-2022', 'cn-grid-co2-2021']);
    expect(codeOf(await lab.get('/api/v1/factor?factorId=nothing'))).toEqual([404, 'not_found']);
  });

  test('GWP: values as each report printed them, blanks stay blanks', async () => {
    const table = ok(await lab.get('/api/v1/gwp')).json<z.output<typeof gwpTable>>();
    const methane = table.gases.find((g) => g.gas === 'CH4');
    expect(methane).toMatchObject({ name: { zh: '甲烷' }, values: { SAR: '21', AR4: '25', AR5: '28', AR6: '27.9' } });
    expect(table.gases.find((g) => g.gas === 'CO2')?.values.AR6).toBe('1');
    expect(table.gases.some((g) => Object.values(g.values).includes(''))).toBe(false);
    expect(table.sets.find((s) => s.set === 'AR5')?.horizonYears).toBe(100);
  });
});

describe('own factors', () => {
  const draft = (change: Record<string, unknown> = {}) => ({
    key: 'own.steam',
    quantity: 'emission_factor',
    name: '外购蒸汽',
    nameEn: 'Purchased steam',
    value: '0.11',
    unit: 'tCO2/GJ',
    validFrom: '2024-01-01',
    source: '供热协议 2024-03',
    ...change,
  });
  const propose = (change?: Record<string, unknown>, who = lab) => who.post('/api/v1/own-factors', draft(change));
  const decide = (who: Client, one: OwnFactor, decision: string, reason = '') =>
    who.post(`/api/v1/own-factors/${one.id}/decide`, { decision, reason, version: one.version });

  test('proposed by one, approved by another; the next edition ends the open one the day before', async () => {
    const first: OwnFactor = ok(await propose()).json();
    expect(first).toMatchObject({ number: 1, state: 'proposed', value: '0.11', gas: 'CO2', findings: [] });
    const approved: OwnFactor = ok(await decide(boss, first, 'approve')).json();
    expect(approved).toMatchObject({ state: 'approved', version: 2, decidedByName: '首位' });
    expect(codeOf(await decide(boss, approved, 'approve'))).toEqual([409, 'wrong_state']);

    const jump: OwnFactor = ok(await propose({ value: '0.22', validFrom: '2025-01-01' })).json();
    expect(jump).toMatchObject({ number: 2, findings: [{ code: 'factor_jump', severity: 'warning', place: { path: '/value' } }] });
    expect(codeOf(await decide(boss, jump, 'approve'))).toEqual([422, 'reason_required', 'factor_jump']);
    ok(await decide(boss, jump, 'approve', '供热方更换锅炉，附说明'));
    const { items } = ok(await lab.get('/api/v1/own-factors')).json<{ items: OwnFactor[] }>();
    expect(items.map((o) => [o.number, o.state, o.validFrom, o.validTo])).toEqual([
      [2, 'approved', '2025-01-01', null],
      [1, 'approved', '2024-01-01', '2024-12-31'],
    ]);
    const kept = await inOrganization(server.database.appPool, boss.organizationId, async (client) => {
      const { rows } = await client.query<{ kind: string; reason: string | null }>(
        "select kind, reason from app.history where organization_id = $1 and object_type = 'own_factor' order by leaf_id",
        [boss.organizationId],
      );
      return rows;
    });
    expect(kept).toEqual([
      { kind: 'own_factor.proposed', reason: null },
      { kind: 'own_factor.approved', reason: null },
      { kind: 'own_factor.proposed', reason: null },
      { kind: 'own_factor.ended', reason: null },
      { kind: 'own_factor.approved', reason: '供热方更换锅炉，附说明' },
    ]);
  });

  test('a correction from the same day supersedes; days that overlap otherwise are refused', async () => {
    const closed: OwnFactor = ok(await propose({ key: 'own.lime', validFrom: '2024-01-01', validTo: '2024-12-31' })).json();
    ok(await decide(boss, closed, 'approve'));
    expect(codeOf(await propose({ key: 'own.lime', validFrom: '2024-06-01' }))).toEqual([422, 'invalid_input', 'factor_validity_overlap']);
    const correction: OwnFactor = ok(
      await propose({ key: 'own.lime', value: '0.12', validFrom: '2024-01-01', validTo: '2024-12-31' }),
    ).json();
    ok(await decide(boss, correction, 'approve'));
    const { items } = ok(await lab.get('/api/v1/own-factors')).json<{ items: OwnFactor[] }>();
    expect(items.filter((o) => o.key === 'own.lime').map((o) => o.state)).toEqual(['approved', 'superseded']);
    // Another gas or region is another question.
    ok(await propose({ key: 'own.lime', validFrom: '2024-06-01', region: 'CN-JS' }));
  });

  test('a proposal overtaken by another approval is refused when it is decided', async () => {
    const [a, b] = [
      ok(await propose({ key: 'own.race', validFrom: '2024-03-01', validTo: '2024-09-30' })),
      ok(await propose({ key: 'own.race', validFrom: '2024-06-01' })),
    ];
    ok(await decide(boss, a.json(), 'approve'));
    expect(codeOf(await decide(boss, b.json(), 'approve'))).toEqual([409, 'wrong_state']);
  });

  test.each<[string, Record<string, unknown>, (string | number)[]]>([
    ['a heat value for an emission factor', { unit: 'GJ/t' }, [422, 'unit_mismatch']],
    ['an unknown unit', { unit: 'tCO2/furlong' }, [422, 'unit_mismatch']],
    ['an emission factor for a heat value', { quantity: 'ncv' }, [422, 'unit_mismatch']],
    ['a negative value', { value: -1 }, [422, 'invalid_input', 'too_small']],
    ['an unknown gas', { gas: 'CO3' }, [422, 'invalid_input', 'factor_gas_unknown']],
    ['an unknown region', { region: 'ME-XX' }, [422, 'invalid_input', 'factor_region_unknown']],
    ['days reversed', { validTo: '2023-12-31' }, [422, 'invalid_input', 'factor_validity_reversed']],
    ['evidence that is not there', { evidenceIds: ['018f0000-0000-7000-8000-00000000ffff'] }, [404, 'not_found']],
  ])('%s is refused', async (_, change, expected) => {
    expect(codeOf(await propose({ key: 'own.refused', ...change }))).toEqual(expected);
  });

  test('methane by its mass, oxidation in per cent, a heat value per volume are right units', async () => {
    ok(await propose({ key: 'own.ch4', gas: 'CH4', unit: 'kg/TJ', value: 1 }));
    ok(await propose({ key: 'own.of', quantity: 'oxidation', unit: '%', value: 98 }));
    const heat: OwnFactor = ok(await propose({ key: 'own.gas', quantity: 'ncv', unit: 'GJ/10^4Nm3', value: '389.31' })).json();
    expect(heat.gas).toBe('');
  });

  test('who proposes does not decide, a rejection needs a reason, a stale version is a conflict, twice is once', async () => {
    const both = await server.hire(boss, ['lab_analyst', 'group_carbon_manager']);
    const own: OwnFactor = ok(await propose({ key: 'own.self' }, both)).json();
    expect(codeOf(await decide(both, own, 'approve'))).toEqual([409, 'same_person_proposes_and_approves']);
    expect(codeOf(await propose({ key: 'own.self' }))).toEqual([409, 'already_exists']);
    expect(codeOf(await decide(boss, own, 'reject'))).toEqual([422, 'reason_required']);
    expect(codeOf(await decide(boss, { ...own, version: 7 }, 'approve'))).toEqual([409, 'conflict']);
    expect(codeOf(await decide(lab, own, 'approve'))).toEqual([403, 'not_permitted']);
    expect(ok(await decide(boss, own, 'reject', '来源不足')).json<OwnFactor>()).toMatchObject({
      state: 'rejected',
      decisionReason: '来源不足',
    });
    expect(codeOf(await decide(boss, { ...own, id: '018f0000-0000-7000-8000-00000000ffff' }, 'approve'))).toEqual([404, 'not_found']);
  });

  test('another organization sees none of it', async () => {
    const rows = await inOrganization(server.database.appPool, '0197a222-0000-7000-8000-000000000009', async (client) => {
      return (await client.query('select * from app.own_factor')).rows;
    });
    expect(rows).toEqual([]);
  });
});
