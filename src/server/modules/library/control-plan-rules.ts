import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRequirements } from '../../../kernel/emission/control-plan/read-requirements.ts';
import type { PlanRequirements } from '../../../kernel/emission/control-plan/requirements.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { readYamlFile } from './read-yaml.ts';

const folder = 'control-plan';

/** Requirements of data quality control plans by the id of the method they belong to (`data/control-plan/<method>.yaml`). */
export function readControlPlanRules(dataDir: string): { byMethod: ReadonlyMap<string, PlanRequirements>; findings: readonly Finding[] } {
  const path = join(dataDir, folder);
  const byMethod = new Map<string, PlanRequirements>();
  const findings: Finding[] = [];
  for (const name of existsSync(path) ? readdirSync(path).sort() : []) {
    if (!name.endsWith('.yaml')) continue;
    const file = readYamlFile(join(path, name), `${folder}/${name}`);
    findings.push(...file.findings);
    if (file.findings.length > 0) continue;
    const read = readRequirements(file.value, file.file);
    findings.push(...read.findings);
    if (read.requirements) byMethod.set(name.replace(/\.yaml$/, ''), read.requirements);
  }
  return { byMethod, findings };
}
