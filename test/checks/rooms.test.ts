import { describe, expect, test } from 'vitest';
import { importsOf, isTest, placesOf, type Source, sourcesOf } from '../support/sources.ts';

/** House §2: who may import whom, and which packages. A new line here is a decision; say in docs/decisions/dependencies.md why. */
interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Whether Node's own modules may be used. */
  readonly node: boolean;
}
const rooms: Readonly<Record<string, Room>> = {
  kernel: { rooms: [], packages: ['decimal.js'], node: false },
  contract: { rooms: ['kernel'], packages: ['zod'], node: false },
  'server/db': { rooms: ['contract', 'kernel'], packages: ['kysely', 'pg', 'pg-copy-streams', 'zod'], node: true },
  'server/work': {
    rooms: ['contract', 'kernel', 'server/db'],
    packages: ['kysely', 'pg', 'pg-boss', 'canonicalize', 'uuid', 'zod'],
    node: true,
  },
  'server/modules': { rooms: ['contract', 'kernel', 'server/db', 'server/work'], packages: ['zod'], node: true },
  'server/http': {
    rooms: ['contract', 'kernel', 'server/work', 'server/modules'],
    packages: ['fastify', '@fastify/helmet', '@fastify/rate-limit', '@fastify/static', 'prom-client', 'zod'],
    node: true,
  },
  server: {
    rooms: ['contract', 'kernel', 'server/db', 'server/work', 'server/http', 'server/modules'],
    packages: ['fastify', 'zod'],
    node: true,
  },
  cli: { rooms: ['contract', 'kernel', 'server', 'server/db', 'server/work', 'server/modules'], packages: ['kysely', 'yaml'], node: true },
  web: {
    rooms: ['contract', 'kernel'],
    packages: ['react', 'react-dom', 'antd', 'echarts', '@tanstack/react-query', '@tanstack/react-router', 'i18next', 'react-i18next'],
    node: false,
  },
};

/** What a single module may use besides: file formats and log-ins belong to one place each. */
const modulePackages: Readonly<Record<string, readonly string[]>> = {
  demo: ['yaml'],
  document: ['@myriaddreamin/typst-ts-node-compiler', 'docx', 'exceljs'],
  emission: ['exceljs', 'yauzl'],
  journal: ['pg'],
  lca: ['csv-parse', 'saxes', 'yauzl'],
  identity: ['@node-rs/argon2', 'better-auth', 'pg'],
  library: ['csv-parse', 'highs', 'pg', 'pg-copy-streams', 'yaml'],
};

/** Files with an import that the table does not allow, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'src/server/db/tables.ts': 'joins the row types that each module declares in its tables.ts (modules/README.md)',
  'src/server/db/*': 'start-refusal.ts and place.ts of the server: two leaves without imports of their own',
  'src/web/vite.config.ts': 'configuration of the build, not a page',
};

/** SQL outside a module's store and tables: may only shrink. */
const sqlOutsideStores = [
  'src/server/modules/demo/index.ts',
  'src/server/modules/identity/demo.ts',
  'src/server/modules/identity/found-demo.ts',
  'src/server/modules/identity/index.ts',
  'src/server/modules/identity/set-up.ts',
  'src/server/modules/identity/visitors.ts',
  'src/server/modules/jobs/index.ts',
];

/** Where the clock or chance may be asked outside kernel and modules. */
const clockAndChance: Readonly<Record<string, string>> = {
  'src/server/work/clock.ts': 'the one clock, handed in everywhere else',
  'src/server/work/run.ts': 'jitter before a transaction is tried again',
};

const sources = sourcesOf('src').filter((source) => !isTest(source.path));
const serverLeaves = ['src/server/start-refusal.ts', 'src/server/place.ts'];

function roomOf(file: string): string {
  const [, first = '', second = ''] = file.split('/');
  if (first !== 'server') return first;
  return ['db', 'work', 'http', 'modules'].includes(second) ? `server/${second}` : 'server';
}

function allowed({ path: file }: Source, to: string): boolean {
  const [from, target] = [roomOf(file), roomOf(to)];
  if (file === 'src/server/db/tables.ts') return /^src\/server\/(modules\/\w+\/tables|db\/[\w-]+)\.ts$/.test(to);
  if (from === 'server/db' && serverLeaves.includes(to)) return true;
  if (from === target) return true;
  if (!rooms[from]?.rooms.includes(target)) return false;
  return target !== 'server/modules' || /^src\/server\/modules\/[\w-]+\/index\.ts$/.test(to);
}

describe('rooms', () => {
  test('every source belongs to a room', () => {
    expect(sources.filter((source) => !(roomOf(source.path) in rooms)).map((source) => source.path)).toEqual([]);
  });

  test('imports point one way, and into a module by its door only', () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source).filter((one) => !one.outside && one.to.startsWith('src/') && !allowed(source, one.to)),
    );
    expect(wrong.map((one) => `${one.from} → ${one.to}`)).toEqual([]);
    expect(
      sources
        .flatMap(importsOf)
        .filter((one) => !one.outside && !one.to.startsWith('src/'))
        .map((one) => `${one.from} → ${one.to}`),
    ).toEqual([]);
  });

  test('each room uses its own packages only', () => {
    const wrong = sources.flatMap((source) => {
      const room = rooms[roomOf(source.path)];
      if (!room || source.path in exceptions) return [];
      const [, , , module = ''] = source.path.split('/');
      const own = roomOf(source.path) === 'server/modules' ? (modulePackages[module] ?? []) : [];
      return importsOf(source).filter((one) => {
        if (!one.outside) return false;
        if (one.to.startsWith('node:')) return !room.node;
        if (one.to === 'kysely' && roomOf(source.path) === 'server/modules') return false;
        return !room.packages.includes(one.to) && !own.includes(one.to);
      });
    });
    expect(wrong.map((one) => `${one.from} → ${one.to}`)).toEqual([]);
  });

  test('SQL stands in stores and tables', () => {
    const outside = sources
      .filter((source) => source.path.startsWith('src/server/modules/') && importsOf(source).some((one) => one.to === 'kysely'))
      .map((source) => source.path)
      .filter((file) => !/\/(store[\w-]*\.ts|store\/[\w-]+\.ts|tables\.ts)$/.test(file));
    expect(outside).toEqual(sqlOutsideStores);
  });

  test('the environment is read in config.ts only', () => {
    const places = placesOf(sources, /process\.env/).filter((place) => !place.startsWith('src/server/config.ts'));
    expect(places).toEqual([]);
  });

  test('kernel and modules ask neither clock nor chance', () => {
    const pattern = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/;
    const server = sources.filter((source) => /^src\/(kernel|contract|server)\//.test(source.path));
    const places = new Set(placesOf(server, pattern).map((place) => place.split(':')[0] ?? ''));
    expect([...places].sort()).toEqual(Object.keys(clockAndChance).sort());
  });
});
