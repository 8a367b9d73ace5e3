import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { processesOn } from '../support/start.ts';
import { startStage } from '../support/start-stage.ts';

const { place, start, ending } = startStage();

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
    ending(() => void taken.close());
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
