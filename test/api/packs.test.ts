import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsOf } from '../../src/server/modules/document/paper/steady-zip.ts';
import { answerRendering } from '../../src/server/modules/emission/index.ts';
import { makePack, storePackFile } from '../../src/server/modules/packs/make-pack.ts';
import { composePack, dataZip } from '../../src/server/modules/packs/pack-files.ts';
import { comparePack, listPacks, readPackFile } from '../../src/server/modules/packs/read-packs.ts';
import { drawChecklist, fillChecklist } from '../../src/server/modules/system/audit/fill-checklist.ts';
import { raiseFinding, raiseNonconformity } from '../../src/server/modules/system/audit/raise-finding.ts';
import { fillReview } from '../../src/server/modules/system/management-review/fill-review.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Packs of an audit and of a management review: frozen, numbered, the same bytes from the same snapshot, compared with how things stand. */
let plant: Plant;
let [auditId, reviewId, findingId] = ['', '', ''];
const frameworks = () => plant.shelf.frameworks;
const add = async (register: string, content: object, who: Persona) =>
  (await plant.run(who, addRecord(frameworks()), { register, entityId: plant.ids.plant, content, evidenceIds: [] })).id;
const make = (recordId: string, who: Persona = 'auditor', language: 'zh' | 'en' = 'en') =>
  plant.run(who, makePack(plant.shelf), { recordId, language });
const compare = (packId: string) => plant.ask('auditor', comparePack(plant.shelf), { packId });

beforeAll(async () => {
  plant = await openPlant();
  const person = plant.actors.statistician.personId;
  const audit = { subject: '计量审核', scope: '=1+1', clauses: ['7.1'], lead: plant.actors.auditor.personId, auditee: [person] };
  auditId = await add('audit', { ...audit, start_on: '2025-01-20', end_on: '2025-01-20', conclusion: '基本有效' }, 'auditor');
  await plant.run('auditor', drawChecklist(plant.shelf), { recordId: auditId, seenVersion: 1, language: 'zh' });
  const rows = [{ row: 0, verdict: 'nonconforming', finding: '=HYPERLINK("x") 铅封损坏' }];
  await plant.run('auditor', fillChecklist(frameworks()), { recordId: auditId, seenVersion: 2, rows });
  findingId = (await plant.run('auditor', raiseFinding(frameworks()), { recordId: auditId, seenVersion: 3, row: 0 })).id;
  await plant.run('manager', raiseNonconformity(frameworks()), { recordId: findingId, seenVersion: 1 });
  const review = { subject: '2024 评审', period_from: '2024-01-01', period_to: '2024-12-31', planned_on: '2025-01-20' };
  const decision = { about: 'improvement', decision: '更换皮带秤', owner: person, due_on: '2025-06-30' };
  reviewId = await add('management_review', { ...review, decisions: [decision], owner: plant.actors.group.personId }, 'group');
  await plant.run(
    'group',
    fillReview(plant.shelf, async () => null),
    { recordId: reviewId, seenVersion: 1, language: 'zh' },
  );
});
afterAll(() => plant?.close());

describe('an audit pack', () => {
  test('is a numbered snapshot with plan, checklist, findings, nonconformities and clause matrix', async () => {
    const { number, snapshot } = await make(auditId);
    expect(number).toBe('PK-AU-0001');
    const { content, pack } = JSON.parse(snapshot);
    expect([pack.language, content.kind, content.matrix.length, content.findings[0].no]).toEqual(['en', 'audit', 52, 'AF-0001']);
    expect(content.nonconformities[0]).toMatchObject({ no: 'NC-0001', isOpen: true });
    expect((await make(auditId, 'auditor', 'zh')).number).toBe('PK-AU-0002');
    const { items, total } = await plant.ask('manager', listPacks(plant.shelf), { recordId: auditId });
    expect([total, items.map((one) => one.number), items[0]?.recordNo]).toEqual([2, ['PK-AU-0002', 'PK-AU-0001'], 'AU-0001']);
    // The same live data in two languages are the same content.
    expect(items[0]?.contentSha256).toBe(items[1]?.contentSha256);
  });

  test('tells in which parts things stand otherwise now', async () => {
    const { id } = await make(auditId);
    expect(await compare(id)).toMatchObject({ same: true, parts: [] });
    await plant.run('auditor', changeRecord(frameworks()), {
      ...{ recordId: findingId, seenVersion: 2, reason: '' },
      content: { subject: '铅封损坏', audit: auditId, grade: 'minor', clauses: ['7.1'], fact: '两处' },
    });
    expect((await compare(id)).parts.map((one) => one.en)).toEqual(['Findings']);
  });

  test('gives the same bytes from the same snapshot: PDF/A, docx, and a zip of CSV in which no formula runs', async () => {
    const { snapshot } = await make(auditId, 'auditor', 'zh');
    const folder = path.join(dataFolder, 'reports');
    const paper = JSON.stringify(composePack(snapshot));
    for (const kind of ['paper_pdf', 'paper_docx'] as const) {
      const [one, other] = [
        await answerRendering({ kind, snapshot: paper, folder }),
        await answerRendering({ kind, snapshot: paper, folder }),
      ];
      expect([kind, Buffer.compare(Buffer.from(one), Buffer.from(other)), one.byteLength > 5000]).toEqual([kind, 0, true]);
      if (kind === 'paper_pdf') expect(Buffer.from(one).toString('latin1')).toContain('pdfaid');
    }
    const zip = dataZip(snapshot);
    expect(Buffer.compare(Buffer.from(zip), Buffer.from(dataZip(snapshot)))).toBe(0);
    const files = new Map(partsOf(Buffer.from(zip)).map((one) => [one.name, one.data]));
    expect(files.get('snapshot.json')?.toString('utf8')).toBe(snapshot);
    expect(files.get('checklist.csv')?.toString('utf8')).toContain(`"'=HYPERLINK(""x"") 铅封损坏"`);
    expect(files.get('SHA256SUMS')?.toString('utf8')).toMatch(/^[0-9a-f]{64} {2}checklist\.csv\n/);
  });

  test('keeps a file once', async () => {
    const { id } = await make(auditId);
    const store = (text: string) => plant.run('auditor', storePackFile(Buffer.from(text)), { packId: id, kind: 'data' });
    const first = await store('a');
    expect((await store('b')).sha256).toBe(first.sha256);
    const file = await plant.ask('statistician', readPackFile, { packId: id, kind: 'data' });
    expect([file.content.toString(), file.fileName]).toEqual(['a', 'PK-AU-0005-en-data.zip']);
  });
});

describe('a pack of a management review', () => {
  test('has agenda, inputs with figures, decisions; what was computed is printed in its own language', async () => {
    const { number, snapshot } = await make(reviewId, 'top', 'en');
    expect(number).toBe('PK-MR-0001');
    const { content } = JSON.parse(snapshot);
    expect([content.inputs.length, content.filled.no, content.decisions[0].decision]).toEqual([13, 1, '更换皮带秤']);
    expect(content.inputs.every((one: { written: string[] }) => one.written.length === 0)).toBe(true);
    const text = JSON.stringify(composePack(snapshot));
    expect([text.includes('Open, minor'), text.includes('未关闭的一般不符合')]).toEqual([true, false]);
  });
});

test('is made by who may make packs, of an audit or a review, and seen at the own place', async () => {
  expect((await refusalOf(make(auditId, 'statistician'))).code).toBe('not_permitted');
  expect((await refusalOf(make(findingId))).code).toBe('not_found');
  const { id } = await make(auditId);
  expect((await refusalOf(plant.ask('stranger', readPackFile, { packId: id, kind: 'snapshot' }))).code).toBe('not_permitted');
  expect((await plant.ask('stranger', listPacks(plant.shelf), {})).total).toBe(0);
});
