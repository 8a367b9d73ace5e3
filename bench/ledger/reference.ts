import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/**
 * What a careful user of plain PostgreSQL would build, on the same server: a function per transfer (`move`), one for many (`move_many`), and the leanest one
 * that still forbids an overdraft (`lean_post`: one row per transfer, no foreign keys, no history, no key). Driven by pgbench.
 */
export const accounts = 10_000;

const schema = `
  create table account (id int primary key, balance numeric(28,6) not null check (balance >= 0), version bigint not null default 0) with (fillfactor = 50);
  create table transfer (id bigint generated always as identity primary key, at timestamptz not null default now(),
    debit int not null references account, credit int not null references account, amount numeric(28,6) not null check (amount > 0), check (debit <> credit));
  create table entry (transfer_id bigint not null references transfer, account_id int not null references account, amount numeric(28,6) not null,
    balance numeric(28,6) not null, version bigint not null, primary key (account_id, version));
  insert into account select n, 1000000, 0 from generate_series(1, ${accounts}) n;

  create function move(payer int, payee int, sum numeric) returns bigint language plpgsql as $$
  declare
    new_id bigint; low account; high account;
  begin
    -- Always the lower number first, so that two never wait for each other.
    update account set balance = balance + case when id = payer then -sum else sum end, version = version + 1 where id = least(payer, payee) returning * into low;
    update account set balance = balance + case when id = payer then -sum else sum end, version = version + 1 where id = greatest(payer, payee) returning * into high;
    insert into transfer (debit, credit, amount) values (payer, payee, sum) returning id into new_id;
    insert into entry values (new_id, low.id, case when low.id = payer then -sum else sum end, low.balance, low.version),
      (new_id, high.id, case when high.id = payer then -sum else sum end, high.balance, high.version);
    return new_id;
  end $$;

  create function move_many(payers int[], payees int[], sums numeric[]) returns bigint language plpgsql as $$
  declare
    moved bigint;
  begin
    perform from account where id = any (payers || payees) order by id for update;
    with made as (
      insert into transfer (debit, credit, amount) select * from unnest(payers, payees, sums) returning id, debit, credit, amount
    ), side as (
      select id, debit as account_id, -amount as amount from made union all select id, credit, amount from made
    ), step as (
      select side.id, side.account_id, side.amount, account.balance + sum(side.amount) over w as balance, account.version + row_number() over w as version
        from side join account on account.id = side.account_id
      window w as (partition by side.account_id order by side.id rows unbounded preceding)
    ), last_step as (
      select distinct on (account_id) account_id, balance, version from step order by account_id, version desc
    ), kept as (
      update account set balance = last_step.balance, version = last_step.version from last_step where account.id = last_step.account_id
    )
    insert into entry select id, account_id, amount, balance, version from step;
    get diagnostics moved = row_count;
    if exists (select from account where id = any (payers) and balance < 0) then raise exception 'overdraft'; end if;
    return moved / 2;
  end $$;

  create table lean_account (id int primary key, balance bigint not null check (balance >= 0), version bigint not null default 0) with (fillfactor = 50);
  create table lean_transfer (id bigint generated always as identity primary key, debit int not null, credit int not null,
    amount bigint not null check (amount > 0), check (debit <> credit));
  insert into lean_account select n, 1000000000, 0 from generate_series(1, ${accounts}) n;
  create function lean_post(payers int[], payees int[], sums bigint[]) returns int language plpgsql as $$
  declare
    wanted int; kept int;
  begin
    perform from lean_account where id = any (payers || payees) order by id for update;
    insert into lean_transfer (debit, credit, amount) select * from unnest(payers, payees, sums);
    with change as (
      select id, sum(delta)::bigint as delta, count(*) as steps
        from (select unnest(payers) as id, -unnest(sums) as delta union all select unnest(payees), unnest(sums)) sides group by id
    ), done as (
      update lean_account set balance = balance + delta, version = version + steps from change where lean_account.id = change.id returning 1
    )
    select (select count(*) from change), (select count(*) from done) into wanted, kept;
    if wanted <> kept then raise exception 'an unknown account'; end if;
    return cardinality(payers);
  end $$;`;

const random = `select 1 + floor(random() * ${accounts})::int as payer, floor(random() * ${accounts - 1})::int as further`;
const many = (call: string, type: string, count: number): string =>
  `select ${call}(array_agg(payer), array_agg(1 + (payer + further) % ${accounts}), array_agg(1::${type})) from (${random} from generate_series(1, ${count})) s;\n`;

/** Scripts of pgbench: what one run of each moves. */
const scripts = {
  move: {
    text: `\\set payer random(1, ${accounts})\n\\set payee 1 + (:payer + random(0, ${accounts - 2})) % ${accounts}\nselect move(:payer, :payee, 1);\n`,
    moves: 1,
  },
  hot: { text: `\\set payee random(2, ${accounts})\nselect move(1, :payee, 0.001);\n`, moves: 1 },
  many: { text: many('move_many', 'numeric', 100), moves: 100 },
  lean: { text: many('lean_post', 'bigint', 1000), moves: 1000 },
} as const;

export interface Reference {
  /** Transfers a second. */
  readonly rate: (script: keyof typeof scripts, clients: number, seconds: number) => Promise<number>;
  /** Milliseconds within which 99 of 100 `move`s were answered, begun at a steady rate a second; from the planned beginning. */
  readonly p99: (perSecond: number, clients: number, seconds: number) => Promise<number>;
  readonly faults: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openReference(server: pg.ClientConfig): Promise<Reference> {
  const first = new pg.Client(server);
  await first.connect();
  await first.query('create database reference');
  await first.end();
  const client = new pg.Client({ ...server, database: 'reference' });
  await client.connect();
  await client.query(schema);
  await client.query('vacuum analyze');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-pgbench-'));
  for (const [name, { text }] of Object.entries(scripts)) fs.writeFileSync(path.join(folder, `${name}.sql`), text);
  const env = {
    ...process.env,
    ...{ PGHOST: String(server.host), PGPORT: String(server.port), PGUSER: String(server.user), PGPASSWORD: String(server.password) },
    ...{ PGDATABASE: 'reference' },
  };
  const run = async (name: string, clients: number, seconds: number, more: readonly string[] = []): Promise<string> => {
    const words = [
      '-n',
      '-M',
      'prepared',
      '-f',
      path.join(folder, `${name}.sql`),
      '-c',
      `${clients}`,
      '-j',
      '2',
      '-T',
      `${seconds}`,
      ...more,
    ];
    return (await promisify(execFile)('pgbench', words, { env, cwd: folder })).stdout;
  };
  return {
    rate: async (script, clients, seconds) => {
      const tps = /^tps = ([\d.]+)/m.exec(await run(script, clients, seconds))?.[1];
      if (tps === undefined) throw new Error('pgbench told no rate');
      return Number(tps) * scripts[script].moves;
    },
    p99: async (perSecond, clients, seconds) => {
      await run('move', clients, seconds, ['-R', `${Math.round(perSecond)}`, '-l', '--log-prefix', 'latency']);
      const logs = fs.readdirSync(folder).filter((one) => one.startsWith('latency'));
      // client, number, microseconds from the planned beginning, script, seconds, microseconds, lag
      const times = logs.flatMap((file) =>
        fs
          .readFileSync(path.join(folder, file), 'utf8')
          .trim()
          .split('\n')
          .map((line) => Number(line.split(' ')[2]) / 1000),
      );
      for (const file of logs) fs.rmSync(path.join(folder, file));
      return percentile(times, 0.99);
    },
    faults: async () => {
      const { rows } = await client.query<{ faults: string }>(
        `select (select count(*) from (select id from account a left join lateral (select balance, version from entry where account_id = a.id order by version desc limit 1) e on true
          where e.version <> a.version or e.balance <> a.balance) x) + (select (sum(balance) <> ${accounts}::numeric * 1000000)::int from account) as faults`,
      );
      return rows[0]?.faults ?? '?';
    },
    close: async () => {
      await client.end();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
