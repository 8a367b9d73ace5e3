import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Text } from '../kernel/text.ts';
import { type Config, readConfig } from '../server/config.ts';
import { platformPackage, prepareNative } from '../server/db/embedded/native.ts';
import { serverUser } from '../server/db/embedded/user.ts';
import { isolationFaults } from '../server/db/gate.ts';
import { appliedMigrations, readMigrations } from '../server/db/migrate.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import { roleStanding } from '../server/db/roles.ts';
import { openShelf } from '../server/modules/library/index.ts';
import { productFolder } from '../server/place.ts';
import { StartRefusal } from '../server/start-refusal.ts';
import type { Invocation } from './main.ts';
import { exitCode, findingLine } from './say.ts';
import { parseWords } from './words.ts';

interface Check {
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'error';
  readonly text: Text;
}

const same = (words: string): Text => ({ zh: words, en: words });
const ok = (name: string, text: Text): Check => ({ name, outcome: 'ok', text });
const warning = (name: string, text: Text): Check => ({ name, outcome: 'warning', text });
const fault = (name: string, text: Text): Check => ({ name, outcome: 'error', text });

/** A check that fails by throwing tells in its own words where it has some. */
async function attempt(name: string, work: () => Promise<readonly Check[]> | readonly Check[]): Promise<readonly Check[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StartRefusal) return [fault(name, error.text)];
    return [fault(name, same(error instanceof Error ? error.message : String(error)))];
  }
}

function checkNode(): readonly Check[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const text = same(
    `Node.js ${process.versions.node}, ${process.platform}-${process.arch}, ${os.cpus().length} × CPU, ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
  );
  return [(major > 20 || (major === 20 && minor >= 19) ? ok : fault)('node', text)];
}

function checkBinary(): readonly Check[] {
  const native = prepareNative(serverUser());
  return [ok('binary', same(`${platformPackage} ${native.version}: ${native.bin}`))];
}

function checkSpace({ dataFolder }: Config): readonly Check[] {
  const { bavail, bsize } = fs.statfsSync(dataFolder);
  const free = Number(bavail) * Number(bsize);
  const text = {
    zh: `${dataFolder} 所在磁盘剩余 ${(free / 1e9).toFixed(1)} GB`,
    en: `${(free / 1e9).toFixed(1)} GB free for ${dataFolder}`,
  };
  return [(free < 200e6 ? fault : free < 2e9 ? warning : ok)('space', text)];
}

async function checkPort({ host, port }: Config): Promise<readonly Check[]> {
  if (port === 0) return [ok('port', { zh: '任选空闲端口', en: 'any free port' })];
  const code = await new Promise<string | null>((done) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
    probe.listen(port, host, () => probe.close(() => done(null)));
  });
  const at = `${host}:${port}`;
  if (code === null) return [ok('port', { zh: `${at} 空闲`, en: `${at} is free` })];
  if (code === 'EADDRINUSE')
    return [warning('port', { zh: `${at} 已被占用（碳衡可能正在运行）`, en: `${at} is taken (Tanheng may be running)` })];
  return [fault('port', { zh: `不能在 ${at} 上监听（${code}）`, en: `cannot listen on ${at} (${code})` })];
}

async function checkDatabase(database: Database): Promise<readonly Check[]> {
  const kind = database.kind === 'embedded' ? (database.adopted ? 'embedded, running' : 'embedded') : 'DATABASE_URL';
  return await database.owner(async (client) => {
    const standing = await roleStanding(client);
    const checks = [ok('database', same(`PostgreSQL ${database.version} (${kind})`))];
    if (standing.isSuperuser) {
      checks.push(
        warning('roles', {
          zh: `登录用户 ${standing.user} 是超级用户，行级安全只在角色内生效。建议使用普通用户。`,
          en: `The sign-in ${standing.user} is a superuser; row security holds only inside the roles. An ordinary user is better.`,
        }),
      );
    } else checks.push(ok('roles', same(`${standing.user} → tanheng_app, tanheng_auth, tanheng_job`)));
    if (!standing.mayExport && standing.missing.length === 0 && database.kind !== 'embedded') {
      checks.push(
        warning('backup', {
          zh: `登录用户 ${standing.user} 尚不能备份。处理：请数据库管理员执行：grant tanheng_backup to "${standing.user}" with admin option;`,
          en: `The sign-in ${standing.user} cannot back up yet. Cure: let an administrator run: grant tanheng_backup to "${standing.user}" with admin option;`,
        }),
      );
    }
    const files = readMigrations();
    const applied = await appliedMigrations(client);
    const pending = files.length - applied.length;
    const changed = applied.filter((old) => files.find((f) => f.number === old.number)?.sha256 !== old.sha256);
    if (changed.length > 0) {
      checks.push(
        fault('migrations', {
          zh: `与程序不符：${changed.map((m) => m.name).join('、')}`,
          en: `not those of this program: ${changed.map((m) => m.name).join(', ')}`,
        }),
      );
    } else if (pending > 0) {
      checks.push(
        warning('migrations', { zh: `${pending} 个待执行，启动时自动执行`, en: `${pending} to come; the next start applies them` }),
      );
    } else checks.push(ok('migrations', { zh: `${applied.length} 个，最新`, en: `${applied.length}, up to date` }));
    if (applied.length > 0) {
      const faults = await isolationFaults(client);
      checks.push(
        faults.length === 0
          ? ok('isolation', {
              zh: '各组织的数据相互隔离：行级安全、角色、触发器均正确',
              en: 'organizations are kept apart: row security, roles and triggers are right',
            })
          : fault('isolation', same(faults.join('; '))),
      );
    }
    return checks;
  });
}

function checkLibrary(): readonly Check[] {
  const { methods, findings } = openShelf(path.join(productFolder, 'data'));
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) {
    const lines = (language: 'zh' | 'en') => errors.slice(0, 5).map((finding) => findingLine(finding, language));
    return [fault('library', { zh: lines('zh').join('; '), en: lines('en').join('; ') })];
  }
  return [ok('library', { zh: `${methods.length} 个方法`, en: `${methods.length} methods` })];
}

async function withDatabase(config: Config): Promise<readonly Check[]> {
  const { databaseUrl, dataFolder } = config;
  const database = await openDatabase({ databaseUrl, dataFolder, exclusive: false, purpose: 'doctor', migrate: false });
  try {
    return await checkDatabase(database);
  } finally {
    await database.close();
  }
}

async function examine(): Promise<readonly Check[]> {
  const checks = [...checkNode(), ...(await attempt('library', checkLibrary))];
  let config: Config | undefined;
  checks.push(
    ...(await attempt('configuration', () => {
      config = readConfig();
      const demo = config.demo ? 'demo' : 'no demo';
      return [
        ok('configuration', same(`${config.host}:${config.port}, ${config.dataFolder}, ${demo}`)),
        ...config.warnings.map((text) => warning('configuration', same(text))),
      ];
    })),
  );
  const found = config;
  if (found === undefined) return checks;
  if (found.databaseUrl === null) checks.push(...(await attempt('binary', checkBinary)));
  checks.push(...(await attempt('space', () => checkSpace(found))));
  checks.push(...(await attempt('port', () => checkPort(found))));
  checks.push(...(await attempt('database', () => withDatabase(found))));
  return checks;
}

const signs = { ok: '✓', warning: '!', error: '✗' } as const;

/** `tanheng doctor`: everything a start depends on, each with its own word. */
export async function doctor({ words, voice }: Invocation): Promise<number> {
  const { values } = parseWords('doctor', words, { json: { type: 'boolean' } }, { min: 0, max: 0 });
  const checks = await examine();
  const bad = checks.some((check) => check.outcome === 'error');
  if (values.json === true) voice.put(JSON.stringify({ ok: !bad, checks }, null, 2));
  else for (const { outcome, name, text } of checks) voice.put(`${signs[outcome]} ${name.padEnd(14)} ${text[voice.language]}`);
  return bad ? exitCode.failed : exitCode.ok;
}
