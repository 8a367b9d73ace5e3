import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLoopback, readConfig, secretFault } from './config.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-config-'));
  fs.chmodSync(folder, 0o711);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const good = 'k2Jv9XoTq7LbYw3RzN5sMd8HcFgUaPe1Q4';
const url = 'postgresql://u:p@db.internal/tanheng';
let place = 0;
const read = (environment: Record<string, string>) => readConfig({ TANHENG_DATA: path.join(folder, `${place++}`), ...environment });

describe('a secret', () => {
  test.each([
    ['', 'short'],
    ['changeme', 'short'],
    ['x'.repeat(64), 'repeated'],
    ['abcabcabcabcabcabcabcabcabcabcabcabc', 'repeated'],
    ['changemechangemechangemechangeme1234', 'default words'],
    ['please-change-me-to-a-secret-password', 'default words'],
    ['your-super-secret-password-goes-here!', 'default words'],
    ['tanheng-default-secret-0123456789abcdefgh', 'default words'],
  ])('%s is refused (%s)', (secret) => {
    expect(secretFault(secret)).not.toBeNull();
    expect(() => read({ DATABASE_URL: url, TANHENG_SECRET: secret })).toThrow();
    expect(() => read({ TANHENG_SECRET: secret || 'short' })).toThrow(/TANHENG_SECRET/);
  });
  test('of random characters is taken', () => {
    expect(read({ DATABASE_URL: url, TANHENG_SECRET: good }).secret).toBe(good);
  });
  test('is made, kept and readable by nobody else when embedded', () => {
    const data = path.join(folder, 'kept');
    const first = readConfig({ TANHENG_DATA: data });
    expect(first.secret.length).toBeGreaterThanOrEqual(32);
    expect(fs.statSync(path.join(data, 'secret')).mode & 0o777).toBe(0o600);
    expect(readConfig({ TANHENG_DATA: data }).secret).toBe(first.secret);
  });
  test('must be given with DATABASE_URL, unless a file holds one', () => {
    expect(() => read({ DATABASE_URL: url })).toThrow(/TANHENG_SECRET must be set/);
    fs.mkdirSync(path.join(folder, 'filed'));
    fs.writeFileSync(path.join(folder, 'filed', 'secret'), good);
    expect(readConfig({ DATABASE_URL: url, TANHENG_DATA: path.join(folder, 'filed') }).secret).toBe(good);
  });
  test('in the file is held to the same rules', () => {
    fs.mkdirSync(path.join(folder, 'weak'));
    fs.writeFileSync(path.join(folder, 'weak', 'secret'), 'password');
    expect(() => readConfig({ TANHENG_DATA: path.join(folder, 'weak') })).toThrow(/not safe/);
  });
});

describe('the demonstration', () => {
  test.each([
    [{}, true],
    [{ TANHENG_HOST: '::1' }, true],
    [{ TANHENG_HOST: '0.0.0.0' }, false],
    [{ TANHENG_DEMO: 'off' }, false],
    [{ DATABASE_URL: url, TANHENG_SECRET: good }, false],
  ])('with %j is %s', (environment, expected) => {
    expect(read(environment as Record<string, string>).demo).toBe(expected);
  });
  test.each([{ TANHENG_HOST: '0.0.0.0' }, { TANHENG_HOST: '192.168.1.5' }, { DATABASE_URL: url, TANHENG_SECRET: good }])(
    'asked for with %j is refused',
    (e) => {
      expect(() => read({ ...(e as Record<string, string>), TANHENG_DEMO: 'on' })).toThrow(/TANHENG_DEMO=on/);
    },
  );
});

test.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example.org', false],
])('%s is loopback: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));

test.each([
  [{ TANHENG_PORT: '70000' }, /TANHENG_PORT/],
  [{ TANHENG_PORT: 'web' }, /TANHENG_PORT/],
  [{ TANHENG_DEMO: 'yes' }, /TANHENG_DEMO/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
  [{ TANHENG_PUBLIC_URL: 'ftp://x' }, /TANHENG_PUBLIC_URL/],
  [{ TANHENG_METRICS_TOKEN: 'short' }, /TANHENG_METRICS_TOKEN/],
])('%j is refused by name', (environment, message) => {
  expect(() => read(environment as unknown as Record<string, string>)).toThrow(message);
});

test('a misspelt variable is told, an empty one is as if not set', () => {
  const config = read({ TANHENG_PROT: '1', TANHENG_PORT: '' });
  expect(config.port).toBe(8765);
  expect(config.warnings.join()).toContain('TANHENG_PROT');
});
