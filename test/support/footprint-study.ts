import type { z } from 'zod';
import type { studyContent } from '../../src/contract/footprint-study.ts';

export type Study = z.input<typeof studyContent>;
type Line = Study['processes'][number]['inputs'][number];

const quality = {
  ...{ primary: true, source: 'meter', year: 2024, region: 'CN', technology: '', pedigree: null },
  pef: { TeR: '1', GeR: '2', TiR: '1', P: '2' },
};
const supplied = (fossil: string): Line['link'] => ({
  ...{ kind: 'supplier', supplier: 'supplier', evidenceIds: [] },
  values: { fossil, biogenic: '0', removal: '0', dluc: '0', aircraft: '0' },
});

export function supplierLine(id: string, amount: string, unit: string, fossil: string, more: Partial<Line> = {}): Line {
  return { id, name: id, amount, unit, link: supplied(fossil), avoided: false, excluded: false, reason: '', stage: null, quality, ...more };
}

/**
 * One kWh of a combined plant: 100 MWh and 540 GJ from 90 t CO2e of its own and 50 t of coal at 200 kgCO2e/t of mining and transport, divided by energy (360 : 540).
 * Total 100 t, 40 % to electricity: 0.4 kgCO2e/kWh.
 */
export function plantStudy(more: Partial<Study> = {}): Study {
  const output = {
    mass: null,
    energy: null,
    exergyFactor: null,
    referenceEfficiency: null,
    prices: [],
    replaces: { kind: 'none' as const },
  };
  return {
    ...{
      ruleSet: 'iso-14067-2018',
      goal: 'goal',
      audience: 'customers',
      boundary: 'cradle_to_gate',
      boundaryDescription: 'mine to busbar',
    },
    unit: { kind: 'declared', amount: '1', unit: 'kWh', description: '1 kWh at the busbar' },
    ...{
      period: { from: '2024-01', to: '2024-12' },
      geography: 'CN',
      gwpSet: 'AR6',
      limitations: 'none',
      electricity: 'own',
      productMass: '0',
    },
    ...{ biogenicCarbon: '0', fossilCarbon: '0', validUntil: '2026-12-31' },
    parameters: [{ symbol: 'burned', title: 'coal burned', unit: 't', value: '50' }],
    processes: [
      {
        ...{ id: 'plant', name: 'plant', stage: 'production', allocation: 'energy', allocationReason: 'products are energy' },
        outputs: [
          { id: 'power', name: 'power', amount: '100', unit: 'MWh', ...output },
          { id: 'heat', name: 'heat', amount: '540', unit: 'GJ', ...output },
        ],
        inputs: [supplierLine('coal', 'burned', 't', '200', { stage: 'raw_materials' })],
        emissions: [{ id: 'stack', name: 'stack', amount: '90', unit: 'tCO2e', gas: '', line: 'fossil', quality }],
      },
    ],
    demand: [{ processId: 'plant', outputId: 'power', amount: '1', unit: 'kWh' }],
    ...more,
  };
}
