import path from 'node:path';
import { expect, test } from 'vitest';
import { addressOf, becomesReady, processesOn, tanheng } from '../support/start.ts';
import { startStage } from '../support/start-stage.ts';

const { place, start } = startStage();

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
