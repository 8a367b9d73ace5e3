import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, buildServer, dataPlace, processesOn, type Started, tanheng, until } from '../support/start.ts';

beforeAll(buildServer);

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function place(): string {
  const { folder, remove } = dataPlace();
  ends.push(async () => {
    await until('the database has stopped', () => processesOn(folder).length === 0).catch(() => {
      for (const pid of processesOn(folder)) process.kill(pid, 'SIGKILL');
    });
    remove();
  });
  return folder;
}

function start(data: string, environment: Record<string, string> = {}): Started {
  const started = tanheng(['start'], { TANHENG_DATA: data, ...environment });
  ends.push(async () => {
    started.child.kill('SIGKILL');
    await started.ended;
  });
  return started;
}

const isReady = (address: string): Promise<boolean> =>
  fetch(`${address}/ready`).then(
    (reply) => reply.status === 200,
    () => false,
  );
/** The first start answers before its reference data is in; /ready says so until it is. */
const becomesReady = (address: string): Promise<void> => until('it is ready', () => isReady(address), 40_000);
const postmaster = (data: string): number =>
  Number(fs.readFileSync(path.join(data, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('the start is refused, with a cure,', () => {
  const url = 'postgresql://u:p@127.0.0.1:1/none';
  test.each([
    ['without a secret beside DATABASE_URL', { DATABASE_URL: url }, /TANHENG_SECRET must be set.*Cure/],
    ['with the secret changeme', { DATABASE_URL: url, TANHENG_SECRET: 'changeme' }, /not safe.*Cure/],
    ['with a long default secret', { DATABASE_URL: url, TANHENG_SECRET: 'change-me-change-me-change-me-change-me' }, /not safe.*Cure/],
    ['with the secret password', { TANHENG_SECRET: 'passwordpasswordpasswordpassword' }, /not safe.*Cure/],
    ['with the demo on the network', { TANHENG_HOST: '0.0.0.0', TANHENG_DEMO: 'on' }, /TANHENG_DEMO=on.*Cure/],
    ['with an impossible port', { TANHENG_PORT: '99999' }, /TANHENG_PORT.*Cure/],
    [
      'when the database is not there',
      { DATABASE_URL: url, TANHENG_SECRET: 'k2Jv9XoTq7LbYw3RzN5sMd8HcFgUaPe1Q4' },
      /cannot be reached.*Cure/,
    ],
  ])('%s', async (_what, environment, message) => {
    const refused = start(place(), environment as Record<string, string>);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(message);
    expect(refused.output()).not.toMatch(/\n\s+at /);
  });

  test('when the port is taken', async () => {
    const taken = net.createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    ends.push(() => void taken.close());
    const { port } = taken.address() as net.AddressInfo;
    const data = place();
    const refused = start(data, { TANHENG_PORT: `${port}` });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/port is taken.*Cure/);
    expect(processesOn(data)).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)('as root below a folder closed to others', async () => {
    const closed = path.join(place(), 'closed');
    fs.mkdirSync(closed, { recursive: true });
    fs.chmodSync(closed, 0o700);
    const refused = start(path.join(closed, 'data'));
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`may not enter ${closed}`);
  });
});

describe('a server', () => {
  // Most of these go on with one folder: only its first start has to load the reference data.
  let shared: string;
  let remove: (() => void) | undefined;
  beforeAll(() => {
    ({ folder: shared, remove } = dataPlace());
  });
  afterAll(() => remove?.());
  const quiet = () => until('the database has stopped', () => processesOn(shared).length === 0);

  test('starts, answers, keeps its folder to itself, and stops within 5 s with nothing left', async () => {
    const data = shared;
    await quiet();
    const first = start(data, { TANHENG_DEMO: 'auto' });
    const address = await addressOf(first);
    await becomesReady(address);
    expect(first.output()).toMatch(/First set-up .*\/setup\?code=\S{16,}/);
    for (const [file, mode] of [
      ['secret', 0o600],
      ['database-passwords.json', 0o600],
      ['postgres-18', 0o700],
      ['run', 0o700],
    ] as const) {
      expect([file, fs.statSync(path.join(data, file)).mode & 0o777]).toEqual([file, mode]);
    }

    const second = start(data);
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/in use by another process \(tanheng start, pid \d+\).*Cure/);
    await becomesReady(address);

    const began = Date.now();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(processesOn(data)).toEqual([]);
  });

  test('is one, when two start at the same moment on a new folder', async () => {
    const data = place();
    const both = [start(data), start(data)];
    const outcome = await Promise.all(
      both.map((one) =>
        addressOf(one).then(
          () => 'runs',
          () => 'refused',
        ),
      ),
    );
    expect(outcome.sort()).toEqual(['refused', 'runs']);
    const [running, refused] = both[0]?.child.exitCode === null ? both : both.toReversed();
    expect(refused?.output()).toMatch(/in use by another process.*Cure/);
    const address = await addressOf(running as Started);
    await until('it answers', () => isReady(address));
  });

  test('starts where the path is too long for a socket', async () => {
    const data = path.join(place(), 'a-folder-with-a-rather-long-name'.repeat(3), '数据目录');
    fs.mkdirSync(path.dirname(data), { recursive: true, mode: 0o755 });
    const started = start(data);
    await becomesReady(await addressOf(started));
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  test('stops at once at the second Ctrl-C', async () => {
    const data = shared;
    await quiet();
    const started = start(data, { TANHENG_DEMO: 'auto' }); // while the demonstration is still being loaded
    await addressOf(started);
    started.child.kill('SIGINT');
    started.child.kill('SIGINT');
    expect([0, 130]).toContain(await started.ended);
    await until('the database has stopped', () => processesOn(data).length === 0);
  });

  test('killed leaves no database running, and the next start is clean', async () => {
    const data = shared;
    await quiet();
    const killed = start(data);
    await addressOf(killed);
    killed.child.kill('SIGKILL');
    await killed.ended;
    // At once: the old database may still be shutting down.
    const next = start(data);
    await becomesReady(await addressOf(next));
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(processesOn(data)).toEqual([]);
  });

  test('adopts a database whose guard was killed too, and stops it in the end', async () => {
    const data = shared;
    await quiet();
    const killed = start(data);
    await addressOf(killed);
    const server = postmaster(data);
    // Stopped first, or it would notice that the guard is gone and take it for its own end.
    killed.child.kill('SIGSTOP');
    for (const pid of processesOn(data))
      if (fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('/bin/sh')) process.kill(pid, 'SIGKILL');
    killed.child.kill('SIGKILL');
    await killed.ended;
    await new Promise((done) => setTimeout(done, 200));
    expect(processesOn(data)).toContain(server);
    const next = start(data);
    await becomesReady(await addressOf(next));
    expect(postmaster(data)).toBe(server);
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(processesOn(data)).toEqual([]);
  });

  test('survives the death of its whole database and brings it back', async () => {
    const data = shared;
    await quiet();
    const started = start(data);
    const address = await addressOf(started);
    process.kill(postmaster(data), 'SIGKILL');
    await until('it notices', async () => !(await isReady(address)), 5_000).catch(() => {});
    await until('it is back', () => isReady(address));
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(processesOn(data)).toEqual([]);
  });
});

test('doctor tells what a start depends on, and leaves nothing running', async () => {
  const data = place();
  const told = tanheng(['doctor', '--json'], { TANHENG_DATA: data });
  await told.ended;
  const { checks } = JSON.parse(told.output()) as { checks: { name: string; outcome: string }[] };
  const outcome = (name: string) => checks.find((check) => check.name === name)?.outcome;
  for (const name of ['node', 'configuration', 'binary', 'space', 'port', 'database', 'roles'])
    expect([name, outcome(name)]).toEqual([name, 'ok']);
  expect(outcome('migrations')).toBe('warning');
  expect(processesOn(data)).toEqual([]);
});

test('a backup taken while the server runs restores into a new folder', async () => {
  const data = place();
  const started = start(data);
  await addressOf(started);
  const file = path.join(path.dirname(data), 'all.tar');
  const taken = tanheng(['backup', file], { TANHENG_DATA: data });
  expect([await taken.ended, taken.output()]).toEqual([0, expect.stringContaining('SHA-256 of the manifest')]);
  const again = tanheng(['restore', file], { TANHENG_DATA: data });
  expect(await again.ended).toBe(1); // in use
  const other = place();
  const restored = tanheng(['restore', file], { TANHENG_DATA: other });
  expect([await restored.ended, restored.output()]).toEqual([0, expect.stringContaining('Row security and triggers are checked')]);
  const refused = tanheng(['restore', file], { TANHENG_DATA: other });
  expect([await refused.ended, refused.output()]).toEqual([1, expect.stringContaining('empty database only')]);
  const next = start(other);
  await becomesReady(await addressOf(next));
});
