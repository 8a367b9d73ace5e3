import crypto from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { isolationFaults } from '../../src/server/db/gate.ts';
import { openDatabase } from '../../src/server/db/open.ts';
import { StartRefusal } from '../../src/server/start-refusal.ts';
import { administer, onDatabase } from '../support/database-server.ts';

const name = `tanheng_poor_${crypto.randomBytes(4).toString('hex')}`;
const password = crypto.randomBytes(12).toString('hex');
let admin: string;
let mayCreateRoles = true;

beforeAll(async () => {
  admin = inject('databaseServer').admin;
  const client = new pg.Client(admin);
  await client.connect();
  const told = await client.query<{ s: boolean }>('select rolsuper as s from pg_roles where rolname = current_user');
  mayCreateRoles = told.rows[0]?.s === true;
  await client.end();
  if (mayCreateRoles) await administer(admin, `create role ${name} login password '${password}'`, `create database ${name}`);
});
afterAll(async () => {
  if (mayCreateRoles) await administer(admin, `drop database if exists ${name} with (force)`, `drop role if exists ${name}`);
});

test('a user without rights is told the exact SQL, and with it the database opens', async ({ skip }) => {
  skip(!mayCreateRoles, 'needs a superuser for the preparation');
  const url = new URL(onDatabase(admin, name));
  url.username = name;
  url.password = password;
  const open = () => openDatabase({ databaseUrl: url.toString(), dataFolder: '', exclusive: false, purpose: 'test' });
  const refusal = await open().then(
    () => null,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(StartRefusal);
  const { text } = refusal as StartRefusal;
  const sql = (words: string) => words.split('\n').filter((line) => /^(create|grant|alter) /.test(line));
  expect(sql(text.en)).toEqual([
    `grant tanheng_app, tanheng_auth, tanheng_job to "${name}";`,
    `grant tanheng_backup to "${name}" with admin option;`,
    `grant create on database "${name}" to "${name}";`,
    `grant create on database "${name}" to tanheng_job;`,
  ]);
  expect(sql(text.zh)).toEqual(sql(text.en));
  await administer(onDatabase(admin, name), ...sql(text.en));
  const database = await open();
  expect(await database.owner(isolationFaults)).toEqual([]);
  await database.close();
});

test('many starts at once make roles and tables once', async () => {
  const owner = inject('databaseServer').owner;
  const many = `tanheng_many_${crypto.randomBytes(4).toString('hex')}`;
  await administer(admin, `create database ${many} owner ${decodeURIComponent(new URL(owner).username)}`);
  try {
    const opened = await Promise.all(
      Array.from({ length: 6 }, () =>
        openDatabase({ databaseUrl: onDatabase(owner, many), dataFolder: '', exclusive: false, purpose: 'test' }),
      ),
    );
    const [first] = opened;
    expect((await first?.owner((client) => client.query('select count(*) = max(number) as whole from migration.applied')))?.rows).toEqual([
      { whole: true },
    ]);
    for (const database of opened) await database.close();
  } finally {
    await administer(admin, `drop database if exists ${many} with (force)`);
  }
});
