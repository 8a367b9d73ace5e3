#!/usr/bin/env node
// The `tanheng` command. From sources it first builds what changed; an installation without src/ runs dist/ as it is.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const product = path.resolve(path.dirname(fs.realpathSync(fileURLToPath(import.meta.url))), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `碳衡需要 Node.js 20.19 或更新版本，现在是 ${process.versions.node}。\nTanheng needs Node.js 20.19 or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}
if (!fs.existsSync(path.join(product, 'node_modules'))) {
  console.error('缺少依赖。请先执行 npm install。\nDependencies are missing. Run npm install first.');
  process.exit(1);
}
process.setSourceMapsEnabled(true);

const words = process.argv.slice(2);
let webReady = Promise.resolve();
if (fs.existsSync(path.join(product, 'src')) && fs.existsSync(path.join(product, 'tools', 'build.mjs'))) {
  const { ensure } = await import(pathToFileURL(path.join(product, 'tools', 'build.mjs')).href);
  // The pages take longest; they are made while the server and the database start.
  if (words[0] === 'start') {
    webReady = ensure('web').then(() => {});
    webReady.catch(() => {}); // `start` waits for it and tells
  }
  try {
    await ensure('server');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
const { run } = await import(pathToFileURL(path.join(product, 'dist', 'server', 'main.mjs')).href);
process.exitCode = await run(words, { webReady });
