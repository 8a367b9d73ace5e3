import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { decideInstruction } from '../../src/server/modules/asset/ledger/decide-instruction.ts';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { writePaper } from '../../src/server/modules/document/index.ts';
import { composeReport } from '../../src/server/modules/neutrality/compose-report.ts';
import { declareClaim, readFrozenClaim } from '../../src/server/modules/neutrality/declare.ts';
import { decideLot, proposeLot } from '../../src/server/modules/neutrality/lots.ts';
import { decidePaper, draftPaper } from '../../src/server/modules/neutrality/papers.ts';
import { readOverview, readSubject } from '../../src/server/modules/neutrality/read-subjects.ts';
import { publicClaim } from '../../src/server/modules/neutrality/store.ts';
import { addPeriod, addSubject } from '../../src/server/modules/neutrality/subject.ts';
import { command } from '../../src/server/work/command.ts';
import { refusalOf as databaseRefusal } from '../../src/server/work/database-errors.ts';
import { type Claimer, credit, openClaimer, papers } from '../support/neutrality.ts';
import { dataFolder, refusalOf } from '../support/plant.ts';

/** An office building neutral for 2024 with leftover credits (D.4–D.10): every step by the person who may, every "no" provoked. */
let claimer: Claimer;
let classId = '';
beforeAll(async () => {
  claimer = await openClaimer();
  classId = await claimer.hold('500');
});
afterAll(() => claimer?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const standing = async () => {
  const { holdings } = await claimer.ask('auditor', readHoldings, {});
  const all = holdings.find((one) => one.class.id === classId)?.entities.flatMap((one) => one.standing) ?? [];
  return Object.fromEntries(all.map((one) => [one.kind, one.quantity]));
};

test('subjects, periods and papers: who may, four eyes, and what counts', async () => {
  const named = { entityId: claimer.plant.ids.plant, kind: 'site', code: 'X', name: '楼', nameEn: 'House', boundary: '楼', rationale: '' };
  const add = addSubject(claimer.plant.shelf);
  expect(await codeOf(claimer.run('trader', add, { ...named, ruleSet: 'iso-14068-1-2023' }))).toBe('not_permitted');
  expect(await codeOf(claimer.run('group', add, { ...named, ruleSet: 'cn-large-event-2019' }))).toBe('invalid_input');
  const { id, periodId } = await claimer.subject('P');
  expect(await codeOf(claimer.subject('P'))).toBe('already_exists');
  expect(await codeOf(claimer.run('group', addPeriod, { subjectId: id, startsOn: '2024-06-01', endsOn: '2025-05-31' }))).toBe(
    'invalid_input',
  );
  const draft = (content: object, of: string | null = null) =>
    claimer.run('group', draftPaper(claimer.plant.shelf), { subjectId: id, periodId: of, content });
  expect(await codeOf(draft(papers.footprint('10')))).toBe('invalid_input');
  expect(await codeOf(draft({ ...papers.footprint('10'), lines: [] }, periodId))).toBe('invalid_input');
  expect(await codeOf(draft({ ...papers.footprint('10'), verifier: '' }, periodId))).toBe('invalid_input');
  const commitment = await draft(papers.commitment);
  const decide = (who: Parameters<Claimer['run']>[0], paperId: string, decision = 'approved', reason = '') =>
    claimer.run(who, decidePaper, { paperId, decision, reason });
  expect(await codeOf(decide('manager', commitment.id))).toBe('not_permitted');
  await decide('top', commitment.id);
  expect(await codeOf(decide('top', commitment.id))).toBe('wrong_state');
  const plan = await draft(papers.plan);
  expect(await codeOf(decide('group', plan.id))).toBe('same_person_proposes_and_approves');
  expect(await codeOf(decide('manager', plan.id, 'rejected'))).toBe('reason_required');
  await decide('manager', plan.id, 'rejected', '目标不清');
  const second = await draft(papers.plan);
  expect(second.version).toBe(2);
  await decide('manager', second.id);
  const seen = await claimer.ask('auditor', readSubject(claimer.plant.shelf), { subjectId: id });
  expect(seen.steps.map((one) => `${one.id} ${one.state}`).slice(0, 4)).toEqual([
    'subject done',
    'commitment done',
    'plan done',
    'footprint open',
  ]);
  expect(seen.papers.filter((one) => one.kind === 'plan').map((one) => one.decision?.decision)).toEqual(['approved', 'rejected']);
});

test('a claim: units are set apart, retired with their backing, declared by top management, published, withdrawn', async () => {
  const { claimId, number } = await claimer.ready('A', '120.4');
  expect(number).toMatch(/^TH-2024-[0-9A-Z]{10}$/);
  expect(await codeOf(claimer.declare(claimId))).toBe('claim_not_allowed');
  const lot = await claimer.propose(claimId, classId, '120');
  expect(await standing()).toMatchObject({ trading: '380', reserved: '120' });
  expect(await codeOf(claimer.approve(lot, 'trader'))).toBe('not_permitted');
  expect(await codeOf(claimer.approve(lot, 'group'))).toBe('same_person_proposes_and_approves');
  await claimer.approve(lot);
  expect(await standing()).toMatchObject({ trading: '380', retired: '120' });
  const short = await claimer.claim(claimId);
  expect([short.figures?.gross, short.figures?.removals, short.figures?.residual]).toEqual(['120.4', '0', '120.4']);
  expect([short.figures?.need, short.figures?.retired, short.figures?.short, short.figures?.neutral]).toEqual(['121', '120', '0.4', false]);
  const refused = await refusalOf(claimer.declare(claimId));
  expect([refused.code, refused.findings.map((one) => one.code)]).toEqual(['claim_not_allowed', ['retired_enough']]);
  await claimer.approve(await claimer.propose(claimId, classId, '1'));
  expect(await codeOf(claimer.run('group', declareClaim(claimer.plant.shelf), { claimId }))).toBe('not_permitted');
  const declared = await claimer.declare(claimId);
  expect(await codeOf(claimer.declare(claimId))).toBe('reason_required');
  const view = await claimer.claim(claimId);
  expect([view.claim.state, view.versions[0]?.sha256, view.checklist.filter((one) => !one.complete).map((one) => one.id)]).toEqual([
    ...['declared', declared.sha256, ['declaration.signature']],
  ]);
  expect(view.versions[0]?.statement.zh).toContain('剩余 120.4 tCO2e'.replace('剩余 ', ''));
  expect(await publicClaim(claimer.plant.database.app, number)).toBeNull();
  const frozen = await claimer.ask('auditor', readFrozenClaim, { claimId });
  const page = `https://carbon.example.org/public/claims/${number}`;
  const paper = composeReport(frozen, 'en', page);
  expect(paper.blocks.flatMap((one) => (one.kind === 'code' ? [[one.address, one.rows.length]] : []))).toEqual([[page, 33]]);
  for (const form of ['pdf', 'docx'] as const) {
    const made = () => writePaper(form, path.join(dataFolder, 'reports'), paper);
    expect(Buffer.from(await made()).equals(Buffer.from(await made()))).toBe(true);
  }
  await claimer.publish(claimId);
  const out = JSON.stringify(await publicClaim(claimer.plant.database.app, number));
  expect(out).toContain('CCER-2023');
  for (const secret of [claimer.plant.organizationId, claimId, claimer.plant.ids.plant, 'carbon@example.org', '照明改造'])
    expect(out).not.toContain(secret);
  expect(await publicClaim(claimer.plant.database.app, 'TH-2024-0000000000')).toBeNull();
});

test('one unit, one claim: a second use is refused with both claims, a withdrawal frees nothing', async () => {
  const first = await claimer.ready('B', '10');
  const { transactionId } = await claimer.approve(await claimer.propose(first.claimId, classId, '10'));
  const second = await claimer.ready('C', '10');
  const again = (claimId: string) =>
    claimer.run('group', proposeLot, { claimId, source: { type: 'retired', transactionId }, facts: credit });
  const refused = await refusalOf(again(second.claimId));
  expect([refused.code, refused.values]).toEqual(['unit_backs_another_claim', { claim: second.number, other: first.number }]);
  expect(refused.detail?.zh).toContain(first.number);
  await claimer.withdraw(first.claimId);
  expect((await claimer.claim(first.claimId)).claim.state).toBe('withdrawn');
  expect(await codeOf(again(second.claimId))).toBe('unit_backs_another_claim');
  expect(await codeOf(claimer.declare(first.claimId))).toBe('wrong_state');
  expect(await codeOf(claimer.propose(first.claimId, classId, '1'))).toBe('wrong_state');
});

async function retiredElsewhere(kind: 'retire' | 'surrender' | 'cancel', quantity: string, of = classId): Promise<string> {
  const base = { entityId: claimer.plant.ids.plant, effectiveOn: '2025-01-20', classId: of, quantity };
  await claimer.run('assets', instruct(claimer.plant.shelf), { ...base, kind: 'transfer', from: 'trading', to: 'registry' });
  const to = { retire: 'retired', surrender: 'surrendered', cancel: 'cancelled' }[kind];
  const { instructionId, code } = await claimer.run('assets', instruct(claimer.plant.shelf), {
    ...{ ...base, kind, from: 'registry', to, beneficiary: '办公楼D', period: '2024', claim: `${kind} 2024` },
  });
  const done = await claimer.run('finance', decideInstruction, { instructionId, decision: 'approve', code });
  return done.transactionId ?? '';
}

test('units retired before may back a claim once, two claims racing for them get them once; what was surrendered never', async () => {
  const [one, two] = [await claimer.ready('D', '7'), await claimer.ready('E', '7')];
  const transactionId = await retiredElsewhere('retire', '7');
  const propose = (claimId: string, id: string) =>
    claimer.run('group', proposeLot, { claimId, source: { type: 'retired', transactionId: id }, facts: credit });
  const lots = [await propose(one.claimId, transactionId), await propose(two.claimId, transactionId)];
  const results = await Promise.allSettled(lots.map((lot) => claimer.approve(lot.id)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const lost = results.find((result) => result.status === 'rejected');
  expect(lost?.status === 'rejected' ? lost.reason.code : '').toBe('unit_backs_another_claim');
  const claims = [await claimer.claim(one.claimId), await claimer.claim(two.claimId)];
  expect(claims.map((claim) => claim.figures?.retired).sort()).toEqual(['0', '7']);
  expect(await codeOf(propose(two.claimId, claimer.plant.ids.plant))).toBe('not_found');
});

test('what served an obligation or is no tonne backs nothing', async () => {
  const { claimId } = await claimer.ready('I', '5');
  const propose = (source: object) => claimer.run('group', proposeLot, { claimId, source, facts: credit });
  const buy = (programme: string, unit: string) =>
    claimer.run('assets', instruct(claimer.plant.shelf), {
      ...{ kind: 'buy', entityId: claimer.plant.ids.plant, effectiveOn: '2025-01-10', quantity: '5', from: 'external', to: 'trading' },
      newClass: { programme, vintage: 2024, unit },
    });
  await buy('CEA', 't');
  await buy('GEC', 'MWh');
  const { holdings } = await claimer.ask('auditor', readHoldings, {});
  const classOf = (programme: string) => holdings.find((one) => one.class.programme === programme)?.class.id ?? '';
  const surrendered = await retiredElsewhere('surrender', '5', classOf('CEA'));
  expect(await codeOf(propose({ type: 'retired', transactionId: surrendered }))).toBe('units_used_for_compliance');
  const held = { type: 'holding', entityId: claimer.plant.ids.plant, account: 'trading', quantity: '1' };
  expect(await codeOf(propose({ ...held, classId: classOf('GEC') }))).toBe('units_not_retired');
  expect(await codeOf(propose({ ...held, classId, quantity: '100000' }))).toBe('units_insufficient');
});

test('retirement and backing happen together or not at all', async () => {
  const { claimId } = await claimer.ready('F', '4');
  const lot = await claimer.propose(claimId, classId, '4');
  const before = await standing();
  const failing = command({
    name: 'test.failing',
    action: 'asset.approve_ledger',
    input: z.strictObject({}),
    run: async (work) => {
      await decideLot.run(work, { lotId: lot, decision: 'approved', reason: '' });
      throw new Error('provoked');
    },
  });
  await expect(claimer.run('assets', failing, {})).rejects.toThrow('provoked');
  expect(await standing()).toEqual(before);
  expect((await claimer.claim(claimId)).lots.map((one) => one.state)).toEqual(['proposed']);
  await claimer.run('assets', decideLot, { lotId: lot, decision: 'rejected', reason: '改用其他批次' });
  const after = await standing();
  expect(Number(after.trading)).toBe(Number(before.trading) + 4);
  expect(await codeOf(claimer.approve(lot))).toBe('wrong_state');
});

test('past the product, the database refuses as well', async () => {
  const { claimId } = await claimer.ready('G', '3');
  const lot = await claimer.propose(claimId, classId, '3');
  const past = (statement: (organizationId: string) => ReturnType<typeof sql>) =>
    claimer.plant.database.app
      .transaction()
      .execute(async (tx) => {
        await sql`select set_config('app.organization', ${claimer.plant.organizationId}, true)`.execute(tx);
        await statement(claimer.plant.organizationId).execute(tx);
      })
      .catch((error: unknown) => databaseRefusal(error));
  const backing = await past(
    (organization) => sql`insert into app.neutrality_backing (organization_id, claim_id, lot_id, series_no, serials, done_at)
      select ${organization}, ${claimId}, ${lot}, series_no, serials, now() from app.ledger_block limit 1`,
  );
  expect(backing).toMatchObject({ code: expect.stringMatching(/units_not_retired|wrong_state|unit_backs_another_claim/) });
  const own = await past(
    (
      organization,
    ) => sql`insert into app.neutrality_lot_decision (organization_id, lot_id, decision, reason, done_at, done_by, done_by_name)
      select ${organization}, id, 'rejected', 'x', now(), done_by, done_by_name from app.neutrality_lot where id = ${lot}`,
  );
  expect(own).toMatchObject({ code: 'same_person_proposes_and_approves' });
  const change = await past(
    (organization) => sql`update app.neutrality_claim set number = 'TH-2024-AAAAAAAAAA' where organization_id = ${organization}`,
  );
  expect(String(change)).toContain('permission denied');
});

test('a plan older than twelve months does not carry a claim; the overview tells the gap apart', async () => {
  const { claimId } = await claimer.ready('H', '2');
  await claimer.approve(await claimer.propose(claimId, classId, '2'));
  claimer.at('2026-02-01T01:00:00.000Z');
  const refused = await refusalOf(claimer.declare(claimId));
  expect(refused.findings.map((one) => one.code)).toEqual(['plan_current', 'retired_in_window']);
  claimer.at('2025-01-20T01:30:00.000Z');
  const { items, ruleSets } = await claimer.ask('auditor', readOverview(claimer.plant.shelf), {});
  expect(ruleSets.map((one) => one.id)).toEqual(['pas-2060-2014', 'iso-14068-1-2023', 'cn-large-event-2019']);
  const own = items.find((one) => one.subject.code === 'H');
  expect([own?.figures?.gross, own?.figures?.removals, own?.figures?.retired, own?.planUntil]).toEqual(['2', '0', '2', '2026-01-20']);
});
