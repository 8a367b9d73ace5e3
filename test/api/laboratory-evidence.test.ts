import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceListEndpoints } from '../../src/contract/evidence-list.ts';
import { laboratoryEndpoints } from '../../src/contract/laboratory.ts';
import { markFiles } from '../../src/server/modules/document/file-states.ts';
import * as document from '../../src/server/modules/document/index.ts';
import { readEvidenceChecklist } from '../../src/server/modules/emission/evidence-list/read-evidence-checklist.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { laboratoryRoutes } from '../../src/server/modules/emission/laboratory/routes.ts';
import { openPlant, type Plant } from '../support/plant.ts';

let plant: Plant;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-pdf-'));
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(async () => {
  await plant?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const unitId = () => plant.units[0]?.id ?? '';
const streamId = () => plant.units[0]?.fuelStreams[0]?.id ?? '';
const codesOf = async (month: string) =>
  (await plant.grid('auditor', 0, Number(month.slice(0, 4)))).findings
    .filter((one) => one.place.at?.month === month)
    .map((one) => `${one.severity} ${one.code} ${one.place.at?.row ?? ''}`)
    .sort();
const cellId = async (month: string, key: string) =>
  (await plant.grid('auditor', 0, Number(month.slice(0, 4)))).cells.find((one) => one.month === month && one.rowKey === key)?.cellId ?? '';
const attach = (month: string, ids: readonly string[], add: readonly string[], kinds: readonly string[] = []) =>
  plant.run('statistician', emission.attachEvidence(plant.shelf), {
    unitId: unitId(),
    year: Number(month.slice(0, 4)),
    cellIds: ids,
    add,
    kinds,
  });
const checklist = (month: string) => plant.ask('auditor', readEvidenceChecklist(plant.shelf), { unitId: unitId(), month });

/** A PDF as the laboratory sends it, with its dates and as many increments as asked for. */
async function pdf(title: string, made: string, saved: string, increments = 0): Promise<string> {
  const info = `<< /CreationDate (D:${made}+08'00') /ModDate (D:${saved}+08'00') /Title (${title}) >>`;
  const body = `%PDF-1.4\n1 0 obj ${info} endobj\ntrailer << /Info 1 0 R >>\nstartxref\n9\n%%EOF\n`;
  const content = Buffer.from(body + `2 0 obj << >> endobj\nstartxref\n9\n%%EOF\n`.repeat(increments));
  const files = document.openFileStore(folder);
  const received = await files.receive(plant.organizationId, Readable.from([content]));
  await plant.run('lab', document.storeFile(received, 1e9), {});
  const input = { title, kind: 'lab_report', fileSha256: received.sha256, fileName: `${title}.pdf` };
  return (await plant.run('lab', document.addEvidence, input)).id;
}

const sample = (number: string, evidenceId: string, reportedOn: string) =>
  plant.run('lab', emission.recordSample(plant.shelf), {
    unitId: unitId(),
    fuelStreamId: streamId(),
    month: '2024-05',
    kind: 'batch',
    amountT: '10',
    number,
    sampledOn: '2024-05-01',
    receivedOn: '2024-05-02',
    testedOn: '2024-05-03',
    reportedOn,
    evidenceIds: [evidenceId],
  });

describe('a PDF that was saved again', () => {
  test.each([
    ['as made', '20240510090000', '20240510090000', 0, undefined],
    ['before its day of issue', '20240508090000', '20240509090000', 0, 'info'],
    ['after its day of issue', '20240508090000', '20240611090000', 0, 'warning'],
    ['in increments', '20240510090000', '20240510090000', 2, 'info'],
  ] as const)('%s', async (name, made, saved, increments, severity) => {
    const view = await sample(name, await pdf(name, made, saved, increments), '2024-05-10');
    expect(view.findings.find((one) => one.code === 'laboratory_pdf_changed')?.severity).toBe(severity);
  });
});

describe('a file found changed', () => {
  test('is an ERROR in every month that rests on it until it is whole again', async () => {
    await plant.record('statistician', [plant.cell('2024-07', 'FC', '100')]);
    const paper = await plant.evidence('statistician', 'ledger 07');
    await attach('2024-07', [await cellId('2024-07', 'coal.FC')], [paper.id]);
    const mark = (damage: 'changed' | null) => plant.run('auditor', markFiles, { states: [{ sha256: paper.sha256, damage }] });
    expect(await mark('changed')).toEqual({ changed: 1 });
    expect(await codesOf('2024-07')).toContain('error evidence_damaged coal.FC');
    expect(await mark('changed')).toEqual({ changed: 0 });
    await mark(null);
    expect(await codesOf('2024-07')).not.toContain('error evidence_damaged coal.FC');
  });
});

describe('the papers a value asks for', () => {
  test('are listed with what is there; before 2026 they are advice', async () => {
    const { required, requiredFrom, values } = await checklist('2024-07');
    expect([required, requiredFrom]).toEqual([false, 2026]);
    const items = values.find((one) => one.rowKey === 'coal.FC')?.items ?? [];
    expect(items.map((one) => [one.code, one.required, one.met])).toEqual([
      ['consumption_record', true, 'evidence'],
      ['scale_record', true, null],
      ['calibration', true, null],
      ['stock_record', true, null],
      ['energy_statistics', false, null],
    ]);
    expect((await codesOf('2024-07')).filter((one) => one.includes('required_evidence'))).toEqual([]);
  });

  test('from 2026 a required one that is missing is a warning; one file may serve as several', async () => {
    // The plant's clock stands in 2025; cells take any month of their year.
    await plant.record('statistician', [plant.cell('2026-01', 'FC', '100')]);
    const id = await cellId('2026-01', 'coal.FC');
    const paper = await plant.evidence('statistician', 'everything of January');
    await attach('2026-01', [id], [paper.id]);
    const missing = async () => (await codesOf('2026-01')).filter((one) => one.includes('required_evidence'));
    expect(await missing()).toEqual(['warning required_evidence_missing coal.FC']);
    await attach('2026-01', [id], [paper.id], ['scale_record', 'calibration_certificate']);
    await attach('2026-01', [id], [paper.id], ['stock_record']);
    expect(await missing()).toEqual([]);
    const [row] = (await checklist('2026-01')).values;
    expect(row?.items.filter((one) => one.required).map((one) => one.met)).toEqual(['evidence', 'evidence', 'evidence', 'evidence']);
  });

  test('moisture by day and a weighted value are the product’s own record', async () => {
    const cells = [{ day: '2024-07-01', field: 'mAr', value: '10' }];
    await plant.run('lab', emission.recordDailyCoal(plant.shelf), { unitId: unitId(), fuelStreamId: streamId(), month: '2024-07', cells });
    await plant.record('lab', [plant.cell('2024-07', 'C_ar', '0.5', { acquisition: 'calculated' })]);
    const items = (await checklist('2024-07')).values.find((one) => one.rowKey === 'coal.C_ar')?.items ?? [];
    expect(items.filter((one) => one.met === 'product').map((one) => one.code)).toEqual(['conversion', 'daily_moisture']);
  });
});

test('every address of the laboratory is mounted', () => {
  expect(
    laboratoryRoutes(plant.shelf)
      .map((one) => one.endpoint.name)
      .sort(),
  ).toEqual(
    Object.values({ ...laboratoryEndpoints, ...evidenceListEndpoints })
      .map((one) => one.name)
      .sort(),
  );
});
