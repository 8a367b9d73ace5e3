import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Config, isLoopback } from './config.ts';
import type { Database } from './db/open.ts';
import { buildApp } from './http/app.ts';
import type { Limits } from './http/limits.ts';
import { serveLog } from './http/log.ts';
import type { Reading } from './http/metrics.ts';
import { openApiOf } from './http/openapi.ts';
import type { Origins } from './http/origin.ts';
import * as asset from './modules/asset/index.ts';
import * as calendar from './modules/calendar/index.ts';
import { type DemoParts, loadDemo } from './modules/demo/index.ts';
import { inboxSource as callings, openDiscussion } from './modules/discussion/index.ts';
import * as document from './modules/document/index.ts';
import * as emission from './modules/emission/index.ts';
import { routes as identityRoutes, openIdentity } from './modules/identity/index.ts';
import * as inbox from './modules/inbox/index.ts';
import * as inventory from './modules/inventory/index.ts';
import * as jobsModule from './modules/jobs/index.ts';
import * as journal from './modules/journal/index.ts';
import * as lca from './modules/lca/index.ts';
import * as library from './modules/library/index.ts';
import * as maturity from './modules/maturity/index.ts';
import * as metering from './modules/metering/index.ts';
import * as neutrality from './modules/neutrality/index.ts';
import * as organization from './modules/organization/index.ts';
import * as packs from './modules/packs/index.ts';
import * as system from './modules/system/index.ts';
import * as trading from './modules/trading/index.ts';
import { productFolder, webFolder } from './place.ts';
import { openServerThreads, type ServerThreads } from './server-threads.ts';
import { demoOrganizationId } from './work/actor.ts';
import { type Clock, systemClock } from './work/clock.ts';
import type { JobDefinition } from './work/jobs.ts';
import type { Log, ModuleDeps } from './work/module.ts';
import type { MountedRoute } from './work/route.ts';
import { type Sequencer, startSequencer } from './work/sequencer.ts';
import { type Jobs, startJobs } from './work/worker.ts';

export interface Wired {
  readonly app: FastifyInstance;
  /** The one-time code of the first start; undefined once an organization exists. */
  readonly setupCode: () => Promise<string | undefined>;
  /** Loads the demonstration enterprise where it may be used, is not there yet and was not removed. */
  readonly loadDemo: () => Promise<'loaded' | 'present' | 'off'>;
  /** Ends what runs beside the requests. The HTTP server and the database are closed by the caller. */
  readonly stop: () => Promise<void>;
}

export interface WireOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock?: Clock;
  /** Only tests: other limits, where log lines go, and the reference folder's methods as another server of the process has read them. */
  readonly limits?: Limits;
  readonly read?: library.ReadShelf;
  readonly logTo?: { write: (line: string) => void };
  /** Only tests: further kinds of jobs, and how soon a silent worker counts as dead. */
  readonly jobs?: { readonly kinds: readonly JobDefinition[]; readonly beatSeconds?: number; readonly staleSeconds?: number };
}

const version = '0.1.0';

/** What /metrics shows besides the requests. */
function readingsOf(database: Database, jobs: Jobs, sequencer: Sequencer): Reading[] {
  const { appPool } = database;
  return [
    {
      name: 'tanheng_database_connections',
      help: 'Connections of the app by use',
      labels: ['use'],
      read: async () => [
        { labels: { use: 'busy' }, value: appPool.totalCount - appPool.idleCount },
        { labels: { use: 'idle' }, value: appPool.idleCount },
        { labels: { use: 'waited_for' }, value: appPool.waitingCount },
      ],
    },
    {
      name: 'tanheng_jobs',
      help: 'Background jobs by state',
      labels: ['state'],
      read: async () => (await jobs.counts()).map(({ state, n }) => ({ labels: { state }, value: n })),
    },
    {
      name: 'tanheng_journal_waiting',
      help: 'Committed leaves without an index',
      read: async () => [{ value: (await sequencer.lag()).waiting }],
    },
    {
      name: 'tanheng_journal_lag_seconds',
      help: 'Age of the oldest leaf without an index',
      read: async () => [{ value: (await sequencer.lag()).seconds }],
    },
  ];
}

/** A stop waits so long for reference data that is just being loaded; the next start goes on with it. */
const libraryPatienceMs = 2_000;

/** So long after the server listens the thread of evaluations is made ready. */
const warmAfterMs = 500;

/** Room for one organization's evidence. */
const evidenceQuotaBytes = 20 * 1024 ** 3;

/** Lines before the HTTP server has a log of its own. */
function logOf(app: () => FastifyInstance | undefined): Log {
  return {
    info: (facts, message) => app()?.log.info(facts, message),
    warn: (facts, message) => app()?.log.warn(facts, message),
    error: (facts, message) => app()?.log.error(facts, message),
  };
}

/** The demonstration's standing in this installation: once removed it does not come back by itself. */
function demonstration(config: Config, deps: ModuleDeps) {
  const removedMark = path.join(config.dataFolder, 'demo-removed');
  let loading = config.demo && !existsSync(removedMark);
  return {
    loading: () => loading,
    removed: async (files: document.FileStore) => {
      await writeFile(removedMark, '');
      await files.removeOrganization(demoOrganizationId);
    },
    load: async (parts: DemoParts) => {
      if (!loading) return 'off' as const;
      try {
        return await loadDemo(deps, parts);
      } finally {
        loading = false;
      }
    },
  };
}

/** What the configuration says about the HTTP server. */
function settingsOf({ demo, publicUrl, host, trustProxy, metricsToken, logLevel }: Config) {
  const origins: Origins = publicUrl !== null ? { publicUrl } : isLoopback(host) ? 'loopback' : 'any';
  return { demo, origins, trustProxy, metricsToken, logLevel, webFolder };
}

/** For /ready: the database answers (or throws), and the reference data is in it. */
async function missingParts({ appPool }: Database): Promise<string[]> {
  const { rowCount } = await appPool.query('select 1 from library.publication limit 1');
  return rowCount === 0 ? ['library'] : [];
}

/**
 * What the server has besides the routes: the OpenAPI document, made when it is first asked for, and the thread that is made ready before it is needed,
 * after the first page.
 */
function extension(
  describe: () => string,
  { warm }: library.EvaluationThreads,
  logFolder: string,
): (server: FastifyInstance) => Promise<void> {
  let described: string | undefined;
  return async (server) => {
    await serveLog(server, logFolder);
    server.addHook('onListen', async () => void setTimeout(warm, warmAfterMs).unref());
    server.get('/api/v1/openapi.json', async (_request, reply) => {
      described ??= describe();
      return reply.type('application/json; charset=utf-8').send(described);
    });
  };
}

/** The OpenAPI document of everything that is mounted, calculations included. */
function openApi(routes: readonly MountedRoute[], shelf: library.Shelf): string {
  return JSON.stringify(
    openApiOf(
      routes.map((one) => one.endpoint),
      version,
      [library.describeCalculations(shelf)],
    ),
  );
}

interface EmissionParts {
  readonly shelf: library.Shelf;
  readonly files: document.FileStore;
  readonly threads: ServerThreads;
}

/** The parts of the emission module that need threads, files or a folder of their own, beside its plain routes. */
function openEmission(deps: ModuleDeps, { dropFolder }: Config, { shelf, files, threads }: EmissionParts) {
  const intake = emission.openIntake({ shelf, files, threads: threads.files });
  const uncertainty = emission.openUncertainty(deps, shelf, threads.drawing);
  const reports = emission.openAnnualReports(deps, shelf, threads.reports);
  const dropped = { folder: dropFolder ?? '', everySeconds: 2, quotaBytes: evidenceQuotaBytes };
  const drop = dropFolder === null ? null : emission.startDropFolder(deps, { shelf, files, threads: threads.files }, dropped);
  const measurement = emission.openDirectMeasurement(deps, shelf);
  const inventories = openInventories(deps, { shelf, threads });
  return {
    routes: [...emission.routes(shelf), ...intake.routes, ...uncertainty.routes, ...reports.routes, ...measurement, ...inventories.routes],
    jobs: [...intake.jobs, ...uncertainty.jobs, ...reports.jobs, ...inventories.jobs],
    stop: async () => await drop?.stop(),
  };
}

/** Inventories of organizations, with what stands beside them: reports, base years, uncertainty, other methods. */
function openInventories(deps: ModuleDeps, { shelf, threads }: Pick<EmissionParts, 'shelf' | 'threads'>) {
  const parts = { shelf, energy: asset.energyRegister };
  const beside = inventory.openBeside(deps, shelf, inventory.openHome(parts), threads);
  return { routes: [...inventory.routes(parts), ...beside.routes], jobs: beside.jobs };
}

function depsOf(config: Config, database: Database, clock: Clock, app: () => FastifyInstance | undefined): ModuleDeps {
  const { dataFolder, demo } = config;
  return { db: database, clock, log: logOf(app), dataFolder, referenceFolder: path.join(productFolder, 'data'), demo };
}

/** What is due where: every module that has days brings its own. */
function datedParts(shelf: library.Shelf): calendar.CalendarParts {
  const sources = [
    ...[organization.calendarSource, emission.calendarSource, asset.calendarSource(shelf), trading.calendarSource(shelf)],
    ...[neutrality.calendarSource(shelf), system.calendarSource(shelf.frameworks)],
  ];
  return { shelf, sources };
}

/** The signed log of this installation; the origin of one that begins here is the address under which it is served, or a name of its own. */
function openSignedLog({ dataFolder, publicUrl }: Config, database: Database, { clock, log }: ModuleDeps): journal.OpenLog {
  const host = publicUrl === null ? `tanheng.local/${randomBytes(4).toString('hex')}` : publicUrl.replace(/^https?:\/\//, '');
  return journal.openLog({ pool: database.job, clock, log, dataFolder, origin: `${host}/log` });
}

/** What goes by the clock: uploads nobody uses, instructions and orders nobody decided in time, limits that are watched, dates that come near. */
function startSweeps(
  deps: ModuleDeps,
  { files, shelf }: Pick<EmissionParts, 'files' | 'shelf'>,
  organizations: () => Promise<readonly string[]>,
) {
  return [
    document.startSweeping(deps, files),
    asset.startExpiring(deps, organizations),
    trading.startExpiringOrders(deps, organizations),
    trading.startWatchingLimits(deps, shelf, organizations),
    calendar.startSweeping(deps, datedParts(shelf), organizations),
  ];
}

/** Each module says what of its objects can be talked about, and what waits for a person in it. */
function peopleParts(shelf: library.Shelf): MountedRoute[] {
  const subjects = [
    ...[...emission.subjects(shelf), ...asset.subjects(), ...trading.subjects(), ...neutrality.subjects()],
    ...[...system.subjects(shelf.frameworks), ...maturity.subjects()],
  ];
  const discussion = openDiscussion(subjects);
  const sources = [
    ...[emission.inboxSource, library.inboxSource, asset.inboxSource, trading.inboxSource, system.inboxSource(shelf.frameworks)],
    lca.inboxSource,
    ...[neutrality.inboxSource, maturity.inboxSource, organization.inboxSource, calendar.inboxSource, callings(discussion.callingsOf)],
    inventory.inboxSource,
    metering.inboxSource,
  ];
  return [...discussion.routes, ...inbox.routes({ sources, subjects })];
}

/** What measures: emission, life-cycle databases, which are read and solved in threads of their own, and footprints over them. */
function openMeasuring(deps: ModuleDeps, config: Config, parts: EmissionParts) {
  const { files, threads } = parts;
  const emitted = openEmission(deps, config, parts);
  const cycles = lca.openDatabases(deps, {
    files,
    quotaBytes: evidenceQuotaBytes,
    reading: threads.lcaReading,
    solving: threads.lcaSolving,
  });
  const footprints = lca.openLca(deps, parts.shelf, {
    solving: threads.lcaSolving,
    simulations: threads.simulations,
    reports: threads.reports,
  });
  const routes = [...emitted.routes, ...cycles.routes, ...footprints.routes];
  const { calculations } = cycles;
  return {
    ...emitted,
    routes,
    calculations,
    cycles: { ...footprints.parts, reading: threads.lcaReading },
    jobs: [...emitted.jobs, ...cycles.jobs, ...footprints.jobs],
  };
}

/** The management system, with maturity, which stands above it and tells its reviews how it stands, and discussion of whatever there is. */
function openManagement(deps: ModuleDeps, { shelf, files, threads }: EmissionParts) {
  const packing = packs.openPacks(deps, shelf, threads.reports);
  const papers = { threads: threads.reports, folder: path.join(deps.referenceFolder, 'reports') };
  const tables = { files, threads: threads.files };
  const routes = [
    ...system.routes(shelf, tables, maturity.latestStanding),
    ...maturity.routes(shelf, papers),
    ...neutrality.routes(shelf, papers),
  ];
  return { jobs: packing.jobs, routes: [...routes, ...packing.routes, ...peopleParts(shelf), ...calendar.routes(datedParts(shelf))] };
}

/** Every module's door, in plain sight: who is opened, with what, in which order. */
export async function wire({ config, database, clock = systemClock, ...rest }: WireOptions): Promise<Wired> {
  let app: FastifyInstance | undefined;
  const deps = depsOf(config, database, clock, () => app);
  const files = document.openFileStore(path.join(config.dataFolder, 'files'));
  const demo = demonstration(config, deps);
  const identity = await openIdentity(deps, {
    auth: database.auth,
    secret: config.secret,
    publicUrl: config.publicUrl,
    demoLoading: demo.loading,
    demoRemoved: () => demo.removed(files),
  });
  const threads = openServerThreads(deps);
  const books = library.openLibrary(deps, database.owner, threads.evaluations, rest.read);
  const { shelf } = books;
  const sweeps = startSweeps(deps, { files, shelf }, identity.organizations);
  const measured = openMeasuring(deps, config, { shelf, files, threads });
  const tables = { files, threads: threads.files };
  const managed = openManagement(deps, { shelf, files, threads });
  const feed = asset.openLedgerFeed({ pool: database.appPool, clock });
  const sequencer = startSequencer(database.job, (error) => deps.log.error({ err: error }, 'journal sequencer'));
  const log = openSignedLog(config, database, deps);
  const { kinds = [], ...pace } = rest.jobs ?? {};
  const jobs = await startJobs({
    pool: database.job,
    work: deps,
    log: deps.log,
    kinds: [...journal.jobs(), ...document.jobs(files), ...measured.jobs, ...managed.jobs, ...kinds],
    ...pace,
  });
  const routes = [
    ...identityRoutes(identity),
    ...journal.routes(),
    ...log.routes,
    ...jobsModule.routes(jobs),
    // A unit needs a method with a month grid; the others are for calculations only.
    ...organization.routes((id) => (shelf.method(id)?.description.screen ?? null) !== null),
    ...document.routes(files, evidenceQuotaBytes),
    ...library.routes(books, threads.calculations, measured.calculations),
    ...[
      ...[...measured.routes, ...metering.routes(shelf), ...asset.routes(shelf), ...feed.routes],
      ...[...trading.routes(shelf, tables, threads.risk), ...managed.routes],
    ],
    ...asset.certificateRoutes(threads.reports, path.join(deps.referenceFolder, 'reports')),
    ...asset.stockTakeRoutes(tables),
  ];
  app = await buildApp({
    work: deps,
    routes,
    visitors: identity.visitors,
    ...settingsOf(config),
    ready: () => missingParts(database),
    readings: readingsOf(database, jobs, sequencer),
    extend: extension(() => openApi(routes, shelf), threads.evaluations, journal.publicFolder(config.dataFolder)),
    ...(rest.limits ? { limits: rest.limits } : {}),
    ...(rest.logTo ? { logTo: rest.logTo } : {}),
  });
  return {
    app,
    setupCode: identity.setupCode,
    loadDemo: () => demo.load({ shelf, files, visitors: identity.visitors, reports: threads.reports, cycles: measured.cycles }),
    stop: async () => {
      for (const sweep of sweeps) await sweep.stop();
      await Promise.race([books.loaded, sleep(libraryPatienceMs, undefined, { ref: false })]);
      for (const part of [measured, feed, threads, jobs, log.signer, sequencer]) await part.stop();
    },
  };
}
