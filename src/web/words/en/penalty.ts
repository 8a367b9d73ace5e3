import type { Shape } from '../shape.ts';
import type { penalty as zh } from '../zh/penalty.ts';

export const penalty: Shape<typeof zh> = {
  title: 'Conservative corrections and missing tests',
  ofMonth: 'Conservative corrections of the month',
  none: 'No conservative corrections',
  noneText:
    'Calibrations and tests cover the data of this year. Where a meter is calibrated late, found beyond its class, or a test is missing, what it costs is listed here.',
  noneOfMonth: 'No conservative correction and no missing test in this month',
  kind: { calibration: 'Calibration', unmeasured: 'Missing test' },
  kindTitle: 'Kind',
  what: 'Value',
  why: 'Cause and cure',
  factor: 'Factor',
  withPenalty: 'With it',
  without: 'Without it',
  cost: 'Cost',
  yuan: 'Money',
  basis: { emission: 'more emission', allowance: 'fewer allowances (estimate)' },
  noCost: 'Nothing to compare with',
  total: 'Total',
  price: 'Price',
  priceGiven: 'Own price',
  priceOf: 'Closing price of {{day}}, {{source}}',
  noPrice: 'No reference price for this day; enter a price to see the money',
  yuanPerTonne: 'yuan/t',
  yuanUnit: 'yuan',
  conventions: 'Conventions',
  frozen: 'Frozen: the factor of the submission stands',
};
