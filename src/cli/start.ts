import { readConfig } from '../server/config.ts';
import { StartRefusal } from '../server/start-refusal.ts';
import type { Invocation } from './main.ts';
import { exitCode } from './say.ts';
import { parseWords } from './words.ts';

/** A stop that takes longer than this is forced. */
const patienceMs = 5_000;

/** `tanheng start`: serves until a signal comes. The first signal stops in order, the second at once. */
export async function start({ words, voice, webReady }: Invocation): Promise<number> {
  parseWords('start', words, {}, { min: 0, max: 0 });
  const config = readConfig();
  for (const warning of config.warnings) voice.complain({ zh: warning, en: warning });

  let signals = 0;
  let stopRequested = (): void => {};
  const stopped = new Promise<void>((done) => {
    stopRequested = done;
  });
  const onSignal = (): void => {
    signals++;
    if (signals > 1) process.exit(130);
    // The clock of the stop starts with the signal, also while still starting. The database stops by itself when this process goes.
    setTimeout(() => process.exit(1), patienceMs).unref();
    stopRequested();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  const note = (message: string): void => voice.complain({ zh: message, en: message });
  const pages = webReady.catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartRefusal({ zh: `网页没有构建成功。原因：${why}`, en: `The web pages could not be built. Cause: ${why}` }, { cause });
  });
  pages.catch(() => {}); // told where it is awaited
  // Only now: a wrong configuration is told before all modules are read.
  const { serve } = await import('../server/main.ts');
  const server = await serve(config, { webReady: pages, note });
  const { database } = server;
  const kind =
    database.kind === 'embedded' ? { zh: `内置 PostgreSQL ${database.version}`, en: `embedded PostgreSQL ${database.version}` } : null;
  const about = kind ?? { zh: `PostgreSQL ${database.version}（DATABASE_URL）`, en: `PostgreSQL ${database.version} (DATABASE_URL)` };
  voice.say({
    zh: `碳衡已启动：${server.address}\n  数据目录：${config.dataFolder}　数据库：${about.zh}　演示：${config.demo ? '开' : '关'}　停止：Ctrl-C`,
    en: `Tanheng is running: ${server.address}\n  Data: ${config.dataFolder}   Database: ${about.en}   Demo: ${config.demo ? 'on' : 'off'}   Stop: Ctrl-C`,
  });
  if (server.setupLink !== null) {
    voice.say({
      zh: `  首次设置（一次有效，请勿外传）：${server.setupLink}`,
      en: `  First set-up (works once, keep it to yourself): ${server.setupLink}`,
    });
  }
  server.demo.then(
    (outcome) => {
      if (outcome === 'loaded') voice.say({ zh: '  演示企业“示例热电”已载入。', en: '  The demonstration enterprise is loaded.' });
    },
    (error: unknown) => {
      if (signals === 0)
        voice.complain({ zh: `  演示企业未能载入：${String(error)}`, en: `  The demonstration could not be loaded: ${String(error)}` });
    },
  );
  await stopped;
  voice.say({ zh: '正在停止…', en: 'Stopping…' });
  await server.stop();
  // All is closed; what may still keep the process alive is not worth waiting for.
  setTimeout(() => process.exit(exitCode.ok), 100).unref();
  return exitCode.ok;
}
