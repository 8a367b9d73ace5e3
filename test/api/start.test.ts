import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, becomesReady, dataPlace, isReady, processesOn, type Started, until } from '../support/start.ts';
import { copyData, postmaster, startStage } from '../support/start-stage.ts';

const { place, start } = startStage();

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
    // Its reference data are another test's.
    expect((await fetch(`${address}/health`)).status).toBe(200);
  });

  test('starts where the path is too long for a socket', async () => {
    const data = path.join(place(), 'a-folder-with-a-rather-long-name'.repeat(3), '数据目录');
    fs.mkdirSync(path.dirname(data), { recursive: true, mode: 0o755 });
    await quiet();
    copyData(shared, data);
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
