import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, instant, pageOf, pageQuery, sha256, shortText } from './values.ts';

/** Evidence: content-addressed files with revisions, the period they cover, and what rests on them (clause 7.4). */

export const evidenceKind = z.enum([
  'consumption_ledger',
  'lab_report',
  'sampling_record',
  'calibration_certificate',
  'meter_reading',
  'settlement',
  'invoice',
  'production_report',
  'contract',
  'scale_record',
  'stock_record',
  'energy_statistics',
  'conversion_working',
  'moisture_record',
  'sample_dispatch',
  'operation_log',
  'other',
]);

/** What a file may be, by its content and not by its name. */
export const acceptedMedia = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/csv',
  'text/plain',
  // Data sets of life-cycle databases, taken in by their own address only.
  'application/zip',
  'application/xml',
  'image/png',
  'image/jpeg',
] as const;
export const largestFileBytes = 100 * 1024 * 1024;

export const storedFile = z
  .object({ sha256, sizeBytes: z.int(), mediaType: z.enum(acceptedMedia), alreadyStored: z.boolean() })
  .meta({ id: 'StoredFile' });

const evidenceFields = {
  title: shortText,
  kind: evidenceKind,
  entityId: id.nullable().default(null),
  periodFrom: day.nullable().default(null),
  periodTo: day.nullable().default(null),
  validUntil: day.nullable().default(null),
  note: z.string().trim().max(2000).default(''),
};
export const evidenceInput = z
  .strictObject({ ...evidenceFields, fileSha256: sha256, fileName: z.string().trim().min(1).max(200) })
  .meta({ id: 'EvidenceDraft' });
export const evidenceChange = z.strictObject({ ...evidenceFields, version: z.int().min(1) }).meta({ id: 'EvidenceChange' });
export const revisionInput = z
  .strictObject({ fileSha256: sha256, fileName: z.string().trim().min(1).max(200), note: z.string().trim().min(1).max(1000) })
  .meta({ id: 'EvidenceRevisionDraft' });

export const evidenceRevision = z
  .object({
    revision: z.int(),
    fileSha256: sha256,
    fileName: z.string(),
    sizeBytes: z.int(),
    mediaType: z.string(),
    note: z.string(),
    recordedAt: instant,
    recordedByName: z.string(),
  })
  .meta({ id: 'EvidenceRevision' });
export const evidenceUse = z
  .object({ objectType: z.string(), objectId: id, label: z.object({ zh: z.string(), en: z.string() }), path: z.string(), usedAt: instant })
  .meta({ id: 'EvidenceUse' });
export const evidenceSummary = z
  .object({
    ...evidenceFields,
    id,
    revision: z.int(),
    file: evidenceRevision,
    useCount: z.int(),
    validity: z.enum(['current', 'expires_soon', 'expired', 'unlimited']),
    version: z.int(),
    recordedAt: instant,
  })
  .meta({ id: 'EvidenceSummary' });
export const evidence = z
  .object({ ...evidenceSummary.shape, revisions: z.array(evidenceRevision), uses: z.array(evidenceUse) })
  .meta({ id: 'Evidence' });

const evidenceParams = z.object({ evidenceId: id });

export const documentEndpoints = {
  storeFile: endpoint({
    name: 'document.storeFile',
    method: 'POST',
    path: '/api/v1/files',
    summary: { zh: '上传文件（按内容寻址）', en: 'Store a file (addressed by its content)' },
    description: {
      zh: '请求体即文件内容。类型按内容判断；同一内容只存一份。返回的 sha256 用于登记证据。',
      en: 'The request body is the file itself. Its type is told from its content; the same content is stored once. The sha256 in the reply is used to record evidence.',
    },
    access: { action: 'evidence.add' },
    requestMedia: 'application/octet-stream',
    reply: storedFile,
    status: 201,
    refusals: ['file_too_large', 'file_type_refused', 'file_damaged', 'quota_exceeded'],
  }),
  readFile: endpoint({
    name: 'document.readFile',
    method: 'GET',
    path: '/api/v1/files/{sha256}',
    summary: { zh: '取回文件', en: 'Fetch a file' },
    access: { action: 'evidence.read' },
    params: z.object({ sha256 }),
    query: z.object({ name: z.string().max(200).optional(), inline: z.enum(['1']).optional() }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found', 'file_damaged'],
  }),
  listEvidence: endpoint({
    name: 'document.listEvidence',
    method: 'GET',
    path: '/api/v1/evidence',
    summary: { zh: '证据清单', en: 'List of evidence' },
    access: { action: 'evidence.read' },
    query: z.object({
      ...pageQuery,
      search: z.string().max(100).optional(),
      kind: evidenceKind.optional(),
      coveringMonth: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .optional(),
      validity: z.enum(['current', 'expires_soon', 'expired', 'unlimited']).optional(),
      unused: z.enum(['1']).optional(),
    }),
    reply: pageOf(evidenceSummary).meta({ id: 'EvidencePage' }),
  }),
  readEvidence: endpoint({
    name: 'document.readEvidence',
    method: 'GET',
    path: '/api/v1/evidence/{evidenceId}',
    summary: { zh: '证据详情、修订与使用处', en: 'A piece of evidence, its revisions and where it is used' },
    access: { action: 'evidence.read' },
    params: evidenceParams,
    reply: evidence,
    refusals: ['not_found'],
  }),
  addEvidence: endpoint({
    name: 'document.addEvidence',
    method: 'POST',
    path: '/api/v1/evidence',
    summary: { zh: '登记证据', en: 'Record evidence' },
    access: { action: 'evidence.add' },
    body: evidenceInput,
    reply: evidence,
    status: 201,
    refusals: ['not_found'],
  }),
  changeEvidence: endpoint({
    name: 'document.changeEvidence',
    method: 'PUT',
    path: '/api/v1/evidence/{evidenceId}',
    summary: { zh: '修改证据说明', en: 'Change what is said of a piece of evidence' },
    access: { action: 'evidence.add' },
    params: evidenceParams,
    body: evidenceChange,
    reply: evidence,
    refusals: ['not_found', 'conflict'],
  }),
  reviseEvidence: endpoint({
    name: 'document.reviseEvidence',
    method: 'POST',
    path: '/api/v1/evidence/{evidenceId}/revisions',
    summary: { zh: '以新文件修订证据', en: 'Revise evidence with a new file' },
    access: { action: 'evidence.add' },
    params: evidenceParams,
    body: revisionInput,
    reply: evidence,
    status: 201,
    refusals: ['not_found'],
  }),
} as const;
