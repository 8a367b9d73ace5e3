import net, { type AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './db/open.ts';
import { StartRefusal } from './start-refusal.ts';
import { wire } from './wire.ts';

export interface RunningServer {
  /** `http://127.0.0.1:8765` */
  readonly address: string;
  /** One-time link of the first start; null once an organization exists. */
  readonly setupLink: string | null;
  readonly database: Database;
  /** Settles when the demonstration is there, or is not to be. */
  readonly demo: Promise<'loaded' | 'present' | 'off'>;
  /** Drains requests, ends jobs, closes the database. A second call waits for the first. */
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  /** The built pages; the server listens once they are there. */
  readonly webReady?: Promise<void>;
  readonly note?: (message: string) => void;
}

/** How long requests may finish before their connections are cut. */
const drainMs = 2_500;

function listenRefusal(config: Config, error: unknown): unknown {
  const code = (error as { code?: string }).code;
  const at = `${config.host}:${config.port}`;
  if (code === 'EADDRINUSE') {
    return new StartRefusal({
      zh: `端口已被占用：${at}。原因：另一个程序（也许是另一个碳衡）正在监听。处理：停止它，或设置 TANHENG_PORT（0 表示任选空闲端口）。`,
      en: `The port is taken: ${at}. Cause: another program, perhaps another Tanheng, listens there. Cure: stop it, or set TANHENG_PORT (0 takes any free port).`,
    });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartRefusal({
      zh: `不能在 ${at} 上监听（${code}）。原因：地址不属于本机，或端口需要特权。处理：更改 TANHENG_HOST 或 TANHENG_PORT。`,
      en: `Cannot listen on ${at} (${code}). Cause: the address is not of this machine, or the port needs privileges. Cure: change TANHENG_HOST or TANHENG_PORT.`,
    });
  }
  return error;
}

/** Asks for the port before the long work of a first start, so that a taken one is told at once. */
async function probePort(config: Config): Promise<void> {
  const probe = net.createServer();
  await new Promise<void>((done, fail) => {
    probe.once('error', fail);
    probe.listen(config.port, config.host, done);
  }).catch((error) => {
    throw listenRefusal(config, error);
  });
  await new Promise((done) => probe.close(done));
}

function withinTime(work: Promise<unknown>, ms: number): Promise<unknown> {
  return Promise.race([work, new Promise((done) => setTimeout(done, ms).unref())]);
}

/** The composition root: configuration → database → modules and HTTP → listening. What was opened is closed again when a later step fails. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<RunningServer> {
  const opened: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close().catch((error) => options.note?.(String(error)));
  };
  try {
    const database = await openDatabase({
      databaseUrl: config.databaseUrl,
      dataFolder: config.dataFolder,
      exclusive: true,
      purpose: 'start',
      ...(options.note === undefined ? {} : { note: options.note }),
    });
    opened.push(database.close);
    await probePort(config);

    // The pages are built meanwhile, and read once, when the HTTP server is put together.
    await options.webReady;
    const { app, setupCode, loadDemo, stop } = await wire({ config, database });
    opened.push(stop, async () => {
      await withinTime(app.close(), drainMs);
      app.server.closeAllConnections();
    });

    await app.listen({ host: config.host, port: config.port }).catch((error) => {
      throw listenRefusal(config, error);
    });
    const { port } = app.server.address() as AddressInfo;
    const host =
      config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
    const address = config.publicUrl ?? `http://${host}:${port}`;
    const code = await setupCode();
    // After listening: the first page need not wait for the story to be told.
    const demo = loadDemo();
    let stopped = false;
    demo.catch((error) => {
      if (!stopped) app.log.error({ err: error }, 'the demonstration could not be loaded');
    });

    let stopping: Promise<void> | null = null;
    return {
      address,
      setupLink: code === undefined ? null : `${address}/setup?code=${code}`,
      database,
      demo,
      stop: () => {
        stopped = true;
        stopping ??= closeAll();
        return stopping;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
