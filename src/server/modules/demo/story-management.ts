import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string();

export const managementKinds = [
  ...(['value_at', 'open_identification', 'take_step', 'enter_potential', 'review_inventory', 'approve_inventory'] as const),
  ...(['add_project', 'project_step', 'appraise', 'draft_budget', 'approve_budget'] as const),
  ...(['risk_basis', 'watch_limits', 'close_breach'] as const),
  ...(['transfer_price', 'approve_transfer_price', 'propose_transfer', 'accept_transfer'] as const),
  ...(['draft_contract', 'approve_contract', 'move_contract'] as const),
] as const;

/** The management of assets and risks (data/demo/management.yaml): deeds with their input. */
const managementStory = z.strictObject({
  deeds: z.array(
    z.strictObject({ by: text, at: text, deed: z.enum(managementKinds), as: text.optional(), input: z.record(text, z.unknown()) }),
  ),
});

export type ManagementDeed = z.output<typeof managementStory>['deeds'][number];

export function readManagementStory(referenceFolder: string): readonly ManagementDeed[] {
  return managementStory.parse(parse(readFileSync(path.join(referenceFolder, 'demo/management.yaml'), 'utf8'))).deeds;
}
