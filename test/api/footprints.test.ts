import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEvidence } from '../../src/server/modules/document/read-evidence.ts';
import { answerRendering } from '../../src/server/modules/emission/annual-report/answer-rendering.ts';
import { analyseFootprint, tryFootprint } from '../../src/server/modules/lca/footprints/analyse-footprint.ts';
import { changeFootprint } from '../../src/server/modules/lca/footprints/change-footprint.ts';
import { composeFootprintReport } from '../../src/server/modules/lca/footprints/compose-report.ts';
import { createFootprint } from '../../src/server/modules/lca/footprints/create-footprint.ts';
import { moveFootprint } from '../../src/server/modules/lca/footprints/move-footprint.ts';
import { readDerivation } from '../../src/server/modules/lca/footprints/read-derivation.ts';
import { listFootprints, readFootprint, readFootprintVersion } from '../../src/server/modules/lca/footprints/read-footprints.ts';
import { readFootprintPact } from '../../src/server/modules/lca/footprints/read-pact.ts';
import { readReportFacts } from '../../src/server/modules/lca/footprints/read-report.ts';
import { renewFootprint } from '../../src/server/modules/lca/footprints/renew-footprint.ts';
import { readRuleSets } from '../../src/server/modules/lca/index.ts';
import { decideOwnFactor, proposeOwnFactor, readVocabulary } from '../../src/server/modules/library/index.ts';
import { plantStudy, type Study, supplierLine } from '../support/footprint-study.ts';
import { dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

type View = Awaited<ReturnType<typeof create>>;
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const parts = () => ({ units: plant.shelf.units, ruleSets: readRuleSets(dataFolder), background: async () => null });
const create = (who: Persona, productName: string, study?: Study) =>
  plant.run(who, createFootprint(parts()), { entityId: plant.ids.plant, productName, ...(study ? { study } : {}) });
const change = (who: Persona, view: View, study: Study) =>
  plant.run(who, changeFootprint(parts()), { versionId: view.version.id, version: view.version.version, study });
const move = (who: Persona, view: View, to: string, reason = '') =>
  plant.run(who, moveFootprint(parts()), { versionId: view.version.id, version: view.version.version, to, reason });
const read = (who: Persona, view: View) => plant.ask(who, readFootprintVersion(parts()), { versionId: view.version.id });
const errors = (view: View) => view.findings.filter((one) => one.severity === 'error').map((one) => `${one.code} ${one.place.path}`);

async function approved(productName: string, study: Study = plantStudy()): Promise<View> {
  return await move('manager', await move('reviewer', await create('statistician', productName, study), 'reviewed'), 'approved');
}

describe('a product footprint', () => {
  let kwh: View;

  test('begins by those who may, empty, and tells what is missing', async () => {
    for (const who of ['manager', 'auditor', 'stranger'] as const) expect((await refusalOf(create(who, 'x'))).code).toBe('not_permitted');
    const empty = await create('statistician', 'widget');
    expect([empty.result?.total, empty.version.state, empty.deeds.review.why]).toEqual([0, 'draft', 'not_permitted']);
    expect(empty.checklist.filter((line) => !line.met).map((line) => line.id)).toContain('goal');
    expect((await refusalOf(create('statistician', 'widget'))).code).toBe('already_exists');
  });

  test('one kWh of the combined plant: 0.4 kg by energy, 0.32 of it coal and stack in their stages', async () => {
    kwh = await create('statistician', '1 kWh', plantStudy());
    expect(errors(kwh)).toEqual([]);
    expect(kwh.checklist.filter((line) => !line.met)).toEqual([]);
    expect(kwh.result?.total).toBeCloseTo(0.4, 12);
    expect(kwh.result?.stages.slice(0, 2).map((stage) => Number(stage.value.toFixed(12)))).toEqual([0.04, 0.36]);
    expect(kwh.result?.quality).toMatchObject({ class: 'excellent', primaryShare: '1' });
    expect(kwh.result?.residual).toBeLessThan(1e-12);
  });

  test('a formula with the wrong kind of unit is kept, told at its line, and cannot be reviewed', async () => {
    const study = plantStudy();
    const [process] = study.processes;
    const wrong = { ...study, processes: process ? [{ ...process, inputs: [supplierLine('coal', 'burned + 3 [GJ]', 't', '200')] }] : [] };
    const view = await change('statistician', kwh, wrong);
    expect(errors(view).some((one) => one.endsWith('/processes/0/inputs/0/amount'))).toBe(true);
    const why = await refusalOf(move('reviewer', view, 'reviewed'));
    expect([why.code, why.findings.length > 0]).toEqual(['study_has_errors', true]);
    expect((await refusalOf(change('statistician', kwh, study))).code).toBe('conflict');
    kwh = await change('statistician', view, study);
  });

  test('gate to gate is refused to be called a footprint', async () => {
    const view = await create('statistician', 'gate', plantStudy({ boundary: 'gate_to_gate' }));
    expect((await refusalOf(move('reviewer', view, 'reviewed'))).findings.map((one) => one.code)).toEqual(['rule_boundary_is_cfp']);
  });

  test('is reviewed and approved by two others; what is approved is frozen to the byte', async () => {
    expect((await refusalOf(move('statistician', kwh, 'reviewed'))).code).toBe('not_permitted');
    const own = await create('group', 'of the group', plantStudy());
    expect((await refusalOf(move('group', own, 'reviewed'))).code).toBe('same_person_drafts_and_reviews');
    const reviewed = await move('reviewer', kwh, 'reviewed');
    expect((await refusalOf(change('statistician', reviewed, plantStudy()))).code).toBe('wrong_state');
    expect((await refusalOf(move('reviewer', reviewed, 'draft'))).code).toBe('reason_required');
    const again = await move('reviewer', await move('reviewer', reviewed, 'draft', 'a word is missing'), 'reviewed');
    expect(again.version.frozenSha256).toBe(reviewed.version.frozenSha256);
    const byGroup = await move('group', await create('statistician', 'other', plantStudy()), 'reviewed');
    expect((await refusalOf(move('group', byGroup, 'approved'))).code).toBe('same_person_reviews_and_approves');
    kwh = await move('manager', again, 'approved');
    expect([kwh.version.state, kwh.version.approved?.byName, kwh.result?.total.toFixed(12)]).toEqual([
      'approved',
      'manager',
      '0.400000000000',
    ]);
    expect((await read('auditor', kwh)).deeds).toMatchObject({ change: { can: false }, renew: { can: false, why: 'not_permitted' } });
  });

  test('the database itself refuses to change what was approved', async () => {
    const admin = new pg.Client({ connectionString: plant.database.adminUrl });
    await admin.connect();
    const set = (what: string) => admin.query(`update app.footprint_version set ${what} where id = $1`, [kwh.version.id]);
    await expect(set('total = 1')).rejects.toThrow('not changed');
    await expect(set("state = 'draft', reviewed_by = null")).rejects.toThrow();
    await admin.end();
  });

  test('is used by another footprint, which keeps its figure when a later version says another', async () => {
    const [process] = plantStudy().processes;
    const study = plantStudy({
      unit: { kind: 'declared', amount: '1', unit: 'piece', description: 'a widget' },
      demand: [{ processId: 'plant', outputId: 'widget', amount: '1', unit: 'piece' }],
    });
    const output = {
      ...(process?.outputs[0] ?? { replaces: { kind: 'none' as const } }),
      id: 'widget',
      name: 'widget',
      amount: '1',
      unit: 'piece',
    };
    const using = (versionId: string): Study =>
      process
        ? {
            ...study,
            processes: [
              {
                ...{ ...process, allocation: 'none' as const, emissions: [] },
                outputs: [output as (typeof process.outputs)[number]],
                inputs: [supplierLine('power', '2', 'MWh', '0', { link: { kind: 'footprint', versionId } })],
              },
            ],
          }
        : study;
    const draft = await create(
      'statistician',
      'draft user',
      using((await create('statistician', 'not approved', plantStudy())).version.id),
    );
    expect(errors(draft).map((one) => one.split(' ')[0])).toContain('link_not_resolved');
    const widget = await approved('widget of 2 MWh', using(kwh.version.id));
    expect(widget.result?.total).toBeCloseTo(800, 9);
    expect(widget.links[0]?.pin).toContain(kwh.version.frozenSha256 ?? '?');
    expect(widget.changedSince).toEqual([]);
  });

  test('evidence of a supplier is that of the organization, is tied while the line names it, and no other is taken', async () => {
    const evidence = await plant.evidence('statistician', 'supplier footprint');
    const [process] = plantStudy().processes;
    const withEvidence = (evidenceIds: string[]): Study => {
      const line = supplierLine('coal', 'burned', 't', '200');
      const link = line.link.kind === 'supplier' ? { ...line.link, evidenceIds } : line.link;
      return plantStudy({ processes: process ? [{ ...process, inputs: [{ ...line, link }] }] : [] });
    };
    const uses = async () =>
      (await plant.ask('auditor', readEvidence, { evidenceId: evidence.id })).uses.filter((one) => one.objectType === 'footprint_version');
    expect((await refusalOf(create('statistician', 'unknown evidence', withEvidence([kwh.version.id])))).code).toBe('not_found');
    const view = await create('statistician', 'by evidence', withEvidence([evidence.id]));
    expect((await uses()).map((one) => one.objectId)).toEqual([view.version.id]);
    await change('statistician', view, plantStudy());
    expect(await uses()).toEqual([]);
  });

  test('a factor of the library is pinned; a later edition is told and moves nothing', async () => {
    const { vocabulary } = readVocabulary(dataFolder, plant.shelf.units);
    const evidence = await plant.evidence('statistician', 'certificate');
    const propose = async (value: string, validFrom: string) => {
      const draft = {
        ...{ key: 'coal_upstream', quantity: 'emission_factor', name: '煤', nameEn: 'coal', gas: 'CO2', value, unit: 'kgCO2/t', validFrom },
        ...{ source: 'certificate', evidenceIds: [evidence.id] },
      };
      const factor = await plant.run('statistician', proposeOwnFactor(vocabulary), draft);
      return await plant.run('group', decideOwnFactor(vocabulary), {
        ownFactorId: factor.id,
        decision: 'approve',
        reason: 'ok',
        version: factor.version,
      });
    };
    const factor = await propose('200', '2024-01-01');
    const [process] = plantStudy().processes;
    const line = supplierLine('coal', 'burned', 't', '0', { link: { kind: 'factor', factorId: factor.id } });
    const study = plantStudy({ processes: process ? [{ ...process, inputs: [line] }] : [] });
    const view = await approved('by factor', study);
    expect(view.result?.total).toBeCloseTo(0.4, 12);
    expect(view.links[0]?.pin).toBe(`factor ${factor.id} = 200 kgCO2/t`);
  });

  test('a later version begins from the approved one; the list shows both', async () => {
    const next = await plant.run('statistician', renewFootprint(parts()), {
      footprintId: kwh.footprint.id,
      seenNumber: 1,
      note: 'new year',
    });
    expect([next.version.number, next.study.validUntil, next.result?.total.toFixed(12)]).toEqual([2, null, '0.400000000000']);
    const twice = plant.run('statistician', renewFootprint(parts()), { footprintId: kwh.footprint.id, seenNumber: 2 });
    expect((await refusalOf(twice)).code).toBe('wrong_state');
    const { versions } = await plant.ask('auditor', readFootprint, { footprintId: kwh.footprint.id });
    expect(versions.map((one) => `${one.number} ${one.state}`)).toEqual(['2 draft', '1 approved']);
    const { items } = await plant.ask('auditor', listFootprints, {});
    const row = items.find((one) => one.id === kwh.footprint.id);
    expect([row?.latest.number, row?.approved?.unit, row?.approved?.expired]).toEqual([2, '1 kWh', false]);
    expect((await plant.ask('stranger', listFootprints, {})).items).toEqual([]);
    expect((await refusalOf(read('stranger', kwh))).code).toBe('not_permitted');
  });
});

describe('analysis', () => {
  test('what-if, tree, paths, Sankey and sensitivities agree with the figure', async () => {
    const view = await create('statistician', 'analysed', plantStudy());
    const at = { versionId: view.version.id };
    const analysis = await plant.ask('auditor', analyseFootprint(parts()), { ...at, threshold: 0.01 });
    expect(analysis.tree[0]?.total).toBeCloseTo(0.4, 12);
    expect(analysis.paths.reduce((sum, path) => sum + path.value, analysis.rest)).toBeCloseTo(0.4, 12);
    expect(analysis.sankey.links).toMatchObject([{ from: 'coal', to: 'plant: power', cut: false }]);
    expect(analysis.sensitivities.find((one) => one.kind === 'parameter')?.elasticity).toBeCloseTo(0.1, 9);
    const study = plantStudy({ parameters: [{ symbol: 'burned', title: 'coal burned', unit: 't', value: '100' }] });
    const trial = await plant.ask('auditor', tryFootprint(parts()), { ...at, study });
    expect([trial.before?.toFixed(9), trial.result?.total.toFixed(9)]).toEqual(['0.400000000', '0.440000000']);
    expect(trial.differences[0]).toMatchObject({ name: 'coal' });
    expect(trial.differences[0]?.change).toBeCloseTo(0.04, 12);
    expect((await read('auditor', view)).result?.total).toBeCloseTo(0.4, 12);
  });
});

describe('the report of an approved version', () => {
  test('eight approved at the same moment have eight numbers, one after another without a gap', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `raced ${n}`);
    const reviewed = [];
    for (const name of names) reviewed.push(await move('reviewer', await create('statistician', name, plantStudy()), 'reviewed'));
    const done = await Promise.all(reviewed.map((view) => move('manager', view, 'approved')));
    const numbers = done.map((view) => Number(/^PF-\d{4}-(\d{4})$/.exec(view.version.reportNumber ?? '')?.[1])).sort((a, b) => a - b);
    const [first = 0] = numbers;
    expect(numbers).toEqual(names.map((_, n) => first + n));
  });

  test('has the same bytes each time, in both languages, by each rule set; a draft has none', async () => {
    const view = await approved('reported');
    const at = { versionId: view.version.id };
    const facts = await plant.ask('auditor', readReportFacts(parts()), at);
    expect(await plant.ask('auditor', readReportFacts(parts()), at)).toEqual(facts);
    const folder = path.join(dataFolder, 'reports');
    const bytes = async (kind: 'paper_pdf' | 'paper_docx', language: 'zh' | 'en') => {
      const told = await plant.ask('auditor', readReportFacts(parts()), at);
      return await answerRendering({ kind, snapshot: JSON.stringify(composeFootprintReport(told, language)), folder });
    };
    for (const kind of ['paper_pdf', 'paper_docx'] as const)
      for (const language of ['zh', 'en'] as const)
        expect(Buffer.from(await bytes(kind, language)).equals(Buffer.from(await bytes(kind, language)))).toBe(true);
    const next = await approved('reported after');
    const numbered = (one: typeof view) => Number(/^PF-\d{4}-(\d{4})$/.exec(one.version.reportNumber ?? '')?.[1]);
    expect(numbered(next)).toBe(numbered(view) + 1);
    const paper = composeFootprintReport(facts, 'en');
    expect([paper.number, paper.hash]).toEqual([view.version.reportNumber, view.version.frozenSha256]);
    expect(paper.cover.map(([, value]) => value)).toEqual(expect.arrayContaining([view.version.reportNumber, view.version.frozenSha256]));
    const titles = paper.blocks.flatMap((one) => (one.kind === 'heading' ? [one.text] : []));
    expect(titles.map((one) => Number(one.split(' ')[0]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const draft = await create('statistician', 'not reported', plantStudy());
    expect(draft.version.reportNumber).toBeNull();
    const refused = (who: Persona, versionId: string) => refusalOf(plant.ask(who, readReportFacts(parts()), { versionId }));
    expect((await refused('auditor', draft.version.id)).code).toBe('wrong_state');
    expect((await refused('stranger', view.version.id)).code).toBe('not_permitted');
  });

  test('a result by PAS 2050 is used for two years at most, and none is reviewed after its validity', async () => {
    const unmet = async (validUntil: string, ruleSet: Study['ruleSet']) =>
      (await create('statistician', `valid ${validUntil} ${ruleSet}`, plantStudy({ validUntil, ruleSet }))).checklist

        .filter((line) => !line.met && line.id !== 'primary' && line.id !== 'allocation_order')
        .map((line) => line.id);
    expect(await unmet('2099-12-31', 'pas-2050-2011')).toContain('validity');
    expect(await unmet('2099-12-31', 'iso-14067-2018')).toEqual([]);
    expect(await unmet('2001-12-31', 'gb-t-24067-2024')).toEqual(['validity']);
  });
});

describe('the derivation', () => {
  test('opens the formula behind an amount, down to its parameters', async () => {
    const view = await create('statistician', 'explained', plantStudy());
    const { derivation } = await plant.ask('auditor', readDerivation(parts()), { versionId: view.version.id });
    const nodes = new Map(derivation.nodes.map((node) => [node.id, node]));
    const amount = nodes.get('amount@process=plant,line=coal') ?? nodes.get('amount@line=coal,process=plant');
    const uses = amount?.kind === 'step' ? amount.uses : [];
    const formula = nodes.get(uses.find((id) => id.startsWith('model.')) ?? '');
    expect(formula?.kind === 'step' ? [formula.formula, formula.uses, formula.value] : null).toEqual(['burned', ['model.burned'], '50']);
    for (const node of derivation.nodes) if (node.kind === 'step') for (const id of node.uses) expect(nodes.has(id), id).toBe(true);
  });
});

describe('the PACT record', () => {
  test('has the fields of the specification as decimal text, and says what the study does not state', async () => {
    const view = await approved('pact', plantStudy({ fossilCarbon: '' }));
    const { record, missing } = await plant.ask('auditor', readFootprintPact(parts()), { versionId: view.version.id });
    expect(missing.map((one) => one.field)).toEqual(['fossilCarbonContent']);
    expect(record).toMatchObject({ id: view.version.id, specVersion: '3.0.0', version: 1, status: 'Active', productNameCompany: 'pact' });
    const { pcf } = record as { pcf: Record<string, unknown> };
    expect(pcf).toMatchObject({
      ...{
        declaredUnitOfMeasurement: 'kilowatt hour',
        declaredUnitAmount: '1',
        pcfExcludingBiogenicUptake: '0.4',
        fossilGhgEmissions: '0.4',
      },
      ...{ referencePeriodStart: '2024-01-01T00:00:00Z', referencePeriodEnd: '2025-01-01T00:00:00Z', geographyCountry: 'CN' },
      ...{
        ipccCharacterizationFactors: ['AR6'],
        crossSectoralStandards: ['ISO14067'],
        exemptedEmissionsPercent: '0',
        primaryDataShare: '100',
      },
      dqi: { technologicalDQR: '1', geographicalDQR: '2', temporalDQR: '1' },
    });
    for (const [key, value] of Object.entries(pcf))
      if (/^(pcf|fossil|biogenic|aircraft|landUse)/.test(key)) expect(String(value), key).toMatch(/^-?\d+(\.\d+)?$/);
    const draft = await create('statistician', 'not yet', plantStudy());
    const refused = plant.ask('auditor', readFootprintPact(parts()), { versionId: draft.version.id });
    expect((await refusalOf(refused)).code).toBe('wrong_state');
    const odd = await approved('odd', plantStudy({ unit: { kind: 'declared', amount: '1', unit: 'tCO2e', description: 'odd' } }));
    expect((await refusalOf(plant.ask('auditor', readFootprintPact(parts()), { versionId: odd.version.id }))).code).toBe('unit_mismatch');
  });
});
