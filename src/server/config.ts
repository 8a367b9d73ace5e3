import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { closedParent } from './db/embedded/user.ts';
import { productFolder } from './place.ts';
import { StartRefusal } from './start-refusal.ts';

/** Everything the environment decides, read once. No other file reads the environment. */
export interface Config {
  /** Null: embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0: a free port. */
  readonly port: number;
  /** Database (when embedded), evidence, secret. */
  readonly dataFolder: string;
  /** ≥ 32 characters; signs sessions. */
  readonly secret: string;
  readonly demo: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Where people reach the product, without a slash at the end; null: as the request says. */
  readonly publicUrl: string | null;
  /** Addresses of proxies whose forwarded headers are believed; empty: nobody's. */
  readonly trustProxy: readonly string[];
  /** Bearer token for /metrics; null: loopback only. */
  readonly metricsToken: string | null;
  /** Folder into which other systems put files for import; null: none. */
  readonly dropFolder: string | null;
  /** What the operator should know; stops nothing. */
  readonly warnings: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

const text = z.string().trim().min(1).optional();

const variables = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgresql://user:password@host:port/database')
    .optional(),
  TANHENG_HOST: z.string().trim().min(1).default('127.0.0.1'),
  TANHENG_PORT: z.coerce.number().int().min(0).max(65_535).default(8765),
  TANHENG_DATA: text,
  TANHENG_SECRET: z.string().optional(),
  TANHENG_DEMO: z.enum(['auto', 'on', 'off']).default('auto'),
  TANHENG_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  TANHENG_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TANHENG_TRUST_PROXY: text,
  TANHENG_DROP: text,
  TANHENG_METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
});

const known = Object.keys(variables.shape);

function parse(environment: Environment): z.output<typeof variables> {
  // An empty variable is one that was not set: that is how compose files and service units leave one out.
  const given = Object.fromEntries(known.map((name) => [name, environment[name] === '' ? undefined : environment[name]]));
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new StartRefusal({
    zh: `环境变量有误：${faults}。处理：改正后重新启动。`,
    en: `Environment variables are wrong: ${faults}. Cure: correct them and start again.`,
  });
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

const wellKnown =
  /change[-_ ]?me|replace|secret|password|passw0rd|default|example|tanheng|letmein|qwerty|admin|0123456789|abcdefgh|keyboard|your[-_ ]|please/i;

/** Why a secret is refused; null when it may be used. Looks for what people paste, not for entropy it cannot measure. */
export function secretFault(secret: string): { zh: string; en: string } | null {
  if (secret.length < 32) return { zh: '少于 32 个字符', en: 'it has fewer than 32 characters' };
  if (new Set(secret).size < 10) return { zh: '重复字符过多', en: 'it repeats too few characters' };
  if (/^(.{1,12})\1+.{0,11}$/.test(secret)) return { zh: '是一段文字的重复', en: 'it is one piece repeated' };
  // A long random secret may contain such a word by chance only once in ages; one that is made of it may not pass.
  const rest = secret.replace(new RegExp(wellKnown, 'gi'), '');
  if (rest.length < 24 && rest.length < secret.length) return { zh: '由常见的默认词组成', en: 'it is made of well-known default words' };
  return null;
}

function checked(secret: string, where: string): string {
  const fault = secretFault(secret);
  if (fault === null) return secret;
  throw new StartRefusal({
    zh: `拒绝启动：${where} 不安全（${fault.zh}）。原因：它用于签发登录会话。处理：用 openssl rand -base64 48 生成新的密钥。`,
    en: `Start refused: ${where} is not safe (${fault.en}). Cause: it signs log-in sessions. Cure: make a new one with "openssl rand -base64 48".`,
  });
}

function secretOf(given: string | undefined, dataFolder: string, embedded: boolean): string {
  if (given !== undefined) return checked(given, 'TANHENG_SECRET');
  const file = path.join(dataFolder, 'secret');
  if (fs.existsSync(file)) return checked(fs.readFileSync(file, 'utf8').trim(), file);
  if (!embedded) {
    throw new StartRefusal({
      zh: `使用 DATABASE_URL 时必须设置 TANHENG_SECRET（不少于 32 个字符）。原因：多个实例必须使用同一密钥，不能各自生成。处理：用 openssl rand -base64 48 生成并设置。`,
      en: `With DATABASE_URL, TANHENG_SECRET must be set (at least 32 characters). Cause: several instances need the same one, so it is not made up here. Cure: make one with "openssl rand -base64 48" and set it.`,
    });
  }
  try {
    fs.writeFileSync(file, `${crypto.randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(file, 'utf8').trim();
}

function writable(folder: string): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * `.tanheng/` below the product when the database's user can get there. Where he cannot (root's home is closed to others, and PostgreSQL does not run
 * as root; or the product is installed read-only) a fixed place, named after the product's folder so that two clones stay apart.
 */
function dataFolderOf(given: string | undefined, embedded: boolean): string {
  const root = process.getuid?.() === 0;
  const near = path.join(productFolder, '.tanheng');
  const name = `tanheng-${crypto.createHash('sha256').update(productFolder).digest('hex').slice(0, 8)}`;
  const far = root ? path.join('/var/lib', name) : path.join(os.homedir(), '.local', 'share', name);
  const closed = (folder: string) => (root && embedded ? closedParent(path.dirname(folder)) : null);
  const folder = given !== undefined ? path.resolve(given) : closed(near) === null && writable(near) ? near : far;
  const barred = closed(folder);
  if (barred !== null) {
    throw new StartRefusal({
      zh: `数据目录 ${folder} 不可用。原因：以 root 启动时数据库以 nobody 运行，而它不能进入 ${barred}。处理：用 TANHENG_DATA 指定所有人可进入的上级目录中的位置（如 /var/lib/tanheng），或以普通用户启动。`,
      en: `The data folder ${folder} cannot be used. Cause: started as root, the database runs as nobody, who may not enter ${barred}. Cure: name a place below folders everybody may enter with TANHENG_DATA (such as /var/lib/tanheng), or start as an ordinary user.`,
    });
  }
  if (!writable(folder)) {
    throw new StartRefusal({
      zh: `无法写入数据目录 ${folder}。原因：权限不足，或它属于另一个用户。处理：更改其所有者，或用 TANHENG_DATA 指定其他目录。`,
      en: `The data folder ${folder} cannot be written. Cause: missing rights, or it belongs to another user. Cure: change its owner, or name another with TANHENG_DATA.`,
    });
  }
  // Others may pass through (the database's own folder below is closed again), and see nothing.
  if (process.platform !== 'win32') fs.chmodSync(folder, root ? 0o711 : 0o700);
  return folder;
}

function demoOf(wish: 'auto' | 'on' | 'off', host: string, embedded: boolean): boolean {
  const allowed = embedded && isLoopback(host);
  if (wish === 'on' && !allowed) {
    throw new StartRefusal({
      zh: '拒绝启动：TANHENG_DEMO=on 只能用于本机监听且未设置 DATABASE_URL 的情况。原因：演示人物无需口令。处理：去掉 TANHENG_DEMO，或在本机试用。',
      en: 'Start refused: TANHENG_DEMO=on is for a loopback listener without DATABASE_URL. Cause: demo people have no password. Cure: leave TANHENG_DEMO out, or try the demo on your own machine.',
    });
  }
  return wish === 'off' ? false : allowed;
}

/** Reads and checks the environment; makes the data folder and, when embedded, its secret. */
export function readConfig(environment: Environment = process.env): Config {
  const given = parse(environment);
  const embedded = given.DATABASE_URL === undefined;
  const demo = demoOf(given.TANHENG_DEMO, given.TANHENG_HOST, embedded);
  const dataFolder = dataFolderOf(given.TANHENG_DATA, embedded);
  const unknown = Object.keys(environment).filter((name) => name.startsWith('TANHENG_') && !known.includes(name));
  return {
    databaseUrl: given.DATABASE_URL ?? null,
    host: given.TANHENG_HOST,
    port: given.TANHENG_PORT,
    dataFolder,
    secret: secretOf(given.TANHENG_SECRET, dataFolder, embedded),
    demo,
    logLevel: given.TANHENG_LOG_LEVEL,
    publicUrl: given.TANHENG_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: given.TANHENG_TRUST_PROXY?.split(',').map((part) => part.trim()) ?? [],
    metricsToken: given.TANHENG_METRICS_TOKEN ?? null,
    dropFolder: given.TANHENG_DROP === undefined ? null : path.resolve(given.TANHENG_DROP),
    warnings: unknown.map((name) => `未知的环境变量 / unknown environment variable: ${name}`),
  };
}

/** The language of the command line: `--lang`, else the usual variables; Chinese unless they say English. */
export function terminalLanguage(environment: Environment = process.env): 'zh' | 'en' {
  const said = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^en/i.test(said) ? 'en' : 'zh';
}
