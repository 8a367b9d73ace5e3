import type { Shape } from '../shape.ts';
import type { yearChange as zh } from '../zh/year-change.ts';

export const yearChange: Shape<typeof zh> = {
  title: 'Against the year before',
  none: 'No year before to compare with',
  noneText:
    'Where both years have data, the change of the emission is divided here into output, fuel per output, carbon content and other causes, and can be explained.',
  before: 'Emission of the year before',
  now: 'Emission of the year',
  difference: 'Change',
  intensity: 'Intensity (per gross MWh)',
  part: {
    output: 'Generation',
    fuel_intensity: 'Coal per MWh',
    carbon_content: 'Carbon content',
    oxidation: 'Oxidation, rest',
    other_sources: 'Other sources',
    units: 'Units ±',
  },
  parts: 'What the change is made of',
  sum: 'Sum',
  convention:
    'Divided by the mean over all orders in which the factors may change (Shapley); the parts add up to the change digit for digit. Where a year has no generation, coal stands for it.',
  statement: 'Explanation',
  noStatement: 'Not explained yet',
  write: 'Explain',
  save: 'Save the explanation',
  placeholder: 'For example: overhaul of unit 2, less generation; coal with less carbon',
  statedFor: 'for a change of {{change}} t',
};
