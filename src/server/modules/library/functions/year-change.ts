import { z } from 'zod';
import { decimalInput } from '../../../../contract/values.ts';
import { evaluateYearChange, yearChangeFigures, yearChangeMethod } from '../../../../kernel/emission/evaluate-year-change.ts';
import { kernelCalculation } from '../kernel-calculation.ts';

const amount = decimalInput.nullable().default(null);
const facts = z.strictObject({
  unit: z.string().max(60),
  emission: decimalInput,
  coal_emission: amount,
  coal: amount,
  carbon: amount,
  generation: amount,
});
type Facts = z.output<typeof facts>;

const text = (value: string | number | null) => (value === null ? null : String(value));
const read = (all: readonly Facts[]) =>
  all.map((one) => ({
    unit: one.unit,
    emission: String(one.emission),
    coalEmission: text(one.coal_emission),
    coal: text(one.coal),
    carbon: text(one.carbon),
    generation: text(one.generation),
  }));

/** The figures of src/kernel/emission/year-change.test.ts. */
export const yearChangeCalculation = kernelCalculation({
  ...yearChangeMethod,
  summary: {
    zh: '把两年排放之差按机组分解为发电量、单位发电量耗煤、碳含量、氧化率、其他来源和机组增减，各项之和等于总变化。',
    en: 'Divides the difference of two years into generation, coal per MWh, carbon content, oxidation, other sources and units added or gone; the parts add up to the change.',
  },
  input: z.strictObject({ before: z.array(facts).max(500), now: z.array(facts).max(500) }),
  outputs: yearChangeFigures.map((one) => ({ ...one, per: [...one.per] })),
  example: {
    before: [{ unit: '1', emission: '1924000', coal_emission: '1923900', coal: '1000000', carbon: '0.53', generation: '2400000' }],
    now: [{ unit: '1', emission: '2076610', coal_emission: '2076360', coal: '1100000', carbon: '0.52', generation: '2700000' }],
  },
  run: ({ before, now }) => evaluateYearChange({ before: read(before), now: read(now) }),
});
