import { describe, expect, test } from 'vitest';
import { makeUnits } from '../../quantity/units.ts';
import { type PactFacts, pactRecord } from './pact.ts';
import { type FootprintStudy, noSeparate } from './study.ts';

const units = makeUnits([
  { ...{ unit: 'kg', factor_to_base: '1', dimension: Object({ mass: 1 }), title: { zh: '', en: '' }, source: 'test' } },
]);
const study: FootprintStudy = {
  ...{ ruleSet: 'iso-14067-2018', goal: '', audience: '', unit: { kind: 'declared', amount: '2', unit: 'kg', description: 'board' } },
  ...{ boundary: 'cradle_to_gate', boundaryDescription: '', period: { from: '2025-01', to: '2025-12' }, geography: 'CN', gwpSet: 'AR6' },
  ...{ limitations: '', electricity: '', productMass: '1', biogenicCarbon: '0.42273', fossilCarbon: '0', validUntil: null },
  ...{ parameters: [], processes: [], demand: [] },
};
/** Two kilograms of board: 3.6 kg of CO2 taken up, 0.5 kg given back by drying with bark, 0.06 kgCO2e of methane from its storage. */
const board: PactFacts = {
  ...{ id: 'v', preceding: [], number: 1, created: '2026-01-01T00:00:00Z', active: true, companyName: 'c', companyId: 'urn:c', study },
  ...{ productId: 'urn:p', productName: 'board', excluded: '0.012', primaryShare: null, sources: [], lines: [] },
  separate: { ...noSeparate, fossil: 0.9, aircraft: 0.1, dluc: 0.1, biogenic: 0.56, removal: -3.6 },
  biogenic: { otherGases: 0.06, untold: 0 },
};
const told = (facts: PactFacts) => {
  const made = pactRecord(facts, units);
  return { pcf: Object(made?.record.pcf), missing: made?.missing.map((one) => one.field) };
};

describe('fields of the PACT record that take up and give back', () => {
  test('emissions and uptake stand apart, each sum is that of its fields', () => {
    const { pcf, missing } = told(board);
    // A kilogram: 0.45 + 0.05 + 0.05 + 0.03 = 0.58; (3.6 − 0.5) / 2 = 1.55 kg of CO2 leave with it, 0.42273 kg of carbon; 0.58 − 1.55 = −0.97 = the total / 2.
    expect(pcf).toMatchObject({
      ...{ fossilGhgEmissions: '0.5', aircraftGhgEmissions: '0.05', landUseChangeGhgEmissions: '0.05', biogenicNonCO2Emissions: '0.03' },
      ...{ biogenicCO2Uptake: '-1.55', pcfExcludingBiogenicUptake: '0.58', pcfIncludingBiogenicUptake: '-0.97' },
      ...{ exemptedEmissionsPercent: '1.2', crossSectoralStandards: ['ISO14067'], ipccCharacterizationFactors: ['AR6'] },
    });
    expect(missing).toEqual([]);
  });

  test('gases that are not told are counted in full; CO2 without an uptake and a content that does not fit are said', () => {
    const untold = told({ ...board, biogenic: { otherGases: 0.06, untold: 0.5 } });
    expect(untold.pcf).toMatchObject({ biogenicNonCO2Emissions: '0.28', biogenicCO2Uptake: '-1.8', pcfExcludingBiogenicUptake: '0.83' });
    expect(untold.missing).toEqual(['biogenicNonCO2Emissions', 'biogenicCarbonContent']);
    const burned = told({ ...board, separate: { ...board.separate, removal: 0 }, study: { ...study, biogenicCarbon: '0' } });
    expect(burned.pcf).toMatchObject({ biogenicCO2Uptake: '0', pcfExcludingBiogenicUptake: '0.58', pcfIncludingBiogenicUptake: '0.58' });
    expect(burned.missing).toEqual(['biogenicCO2Uptake']);
    const own = told({ ...board, study: { ...study, gwpSet: 'own' } });
    expect([own.pcf.ipccCharacterizationFactors, own.missing]).toEqual([undefined, ['ipccCharacterizationFactors']]);
  });
});
