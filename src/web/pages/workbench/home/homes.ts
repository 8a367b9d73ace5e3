import type { Role } from '../../../../contract/roles.ts';

/** Whose questions the first screen answers first; in the order of strength: who may decide more sees that home unless they choose another. */
export const homeKeys = ['top', 'manager', 'auditor', 'finance', 'trader', 'statistician'] as const;
export type HomeKey = (typeof homeKeys)[number];

const rolesOf: Readonly<Record<HomeKey, readonly Role[]>> = {
  top: ['top_management'],
  manager: ['group_carbon_manager', 'plant_manager', 'neutrality_owner', 'administrator'],
  auditor: ['internal_auditor'],
  finance: ['finance_officer', 'asset_manager'],
  trader: ['trader', 'risk_officer'],
  statistician: ['plant_statistician', 'plant_reviewer', 'lab_analyst', 'metering_engineer'],
};

/** The homes a person may choose, strongest first; roles from outside the organization have none of their own. */
export function homesOf(roles: readonly Role[]): HomeKey[] {
  return homeKeys.filter((home) => rolesOf[home].some((role) => roles.includes(role)));
}

/** The home shown: the remembered one while the person still has it, else the strongest. */
export function homeShown(homes: readonly HomeKey[], remembered: string | null): HomeKey | null {
  return homes.find((home) => home === remembered) ?? homes[0] ?? null;
}
