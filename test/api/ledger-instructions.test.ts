import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attest } from '../../src/server/modules/asset/ledger/attest.ts';
import { claimEnergy, listEnergyClaims } from '../../src/server/modules/asset/ledger/claim-energy.ts';
import { decideInstruction } from '../../src/server/modules/asset/ledger/decide-instruction.ts';
import { expireInstructions } from '../../src/server/modules/asset/ledger/expire-instructions.ts';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { listInstructions } from '../../src/server/modules/asset/ledger/list-instructions.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { listTransactions, readTransaction } from '../../src/server/modules/asset/ledger/read-transactions.ts';
import { reportToDo } from '../../src/server/modules/asset/ledger/report-to-do.ts';
import { reverseTransaction } from '../../src/server/modules/asset/ledger/reverse-transaction.ts';
import { readStatement } from '../../src/server/modules/asset/ledger/statement.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The ledger as people use it: entered by one, what is final approved by another with the code, read as of any day. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const enter = (more: object, who: Persona = 'assets') =>
  plant.run(who, instruct(plant.shelf), { entityId: plant.ids.plant, effectiveOn: '2025-01-10', quantity: '1000', ...more });
const cea = { programme: 'CEA', vintage: 2024 };
const bought = (quantity: string, more: object = {}) =>
  enter({ kind: 'buy', from: 'external', to: 'trading', newClass: cea, quantity, ...more });
const classId = async () =>
  (await plant.ask('auditor', readHoldings, {})).holdings.find((one) => one.class.vintage === 2024)?.class.id ?? '';
const standing = async (kind: string, more: object = {}) =>
  (await plant.ask('auditor', readHoldings, more)).holdings
    .filter((one) => one.class.vintage === 2024)
    .flatMap((one) => one.entities.flatMap((e) => e.standing))
    .find((one) => one.kind === kind)?.quantity ?? '0';
const surrender = async (quantity: string, more: object = {}) =>
  enter({
    ...{ kind: 'surrender', from: 'registry', to: 'surrendered', classId: await classId(), quantity },
    ...{ beneficiary: '电厂', period: '2024', claim: '2024 年度履约', ...more },
  });
const decide = (who: Persona, instructionId: string | null, more: object) =>
  plant.run(who, decideInstruction, { instructionId: instructionId ?? '', decision: 'approve', ...more });

describe('a movement', () => {
  test('is entered at its day, told in both books, and stands in the statement', async () => {
    const { transactionId } = await bought('5000', { documentNo: 'T-1' });
    await enter({
      kind: 'transfer',
      from: 'trading',
      to: 'registry',
      classId: await classId(),
      quantity: '3000',
      effectiveOn: '2025-01-15',
    });
    expect([await standing('trading'), await standing('registry')]).toEqual(['2000', '3000']);
    const view = await plant.ask('auditor', readTransaction, { transactionId });
    expect([view.kind, view.documentNo, view.reversible, view.legs[0]?.quantity]).toEqual(['buy', 'T-1', true, '5000']);
    expect(view.legs[0]?.serials).toEqual([{ registry: 'own', series: 'CEA-2024', first: '1', last: '5000' }]);
    const trading = (await plant.ask('auditor', readHoldings, {})).accounts.find((one) => one.kind === 'trading');
    const read = (more: object) => plant.ask('auditor', readStatement, { accountId: trading?.id ?? '', ...more });
    const whole = await read({});
    expect(whole.lines.map((line) => [line.effectiveOn, line.quantity, line.after])).toEqual([
      ['2025-01-10', '5000', '5000'],
      ['2025-01-15', '-3000', '2000'],
    ]);
    const later = await read({ from: '2025-01-11' });
    expect([later.opening[0]?.quantity, later.lines.length, later.closing[0]?.quantity]).toEqual(['5000', 1, '2000']);
    const first = await read({ limit: 1 });
    expect((await read({ limit: 1, after: first.next ?? '' })).lines[0]?.after).toBe('2000');
  });

  test('that was known later does not stand in what was known before', async () => {
    expect(await standing('registry', { effectiveOn: '2025-01-14' })).toBe('0');
    expect(await standing('trading', { effectiveOn: '2025-01-14' })).toBe('5000');
    expect(await standing('trading', { knownAt: '2025-01-20T01:29:59.000Z' })).toBe('0');
    expect(await standing('trading', { knownAt: '2025-01-20T01:30:00.000Z' })).toBe('2000');
  });

  test('says at its place what it lacks, and is not for everybody', async () => {
    const refusal = await refusalOf(surrender('1', { beneficiary: '', claim: '', from: 'trading' }));
    expect(refusal.findings.map((one) => one.place.path)).toEqual(['/from', '/beneficiary', '/claim']);
    expect((await refusalOf(bought('5', { effectiveOn: '2025-01-21' }))).findings[0]?.place.path).toBe('/effectiveOn');
    expect((await refusalOf(enter({ kind: 'buy', from: 'external', to: 'trading', newClass: cea }, 'statistician'))).code).toBe(
      'not_permitted',
    );
    expect(
      (
        await refusalOf(
          plant.ask('stranger', readStatement, { accountId: (await plant.ask('auditor', readHoldings, {})).accounts[0]?.id ?? '' }),
        )
      ).code,
    ).toBe('not_permitted');
  });

  test('is reversed once, with its reason, and both stay in the book', async () => {
    const { transactionId } = await bought('70');
    const back = () =>
      plant.run('assets', reverseTransaction, { transactionId: transactionId ?? '', effectiveOn: '2025-01-20', reason: 'entered twice' });
    await back();
    expect((await refusalOf(back())).code).toBe('already_exists');
    expect(await standing('trading')).toBe('2000');
    const { items } = await plant.ask('auditor', listTransactions, {});
    expect(items.slice(0, 2).map((one) => [one.kind, one.reversible])).toEqual([
      ['reverse', false],
      ['buy', false],
    ]);
  });
});

describe('a surrender', () => {
  test('sets the units apart, waits for another person with the code, and is final', async () => {
    const { instructionId, code, transactionId } = await surrender('1200');
    expect([transactionId, code?.length]).toEqual([null, 6]);
    expect([await standing('registry'), await standing('reserved')]).toEqual(['1800', '1200']);
    expect((await refusalOf(decide('assets', instructionId, { code }))).code).toBe('same_person_proposes_and_approves');
    expect((await refusalOf(decide('statistician', instructionId, { code }))).code).toBe('not_permitted');
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await decide('top', instructionId, { code: wrong })).toMatchObject({ state: 'proposed', triesLeft: 4 });
    const approved = await decide('top', instructionId, { code });
    expect(approved.state).toBe('approved');
    expect((await refusalOf(decide('top', instructionId, { code }))).code).toBe('wrong_state');
    expect([await standing('reserved'), await standing('surrendered')]).toEqual(['0', '1200']);
    const view = await plant.ask('auditor', readTransaction, { transactionId: approved.transactionId ?? '' });
    expect([view.claim, view.approvedByName, view.reversible]).toEqual(['2024 年度履约', 'top', false]);
    const back = plant.run('assets', reverseTransaction, {
      transactionId: approved.transactionId ?? '',
      effectiveOn: '2025-01-20',
      reason: 'x',
    });
    expect((await refusalOf(back)).code).toBe('final_cannot_be_reversed');
  });

  test('that is rejected or withdrawn gives the units back; more than is there cannot be proposed', async () => {
    const before = await standing('registry');
    const one = await surrender('100');
    expect((await refusalOf(decide('top', one.instructionId, { decision: 'reject' }))).code).toBe('reason_required');
    await decide('top', one.instructionId, { decision: 'reject', reason: 'the verified figure is not there yet' });
    const two = await surrender('100');
    expect((await refusalOf(decide('group', two.instructionId, { decision: 'withdraw' }))).code).toBe('not_permitted');
    await decide('assets', two.instructionId, { decision: 'withdraw' });
    expect(await standing('registry')).toBe(before);
    expect((await refusalOf(surrender('99999'))).code).toBe('units_insufficient');
    const states = (await plant.ask('auditor', listInstructions, {})).items.map((item) => item.state);
    expect(states.sort()).toEqual(['approved', 'rejected', 'withdrawn']);
  });

  test('is closed to whoever tries codes', async () => {
    const { instructionId, code } = await surrender('10');
    const wrong = code === '111111' ? '111112' : '111111';
    for (let tries = 0; tries < 5; tries += 1) await decide('top', instructionId, { code: wrong });
    expect((await refusalOf(decide('top', instructionId, { code }))).code).toBe('wrong_state');
    await decide('assets', instructionId, { decision: 'withdraw' });
  });
});

describe('a proposal nobody decides', () => {
  test('ends by the clock of the server, to the millisecond, and gives the units back once', async () => {
    const before = await standing('registry');
    const { instructionId } = await surrender('40');
    const log = { info: () => {}, warn: () => {}, error: (facts: object) => expect(facts).toBeUndefined() };
    const system = systemActor(plant.organizationId);
    const sweepAt = (instant: string) => expireInstructions({ db: plant.database, clock: { now: () => Date.parse(instant) }, log }, system);
    // Proposed on 20 January 2025, 01:30 UTC; open for 72 hours.
    expect(await sweepAt('2025-01-23T01:29:59.999Z')).toBe(0);
    expect(await sweepAt('2025-01-23T01:30:00.000Z')).toBe(1);
    expect(await sweepAt('2025-01-23T01:30:00.001Z')).toBe(0);
    const item = (await plant.ask('auditor', listInstructions, {})).items.find((one) => one.id === instructionId);
    expect([item?.state, item?.decidedBy?.name]).toEqual(['expired', 'Tanheng']);
    const on = { effectiveOn: '2025-01-23' };
    expect([await standing('registry', on), await standing('reserved', on)]).toEqual([before, '0']);
    expect((await refusalOf(decide('top', instructionId, { code: '000000' }))).code).toBe('wrong_state');
  });
});

describe('the to-do list', () => {
  const waiting = async (who: Persona) => (await plant.ask(who, reportToDo, {})).next[0]?.count;
  test('counts what another person proposed and one may approve', async () => {
    expect(await waiting('top')).toBe(0);
    const { instructionId } = await surrender('30');
    expect([await waiting('top'), await waiting('finance'), await waiting('assets'), await waiting('auditor')]).toEqual([1, 1, 0, 0]);
    await decide('assets', instructionId, { decision: 'withdraw' });
    expect(await waiting('top')).toBe(0);
  });
});

describe('an issue', () => {
  test('stays within what was attested', async () => {
    const { id } = await plant.run('assets', attest, {
      ...{ entityId: plant.ids.plant, ...cea, quantity: '800', documentNo: 'A-1', attestedOn: '2025-01-05' },
    });
    const issue = async (quantity: string) =>
      enter({ kind: 'issue', from: 'issuance', to: 'registry', classId: await classId(), quantity, attestationId: id });
    await issue('500');
    expect((await refusalOf(issue('301'))).code).toBe('above_attested');
    await issue('300');
  });
});

describe('one megawatt-hour', () => {
  test('backs one claim: a certificate on energy of an issued credit is refused (C38)', async () => {
    const claim = (first: number, last: number, use: string) =>
      plant.run('assets', claimEnergy, {
        station: 'wind-1',
        month: '2024-05',
        first: `${first}`,
        last: `${last}`,
        use,
        reference: `${use}-1`,
      });
    await claim(1, 800, 'ccer');
    expect((await refusalOf(claim(800, 900, 'gec'))).code).toBe('energy_claimed_already');
    await claim(801, 900, 'gec');
    const { items } = await plant.ask('auditor', listEnergyClaims, {});
    expect(items.map((one) => [one.first, one.last, one.use])).toEqual([
      ['1', '800', 'ccer'],
      ['801', '900', 'gec'],
    ]);
  });
});

describe('a carry-over', () => {
  test('ends the old vintage and brings the new one, one for one', async () => {
    const { instructionId, code } = await enter({
      ...{ kind: 'carry_over', from: 'registry', to: 'carried_over', classId: await classId(), quantity: '600', toVintage: 2025 },
    });
    await decide('top', instructionId, { code });
    const { holdings } = await plant.ask('auditor', readHoldings, {});
    const next = holdings.find((one) => one.class.vintage === 2025);
    expect([next?.available, await standing('carried_over')]).toEqual(['600', '600']);
  });
});
