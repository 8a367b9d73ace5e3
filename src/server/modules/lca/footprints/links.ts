import type { Finding } from '../../../../kernel/finding.ts';
import {
  type FootprintStudy,
  type LineLink,
  lineKey,
  noSeparate,
  type ResolvedLink,
  type Separate,
} from '../../../../kernel/lca/model/study.ts';
import { Decimal, parseDecimal } from '../../../../kernel/quantity/decimal.ts';
import { applyFactor } from '../../../../kernel/quantity/rational.ts';
import type { Units } from '../../../../kernel/quantity/units.ts';
import type { Work } from '../../../work/command.ts';
import { factorsForUse, type UsedFactor } from '../../library/index.ts';
import type { Frozen } from './frozen.ts';
import { versionById } from './store.ts';

/** What one unit of a process of a background database is worth; null where it is not known. */
export type Background = (
  work: Work,
  link: { readonly databaseId: string; readonly processId: string },
  gwpSet: string,
) => Promise<ResolvedLink | null>;

export interface LinkParts {
  readonly units: Units;
  readonly background: Background;
  readonly potentials: ReadonlyMap<string, string>;
}

export interface ResolvedLinks {
  readonly links: ReadonlyMap<string, ResolvedLink>;
  readonly findings: readonly Finding[];
}

interface Wanted {
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly unit: string;
  readonly link: LineLink;
}

function wantedOf(study: FootprintStudy): Wanted[] {
  return study.processes.flatMap((process, p) => [
    ...process.inputs.map((line, i) => ({
      ...{ key: lineKey(process.id, line.id), path: `/processes/${p}/inputs/${i}/link`, name: line.name, unit: line.unit, link: line.link },
    })),
    ...process.outputs.map((output, i) => ({
      ...{ key: lineKey(process.id, output.id), path: `/processes/${p}/outputs/${i}/replaces` },
      ...{ name: output.name, unit: output.unit, link: output.replaces },
    })),
  ]);
}

/** What every link of a study is worth today: factors of the library, approved footprints, suppliers' figures, processes of databases. */
export async function resolveLinks(work: Work, study: FootprintStudy, parts: LinkParts): Promise<ResolvedLinks> {
  const wanted = wantedOf(study);
  const ids = wanted.flatMap(({ link }) => (link.kind === 'factor' ? [link.factorId] : []));
  const factors = await factorsForUse(work, ids);
  const links = new Map<string, ResolvedLink>();
  const findings: Finding[] = [];
  for (const one of wanted) {
    const { link } = one;
    if (link.kind === 'none' || link.kind === 'process') continue;
    const found =
      link.kind === 'factor'
        ? ofFactor(factors.get(link.factorId), one, parts)
        : link.kind === 'footprint'
          ? await ofFootprint(work, link.versionId)
          : link.kind === 'supplier'
            ? ofSupplier(link, one.unit)
            : await parts.background(work, link, study.gwpSet);
    if (found) links.set(one.key, found);
    else findings.push(unresolved(one));
  }
  return { links, findings };
}

/** A factor per unit of the line: CO2 equivalent as it stands, another gas by its potential. */
function ofFactor(factor: UsedFactor | undefined, { unit }: Wanted, { units, potentials }: LinkParts): ResolvedLink | null {
  const value = factor ? parseDecimal(factor.value) : null;
  if (!factor || value === null) return null;
  const direct = units.conversionFactor(factor.unit, `kgCO2e/(${unit})`);
  const mass = direct ? null : units.conversionFactor(factor.unit, `kg/(${unit})`);
  const potential = parseDecimal(potentials.get(factor.gas) ?? '');
  const worth = direct ? applyFactor(value, direct) : mass && potential ? applyFactor(value, mass).times(potential) : null;
  if (worth === null) return null;
  return {
    ...{ unit, name: factor.name.zh === factor.name.en ? factor.name.en : `${factor.name.zh} / ${factor.name.en}`, source: factor.source },
    ...{
      values: { ...noSeparate, fossil: worth.toNumber() },
      pin: `factor ${factor.id} = ${factor.value} ${factor.unit}`,
      primaryShare: null,
    },
  };
}

/** An approved version of a footprint, as it was frozen, per unit of what it is about. */
async function ofFootprint(work: Work, versionId: string): Promise<ResolvedLink | null> {
  const version = await versionById(work.tx, work.actor.organizationId, versionId);
  if (version?.state !== 'approved' || version.frozen === null) return null;
  const { study, productName, result }: Frozen = JSON.parse(version.frozen);
  const amount = Number(study.unit.amount);
  const per = (value: number) => value / amount;
  const values: Separate = {
    ...{ fossil: per(result.separate.fossil), biogenic: per(result.separate.biogenic), removal: per(result.separate.removal) },
    ...{ dluc: per(result.separate.dluc), aircraft: per(result.separate.aircraft) },
  };
  return {
    ...{ unit: study.unit.unit, values, name: `${productName} v${version.number}`, source: study.ruleSet },
    ...{ pin: `footprint ${versionId} ${version.frozen_sha256 ?? ''}`, primaryShare: result.primaryShare },
  };
}

function ofSupplier({ supplier, values }: Extract<LineLink, { kind: 'supplier' }>, unit: string): ResolvedLink {
  const number = (text: string) => new Decimal(text).toNumber();
  return {
    ...{ unit, name: supplier, source: supplier, pin: `supplier ${supplier}`, primaryShare: null },
    values: {
      ...{ fossil: number(values.fossil), biogenic: number(values.biogenic), removal: number(values.removal) },
      ...{ dluc: number(values.dluc), aircraft: number(values.aircraft) },
    },
  };
}

function unresolved({ path, name, unit, link }: Wanted): Finding {
  const what = {
    factor: {
      zh: `因子不存在，或不能换算为每 ${unit} 的二氧化碳当量`,
      en: `the factor is not there, or does not give CO2 equivalent per ${unit}`,
    },
    footprint: { zh: '所指碳足迹版本不存在或尚未批准', en: 'the footprint version is not there or not approved' },
    database: { zh: '背景数据库中没有该过程', en: 'the background database has no such process' },
    supplier: { zh: '供应商数据不完整', en: 'the supplier figure is not complete' },
    none: { zh: '没有来源', en: 'no source' },
    process: { zh: '没有来源', en: 'no source' },
  }[link.kind];
  return {
    ...{ code: 'link_not_resolved', severity: 'error', place: { path } },
    text: { zh: `${name}：${what.zh}`, en: `${name}: ${what.en}` },
    cure: { zh: '重新选择来源，或改正单位', en: 'Choose the source again, or correct the unit' },
  };
}
