import { z } from 'zod';
import { packEndpoints as e, type packView } from '../../../contract/packs.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { query, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import * as system from '../system/index.ts';
import { packContent, sha256Of, textOf } from './snapshot.ts';
import { countPacks, fileOf, filesOf, packById, packsOf } from './store.ts';

/** A pack where the actor may read. @throws Refusal `not_found`, `not_permitted`. */
export async function findPack(work: Work, packId: string) {
  const pack = await packById(work.tx, work.actor.organizationId, packId);
  if (!pack) throw new Refusal('not_found', { values: { what: 'pack', id: packId } });
  await work.permit('system.read', pack.entity_id);
  return pack;
}

/** Packs that were made, latest first. */
export function listPacks(shelf: Shelf) {
  return query({
    name: 'packs.list',
    action: 'system.read',
    input: z.strictObject(e.listPacks.query.shape),
    run: async (work, { offset, limit, kind, recordId }) => {
      const { organizationId } = work.actor;
      const reach = await work.reach('system.read');
      const filter = { entityIds: reach === null ? null : [...reach], kind, recordId };
      const packs = await packsOf(work.tx, organizationId, filter, { offset, limit });
      const files = await filesOf(
        work.tx,
        organizationId,
        packs.map((one) => one.id),
      );
      const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
      const named = await system.recordsNamed(
        work,
        shelf.frameworks,
        packs.map((one) => one.record_id),
      );
      const items = packs.map((one): z.input<typeof packView> => {
        const [entity, record] = [entities.get(one.entity_id), named.get(one.record_id)];
        return {
          ...{ id: one.id, kind: one.kind, number: one.number, language: one.language, asOf: one.as_of, recordId: one.record_id },
          ...{
            recordNo: record?.no ?? '',
            recordTitle: record?.title ?? '',
            entityName: { zh: entity?.name ?? '', en: entity?.nameEn ?? '' },
          },
          ...{ madeAt: one.made_at, madeBy: { id: one.made_by, name: one.made_by_name } },
          ...{ snapshotSha256: one.snapshot_sha256, contentSha256: one.content_sha256 },
          files: files
            .filter((file) => file.pack_id === one.id)
            .map((file) => ({ kind: file.kind, fileName: file.file_name, sizeBytes: Number(file.size_bytes), sha256: file.sha256 })),
        };
      });
      return { items, total: await countPacks(work.tx, organizationId, filter) };
    },
  });
}

/** The audit or management review of a number such as `AU-0001`. */
export function findPackRecord(shelf: Shelf) {
  return query({
    name: 'packs.find-record',
    action: 'system.read',
    input: z.strictObject({ number: z.string().max(20) }),
    run: async (work, { number }) => {
      const found = await system.recordNumbered(work, shelf.frameworks, ['audit', 'management_review'], number);
      if (found === null) throw new Refusal('not_found', { values: { what: 'pack_record', id: number } });
      return { recordId: found };
    },
  });
}

const partNames: Readonly<Record<string, Text>> = {
  record: { zh: '记录与状态', en: 'Record and state' },
  entity: { zh: '单位', en: 'Unit' },
  partial: { zh: '可见范围', en: 'What was in view' },
  plan: { zh: '审核计划', en: 'Audit plan' },
  checklist: { zh: '检查表', en: 'Checklist' },
  coverage: { zh: '条款覆盖', en: 'Coverage by clause' },
  findings: { zh: '审核发现', en: 'Findings' },
  nonconformities: { zh: '不符合', en: 'Nonconformities' },
  evidence: { zh: '证据', en: 'Evidence' },
  matrix: { zh: '条款矩阵', en: 'Clause matrix' },
  independence: { zh: '独立性', en: 'Independence' },
  summary: { zh: '审核综述', en: 'Summary' },
  conclusion: { zh: '结论', en: 'Conclusion' },
  told: { zh: '报告发送', en: 'Reported to' },
  moves: { zh: '办理记录', en: 'What was done' },
  meeting: { zh: '会议', en: 'Meeting' },
  filled: { zh: '输入取数', en: 'Filling of the inputs' },
  inputs: { zh: '评审输入', en: 'Inputs' },
  decisions: { zh: '决定与措施', en: 'Decisions and actions' },
  risks: { zh: '风险矩阵', en: 'Matrix of risks' },
};

/** Whether things stand otherwise now than when a pack was made, and in which parts. The day itself is no difference. */
export function comparePack(shelf: Shelf) {
  return query({
    name: 'packs.compare',
    action: 'system.read',
    input: z.strictObject(e.comparePack.params.shape),
    run: async (work, { packId }) => {
      const pack = await findPack(work, packId);
      const then: { content: Record<string, unknown> } = JSON.parse(pack.snapshot);
      const now = new Map(Object.entries(await packContent(work, shelf, pack.record_id)));
      const before = new Map(Object.entries(then.content));
      now.delete('asOf');
      before.delete('asOf');
      const hash = (value: unknown) => sha256Of(textOf({ value }));
      const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
        (key) => hash(before.get(key) ?? null) !== hash(now.get(key) ?? null),
      );
      return {
        ...{
          packId,
          same: changed.length === 0,
          packSha256: hash([...before]),
          nowSha256: hash([...now].map(([key, value]) => [key, value])),
        },
        ...{ today: todayOf(work.now), parts: changed.map((key) => partNames[key] ?? { zh: key, en: key }) },
      };
    },
  });
}

/** A file of a pack as it was made; the snapshot as it was stored. */
export const readPackFile = query({
  name: 'packs.read-file',
  action: 'system.read',
  input: z.strictObject(e.readPackFile.params.shape),
  run: async (work, { packId, kind }) => {
    const pack = await findPack(work, packId);
    if (kind === 'snapshot')
      return { content: Buffer.from(pack.snapshot, 'utf8'), fileName: `${pack.number}.json`, mediaType: 'application/json; charset=utf-8' };
    const file = await fileOf(work.tx, work.actor.organizationId, packId, kind);
    if (!file) throw new Refusal('not_found', { values: { what: 'pack_file', kind } });
    return { content: file.content, fileName: file.file_name, mediaType: file.media_type };
  },
});
