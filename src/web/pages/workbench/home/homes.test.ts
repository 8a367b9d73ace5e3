import { expect, test } from 'vitest';
import { roleCodes } from '../../../../contract/roles.ts';
import { homeShown, homesOf } from './homes.ts';

test.each([
  [['trader'], ['trader']],
  [['plant_statistician', 'plant_reviewer'], ['statistician']],
  [
    ['risk_officer', 'top_management', 'internal_auditor'],
    ['top', 'auditor', 'trader'],
  ],
  [['verifier'], []],
] as const)('%j: %j', (roles, homes) => {
  expect(homesOf(roles)).toEqual(homes);
});

test('whoever belongs to the organization has a home', () => {
  const outside = ['verifier', 'assessment_body', 'authority', 'exchange'];
  expect(roleCodes.filter((role) => homesOf([role]).length === 0)).toEqual(outside);
});

test('what was chosen is remembered while it is there', () => {
  expect(homeShown(['top', 'trader'], 'trader')).toBe('trader');
  expect(homeShown(['top', 'trader'], 'finance')).toBe('top');
  expect(homeShown([], 'finance')).toBeNull();
});
