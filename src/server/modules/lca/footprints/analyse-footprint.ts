import { z } from 'zod';
import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { present } from '../../../../kernel/assert.ts';
import { processContributions } from '../../../../kernel/lca/analysis/contributions.ts';
import { structuralPaths, type TreeNode, upstreamTree } from '../../../../kernel/lca/analysis/paths.ts';
import { sankeyOf } from '../../../../kernel/lca/analysis/sankey.ts';
import { differencesOf } from '../../../../kernel/lca/analysis/sensitivity.ts';
import type { Column } from '../../../../kernel/lca/model/build.ts';
import { stageOf } from '../../../../kernel/lca/model/build.ts';
import type { FootprintStudy, Stage } from '../../../../kernel/lca/model/study.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { type Figured, type FootprintParts, figureNow, figureVersion } from './figure.ts';
import { findVersion, tellFigured } from './footprint-view.ts';
import { sensitivitiesOf } from './sensitivities.ts';

/** What a column is called: the supplier's line, or the process, with its product where it has several. */
function nameOf(study: FootprintStudy, column: Column): { name: string; unit: string } {
  const process = present(study.processes[column.process], 'a process of the model');
  if (column.kind === 'link') {
    const line = present(process.inputs[column.input], 'an input of the model');
    return { name: line.name || line.id, unit: line.unit };
  }
  const output = present(process.outputs[column.output], 'an output of the model');
  const own = process.name || process.id;
  return { name: process.outputs.length > 1 ? `${own}: ${output.name || output.id}` : own, unit: output.unit };
}

interface Told {
  readonly name: string;
  readonly unit: string;
  readonly stage: Stage;
}

/** Names that tell the columns apart: a second of the same name has its number. */
function namesOf({ study, model }: Figured): Told[] {
  const seen = new Map<string, number>();
  return model.columns.map((column) => {
    const { name, unit } = nameOf(study, column);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name} (${count})`, unit, stage: stageOf(study, column) };
  });
}

interface Tree {
  name: string;
  amount: number;
  unit: string;
  total: number;
  direct: number;
  hidden: number;
  loop: boolean;
  children: Tree[];
}

function treeOf(node: TreeNode, names: readonly Told[]): Tree {
  const told = names[node.product];
  return {
    ...{ name: told?.name ?? '', amount: node.amount, unit: told?.unit ?? '', total: node.total, direct: node.direct },
    ...{ hidden: node.hidden, loop: node.loop, children: node.children.map((child) => treeOf(child, names)) },
  };
}

const { analyseFootprint: analysis, tryFootprint: trial } = footprintEndpoints;

/** Upstream tree, structural paths, Sankey and sensitivities of a version. */
export const analyseFootprint = (parts: FootprintParts) =>
  query({
    name: 'lca.analyse-footprint',
    action: 'lca.read',
    input: z.strictObject({ ...analysis.params.shape, ...analysis.query.shape }),
    run: async (work, { versionId, threshold }) => {
      const figured = await figureVersion(work, parts, await findVersion(work, versionId));
      const { system, result } = figured;
      if (system === null || result === null) throw new Refusal('wrong_state', { values: { state: 'no result' } });
      const names = namesOf(figured);
      const name = (column: number) => names[column]?.name ?? '';
      const { paths, rest, complete } = structuralPaths(system, threshold);
      const sankey = sankeyOf(system, threshold / 2);
      return {
        ...{ total: result.total, tree: upstreamTree(system, { cutOff: threshold }).map((node) => treeOf(node, names)), rest, complete },
        paths: paths.slice(0, 200).map((path) => ({ names: path.processes.map(name), value: path.value, share: path.share })),
        sankey: {
          nodes: sankey.nodes.map((node) => ({
            ...{ name: name(node.process), stage: names[node.process]?.stage ?? 'production', total: node.total, direct: node.direct },
          })),
          links: sankey.links.map((link) => ({ from: name(link.from), to: name(link.to), value: link.value, cut: link.cut })),
          hidden: sankey.hidden,
        },
        contributions: processContributions(system).map(({ of, value, share }) => ({
          ...{ name: name(of), stage: names[of]?.stage ?? 'production', value, share },
        })),
        sensitivities: sensitivitiesOf(figured, parts.units).slice(0, 60),
      };
    },
  });

/** What a changed study would give, beside the version as it stands; nothing is stored. */
export const tryFootprint = (parts: FootprintParts) =>
  query({
    name: 'lca.try-footprint',
    action: 'lca.read',
    input: z.strictObject({ ...trial.params.shape, ...trial.body.shape }),
    run: async (work, { versionId, study }) => {
      const before = await figureVersion(work, parts, await findVersion(work, versionId));
      const after = await figureNow(work, parts, study);
      const values = ({ result }: Figured) => new Map(result?.lines.map((line) => [line.key, line.value]));
      const names = new Map([before, after].flatMap(({ result }) => result?.lines.map((line) => [line.key, line.name] as const) ?? []));
      const differences = differencesOf(values(before), values(after));
      return {
        ...tellFigured(after),
        before: before.result?.total ?? null,
        differences: differences.map((one) => ({ ...one, name: names.get(one.key) ?? one.key })),
      };
    },
  });
