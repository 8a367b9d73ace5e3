import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { ok } from '../support/server.ts';
import { addressOf, until } from '../support/start.ts';
import { startStage } from '../support/start-stage.ts';

/** The drop folder of a server that is killed while it deals with a file: the next one deals with it, once. */
const { place, start } = startStage();
let stand: IntakeStand;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-drop-'));
beforeAll(async () => {
  stand = await openIntakeStand();
});
afterAll(async () => {
  await stand?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const list = (at: string) => (fs.existsSync(at) ? fs.readdirSync(at).sort() : []);
const head = '月份,燃煤消耗量（t）\n';
/** Versions of values that were written in all, and imports through the folder. */
const written = async (year: number) => {
  const runs = ok(await stand.who.get('/api/v1/imports'))
    .json()
    .items.filter((one: { channel: string }) => one.channel === 'drop');
  return { values: await stand.values(year), runs: runs.length, news: runs.map((one: { counts: { new: number } }) => one.counts.new) };
};

test('killed in the middle of a file, and after one that it had not yet put away', { timeout: 90_000 }, async () => {
  const file = await stand.upload('first.csv', `${head}2023-01,100\n`);
  const recipe = { ...(await stand.recognise(file)).sheets[0].recipe, unitId: stand.unitId };
  await stand.import(file, recipe, (await stand.preview(file, recipe)).seal, { sourceName: '燃料台账' });
  const home = path.join(folder, stand.boss.organizationId, '燃料台账');
  const at = (name: string) => path.join(home, name);
  fs.mkdirSync(home, { recursive: true });
  const data = place();
  const { url } = stand.server.database;
  const environment = { DATABASE_URL: url, TANHENG_DROP: folder, TANHENG_SECRET: stand.server.config.secret };

  const first = start(data, environment);
  await addressOf(first);
  fs.writeFileSync(at('whole.csv'), `${head}2022-01,10\n2022-02,20\n`);
  await until('the first file is done', () => list(at('done')).length === 2, 30_000);

  // Somebody else writes to the unit's year, so that the file waits in the middle of its transaction.
  const other = await stand.server.database.job.connect();
  await other.query('begin');
  await other.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${stand.unitId}/2023`]);
  fs.writeFileSync(at('half.csv'), `${head}2022-03,30\n2023-02,200\n`);
  await until(
    'it waits',
    async () => {
      const { rows } = await other.query("select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted");
      return rows[0].n > 0;
    },
    20_000,
  );
  expect(list(at('working'))).toEqual(['half.csv']);
  first.child.kill('SIGKILL');
  await first.ended;
  await other.query('rollback');
  other.release();
  expect(await written(2022)).toEqual({ values: { '2022-01 coal.FC': '10', '2022-02 coal.FC': '20' }, runs: 1, news: [2] });
  // As if it had been killed between writing the first file and putting it away.
  const done = list(at('done')).find((name) => name.endsWith('whole.csv')) ?? '';
  fs.renameSync(path.join(at('done'), done), path.join(at('working'), 'whole.csv'));

  const second = start(data, environment);
  await addressOf(second);
  await until('both are done', () => list(at('done')).filter((name) => name.endsWith('.csv')).length === 2, 30_000);
  expect([list(at('working')), list(at('refused'))]).toEqual([[], []]);
  expect(await written(2022)).toEqual({
    values: { '2022-01 coal.FC': '10', '2022-02 coal.FC': '20', '2022-03 coal.FC': '30' },
    runs: 2,
    news: [2, 2],
  });
  expect(await stand.values(2023)).toEqual({ '2023-01 coal.FC': '100', '2023-02 coal.FC': '200' });
  const outcomes = list(at('done'))
    .filter((name) => name.endsWith('.report.json'))
    .map((name) => JSON.parse(fs.readFileSync(path.join(at('done'), name), 'utf8')))
    .map((report) => `${report.file} ${report.outcome}`);
  expect(outcomes.sort()).toEqual(['half.csv imported', 'whole.csv imported', 'whole.csv unchanged']);
});
