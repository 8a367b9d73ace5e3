import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { StartRefusal } from '../start-refusal.ts';
import { types } from './codecs.ts';
import { startEmbedded } from './embedded/server.ts';
import { migrate } from './migrate.ts';
import { ensureRoles } from './roles.ts';
import type { Tables } from './tables.ts';
import type { Db } from './tx.ts';

/** The one way to the database. Whoever serves requests gets `app` (or `appPool` for COPY and hot paths) and nothing else. */
export interface Database {
  readonly app: Db;
  readonly appPool: pg.Pool;
  /** For the log-in library; values as pg gives them (Dates). */
  readonly auth: pg.Pool;
  /** For queues and the journal's sequencer; values as pg gives them. */
  readonly job: pg.Pool;
  /** A short-lived connection of the owner: migrations, loading of the library, backup. Never from a request. */
  readonly owner: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  readonly kind: 'embedded' | 'server';
  /** `18.4` */
  readonly version: string;
  /** True when an embedded server was already running. */
  readonly adopted: boolean;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  /** Null: the embedded server in `dataFolder`. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  /** True for the server itself, false for tools that may join it. Only matters when embedded. */
  readonly exclusive: boolean;
  /** What this process does, e.g. `start`; shown to whoever is refused because of it, and in pg_stat_activity. */
  readonly purpose: string;
  /** False: leave a database without our tables as it is (doctor, restore). Default true. */
  readonly migrate?: boolean;
  readonly note?: (message: string) => void;
  /** Only tests: server settings, and the number of app connections. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly appConnections?: number;
}

/** From a URL, with its own `options` kept: pg would let them replace ours, and with them the role. */
function fromUrl(url: string): pg.ClientConfig {
  const own = /[?&]options=([^&]*)/.exec(url)?.[1] ?? '';
  return { connectionString: url.replace(/([?&])options=[^&]*&?/, '$1'), options: decodeURIComponent(own) };
}

interface PoolShape {
  readonly role: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly max: number;
  readonly ours: boolean;
}

/**
 * A pool whose connections start in a role, so that RESET ROLE leads back into it. It outlives broken connections and a restart of the server, and
 * never hands on a connection that was left inside a transaction.
 */
function makePool(base: pg.ClientConfig, purpose: string, shape: PoolShape): pg.Pool {
  const given = Object.entries({ role: shape.role, TimeZone: 'UTC', ...shape.settings }).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new pg.Pool({
    ...base,
    options: [base.options ?? '', ...given].join(' ').trim(),
    application_name: `${purpose}: ${shape.role}`,
    max: shape.max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...(shape.ours ? { types } : {}),
  });
  pool.on('error', () => {}); // an idle connection died; the pool has dropped it already
  pool.on('connect', (client) => client.on('error', () => {})); // one in use died; its query fails and tells
  pool.on('release', (_error, client) => {
    if ((client as pg.Client).getTransactionStatus() !== 'I') (client as pg.Client).end().catch(() => {});
  });
  return pool;
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function serverVersion(config: pg.ClientConfig): Promise<{ number: number; text: string }> {
  try {
    return await withClient(config, async (client) => {
      const said = await client.query<{ number: number; text: string }>(
        "select current_setting('server_version_num')::int as number, split_part(current_setting('server_version'), ' ', 1) as text",
      );
      return said.rows[0] ?? { number: 0, text: '?' };
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new StartRefusal(
      {
        zh: `连不上 DATABASE_URL 指定的数据库。原因：${why}。处理：检查地址、用户、口令以及服务器是否已启动。`,
        en: `The database named by DATABASE_URL cannot be reached. Cause: ${why}. Cure: check address, user and password, and that the server runs.`,
      },
      { cause },
    );
  }
}

/** Opens the database: embedded or DATABASE_URL, roles made, migrations applied, pools ready. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const embedded =
    options.databaseUrl === null
      ? await startEmbedded({
          folder: options.dataFolder,
          exclusive: options.exclusive,
          purpose: options.purpose,
          ...(options.settings === undefined ? {} : { settings: options.settings }),
          ...(options.note === undefined ? {} : { note: options.note }),
        })
      : null;
  try {
    const sign: pg.ClientConfig = embedded?.owner ?? fromUrl(options.databaseUrl ?? '');
    return await openOn(sign, options, embedded);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function openOn(
  sign: pg.ClientConfig,
  options: OpenOptions,
  embedded: { adopted: boolean; stop: () => Promise<void> } | null,
): Promise<Database> {
  const version = await serverVersion(sign);
  if (version.number < 150_000) {
    throw new StartRefusal({
      zh: `数据库版本是 PostgreSQL ${version.text}，需要 15 或更新。原因：视图的行级安全从 15 开始。处理：升级数据库。`,
      en: `The database is PostgreSQL ${version.text}; 15 or newer is needed. Cause: row security of views exists since 15. Cure: upgrade the database.`,
    });
  }
  const purpose = `tanheng ${options.purpose}`;
  const owner = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> =>
    withClient({ ...sign, types, application_name: `${purpose}: owner`, options: `${sign.options ?? ''} -c TimeZone=UTC`.trim() }, work);
  await owner(async (client) => {
    await ensureRoles(client);
    if (options.migrate !== false) await migrate(client);
  });
  const careful = { idle_in_transaction_session_timeout: '60s' };
  const appPool = makePool(sign, purpose, {
    role: 'tanheng_app',
    settings: { search_path: 'app', statement_timeout: '30s', ...careful },
    max: options.appConnections ?? 10,
    ours: true,
  });
  const auth = makePool(sign, purpose, {
    role: 'tanheng_auth',
    settings: { search_path: 'auth', statement_timeout: '10s', ...careful },
    max: 4,
    ours: false,
  });
  const job = makePool(sign, purpose, { role: 'tanheng_job', settings: { search_path: 'pgboss' }, max: 6, ours: false });
  const app = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: appPool }) });
  let closing: Promise<void> | null = null;
  return {
    app,
    appPool,
    auth,
    job,
    owner,
    kind: embedded === null ? 'server' : 'embedded',
    version: version.text,
    adopted: embedded?.adopted ?? false,
    close: () => {
      closing ??= (async () => {
        await Promise.allSettled([app.destroy(), auth.end(), job.end()]);
        await embedded?.stop();
      })();
      return closing;
    },
  };
}
