import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testServer } from './server.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface Product {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** The whole product for a browser: built pages, the real server and database of its own, the demonstration loaded, its clock standing in its story. */
export async function openProduct(): Promise<Product> {
  execFileSync(process.execPath, [path.join(root, 'tools', 'build.mjs'), 'web'], { stdio: 'pipe' });
  const server = await testServer({ demo: true });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  await server.wired.loadDemo();
  const { port } = server.app.server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: server.close };
}
