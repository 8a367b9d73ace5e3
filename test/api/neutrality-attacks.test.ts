import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../src/kernel/refusal.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { readFrozenClaim } from '../../src/server/modules/neutrality/declare.ts';
import { proposeLot } from '../../src/server/modules/neutrality/lots.ts';
import { publicClaim } from '../../src/server/modules/neutrality/store.ts';
import { refusalOf as databaseRefusal } from '../../src/server/work/database-errors.ts';
import { type Claimer, credit, openClaimer, papers } from '../support/neutrality.ts';
import { refusalOf } from '../support/plant.ts';

/** A hostile look at two promises: one retired unit backs one claim, and gross emission, removals and units are never netted. */
let claimer: Claimer;
let classId = '';
beforeAll(async () => {
  claimer = await openClaimer();
  classId = await claimer.hold('100');
});
afterAll(() => claimer?.plant.close());

const standing = async () => {
  const { holdings } = await claimer.ask('auditor', readHoldings, {});
  const all = holdings.find((one) => one.class.id === classId)?.entities.flatMap((one) => one.standing) ?? [];
  return Object.fromEntries(all.map((one) => [one.kind, one.quantity]));
};
/** As the owner of the tables, who may write everything that a constraint or trigger does not forbid. */
const asOwner = (statement: string, values: readonly unknown[]) =>
  claimer.plant.database.owner(async (client) => {
    await client.query('begin');
    try {
      await client.query(`select set_config('app.organization', $1, true)`, [claimer.plant.organizationId]);
      return await client.query(statement, [...values]);
    } finally {
      await client.query('commit');
    }
  });
const backed = async (): Promise<unknown> => {
  const { rows } = await asOwner(
    `select coalesce(sum(upper(serials) - lower(serials)), 0)::text as units from app.neutrality_backing where organization_id = $1`,
    [claimer.plant.organizationId],
  );
  return rows[0]?.units;
};

test('eight claims race for the same hundred units: each unit is set apart once, retired once and backs one claim', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, (_, at) => claimer.ready(`R${at}`, '30')));
  const asked = await Promise.allSettled(claims.map(({ claimId }) => claimer.propose(claimId, classId, '30')));
  const lots = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  // Three times thirty of a hundred, whoever came first; what is left does not cover a fourth.
  expect(lots).toHaveLength(3);
  expect(asked.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(Array(5).fill('units_insufficient'));
  // The same approval twice at once: one of the two.
  const approvals = await Promise.allSettled([...lots, ...lots].map((lot) => claimer.approve(lot)));
  expect(approvals.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
  expect([(await standing()).retired, (await standing()).trading, await backed()]).toEqual(['90', '10', '90']);
});

test('a published claim is corrected on its own units: they neither count twice nor serve another claim, and stay bound once withdrawn', async () => {
  const more = await claimer.hold('60', 2022);
  const first = await claimer.ready('P', '20');
  const { transactionId } = await claimer.approve(await claimer.propose(first.claimId, more, '20'));
  await claimer.declare(first.claimId);
  await claimer.publish(first.claimId);
  const again = (claimId: string) =>
    claimer.run('group', proposeLot, { claimId, source: { type: 'retired', transactionId }, facts: credit });
  // The footprint turns out larger: naming the same retirement once more does not cover the difference.
  await claimer.paper(first.id, first.periodId, papers.footprint('35'));
  expect((await refusalOf(again(first.claimId))).code).toBe('unit_backs_another_claim');
  expect((await refusalOf(claimer.declare(first.claimId, '足迹改正'))).findings.map((one) => one.code)).toEqual(['retired_enough']);
  await claimer.approve(await claimer.propose(first.claimId, more, '15'));
  expect((await claimer.declare(first.claimId, '足迹改正')).version).toBe(2);
  await claimer.publish(first.claimId, 2);
  const frozen = async (version: number) => (await claimer.ask('auditor', readFrozenClaim, { claimId: first.claimId, version })).content;
  expect([(await frozen(1)).figures.retired, (await frozen(2)).figures.retired, (await frozen(2)).lots.length]).toEqual(['20', '35', 2]);
  const before = await backed();
  await claimer.withdraw(first.claimId);
  const second = await claimer.ready('Q', '20');
  expect((await refusalOf(again(second.claimId))).code).toBe('unit_backs_another_claim');
  expect([await backed(), (await claimer.claim(second.claimId)).figures?.retired]).toEqual([before, '0']);
  // Past the product, as the owner: the exclusion constraint holds, and no row of a withdrawn claim goes away.
  const past = async (statement: string, values: readonly unknown[]) =>
    await asOwner(statement, values).then(
      () => 'done',
      (error: unknown) => {
        const refused = databaseRefusal(error);
        return refused instanceof Refusal ? refused.code : String(error);
      },
    );
  const copied = `insert into app.neutrality_backing (organization_id, claim_id, lot_id, series_no, serials, done_at)
    select organization_id, $2, lot_id, series_no, int8range(lower(serials) + 1, upper(serials)), now() from app.neutrality_backing where organization_id = $1 and claim_id = $3 limit 1`;
  expect(await past(copied, [claimer.plant.organizationId, second.claimId, first.claimId])).toBe('unit_backs_another_claim');
  expect(await past('delete from app.neutrality_backing where claim_id = $1', [first.claimId])).not.toBe('done');
  expect(await backed()).toBe(before);
});

test('removals and units lessen no gross figure: not in the balance, not in what is frozen, not on the public page', async () => {
  const units = await claimer.hold('80', 2021);
  const { id, periodId, claimId, number } = await claimer.ready('N', '50');
  await claimer.paper(id, periodId, { ...papers.footprint('50'), removals: '12.5' });
  // 50 − 12.5 = 37.5 is to be balanced: 38 units, forty retired.
  await claimer.approve(await claimer.propose(claimId, units, '40'));
  await claimer.declare(claimId);
  await claimer.publish(claimId);
  const told = ['50', '12.5', '37.5', '40'];
  const { figures } = await claimer.claim(claimId);
  expect([figures?.gross, figures?.removals, figures?.residual, figures?.retired]).toEqual(told);
  expect([figures?.need, figures?.surplus, figures?.short]).toEqual(['38', '2', '0']);
  const [gross, removals, residual, retired] = told;
  const out = JSON.stringify(await publicClaim(claimer.plant.database.app, number));
  for (const figure of [`"gross":"${gross}"`, `"removals":"${removals}"`, `"residual":"${residual}"`, `"retired":"${retired}"`])
    expect(out.replaceAll('": ', '":')).toContain(figure);
  const { statement } = await claimer.ask('auditor', readFrozenClaim, { claimId });
  for (const words of ['gross emission 50 tCO2e', 'removals inside the boundary 12.5 tCO2e', '40 t of retired units'])
    expect(statement.en).toContain(words);
  // A negative line would be a removal in disguise.
  const hidden = {
    ...papers.footprint('50'),
    lines: [
      { category: '外购电力', tonnes: '50' },
      { category: '植树', tonnes: '-12.5' },
    ],
  };
  await expect(claimer.paper(id, periodId, hidden)).rejects.toMatchObject({ code: 'invalid_input' });
});
