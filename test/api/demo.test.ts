import fs from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStory, type Story, stateOf } from '../../src/server/modules/demo/story.ts';
import { addEntity } from '../../src/server/modules/organization/index.ts';
import { wire } from '../../src/server/wire.ts';
import { demoOrganizationId, systemActor } from '../../src/server/work/actor.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { expectMeasured } from '../support/demo-life-cycle.ts';
import { expectManaged } from '../support/demo-management.ts';
import { expectNeutral } from '../support/demo-neutrality.ts';
import { expectCovered, expectTraded } from '../support/demo-year.ts';
import { ledgerTotals } from '../support/ledger-totals.ts';
import { dataFolder } from '../support/plant.ts';
import { type Client, cookieOf, ok, type TestServer, testServer } from '../support/server.ts';
import { tenantRows } from '../support/tenant-rows.ts';

let server: TestServer;
let admin: pg.Client;
let told: Story;
beforeAll(async () => {
  server = await testServer({ demo: 'told' });
  admin = new pg.Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  told = readStory(dataFolder);
  expect(await server.wired.loadDemo()).toBe('present');
}, 240_000);
afterAll(async () => {
  await admin?.end();
  await server?.close();
});
const rows = async (sql: string, ...values: unknown[]) => (await admin.query(sql, values)).rows;
const leaves = async () => (await rows('select count(*)::int as n from journal.leaf'))[0].n as number;
const as = async (persona: string): Promise<Client> =>
  server.withCookie(cookieOf(ok(await server.nobody.post('/api/v1/demo/sign-in', { persona }))));

/** A second start of the product on the same data. */
async function startedAgain() {
  const { loadDemo, app, stop } = await wire({ config: server.config, database: server.database });
  const result = await loadDemo();
  await app.close();
  await stop();
  return result;
}

describe('the story is told to its end', () => {
  test('the demonstration opens at its clock, with all its people', async () => {
    const me = ok(await (await as('plant_statistician')).get('/api/v1/me')).json<{ organization: { name: string } }>();
    expect(me.organization.name).toBe(told.organization.name);
    const workbench = ok(await (await as('group_carbon_manager')).get('/api/v1/workbench')).json<{ today: string; year: number }>();
    expect([workbench.today, workbench.year]).toEqual(['2025-01-20', 2024]);
    const { personas } = ok(await server.nobody.get('/api/v1/demo')).json<{ personas: { persona: string; roles: string[] }[] }>();
    expect(personas.map((p) => p.persona).sort()).toEqual(told.people.map((p) => p.persona).sort());
    for (const { persona, roles } of personas) expect(roles).toEqual(told.people.find((p) => p.persona === persona)?.roles);
  });

  test('every figure of the file stands in the database, as recorded by its person at its date', async () => {
    const stored = await rows(
      `select u.code, c.month, c.parameter, d.value::text, d.given_value, d.recorded_by_name, d.recorded_at from app.activity_cell c
         join app.activity_datum d on d.organization_id = c.organization_id and d.id = c.datum_id
         join app.unit u on u.organization_id = c.organization_id and u.id = c.unit_id where c.organization_id = $1`,
      demoOrganizationId,
    );
    const byPlace = new Map(stored.map((row) => [`${row.code} ${row.month} ${row.parameter}`, row]));
    const expected = told.years.flatMap(({ unit, months }) =>
      months.flatMap(({ month, ...figures }) => {
        const missing = told.open.find((o) => o.unit === unit && o.month === month)?.missing ?? [];
        return Object.entries(figures).flatMap(([symbol, value]) => (missing.includes(symbol) ? [] : [{ unit, month, symbol, value }]));
      }),
    );
    const metered = '2 2024-12 purchased_mwh';
    expect(stored).toHaveLength(expected.length);
    // Taken over from the meter since: 59,436.78 kWh is what a script of its own sums of the readings of December.
    expect(byPlace.get(metered)).toMatchObject({ given_value: '59436.78', value: '59.43678', recorded_by_name: '陈静' });
    for (const { unit, month, symbol, value } of expected.filter((one) => `${one.unit} ${one.month} ${one.symbol}` !== metered)) {
      const row = byPlace.get(`${unit} ${month} ${symbol}`);
      const corrected = told.corrections.find((one) => one.unit === unit && one.month === month)?.values[symbol];
      // Adopted from a sample: the file has it as it is shown, the cell as it was computed.
      const adopted = symbol === 'C_ar' && told.samples.some((one) => one.unit === unit && one.month === month);
      const given = adopted ? Number(row?.given_value).toFixed(4) : row?.given_value;
      expect([`${unit} ${month} ${symbol}`, given]).toEqual([`${unit} ${month} ${symbol}`, corrected ?? value]);
      if (!adopted) expect(Number(row?.value)).toBe(Number(corrected ?? value));
      expect(row?.recorded_by_name).toBe(symbol === 'C_ar' || symbol === 'NCV_ar' ? '周磊' : '陈静');
      expect(row?.recorded_at.toISOString().slice(0, 7) > month).toBe(true);
      expect(row?.recorded_at.toISOString() <= told.clock).toBe(true);
    }
  });

  test('every month stands where the story says, signed by different people', async () => {
    const months = await rows(
      `select u.code, m.* from app.month_record m join app.unit u on u.organization_id = m.organization_id and u.id = m.unit_id
        where m.organization_id = $1`,
      demoOrganizationId,
    );
    expect(months).toHaveLength(48);
    for (const row of months) {
      expect([row.code, row.month, row.state]).toEqual([row.code, row.month, stateOf(told, row.code, row.month)]);
      const signed = [row.submitted_by, row.reviewed_by, row.approved_by].filter((one) => one !== null);
      expect(new Set(signed).size).toBe(signed.length);
    }
  });

  test('unit 1 in 2024 is worked case C03', async () => {
    const client = await as('group_carbon_manager');
    const [{ id: group }] = await rows("select id from app.entity where organization_id = $1 and kind = 'group'", demoOrganizationId);
    interface Result {
      units: {
        unitName: { zh: string };
        total: { value: string };
        facts: { nodeId: string; shown: string }[];
        monthly: { emission: { shown: string } }[];
      }[];
    }
    const result = ok(await client.get(`/api/v1/entities/${group}/years/2024/result`)).json<Result>();
    const unit1 = result.units.find((u) => u.unitName.zh === '1号机组');
    expect(Number(unit1?.total.value).toFixed(4)).toBe('3523581.1282');
    expect(unit1?.monthly.map((m) => m.emission.shown).slice(0, 3)).toEqual(['351609.13', '315804.63', '308303.44']);
    expect(unit1?.facts.find((f) => f.nodeId.startsWith('FC_year'))?.shown).toBe('1830523.60');
  });

  test('unit 2 in 2024: late report, missing month, expired belt scale, corrected month, worked out apart in exact decimals', async () => {
    const client = await as('group_carbon_manager');
    const [{ id: plant }] = await rows("select id from app.entity where organization_id = $1 and kind = 'plant'", demoOrganizationId);
    const [{ id: unit2 }] = await rows("select id from app.unit where organization_id = $1 and code = '2'", demoOrganizationId);
    interface Result {
      total: { value: string };
      units: { unitName: { zh: string }; total: { value: string }; monthly: { emission: { shown: string } }[] }[];
    }
    const result = ok(await client.get(`/api/v1/entities/${plant}/years/2024/result`)).json<Result>();
    const unit = result.units.find((u) => u.unitName.zh === '2号机组');
    // 0.99 × 44/12 × FC × C, with diesel 42.652 × 0.0202 × 0.98 × 44/12 a tonne and bought power 0.5366. Composites: C_ad (100−M)/(100−M_ad), M weighted by the
    // coal of the day. May 116,984.74 × 20.219 × 0.03085, September 132,009.51 × 20.006 × 0.03085; belt scale + 0.5 % on the coal of 15–31 August (84,672.55 of
    // 155,212.52 t) and of 1–9 September (40,027.46 of 132,009.51 t); March with 140,512.36 t; December with 59.43678 MWh bought.
    expect(unit?.monthly.map((m) => m.emission.shown)).toEqual([
      ...['307707.75', '276809.51', '271694.73', '240549.32', '265158.11', '252969.32'],
      ...['294988.70', '302918.56', '296524.24', '241896.53', '267779.58', '298871.22'],
    ]);
    expect(Number(unit?.total.value).toFixed(4)).toBe('3317867.5765');
    expect(result.total.value).toBe('6841449');

    interface Grid {
      findings: { severity: string; code: string; text: { en: string }; place: { at: { month?: string } } }[];
      reasons: { code: string; month: string }[];
    }
    const grid = ok(await client.get(`/api/v1/units/${unit2}/years/2024/grid`)).json<Grid>();
    const warned = grid.findings.filter((f) => f.severity === 'warning' && f.place.at.month !== '2024-12');
    expect(warned.map((f) => `${f.place.at.month} ${f.code}`).sort()).toEqual([
      '2024-03 daily_fuel_differs',
      '2024-05 carbon_default_penalty',
      '2024-05 laboratory_report_late',
      '2024-08 calibration_penalty',
      '2024-09 calibration_penalty',
      '2024-09 carbon_default_penalty',
    ]);
    expect(grid.reasons.map((r) => `${r.month} ${r.code}`).sort()).toEqual(told.reasons.map((r) => `${r.month} ${r.code}`).sort());
    interface Year {
      months: { month: string; status: string; valid: number; late: number }[];
    }
    const laboratory = ok(await client.get(`/api/v1/units/${unit2}/years/2024/laboratory`)).json<Year>();
    const may = laboratory.months.find((m) => m.month === '2024-05');
    expect([may?.status, may?.valid, may?.late]).toEqual(['default', 0, 1]);
    // Lost on its way and locked since: nothing is waited for.
    expect(laboratory.months.find((m) => m.month === '2024-09')?.status).toBe('default');
    expect(laboratory.months.filter((m) => m.status === 'adopted')).toHaveLength(10);
    interface Corrections {
      items: { state: string; difference: { change: string }; requestedByName: string; reviewedByName: string; decidedByName: string }[];
    }
    const { items } = ok(await client.get(`/api/v1/units/${unit2}/years/2024/corrections`)).json<Corrections>();
    // 302.57 t × 0.5324026473516614 × 0.99 × 44/12.
    expect(items.map((c) => [c.state, Number(c.difference.change).toFixed(4)])).toEqual([['approved', '584.7533']]);
    expect(new Set(items.flatMap((c) => [c.requestedByName, c.reviewedByName, c.decidedByName])).size).toBe(3);
  });

  test('the year before is verified, plans are filed, the pre-allocation and the stack are there', async () => {
    const client = await as('group_carbon_manager');
    const [{ id: plant }] = await rows("select id from app.entity where organization_id = $1 and kind = 'plant'", demoOrganizationId);
    const [{ id: unit2 }] = await rows("select id from app.unit where organization_id = $1 and code = '2'", demoOrganizationId);
    const read = async <T>(address: string) => ok(await client.get(`/api/v1/${address}`)).json<T>();
    interface Verified {
      current: { state: string; reportedT: string; verifiedT: string; differenceT: string };
    }
    // 3,582,193.7243 + 3,300,005.7233 less 300 t of coal (580.2192) and 20 t of diesel (61.9182).
    const { current } = await read<Verified>(`entities/${plant}/years/2023/verification-records`);
    expect(current).toMatchObject({ state: 'confirmed', reportedT: '6882199', verifiedT: '6881557', differenceT: '642' });
    for (const year of [2024, 2025]) {
      const { versions } = await read<{ versions: { state: string }[] }>(`entities/${plant}/years/${year}/control-plans`);
      expect(versions.map((one) => one.state)).toEqual(['filed']);
    }
    const { due } = await read<{ due: { key: string }[] }>('workbench');
    expect(due.filter((one) => one.key.startsWith('control-plan'))).toEqual([]);
    // ⌊0.7 × 3,581,613.51⌋ + ⌊0.7 × 3,299,943.81⌋.
    const allocation = await read<{ totals: { pre_total: { value: string } } }>(`entities/${plant}/years/2024/allocation`);
    expect(allocation.totals.pre_total.value).toBe('4817089');
    interface Measured {
      months: { month: string; differencePercent: string | null; valid: number; stopped: number; substituted: number }[];
    }
    const { months } = await read<Measured>(`units/${unit2}/years/2024/measurement`);
    const november = months.find((m) => m.month === '2024-11');
    expect([november?.valid, november?.substituted, november?.stopped]).toEqual([546, 6, 168]);
    expect(Math.abs(Number(november?.differencePercent))).toBeLessThan(2);
    const reports = await read<{ now: { findings: { code: string }[] } }>(`entities/${plant}/years/2023/annual-reports`);
    expect(reports.now.findings.filter((f) => f.code === 'form_fact_missing')).toEqual([]);
    const { items } = await read<{ items: { approach: string; current: boolean }[] }>(`entities/${plant}/years/2023/uncertainty-analyses`);
    expect(items).toMatchObject([{ approach: 'approach_1', current: true }]);
  });

  test('the compliance year 2023 is covered before its deadline, by two people, each step with its record', async () => {
    const [{ id: plant }] = await rows("select id from app.entity where organization_id = $1 and kind = 'plant'", demoOrganizationId);
    await expectCovered(await as('asset_manager'), plant);
  });

  test('a building is neutral; units that back another claim are refused', async () =>
    expectNeutral(await as('neutrality_owner'), server.nobody));
  test('the whole inventory is frozen, products have footprints', async () => expectMeasured(await as('group_carbon_manager')));

  test('the gap is closed by orders under a mandate, booked and counted; one order is refused by T+1, one by a limit, one waits', async () => {
    await expectTraded(await as('asset_manager'));
    const plans = await rows(
      "select title from app.evidence where organization_id = $1 and title like '%最低成本履约方案'",
      demoOrganizationId,
    );
    expect(plans).toHaveLength(2);
  });

  test('the report of 2023 went to the authority before 31 March, with its files; since then the year was verified', async () => {
    const manager = await as('plant_manager');
    const tree = ok(await manager.get('/api/v1/organization')).json<{ entities: { id: string; kind: string }[] }>();
    const plant = tree.entities.find((one) => one.kind === 'plant')?.id;
    const { reports } = ok(await manager.get(`/api/v1/entities/${plant}/years/2023/annual-reports`)).json<{
      reports: {
        id: string;
        number: string;
        purpose: string;
        totalT: string;
        issuedAt: string;
        issuedByName: string;
        files: { kind: string }[];
      }[];
    }>();
    expect(reports.map(({ id: _, ...one }) => one)).toEqual([
      expect.objectContaining({
        number: 'AR-2023-0001',
        purpose: 'submission',
        issuedByName: '孙浩',
        issuedAt: '2024-03-28T06:30:00.000Z',
      }),
    ]);
    expect([reports[0]?.totalT, reports[0]?.files.map((file) => file.kind).sort()]).toEqual([
      '6882199',
      ['forms_xlsx', 'report_docx', 'report_pdf'],
    ]);
    const compared = ok(await manager.get(`/api/v1/annual-reports/${reports[0]?.id}/comparison`)).json<{
      parts: { en: string }[];
      figures: unknown[];
    }>();
    expect([compared.parts.map((part) => part.en), compared.figures]).toEqual([['Verified figure'], []]);
  });

  test('frozen calculations recompute to the same bytes', async () => {
    const client = await as('internal_auditor');
    const frozen = await rows(
      'select calculation_id as id from app.month_record where organization_id = $1 and calculation_id is not null',
      demoOrganizationId,
    );
    expect(frozen).toHaveLength(47);
    for (const { id } of frozen) {
      const { recomputes } = ok(await client.get(`/api/v1/frozen-calculations/${id}`)).json<{ recomputes: string }>();
      expect(recomputes).toBe('identical');
    }
  });

  test('assets and risks are managed: budget, projects, inventory, breach, transfer, contracts, carry-over', async () => {
    const entity = async (code: string) => {
      const [found] = await rows('select id from app.entity where organization_id = $1 and code = $2', demoOrganizationId, code);
      return found.id as string;
    };
    await expectManaged(await as('asset_manager'), { plant: await entity('DEMO-CHP'), gas: await entity('91320000DEMO00004X') });
  });

  test('every file of evidence opens; the ledgers’ totals are the coal recorded', async () => {
    const client = await as('internal_auditor');
    const papers = await rows(
      `select e.title, r.file_sha256 as sha256, r.file_name as name from app.evidence e join app.evidence_revision r
         on r.organization_id = e.organization_id and r.evidence_id = e.id where e.organization_id = $1`,
      demoOrganizationId,
    );
    const files = fs.readdirSync(path.join(dataFolder, 'demo/evidence'), { recursive: true }).filter((name) => /\.\w+$/.test(String(name)));
    // Two more were made while the story was told: the plans of cheapest cover.
    expect(papers).toHaveLength(files.length + 2);
    let ledgers = 0;
    for (const { sha256, name, title } of papers) {
      const reply = ok(await client.get(`/api/v1/files/${sha256}`));
      const bytes = reply.rawPayload;
      if (name.endsWith('.csv')) expect([name, bytes.toString().split('\r\n').length > 3]).toEqual([name, true]);
      else if (name.endsWith('.pdf')) expect([name, bytes.subarray(0, 4).toString()]).toEqual([name, '%PDF']);
      else {
        const book = new ExcelJS.Workbook();
        await book.xlsx.load(bytes as unknown as ArrayBuffer);
        expect(book.worksheets.length).toBeGreaterThan(0);
      }
      const month = /^(\d)号机组入炉煤日台账 (\d{4}-\d{2})$/.exec(title);
      if (!month) continue;
      ledgers += 1;
      const figures = told.years.find((y) => y.unit === month[1] && y.months.some((m) => m.month === month[2]))?.months;
      const coal = figures?.find((m) => m.month === month[2])?.FC;
      const { total, days, count } = await ledgerTotals(bytes);
      expect([title, total, days]).toEqual([title, coal, coal]);
      expect(count).toBe(new Date(Date.UTC(Number(month[2]?.slice(0, 4)), Number(month[2]?.slice(5)), 0)).getUTCDate());
    }
    expect(ledgers).toBe(24);
  });

  test('the open month lacks what the story leaves out', async () => {
    const [unit2] = await rows("select id from app.unit where organization_id = $1 and code = '2'", demoOrganizationId);
    interface Grid {
      findings: { code: string; place: { at: Record<string, string> } }[];
      months: { month: string; deeds: { submit: { why: string | null } } }[];
    }
    const client = await as('plant_statistician');
    const grid = ok(await client.get(`/api/v1/units/${unit2.id}/years/2024/grid`)).json<Grid>();
    const december = grid.findings.filter((f) => f.place.at.month === '2024-12').map((f) => `${f.code} ${f.place.at.row ?? ''}`);
    expect(december).toContain('expected_value_missing heat_gj');
    expect(december).toContain('evidence_missing generation_mwh');
    expect(grid.months.find((m) => m.month === '2024-12')?.deeds.submit.why).toBe('warning_needs_reason');
  });
});

/** Tables that hold what turns the story. */
const ofTheStory = [
  ...['coal_sample', 'daily_fuel', 'laboratory', 'laboratory_adoption', 'finding_reason', 'month_correction', 'control_plan', 'form_facts'],
  ...['verification_record', 'verification_confirmation', 'allocation_decision', 'measured_stack', 'measured_hour', 'uncertainty_analysis'],
  ...[
    'ledger_class',
    'ledger_account',
    'ledger_transaction',
    'ledger_transfer',
    'ledger_block',
    'ledger_attestation',
    'ledger_instruction',
  ],
  ...['accounting_policy', 'accounting_cost', 'stock_take', 'stock_take_break', 'stock_take_decision', 'trading_mandate', 'trading_price'],
  ...['trading_order', 'trading_order_check', 'trading_fill', 'trading_settlement'],
  ...['asset_identification', 'asset_inventory_review', 'asset_project_step', 'asset_budget_decision', 'asset_appraisal'],
  ...['finance_contract', 'finance_decision', 'finance_step', 'transfer_price_decision', 'internal_transfer_decision'],
  ...['trading_risk_basis', 'trading_breach_end', 'trading_breach_closure', 'asset_valuation_price'],
];

describe('loading again and removing', () => {
  let client: Client;

  test('a second load does nothing', async () => {
    // A start looks at what is due and reminds of it: that is not the story.
    const told = async () => ({ ...(await tenantRows(admin)), calendar_mark: 0, notice: 0 });
    const [before, count] = [await leaves(), await told()];
    expect(await startedAgain()).toBe('present');
    expect([await leaves(), await told()]).toEqual([before, count]);
  });

  test('removal takes every row and the files; the journal keeps its leaves, and numbers them without a gap', async () => {
    const before = await tenantRows(admin);
    for (const table of [
      'activity_datum',
      'calculation',
      'evidence',
      'history',
      'month_record',
      'meter_calibration',
      'person',
      'unit',
      ...ofTheStory,
    ])
      expect([table, (before[table] ?? 0) > 0]).toEqual([table, true]);
    const folder = path.join(server.config.dataFolder, 'files', demoOrganizationId);
    expect(fs.existsSync(folder)).toBe(true);
    const kept = await leaves();
    client = await as('trader');
    const reply = ok(await client.post('/api/v1/demo/remove', { confirm: 'remove' })).json<{ removedRows: number }>();
    expect(reply.removedRows).toBeGreaterThan(1000);
    expect(Object.entries(await tenantRows(admin)).filter(([, n]) => n > 0)).toEqual([]);
    expect(fs.existsSync(folder)).toBe(false);
    expect(await leaves()).toBeGreaterThan(kept);
    await expect.poll(async () => (await rows('select count(*)::int as n from journal.queue'))[0].n, { timeout: 10_000 }).toBe(0);
    const [sequence] = await rows('select count(*)::int as n, min(index)::int as low, max(index)::int as high from journal.sequence');
    expect([sequence.low, sequence.high, sequence.n]).toEqual([0, sequence.n - 1, await leaves()]);
  });

  test('afterwards nobody of it writes or reads, nobody enters, and it does not come back by itself', async () => {
    const enter = await server.nobody.post('/api/v1/demo/sign-in', { persona: 'trader' });
    expect(enter.statusCode).toBe(404);
    expect((await client.get('/api/v1/workbench')).statusCode).toBe(401);
    const deps = { db: server.database, clock: { now: () => Date.parse(told.clock) } };
    const entity = { parentId: null, kind: 'group', name: 'again', nameEn: 'again', validFrom: '2024-01-01' };
    await expect(runCommand(deps, addEntity, systemActor(demoOrganizationId), entity)).rejects.toThrow();
    expect(Object.entries(await tenantRows(admin)).filter(([, n]) => n > 0)).toEqual([]);
    expect(await server.wired.loadDemo()).toBe('off');
    expect(await startedAgain()).toBe('off');
  });
});
