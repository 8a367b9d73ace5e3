import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openThreads, type Threads, type ThreadsOptions } from './threads.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threads-'));
const file = path.join(folder, 'thread.mjs');
fs.writeFileSync(
  file,
  `import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', (task) => {
    if (task === 'forever') for (;;);
    if (task === 'memory') { const all = []; for (;;) all.push(new Array(10_000).fill(all.length)); }
    if (task === 'exit') process.exit(3);
    if (task === 'throw') throw new Error('of its own');
    if (task === 'refuse') parentPort.postMessage({ refused: { code: 'not_found', values: { a: 'b' }, findings: [], detail: undefined } });
    else if (task === 'fail') parentPort.postMessage({ failed: 'a stack' });
    else parentPort.postMessage({ done: [task, threadId] });
  });
  parentPort.postMessage({ ready: true });`,
);
const opened: Threads<string, [string, number]>[] = [];
const open = (more: Partial<ThreadsOptions> = {}) => {
  const threads = openThreads<string, [string, number]>({
    file,
    data: null,
    count: 1,
    seconds: 5,
    memoryMb: 64,
    waiting: 10,
    perCaller: 10,
    ...more,
  });
  opened.push(threads);
  return threads;
};
afterAll(async () => {
  for (const threads of opened) await threads.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('answers, refusals and faults come back; the thread goes on', async () => {
  const threads = open();
  const [, first] = await threads.ask('a', 'x');
  await expect(threads.ask('a', 'refuse')).rejects.toMatchObject({ code: 'not_found', values: { a: 'b' } });
  await expect(threads.ask('a', 'fail')).rejects.toThrow('a stack');
  expect(await threads.ask('a', 'y')).toEqual(['y', first]);
});

test('a thread that ends is replaced, and the tasks behind it are done', async () => {
  const threads = open();
  for (const how of ['exit', 'throw']) {
    const [broken, behind] = await Promise.allSettled([threads.ask('a', how), threads.ask('a', 'z')]);
    expect([how, broken?.status]).toEqual([how, 'rejected']);
    expect(behind).toMatchObject({ status: 'fulfilled', value: ['z', expect.any(Number)] });
  }
});

test('who takes too long or too much is ended and told so', async () => {
  const slow = open({ seconds: 0.2 });
  await expect(slow.ask('a', 'forever')).rejects.toMatchObject({ code: 'request_too_large' });
  expect(await slow.ask('a', 'x')).toEqual(['x', expect.any(Number)]);
  const greedy = open({ seconds: 30 });
  await expect(greedy.ask('a', 'memory')).rejects.toMatchObject({ code: 'request_too_large' });
  expect(await greedy.ask('a', 'x')).toEqual(['x', expect.any(Number)]);
}, 40_000);

test('nobody has more than a share, and the queue has an end', async () => {
  const threads = open({ perCaller: 2, waiting: 3 });
  const asked = ['a', 'a', 'a', 'b', 'b', 'c'].map((caller) => threads.ask(caller, caller));
  const outcome = await Promise.allSettled(asked);
  // One computes, three wait: the third of a is over its share, and the queue is full for c.
  expect(outcome.map((one) => (one.status === 'rejected' ? one.reason.code : 'done'))).toEqual([
    'done',
    'done',
    'too_many_requests',
    'done',
    'done',
    'too_many_requests',
  ]);
});

test('stopping refuses what waits', async () => {
  const threads = open();
  const waiting = threads.ask('a', 'forever');
  waiting.catch(() => {});
  await threads.stop();
  await expect(waiting).rejects.toMatchObject({ code: 'too_many_requests' });
  await expect(threads.ask('a', 'x')).rejects.toMatchObject({ code: 'too_many_requests' });
});
