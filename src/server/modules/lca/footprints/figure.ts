import { createHash } from 'node:crypto';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { type ComputedFootprint, computeFootprint } from '../../../../kernel/lca/model/compute.ts';
import { type ChecklistLine, checkRuleSet, type RuleSet } from '../../../../kernel/lca/model/rule-set.ts';
import type { FootprintStudy, ResolvedLink } from '../../../../kernel/lca/model/study.ts';
import { parseDecimal } from '../../../../kernel/quantity/decimal.ts';
import type { Units } from '../../../../kernel/quantity/units.ts';
import type { Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import { potentialsOf } from '../../library/index.ts';
import { type Frozen, tellResult } from './frozen.ts';
import { type Background, resolveLinks } from './links.ts';
import type { RuleSets } from './rule-sets.ts';
import type { VersionRow } from './store.ts';

/** What the commands of footprints need besides the transaction. */
export interface FootprintParts {
  readonly units: Units;
  readonly ruleSets: RuleSets;
  readonly background: Background;
}

/** A study computed, with what its links were worth. */
export interface Figured extends ComputedFootprint {
  readonly study: FootprintStudy;
  readonly links: ReadonlyMap<string, ResolvedLink>;
  readonly potentials: ReadonlyMap<string, string>;
  readonly ruleSet: RuleSet;
  readonly checklist: readonly ChecklistLine[];
}

export function ruleSetOf({ ruleSets }: FootprintParts, study: FootprintStudy): RuleSet {
  return present(ruleSets.get(study.ruleSet), 'a rule set of data/lca');
}

/** Computes a study from links that are known: today's, or those of a frozen version. */
function figure(
  parts: FootprintParts,
  study: FootprintStudy,
  links: ReadonlyMap<string, ResolvedLink>,
  potentials: ReadonlyMap<string, string>,
  { told, asOf }: { readonly told: readonly Finding[]; readonly asOf: string },
): Figured {
  const ruleSet = ruleSetOf(parts, study);
  const gwp = (gas: string) => parseDecimal(potentials.get(gas) ?? '')?.toNumber() ?? null;
  const computed = computeFootprint({ study, links, gwp, units: parts.units, ruleSet });
  // A link that is not there is told by why it is not there.
  const findings = [...told, ...computed.findings.filter((one) => !told.some((other) => other.place.path === one.place.path))];
  return { ...computed, findings, study, links, potentials, ruleSet, checklist: checkRuleSet(study, computed.result, ruleSet, asOf) };
}

/** A study with today's figures. */
export async function figureNow(work: Work, parts: FootprintParts, study: FootprintStudy): Promise<Figured> {
  const potentials = await potentialsOf(work, study.gwpSet);
  const { links, findings } = await resolveLinks(work, study, { ...parts, potentials });
  return figure(parts, study, links, potentials, { told: findings, asOf: todayOf(work.now) });
}

export function frozenOf(row: Pick<VersionRow, 'frozen'>): Frozen | null {
  return row.frozen === null ? null : JSON.parse(row.frozen);
}

/** A version as it stands: a draft with today's figures, else with those it was frozen with. */
export async function figureVersion(work: Work, parts: FootprintParts, row: VersionRow): Promise<Figured> {
  const frozen = frozenOf(row);
  if (frozen === null) return await figureNow(work, parts, row.study);
  return figure(parts, frozen.study, new Map(frozen.links), new Map(Object.entries(frozen.potentials)), {
    ...{ told: [], asOf: todayOf(row.reviewed_at ?? work.now) },
  });
}

/** Canonical bytes of what a version is reviewed and approved with. */
export function freeze(
  productName: string,
  { study, links, potentials, result }: Figured,
): { text: string; sha256: string; total: number } {
  const told = tellResult(present(result, 'a result'));
  const used = new Set(study.processes.flatMap((process) => process.emissions.map((line) => line.gas)));
  const share = told.quality.primaryShare;
  const frozen: Frozen = {
    ...{ format: 1, productName, study, links: [...links].sort(([a], [b]) => (a < b ? -1 : 1)) },
    potentials: Object.fromEntries([...potentials].filter(([gas]) => used.has(gas)).sort(([a], [b]) => (a < b ? -1 : 1))),
    result: { ...told, primaryShare: share === null ? null : Number(share) },
  };
  const text = canonical(frozen);
  return { text, sha256: shaOf(text), total: told.total };
}

export const shaOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What review is bound to. */
export const studySha256 = (study: FootprintStudy, note: string): string => shaOf(canonical({ study, note }));

export const errorsOf = ({ findings, checklist, result }: Figured): Finding[] => [
  ...findings.filter((one) => one.severity === 'error'),
  ...checklist.flatMap((line) => line.finding ?? []),
  ...(result === null && !findings.some((one) => one.severity === 'error') ? [nothing] : []),
];

const nothing: Finding = {
  ...{ code: 'no_result', severity: 'error', place: { path: '/demand' } },
  text: { zh: '没有可计算的结果', en: 'There is nothing to compute' },
  cure: { zh: '填写过程、产出和功能单位', en: 'Give processes, outputs and the functional unit' },
};
