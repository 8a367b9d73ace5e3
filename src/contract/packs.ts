import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, instant, pageOf, pageQuery, sha256, text } from './values.ts';

/** Packs of the management system: an audit (9.2) or a management review (9.3) frozen from live data, as PDF, docx and data. */

export const packKinds = ['audit', 'management_review'] as const;
export const packKind = z.enum(packKinds);
export const packFileKinds = ['pdf', 'docx', 'data'] as const;
export const packFileKind = z.enum(packFileKinds);

/** What the job `packs.make` is asked; the record is an audit or a management review by its register. */
export const packOrder = z.strictObject({ recordId: id, language: z.enum(['zh', 'en']) });

export const packView = z
  .object({
    ...{ id, kind: packKind, number: z.string(), language: z.enum(['zh', 'en']), asOf: day, recordId: id, recordNo: z.string() },
    ...{ recordTitle: z.string(), entityName: text, madeAt: instant, madeBy: z.object({ id, name: z.string() }) },
    snapshotSha256: sha256,
    contentSha256: sha256,
    files: z.array(z.object({ kind: packFileKind, fileName: z.string(), sizeBytes: z.int(), sha256 })),
  })
  .meta({ id: 'Pack' });

export const packComparison = z
  .object({
    packId: id,
    same: z.boolean(),
    ...{ packSha256: sha256, nowSha256: sha256, today: day },
    /** Parts that are otherwise now. */
    parts: z.array(text),
  })
  .meta({ id: 'PackComparison' });

const address = z.object({ packId: id });

export const packEndpoints = {
  listPacks: endpoint({
    name: 'packs.list',
    method: 'GET',
    path: '/api/v1/packs',
    summary: { zh: '审核包与管理评审包的清单', en: 'Audit packs and management-review packs, latest first' },
    access: { action: 'system.read' },
    query: z.object({ ...pageQuery, kind: packKind.optional(), recordId: id.optional() }),
    reply: pageOf(packView),
  }),
  comparePack: endpoint({
    name: 'packs.compare',
    method: 'GET',
    path: '/api/v1/packs/{packId}/comparison',
    summary: { zh: '与现在的状态比较', en: 'Whether things stand otherwise now, and in which parts' },
    access: { action: 'system.read' },
    params: address,
    reply: packComparison,
    refusals: ['not_found'],
  }),
  readPackFile: endpoint({
    name: 'packs.readFile',
    method: 'GET',
    path: '/api/v1/packs/{packId}/files/{kind}',
    summary: { zh: '下载包的文件：PDF、Word、数据', en: 'A file of a pack as it was made: PDF, docx, data' },
    access: { action: 'system.read' },
    params: z.object({ packId: id, kind: z.enum([...packFileKinds, 'snapshot']) }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found'],
  }),
} as const;
