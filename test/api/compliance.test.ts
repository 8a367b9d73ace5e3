import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificateFacts } from '../../src/server/modules/asset/certificate/certificate-routes.ts';
import { composeCertificate, recordOf } from '../../src/server/modules/asset/certificate/compose-certificate.ts';
import { readCarryOver } from '../../src/server/modules/asset/compliance/read-carry-over.ts';
import { readCompliance } from '../../src/server/modules/asset/compliance/read-compliance.ts';
import { decideInstruction } from '../../src/server/modules/asset/ledger/decide-instruction.ts';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { answerRendering } from '../../src/server/modules/emission/index.ts';
import { dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The compliance year: owed, usable, surrendered; the rules of a surrender before it is proposed. */
const year = 2024;
let plant: Plant;

/** A plant whose year emits: one month's coal is enough for an obligation. */
beforeAll(async () => {
  plant = await openPlant();
  await plant.record('statistician', [
    plant.cell('2024-01', 'FC', '1000'),
    plant.cell('2024-01', 'C_ar', '0.5'),
    plant.cell('2024-01', 'generation_mwh', '2000'),
    plant.cell('2024-01', 'operating_hours', '600'),
  ]);
});
afterAll(() => plant?.close());

const read = (who: Persona = 'auditor') => plant.ask(who, readCompliance(plant.shelf), { entityId: plant.ids.plant, year });
const enter = (more: object) =>
  plant.run('assets', instruct(plant.shelf), {
    entityId: plant.ids.plant,
    effectiveOn: '2025-01-10',
    from: 'external',
    to: 'registry',
    kind: 'open',
    ...more,
  });
const surrender = async (programme: string, vintage: number, quantity: string, period = String(year)) => {
  const { offered } = await read();
  const held = offered.find((one) => one.class.programme === programme && one.class.vintage === vintage);
  return await enter({
    ...{ kind: 'surrender', from: 'registry', to: 'surrendered', classId: held?.class.id, quantity },
    ...{ beneficiary: 'plant', period, claim: `${period} 年度履约` },
  });
};

describe('a compliance year', () => {
  test('begins with what is owed: 1,000 t × 0.5 × 0.99 × 44/12, rounded up to whole units', async () => {
    const view = await read();
    // 1000 × 0.5 × 0.99 × 44/12 = 1815
    expect([view.obligation?.units, view.obligation?.from, view.creditLimit, view.short, view.deadline]).toEqual([
      '1815',
      'calculated',
      '90',
      '1815',
      '2025-12-31',
    ]);
    expect(view.steps.map((step) => step.state)).toEqual(['open', 'open', 'open', 'open', 'not_due']);
  });

  test('counts what may be used and says why the rest may not', async () => {
    await enter({ newClass: { programme: 'CEA', vintage: 2023 }, quantity: '1000' });
    await enter({ newClass: { programme: 'CEA', vintage: 2025 }, quantity: '500' });
    await enter({ newClass: { programme: 'CCER', vintage: 2023, project: 'W-1', registeredOn: '2025-01-02' }, quantity: '200' });
    await enter({ newClass: { programme: 'VCS', vintage: 2022, project: '9' }, quantity: '50' });
    const view = await read();
    const told = view.offered.map((one) => [one.class.programme, one.class.vintage, one.usable, one.counted]);
    expect(told.sort()).toEqual([
      ['CCER', 2023, true, '90'],
      ['CEA', 2023, true, '1000'],
      ['CEA', 2025, false, '0'],
    ]);
    // 1815 − 1000 − 90
    expect(view.short).toBe('725');
    expect(view.penalty?.price).toBe('97.49');
    // 725 × 97.49 × 5 and × 10
    expect([view.penalty?.low, view.penalty?.high]).toEqual(['353401.25', '706802.5']);
  });

  test('a surrender of a later vintage, of too many credits, or for no year is refused before it is proposed', async () => {
    const later = await refusalOf(surrender('CEA', 2025, '10'));
    expect([later.code, later.values.year]).toEqual(['not_usable_for_year', '2024']);
    expect((await refusalOf(surrender('CCER', 2023, '91'))).code).toBe('credits_above_limit');
    expect((await refusalOf(surrender('CEA', 2023, '10', 'last year'))).findings[0]?.place.path).toBe('/period');
    await surrender('CCER', 2023, '60');
    expect((await refusalOf(surrender('CCER', 2023, '31'))).code).toBe('credits_above_limit');
  });

  test('is done when all of it is surrendered, and each step names its record', async () => {
    await enter({ newClass: { programme: 'CEA', vintage: 2024 }, quantity: '2000' });
    const { instructionId, code } = await surrender('CEA', 2024, '1815');
    await plant.run('top', decideInstruction, { instructionId: instructionId ?? '', decision: 'approve', code: code ?? '' });
    const view = await read();
    expect([view.outstanding, view.surrendered.allowances]).toEqual(['0', '1815']);
    const step = view.steps.find((one) => one.code === 'surrender');
    expect([step?.state, step?.records.length, view.surrenders[0]?.approvedByName]).toEqual(['done', 1, 'top']);
    // Covered: nothing that is held counts any more, and nothing is complained about.
    expect([view.offered.map((one) => one.counted), view.short, view.findings]).toEqual([view.offered.map(() => '0'), '0', []]);
  });
});

describe('the certificate of a surrender', () => {
  const facts = async () => {
    const [done] = (await read()).surrenders;
    return await plant.ask('auditor', readCertificateFacts, { transactionId: done?.transactionId ?? '' });
  };

  test('tells units, serial numbers and hands from the posted record, with its hash', async () => {
    const told = await facts();
    const paper = composeCertificate(told, 'en');
    expect(paper.cover.map(([, value]) => value).slice(0, 5)).toEqual(['plant', '2024', '2024 年度履约', '1,815 t CO2e', '2025-01-10']);
    const tables = paper.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
    expect(tables.map((table) => table.caption)).toEqual(['Units', 'Blocks of serial numbers', 'Hands']);
    expect(tables[1]?.rows.map((row) => row.at(-1))).toEqual(['1,815']);
    expect(tables[2]?.rows.map((row) => row[1])).toEqual(['assets', 'top']);
    // The footer's hash is that of the record, which anybody can build again from what the transaction says.
    expect(paper.hash).toBe(createHash('sha256').update(recordOf(told.transaction), 'utf8').digest('hex'));
    expect(told.journal?.contentSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is a PDF of one page, the same bytes each time, in both languages', async () => {
    const told = await facts();
    const folder = path.join(dataFolder, 'reports');
    const pdf = async (language: 'zh' | 'en') =>
      Buffer.from(await answerRendering({ kind: 'paper_pdf', snapshot: JSON.stringify(composeCertificate(told, language)), folder }));
    const [zh, again, en] = [await pdf('zh'), await pdf('zh'), await pdf('en')];
    expect([zh.equals(again), zh.equals(en), zh.subarray(0, 5).toString()]).toEqual([true, false, '%PDF-']);
    if (process.env.TANHENG_PICTURES) {
      fs.writeFileSync(path.join(process.env.TANHENG_PICTURES, 'certificate-zh.pdf'), zh);
      fs.writeFileSync(path.join(process.env.TANHENG_PICTURES, 'certificate-en.pdf'), en);
    }
  });

  test('only what is final has one; another organization finds nothing', async () => {
    const { transactionId } = await enter({ newClass: { programme: 'CEA', vintage: 2022 }, quantity: '1' });
    const ask = (of: Plant, id: string) => of.ask('auditor', readCertificateFacts, { transactionId: id });
    expect((await refusalOf(ask(plant, transactionId ?? ''))).code).toBe('wrong_state');
    const other = await openPlant({ n: 2, beside: plant });
    const { transaction } = await facts();
    expect((await refusalOf(ask(other, transaction.id))).code).toBe('not_found');
  });
});

describe('the carry-over', () => {
  test('of 2019–2024 vintages follows from the ledger: nothing sold, so 10,000 t and no more', async () => {
    await enter({ newClass: { programme: 'CEA', vintage: 2021 }, quantity: '12000', kind: 'buy', effectiveOn: '2025-01-08' });
    const view = await plant.ask('auditor', readCarryOver(plant.shelf), { entityId: plant.ids.plant });
    const { holding, net_raw, limit, carried, lost, further_sale } = view.figures;
    expect([holding, net_raw, limit, carried, lost]).toEqual(['13186', '-12000', '10000', '10000', '3186']);
    // Held: 1,000 of 2023, 185 left of 2024, 12,000 of 2021, 1 of 2022. Net sales stay below zero, so selling x only lowers it: 13,186 − x ≤ 10,000.
    expect(further_sale).toBe('3186');
    expect(view.trades.map((one) => [one.side, one.vintage, one.quantity])).toEqual([['buy', 2021, '12000']]);
  });

  test('of an entity that did not surrender in time for a year is nothing (附5)', async () => {
    await plant.record('statistician', [
      plant.cell('2023-01', 'FC', '1000'),
      plant.cell('2023-01', 'C_ar', '0.5'),
      plant.cell('2023-01', 'generation_mwh', '2000'),
      plant.cell('2023-01', 'operating_hours', '600'),
    ]);
    const view = await plant.ask('auditor', readCarryOver(plant.shelf), { entityId: plant.ids.plant });
    expect([view.figures.limit, view.figures.carried]).toEqual(['0', '0']);
    expect(view.findings.map((one) => one.code)).toEqual(expect.arrayContaining(['late_compliance_year', 'late_compliance_excluded']));
    expect(view.findings[0]?.text.en).toBe('For 2023 1815 t were owed; 0 t were surrendered by the deadline 2024-12-31');
  });
});
