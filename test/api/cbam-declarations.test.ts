import { afterAll, beforeAll, expect, test } from 'vitest';
import { partsOf } from '../../src/server/modules/document/paper/steady-zip.ts';
import { decideCbamDeclaration, draftCbamDeclaration, openCbamDeclaration } from '../../src/server/modules/neutrality/cbam/drafts.ts';
import { readCbamDeclaration, readCbamDeclarations } from '../../src/server/modules/neutrality/cbam/read-declarations.ts';
import { readCbamFile } from '../../src/server/modules/neutrality/cbam/write-file.ts';
import { type Claimer, openClaimer } from '../support/neutrality.ts';
import { type Persona, refusalOf } from '../support/plant.ts';

/** Declarations of embedded emissions (D.8): drafted, checked by another person, frozen with their hash, exported from the snapshot. */
let claimer: Claimer;
beforeAll(async () => {
  claimer = await openClaimer();
});
afterAll(() => claimer?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const clinker = {
  ...{ id: 'clinker', cnCode: '25231000', category: 'cement-clinker', quantity: '800000', unit: 't', attributed: '680000' },
  electricity: { quantity: '52000', factor: '0.5366', basis: 'default' },
  carbonPrice: { surrendered: '680000', freeAllocation: '660000', price: '62.5', currency: 'CNY', evidence: '登记簿对账单' },
};
const cement = {
  ...{ id: 'cement 42.5', cnCode: '25232900', category: 'cement', quantity: '1000000', unit: 't', attributed: '0' },
  electricity: { quantity: '38000', factor: '0.5366', basis: 'default' },
  precursors: [{ id: 'clinker', madeHere: 'clinker', quantity: '760000' }],
};
const content = (goods: readonly object[]) => ({ installation: '甲水泥厂', installationEn: 'Cement works A', country: 'CN', goods });
const open = (goods: readonly object[], who: Persona = 'group') =>
  claimer.run(who, openCbamDeclaration(claimer.plant.shelf), {
    ...{ entityId: claimer.plant.ids.plant, from: '2026-01-01', until: '2026-12-31', content: content(goods) },
  });
const decide = (who: Persona, declarationId: string, version: number, decision = 'approved', reason = '') =>
  claimer.run(who, decideCbamDeclaration(claimer.plant.shelf), { declarationId, version, decision, reason });
const again = (declarationId: string, goods: readonly object[], seenVersion: number) =>
  claimer.run('group', draftCbamDeclaration(claimer.plant.shelf), { declarationId, content: content(goods), seenVersion });
const read = (declarationId: string) => claimer.ask('auditor', readCbamDeclaration(claimer.plant.shelf), { declarationId });
const file = (declarationId: string, more: object = {}) => claimer.ask('auditor', readCbamFile, { declarationId, ...more });

test('only who may drafts; codes, categories and units are checked before anything is kept', async () => {
  expect(await codeOf(open([clinker], 'trader'))).toBe('not_permitted');
  const wrong = await refusalOf(open([{ ...clinker, cnCode: '72031000', unit: 'MWh' }]));
  expect([wrong.code, wrong.findings.map((one) => one.code)]).toEqual(['invalid_input', ['cn_code_not_in_category', 'cbam_unit']]);
  const { items, book } = await claimer.ask('auditor', readCbamDeclarations(claimer.plant.shelf), {});
  expect(items).toEqual([]);
  // Annex II names iron and steel, aluminium and hydrogen for direct emissions alone; what is not certain says so.
  const of = (id: string) => book.categories.find((one) => one.id === id);
  expect(['cement', 'urea', 'crude-steel', 'aluminium-products', 'hydrogen'].map((id) => of(id)?.indirectCounts)).toEqual([
    ...[true, true, false, false, false],
  ]);
  expect([of('electricity')?.confidence, of('sintered-ore')?.confidence, of('electricity')?.unit]).toEqual(['low', 'low', 'MWh']);
});

test('figures follow the chain; another person approves once, and what was approved is frozen', async () => {
  const { id, number } = await open([clinker, cement]);
  expect(number).toBe('CBAM-2026-0001');
  const seen = await read(id);
  const value = (symbol: string, good: string) =>
    seen.result.outputs.find((one) => one.symbol === symbol && one.at.good === good && one.at.precursor === undefined)?.value;
  // 680,000 ÷ 800,000 = 0.85; 0.85 × 760,000; (52,000 × 0.5366 ÷ 800,000 × 760,000 + 38,000 × 0.5366) counts for cement.
  expect([value('specific_direct', 'clinker'), value('direct', 'cement 42.5'), value('indirect', 'cement 42.5')]).toEqual([
    ...['0.85', '646000', '46898.84'],
  ]);
  // (646,000 + 46,899.48) / 1,000,000; (680,000 − 660,000) × 62.5.
  expect([value('specific_counted', 'cement 42.5'), value('price_due', 'clinker')]).toEqual(['0.69289884', '1250000']);
  expect(await codeOf(file(id))).toBe('wrong_state');
  expect(await codeOf(decide('group', id, 1))).toBe('same_person_proposes_and_approves');
  expect(await codeOf(decide('trader', id, 1))).toBe('not_permitted');
  expect(await codeOf(decide('manager', id, 1, 'rejected'))).toBe('reason_required');
  await decide('manager', id, 1, 'rejected', '熟料用量与台账不符');
  expect(await codeOf(decide('manager', id, 1))).toBe('wrong_state');
  expect(await codeOf(again(id, [clinker, cement], 0))).toBe('conflict');
  await again(id, [clinker, cement], 1);
  const { sha256 } = await decide('manager', id, 2);
  const approved = await read(id);
  expect([approved.declaration.state, approved.decision?.sha256, approved.versions.map((one) => one.decision?.decision)]).toEqual([
    ...['approved', sha256, ['approved', 'rejected']],
  ]);
});

test('files come from the snapshot: the same bytes each time, spreadsheet formulas made harmless, XML escaped', async () => {
  const { id } = await open([{ ...clinker, route: '=1+1 <dry> & "kiln"' }]);
  await decide('manager', id, 1);
  for (const format of ['xlsx', 'xml', 'csv'] as const) {
    const first = await file(id, { format });
    expect(first.content.equals((await file(id, { format })).content)).toBe(true);
    expect(first.fileName).toMatch(new RegExp(`^CBAM-2026-\\d{4}-1-en\\.${format}$`));
  }
  const xml = (await file(id, { format: 'xml' })).content.toString('utf8');
  expect(xml).toContain('<route>=1+1 &lt;dry&gt; &amp; &quot;kiln&quot;</route>');
  expect(xml).toContain('not the official communication template');
  expect(xml).toContain('<specific_direct>0.85</specific_direct>');
  expect((await file(id, { format: 'csv' })).content.toString('utf8')).toContain(`"'=1+1 <dry> & ""kiln"""`);
  const sheets = partsOf((await file(id, { format: 'xlsx', language: 'zh' })).content).map((one) => one.data.toString('utf8'));
  expect(sheets.some((one) => one.includes('甲水泥厂'))).toBe(true);
  // A correction is a further version; what was approved before stays to be read.
  await again(id, [{ ...clinker, attributed: '700000' }], 1);
  expect((await read(id)).declaration.state).toBe('drafted');
  expect((await file(id, { format: 'xml' })).content.toString('utf8')).toBe(xml);
  await decide('manager', id, 2);
  expect((await file(id, { format: 'xml' })).content.toString('utf8')).toContain('<specific_direct>0.875</specific_direct>');
  expect((await file(id, { format: 'xml', version: 1 })).content.toString('utf8')).toBe(xml);
});

test('two persons deciding at once: one decision; what goods take beyond what was made is not approved', async () => {
  const { id } = await open([clinker, cement]);
  const both = await Promise.allSettled([decide('manager', id, 1), decide('top', id, 1)]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  const more = await open([clinker, { ...cement, precursors: [{ id: 'clinker', madeHere: 'clinker', quantity: '900000' }] }]);
  const refused = await refusalOf(decide('manager', more.id, 1));
  expect([refused.code, refused.findings.map((one) => one.code)]).toEqual(['invalid_input', ['precursor_above_production']]);
});
