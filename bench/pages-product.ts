import { type ChildProcess, spawn } from 'node:child_process';
import http from 'node:http';

const product = process.cwd();

export interface Running {
  readonly child: ChildProcess;
  readonly address: string;
  /** Milliseconds from the start of the process until the first page had come. */
  readonly toFirstPage: number;
  readonly output: () => string;
}

/** `npm start` as a user runs it, until the first page is there. */
export async function start(folder: string): Promise<Running> {
  const began = performance.now();
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    TANHENG_DATA: folder,
    TANHENG_PORT: '0',
    TANHENG_DEMO: 'on',
    TANHENG_LOG_LEVEL: 'warn',
    LANG: 'en_US.UTF-8',
  };
  const child = spawn(process.execPath, ['--max-semi-space-size=32', 'bin/tanheng.mjs', 'start', '--lang', 'en'], {
    cwd: product,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)));
  const address = await found(
    () => /Tanheng is running: (\S+)/.exec(output)?.[1],
    child,
    () => output,
  );
  const page = await request(address, 'GET', '/', '', undefined, 'text/html');
  if (page.status !== 200 || !page.body.includes('<script')) {
    child.kill('SIGTERM');
    throw new Error(`no page: ${page.status} ${page.body.slice(0, 200)}`);
  }
  return { child, address, toFirstPage: performance.now() - began, output: () => output };
}

export async function found<T>(look: () => T | undefined, child: ChildProcess, output: () => string): Promise<T> {
  for (let waited = 0; waited < 180_000; waited += 5) {
    const value = look();
    if (value !== undefined) return value;
    if (child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`the product did not get there: ${output()}`);
}

export async function stop(running: Running): Promise<void> {
  const ended = new Promise((done) => running.child.on('close', done));
  running.child.kill('SIGTERM');
  await ended;
}

export const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly cookie: string;
}

export function request(
  address: string,
  method: string,
  url: string,
  cookie = '',
  body?: unknown,
  accept = 'application/json',
): Promise<Reply> {
  const headers = {
    accept,
    ...(cookie && { cookie }),
    ...(method !== 'GET' && { 'x-tanheng': '1', 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const call = http.request(`${address}${url}`, { method, agent, headers }, (reply) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece: Buffer) => pieces.push(piece));
      reply.on('end', () => {
        const [set = ''] = reply.headers['set-cookie'] ?? [];
        resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(pieces).toString(), cookie: set.split(';')[0] ?? '' });
      });
    });
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Times of requests one after the other, the first few left out. */
export async function times(address: string, url: string, cookie: string, count = 40, before = 3): Promise<number[]> {
  const runs: number[] = [];
  for (let i = 0; i < count + before; i += 1) {
    const began = performance.now();
    const reply = await request(address, 'GET', url, cookie);
    if (i >= before) runs.push(performance.now() - began);
    if (reply.status !== 200) throw new Error(`${url}: ${reply.status} ${reply.body.slice(0, 300)}`);
  }
  return runs;
}
