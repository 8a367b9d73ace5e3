import { targetPathInput } from '../../../../contract/planning-calculations.ts';
import { evaluateTargetPath, targetPathFigures, targetPathMethod } from '../../../../kernel/system/evaluate-target-path.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const year = ['year'];

export const targetPath = kernelCalculation({
  ...targetPathMethod,
  summary: {
    zh: '从基准年到目标年的路径（直线或逐段），各年实际值与路径之差、完成程度，以及此后每年需要的变化。',
    en: 'The path from base year to target year (straight or by set points), each year’s actual value against it, the part of the way achieved, and what is needed each year from there.',
  },
  input: targetPathInput,
  outputs: outputsOf(targetPathFigures, { path: year, gap: year, on_path: year, change: year, achieved: year }),
  example: {
    ...{ base_year: 2020, base_value: '0.82', due_year: 2030, target_value: '0.77', unit: 'tCO2/MWh' },
    ...{ points: [{ year: 2026, value: '0.8' }], actuals: [{ year: 2023, value: '0.806' }] },
  },
  run: evaluateTargetPath,
});
