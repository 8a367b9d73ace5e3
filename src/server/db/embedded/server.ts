import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { StartRefusal } from '../../start-refusal.ts';
import {
  type Cluster,
  databaseName,
  halt,
  initialize,
  lastWords,
  launch,
  ownerName,
  passwordsIn,
  superuserName,
  whereabouts,
} from './cluster.ts';
import { prepareNative } from './native.ts';
import { serverUser } from './user.ts';

export interface EmbeddedOptions {
  /** The data folder; the database's files go into a folder of it. */
  readonly folder: string;
  /** True: this process is the one server of these data and refuses when another is. False: a tool that may join a running server. */
  readonly exclusive: boolean;
  /** What others see when they are refused: `start`, `backup`… */
  readonly purpose: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** What should be told but stops nothing. */
  readonly note?: (message: string) => void;
}

export interface EmbeddedServer {
  /** Sign-in of the database's owner, who is no superuser. */
  readonly owner: pg.ClientConfig;
  readonly superuser: pg.ClientConfig;
  /** True when a server left behind by a killed process, or held by another, was joined instead of starting one. */
  readonly adopted: boolean;
  /** Stops the server if this process holds it. */
  readonly stop: () => Promise<void>;
}

type SignIn = (at: { host: string; port: number }) => pg.ClientConfig;

// One number for "this process is the server of these data". Any fixed number serves.
const holderLock = 7_146_001;

/** `ready`, `absent` (nobody listens), or `busy` (starting up, recovering or shutting down). */
async function knock(config: pg.ClientConfig): Promise<pg.Client | 'absent' | 'busy'> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    client.end().catch(() => {});
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'EACCES') return 'absent';
    if (code === '57P03' || code === '53300' || code === 'ECONNRESET') return 'busy';
    if (code === '28P01' || code === '28000') {
      throw new StartRefusal(
        {
          zh: '数据目录中的数据库不接受 database-passwords.json 里的口令。原因：该文件被替换或丢失后重新生成。处理：恢复与数据库一起保存的原文件。',
          en: 'The database in the data folder does not accept the passwords of database-passwords.json. Cause: that file was replaced. Cure: put back the file that was kept with the database.',
        },
        { cause: error },
      );
    }
    return 'busy';
  }
}

/** Connects to the running server, or starts one and waits: recovery after a crash may take its time. */
async function reach(
  cluster: Cluster,
  config: SignIn,
  givenUp: () => boolean = () => false,
): Promise<{ client: pg.Client; launched: boolean }> {
  let launched: { ended: () => boolean } | null = null;
  let launches = 0;
  for (let round = 0; round < 12_000 && !givenUp(); round++) {
    const at = whereabouts(cluster);
    const answer = at === null ? 'absent' : await knock(config(at));
    if (typeof answer === 'object') return { client: answer, launched: launched !== null };
    if (answer === 'absent' && (launched === null || launched.ended())) {
      // Ended at once: perhaps another starter was faster (then we find him above), perhaps it cannot start at all.
      if (launches === 3) break;
      if (launches > 0) await wait(150 * launches);
      launched = await launch(cluster);
      launches++;
    }
    await wait(round < 200 ? 10 : 50);
  }
  throw new StartRefusal({
    zh: `内置数据库没有启动（${cluster.data}）。它最后的日志：\n${lastWords(cluster)}\n处理：按日志排除原因后重新启动；完整日志在 ${cluster.log}。`,
    en: `The embedded database did not start (${cluster.data}). Its last words:\n${lastWords(cluster)}\nCure: remove the cause and start again; the whole log is ${cluster.log}.`,
  });
}

async function takeHold(client: pg.Client): Promise<string | null> {
  const got = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [holderLock]);
  if (got.rows[0]?.held === true) return null;
  const who = await client.query<{ application_name: string }>(
    "select a.application_name from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.objid::bigint = $1 and l.granted limit 1",
    [holderLock],
  );
  return who.rows[0]?.application_name ?? '?';
}

async function bootstrap(client: pg.Client, cluster: Cluster): Promise<void> {
  const known = await client.query<{ role: boolean; database: boolean }>(
    'select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $2) as database',
    [ownerName, databaseName],
  );
  if (known.rows[0]?.role !== true) {
    // The password goes over our own socket only and is stored as a SCRAM verifier.
    await client.query(`create role ${ownerName} login createrole password ${client.escapeLiteral(cluster.passwords.owner)}`);
  }
  if (known.rows[0]?.database !== true) {
    await client.query(`create database ${databaseName} owner ${ownerName}`);
    await client.query(`revoke all on database ${databaseName} from public`);
  }
}

function clusterIn(options: EmbeddedOptions): Cluster {
  const user = serverUser();
  const native = prepareNative(user);
  const data = path.join(options.folder, `postgres-${native.major}`);
  const older = fs.readdirSync(options.folder).find((name) => /^postgres-\d+$/.test(name) && name !== path.basename(data));
  if (older !== undefined && !fs.existsSync(data)) {
    throw new StartRefusal({
      zh: `数据目录里是另一版本的数据库（${older}），本程序带的是 PostgreSQL ${native.major}。处理：用建立它的程序版本执行 tanheng backup，再用本版本执行 tanheng restore。`,
      en: `The data folder holds a database of another version (${older}); this program brings PostgreSQL ${native.major}. Cure: run "tanheng backup" with the version that made it, then "tanheng restore" with this one.`,
    });
  }
  return {
    folder: options.folder,
    data,
    log: path.join(options.folder, 'postgres.log'),
    native,
    user,
    passwords: passwordsIn(options.folder),
    settings: options.settings ?? {},
  };
}

/** The lock lives as long as its connection. Should that break, or the whole server die, it is brought back: the pools reconnect by themselves. */
function keepHold(cluster: Cluster, signIn: SignIn, first: pg.Client, note: (message: string) => void): { release: () => Promise<void> } {
  let guardian = first;
  let released = false;
  let regaining: Promise<void> = Promise.resolve();
  const watch = (): void => {
    guardian.once('end', () => {
      if (!released) regaining = regain();
    });
  };
  const regain = async (): Promise<void> => {
    for (let pause = 100; !released; pause = Math.min(pause * 2, 5_000)) {
      try {
        guardian = (await reach(cluster, signIn, () => released)).client;
        const taken = await takeHold(guardian);
        if (taken !== null) note(`another process holds the database now: ${taken}`);
        watch();
        return;
      } catch (error) {
        if (!released) note(error instanceof Error ? error.message : String(error));
      }
      // In short steps, so that a stop does not wait for it.
      for (let waited = 0; waited < pause && !released; waited += 50) await wait(50);
    }
  };
  watch();
  return {
    release: async () => {
      released = true;
      await regaining;
      await guardian.end().catch(() => {});
    },
  };
}

/** Starts, or joins, the PostgreSQL of a data folder. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const cluster = clusterIn(options);
  initialize(cluster);
  const superuserAt: SignIn = (at) => ({
    ...at,
    user: superuserName,
    password: cluster.passwords.superuser,
    database: 'postgres',
    application_name: `tanheng ${options.purpose}, pid ${process.pid}`,
  });
  const { client, launched } = await reach(cluster, superuserAt);
  const other = await takeHold(client);
  if (other !== null && options.exclusive) {
    await client.end();
    throw new StartRefusal({
      zh: `数据目录 ${options.folder} 正被另一个进程使用（${other}）。原因：同一份数据只能由一个实例服务。处理：停止那个进程，或用 TANHENG_DATA 指定另一个数据目录。`,
      en: `The data folder ${options.folder} is in use by another process (${other}). Cause: only one instance may serve the same data. Cure: stop that process, or name another data folder with TANHENG_DATA.`,
    });
  }
  await bootstrap(client, cluster);
  const at = whereabouts(cluster);
  if (at === null) throw new Error('the database vanished while starting');
  const hold = other === null ? keepHold(cluster, superuserAt, client, options.note ?? (() => {})) : null;
  if (hold === null) await client.end();
  const { host, port } = at;
  return {
    superuser: superuserAt({ host, port }),
    owner: { host, port, user: ownerName, password: cluster.passwords.owner, database: databaseName },
    adopted: !launched,
    stop: async () => {
      if (hold === null) return;
      await hold.release();
      await halt(cluster);
    },
  };
}
