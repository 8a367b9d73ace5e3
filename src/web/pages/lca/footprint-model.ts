import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { footprintEndpoints as e } from '../../../contract/footprints.ts';

export type Version = ReplyOf<typeof e.readFootprintVersion>;
export type Study = Version['study'];
export type Process = Study['processes'][number];
export type Input = Process['inputs'][number];
export type Output = Process['outputs'][number];
export type Emission = Process['emissions'][number];
export type Link = Input['link'];
export type Quality = Input['quality'];
export type Result = NonNullable<Version['result']>;
export type Analysis = ReplyOf<typeof e.analyseFootprint>;

/** A float for reading: six digits, no noise. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(4) : String(Number(value.toPrecision(6)));
}

/** A residual: what is below what the solver promises is told by the promise, for its digits say nothing. */
export const residualText = (value: number): string => (value <= 1e-12 ? '≤ 1e-12' : value.toExponential(1));

export const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const quality: Input['quality'] = {
  ...{ primary: false, source: '', year: null, region: '', technology: '', pedigree: null, pef: null },
  ...{ uncertainty: null, factorGsd2: null },
};

/** An id that no line of the process has yet. */
export function freeId(start: string, taken: readonly string[]): string {
  for (let n = 1; ; n += 1) if (!taken.includes(`${start}-${n}`)) return `${start}-${n}`;
}

export const idsOf = (process: Process): string[] => [...process.outputs, ...process.inputs, ...process.emissions].map((one) => one.id);

export const newInput = (process: Process, transport = false): Input => ({
  ...{
    id: freeId(transport ? 'leg' : 'in', idsOf(process)),
    name: '',
    link: { kind: 'none' },
    avoided: false,
    excluded: false,
    reason: '',
  },
  ...(transport ? { amount: '1 [t] * 100 [km]', unit: 't*km', stage: 'distribution' as const } : { amount: '1', unit: 'kg', stage: null }),
  quality,
});

export const newOutput = (process: Process): Output => ({
  ...{ id: freeId('out', idsOf(process)), name: '', amount: '1', unit: 'kg', mass: null, energy: null, exergyFactor: null },
  ...{ referenceEfficiency: null, prices: [], replaces: { kind: 'none' } },
});

export const newEmission = (process: Process): Emission => ({
  ...{ id: freeId('em', idsOf(process)), name: '', amount: '1', unit: 'kgCO2e', gas: '', line: 'fossil', quality },
});

export function newProcess(study: Study): Process {
  const id = freeId(
    'process',
    study.processes.map((one) => one.id),
  );
  const process: Process = {
    id,
    name: '',
    stage: 'production',
    outputs: [],
    inputs: [],
    emissions: [],
    allocation: 'none',
    allocationReason: '',
  };
  return { ...process, outputs: [newOutput(process)] };
}

/** The list with one of its members changed. */
export function changed<Row>(rows: readonly Row[], index: number, change: Partial<Row>): Row[] {
  return rows.map((row, i) => (i === index ? { ...row, ...change } : row));
}
export const without = <Row>(rows: readonly Row[], index: number): Row[] => rows.filter((_, i) => i !== index);
