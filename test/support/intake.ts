import { type Client, ok, type TestServer, type TestServerOptions, testServer } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: replies are looked at as a program of somebody else would
type Reply = any;
export interface UploadedFile {
  readonly fileSha256: string;
  readonly fileName: string;
}

/** A plant with one coal unit, and a statistician who imports over HTTP. */
export interface IntakeStand {
  readonly server: TestServer;
  readonly boss: Client;
  readonly who: Client;
  readonly entityId: string;
  readonly unitId: string;
  readonly upload: (name: string, content: string | Buffer, who?: Client) => Promise<UploadedFile>;
  readonly tryUpload: (content: string | Buffer) => Promise<{ status: number; body: Reply }>;
  readonly recognise: (file: UploadedFile) => Promise<Reply>;
  readonly preview: (file: UploadedFile, recipe: unknown, more?: object) => Promise<Reply>;
  readonly import: (file: UploadedFile, recipe: unknown, seal: string, more?: object) => Promise<Reply>;
  readonly undo: (runId: string, version: number) => Promise<Reply>;
  /** Values that count, by month and row. */
  readonly values: (year?: number, unitId?: string) => Promise<Record<string, string>>;
  readonly addUnit: (
    name: string,
    streams: readonly { code: string; fuelKind: string; fuel: string }[],
    methodId?: string,
  ) => Promise<string>;
  /** The unit's first fuel stream. */
  readonly streamOf: (unitId: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What a unit of the method's sector must say. */
const lineOfMethod: Readonly<Record<string, object | undefined>> = {
  'cn-steel-production': { sector: 'steel', process: 'ironmaking' },
  'cn-cement-clinker': { sector: 'cement', process: 'clinker' },
  'cn-primary-aluminium': { sector: 'aluminium', process: 'prebaked_cells' },
};
const coalUnit = { unitClass: 'conventional_coal_above_300mw', product: 'chp', capacityMw: '630', boilerType: 'pulverized' };

export async function openIntakeStand(options: TestServerOptions = {}): Promise<IntakeStand> {
  const server = await testServer(options);
  const boss = await server.found();
  const post = async (who: Client, url: string, body: unknown): Promise<Reply> => ok(await who.post(url, body)).json();
  const addEntity = (parentId: string | null, kind: string, code: string): Promise<Reply> =>
    post(boss, '/api/v1/entities', { parentId, kind, name: code, nameEn: code, code, validFrom: '2005-01-01' });
  const group = await addEntity(null, 'group', 'G-1');
  const entity = await addEntity(group.id, 'plant', 'T-1');
  const addUnit: IntakeStand['addUnit'] = async (name, streams, methodId) => {
    const unit = await post(boss, '/api/v1/units', {
      entityId: entity.id,
      name,
      nameEn: name,
      code: name,
      ...(lineOfMethod[methodId ?? ''] ?? coalUnit),
      commissionedOn: '2008-01-01',
      ...(methodId ? { methodId } : {}),
      fuelStreams: streams.map((s) => ({ ...s, name: s.code, nameEn: s.code })),
    });
    return unit.id;
  };
  const unitId = await addUnit('一号机', [{ code: 'coal', fuelKind: 'coal', fuel: 'bituminous' }]);
  const who = await server.hire(boss, ['plant_statistician']);
  const stream = { 'content-type': 'application/octet-stream' };
  const send = (person: Client, content: string | Buffer) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/files',
      headers: { host: 'localhost:8765', cookie: person.cookie, 'x-tanheng': '1', ...stream },
      payload: content,
    });
  return {
    server,
    boss,
    who,
    entityId: entity.id,
    unitId,
    addUnit,
    upload: async (name, content, person = who) => ({ fileSha256: ok(await send(person, content)).json().sha256, fileName: name }),
    tryUpload: async (content) => {
      const reply = await send(who, content);
      return { status: reply.statusCode, body: reply.json() };
    },
    recognise: (file) => post(who, '/api/v1/imports/recognise', file),
    preview: (file, recipe, more = {}) => post(who, '/api/v1/imports/preview', { ...file, recipe, ...more }),
    import: (file, recipe, seal, more = {}) => post(who, '/api/v1/imports', { ...file, recipe, seal, ...more }),
    undo: (runId, version) => post(who, `/api/v1/imports/${runId}/undo`, { version }),
    values: async (year = 2024, unit = unitId) => {
      const grid: Reply = ok(await who.get(`/api/v1/units/${unit}/years/${year}/grid`)).json();
      return Object.fromEntries(grid.cells.filter((c: Reply) => c.value !== null).map((c: Reply) => [`${c.month} ${c.rowKey}`, c.value]));
    },
    streamOf: async (unit) => {
      const tree: Reply = ok(await boss.get('/api/v1/organization')).json();
      return tree.units.find((one: Reply) => one.id === unit).fuelStreams[0].id;
    },
    close: () => server.close(),
  };
}
