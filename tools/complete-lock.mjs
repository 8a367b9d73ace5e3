// Adds to package-lock.json the optional packages for other platforms that the registry at hand did not offer: `npm install` then leaves them out of the
// lock, and `npm ci` refuses its own lock ("Missing: … from lock file"). They get no integrity; a lock made with a full registry has it.
// Run after `npm install`: node tools/complete-lock.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));

const systems = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  openharmony: 'openharmony',
};
const processors = {
  arm64: 'arm64',
  x64: 'x64',
  arm: 'arm',
  armhf: 'arm',
  ia32: 'ia32',
  x86: 'ia32',
  riscv64: 'riscv64',
  s390x: 's390x',
  ppc64: 'ppc64',
};

/** What the name of a platform package says: `cli-linux-x64-musl` → linux, x64, musl. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const pick = (table) => words.flatMap((word) => table[word] ?? []).slice(0, 1);
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return { os: pick(systems), cpu: pick(processors), libc };
}

let added = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const known = [`${place}/node_modules/${name}`, `node_modules/${name}`].some((at) => at.replace(/^\//, '') in lock.packages);
    if (known) continue;
    if (!/^\d/.test(version)) throw new Error(`${place} wants ${name} ${version}: not an exact version, cannot be completed`);
    const platform = Object.fromEntries(Object.entries(platformOf(name)).filter(([, values]) => values.length > 0));
    if (!platform.os) throw new Error(`${name}: its platform cannot be read from its name`);
    lock.packages[`node_modules/${name}`] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true };
    added += 1;
  }
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
if (added > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added > 0 ? `added ${added} packages of other platforms` : 'the lock is complete');
