import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, pageOf, pageQuery, sha256 } from './values.ts';

/** Reading the history: who did what, when, in which role, with what before and after (clause 7.5). */

export const historyEntry = z
  .object({
    leafId: id,
    index: z
      .int()
      .nullable()
      .meta({ description: "Place in the installation's journal, without gaps; null for the fraction of a second before it has one." }),
    at: instant,
    actorId: id,
    actorName: z.string(),
    actorRole: z.string(),
    kind: z.string(),
    objectType: z.string(),
    objectId: z.string(),
    objectVersion: z.int(),
    content: z.record(z.string(), z.json()),
    before: z.record(z.string(), z.json()).nullable(),
    reason: z.string().nullable(),
    contentSha256: sha256,
    leafSha256: sha256,
  })
  .meta({ id: 'HistoryEntry' });

/** The signed log of the installation (trust.md T-05…T-08): who signs, what was signed last, who has looked over its shoulder. */
export const logStanding = z
  .object({
    origin: z.string().nullable(),
    /** `<origin>+<key id>+<base64>`: what a witness or a verifier is given. */
    publicKey: z.string().nullable(),
    head: z.object({ size: z.int(), root: z.string(), signedAt: instant }).nullable(),
    /** Why nothing is signed; null where all is well. */
    refusal: z
      .discriminatedUnion('cause', [
        z.object({ cause: z.literal('log_shorter_than_signed'), signed: z.int(), found: z.int() }),
        z.object({ cause: z.literal('log_differs_from_signed'), signed: z.int(), firstDifferent: z.int().nullable() }),
        z.object({ cause: z.literal('signed_elsewhere'), origin: z.string() }),
      ])
      .nullable(),
    witnesses: z.array(
      z.object({
        name: z.string(),
        trustedAt: instant,
        /** Its last cosignature; null before the first. */
        last: z.object({ size: z.int(), at: instant }).nullable(),
      }),
    ),
  })
  .meta({ id: 'LogStanding' });

export const journalEndpoints = {
  readLog: endpoint({
    name: 'journal.readLog',
    method: 'GET',
    path: '/api/v1/log',
    summary: { zh: '签名日志的状态', en: 'State of the signed log' },
    access: { action: 'journal.read' },
    reply: logStanding,
  }),
  readLogProof: endpoint({
    name: 'journal.readProof',
    method: 'GET',
    path: '/api/v1/history/{leafId}/proof',
    summary: { zh: '一条操作在日志中的存在证明', en: 'Proof that an entry stands in the log' },
    description: {
      zh: '纯文本 tlog-proof：序号、路径与签名检查点。索引与签名最多等待数秒。',
      en: 'A tlog-proof as text: index, path and signed checkpoint. Waits a few seconds at most for index and signature.',
    },
    access: { action: 'journal.read' },
    params: z.object({ leafId: id }),
    reply: z
      .object({
        /** The exact bytes whose hash stands in the log (RFC 8785). */
        leaf: z.string(),
        proof: z.string(),
      })
      .meta({ id: 'LogProof' }),
    refusals: ['not_found', 'log_not_signed'],
  }),
  addCosignature: endpoint({
    name: 'journal.addCosignature',
    method: 'POST',
    path: '/api/v1/log/cosignatures',
    summary: { zh: '见证人提交联署', en: 'A witness hands in its cosignature' },
    description: {
      zh: '无需登录：签名本身说明是谁。只接受已登记的见证人对本日志已签发检查点的联署。',
      en: 'Without log-in: the signature says who it is. Only of a witness known here, over a checkpoint this log has signed.',
    },
    access: 'public',
    limit: 'guessing',
    body: z.strictObject({ size: z.int().min(0), line: z.string().max(1000) }),
    reply: z.object({ witness: z.string(), size: z.int() }).meta({ id: 'Cosigned' }),
    status: 201,
    refusals: ['not_found', 'cosignature_wrong'],
  }),
  trustWitness: endpoint({
    name: 'journal.trustWitness',
    method: 'POST',
    path: '/api/v1/log/witnesses',
    summary: { zh: '登记一位见证人的公钥', en: 'Trust the key of a witness' },
    description: {
      zh: '公钥为 `tanheng witness new` 给出的一行。登记后该见证人的联署才被接受；不可更改，撤换见证人用新名称。演示企业不能登记。',
      en: 'The key is the line that `tanheng witness new` prints. From then on its cosignatures are taken; it is not changed afterwards: another key has another name. Not in the demonstration.',
    },
    access: { action: 'journal.trust_witness' },
    body: z.strictObject({ publicKey: z.string().trim().min(1).max(400) }),
    reply: z.object({ name: z.string() }).meta({ id: 'TrustedWitness' }),
    status: 201,
    refusals: ['already_exists'],
  }),
  listHistory: endpoint({
    name: 'journal.listHistory',
    method: 'GET',
    path: '/api/v1/history',
    summary: { zh: '操作历史', en: 'History of what was done' },
    access: { action: 'journal.read' },
    query: z.strictObject({
      ...pageQuery,
      objectType: z.string().max(60).optional(),
      objectId: z.string().max(200).optional(),
      actorId: id.optional(),
      kind: z.string().max(80).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    reply: pageOf(historyEntry).meta({ id: 'HistoryPage' }),
  }),
  readJournalState: endpoint({
    name: 'journal.readState',
    method: 'GET',
    path: '/api/v1/journal',
    summary: { zh: '日志状态', en: 'State of the journal' },
    access: { action: 'journal.read' },
    reply: z
      .object({
        size: z.int().meta({ description: 'Leaves of the whole installation that have an index.' }),
        waiting: z.int().meta({ description: 'Leaves committed and not yet indexed.' }),
        ownEntries: z.int().meta({ description: "Entries of the asker's organization." }),
        lastAt: instant.nullable(),
      })
      .meta({ id: 'JournalState' }),
  }),
} as const;
