import type { z } from 'zod';
import { lcaDatabaseEndpoints as e } from '../../../../contract/lca-databases.ts';
import type { Flow, LcaProcess } from '../../../../kernel/lca/dataset.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import type { RestOfDatabase } from './answer-lca.ts';
import { databaseOf } from './database-view.ts';
import { unpackJson } from './read/package.ts';
import {
  type FlowRow,
  findFlow,
  findProcess,
  flowsById,
  locationsOf,
  type ProcessRow,
  packageOf,
  processesBy,
  searchFlows,
  searchProcesses,
} from './store.ts';

type ProcessView = z.input<typeof e.readLcaProcess.reply>;
type FlowView = z.input<typeof e.listLcaFlows.reply>['items'][number];

function processRow({ process_id: processId, name_zh: nameZh, ...row }: ProcessRow) {
  const { number, name, category, location, kind, product, unit, exchanges } = row;
  return { number, processId, name, nameZh, category, location, kind, product, unit, exchanges };
}

function flowRow({ flow_id: flowId, name_zh: nameZh, ...row }: FlowRow): FlowView {
  const { number, name, kind, category, location, cas, unit } = row;
  return { number, flowId, name, nameZh, kind, category, location, cas, unit };
}

export const listProcesses = query({
  name: 'lca.list-processes',
  action: 'lca.read',
  input: e.listLcaProcesses.params.extend(e.listLcaProcesses.query.shape),
  run: async (work, { databaseId, ...search }) => {
    await databaseOf(work, databaseId);
    const { organizationId } = work.actor;
    const { items, total } = await searchProcesses(work.tx, organizationId, databaseId, search);
    return { items: items.map(processRow), total, locations: await locationsOf(work.tx, organizationId, databaseId) };
  },
});

export const listFlows = query({
  name: 'lca.list-flows',
  action: 'lca.read',
  input: e.listLcaFlows.params.extend(e.listLcaFlows.query.shape),
  run: async (work, { databaseId, ...search }) => {
    await databaseOf(work, databaseId);
    const { items, total } = await searchFlows(work.tx, work.actor.organizationId, databaseId, search);
    return { items: items.map(flowRow), total };
  },
});

/** So many providers of a line are shown; the first is the one the rule would take. */
const shownProviders = 20;

interface Suppliers {
  readonly byNumber: ReadonlyMap<number, ProcessRow>;
  readonly byId: ReadonlyMap<string, ProcessRow>;
}

async function suppliersOf(work: Work, databaseId: string, process: LcaProcess, flows: ReadonlyMap<string, FlowRow>): Promise<Suppliers> {
  const numbers = [
    ...new Set([...flows.values()].flatMap((flow) => (flow.kind === 'elementary' ? [] : flow.producers.slice(0, shownProviders)))),
  ];
  const ids = process.exchanges.flatMap((line) => line.providerId ?? []);
  const rows = await processesBy(work.tx, work.actor.organizationId, databaseId, { numbers, ids });
  return { byNumber: new Map(rows.map((row) => [row.number, row])), byId: new Map(rows.map((row) => [row.process_id, row])) };
}

function lineView(
  line: LcaProcess['exchanges'][number],
  flow: FlowRow,
  own: number,
  { byNumber, byId }: Suppliers,
): ProcessView['lines'][number] {
  const given = line.providerId === undefined ? undefined : byId.get(line.providerId);
  const takes = flow.kind !== 'elementary' && !line.isReference;
  const all = given ? [given] : flow.producers.flatMap((number) => byNumber.get(number) ?? []).filter((row) => row.number !== own);
  const providers = takes ? [...all].sort((one, other) => (one.process_id < other.process_id ? -1 : 1)).slice(0, shownProviders) : [];
  return {
    ...{
      line: line.id,
      flow: flowRow(flow),
      direction: line.direction,
      amount: line.amount,
      unit: line.unit,
      isReference: line.isReference,
    },
    ...{ isAvoided: line.isAvoided === true, formula: line.formula ?? null, comment: line.comment ?? null },
    uncertainty: line.uncertainty ?? null,
    pedigree: line.pedigree ? [...line.pedigree] : null,
    providers: providers.map(({ number, name, location }) => ({ number, name, location })),
    providerGiven: given !== undefined,
  };
}

const documented = [
  ...(['validFrom', 'validUntil', 'time', 'geography', 'technology', 'method', 'sampling', 'completeness', 'intendedUse'] as const),
  ...(['restrictions', 'review', 'reviewer', 'documentor', 'generator', 'owner', 'publication', 'createdAt'] as const),
];

export const readProcess = query({
  name: 'lca.read-process',
  action: 'lca.read',
  input: e.readLcaProcess.params,
  run: async (work, { databaseId, number }): Promise<ProcessView> => {
    const { organizationId } = work.actor;
    const database = await databaseOf(work, databaseId);
    const row = await findProcess(work.tx, organizationId, databaseId, number);
    if (!row) throw new Refusal('not_found', { values: { what: 'lca_process', id: String(number) } });
    const process = unpackJson<LcaProcess>(row.document);
    const flows = await flowsById(work.tx, organizationId, databaseId, [
      ...process.exchanges.map((line) => line.flowId),
      ...(process.allocationFactors ?? []).map((one) => one.productId),
    ]);
    const suppliers = await suppliersOf(work, databaseId, process, flows);
    const sources = new Set(process.documentation?.sourceIds ?? []);
    const rest = sources.size > 0 ? await packageOf(work.tx, organizationId, databaseId, 'rest') : null;
    return {
      ...processRow(row),
      ...{ databaseId, databaseName: database.name, credit: database.credit },
      ...{ description: process.description ?? null, version: process.version ?? null },
      lines: process.exchanges.flatMap((line) => {
        const flow = flows.get(line.flowId);
        return flow ? [lineView(line, flow, number, suppliers)] : [];
      }),
      parameters: process.parameters.map(({ name, value, formula = null, description = null }) => ({ name, value, formula, description })),
      allocation: (process.allocationFactors ?? []).map(({ kind, productId, exchangeId, value }) => ({
        ...{ kind, value, product: flows.get(productId)?.name ?? productId, line: exchangeId ?? null },
      })),
      documentation: documented.flatMap((field) => {
        const text = process.documentation?.[field];
        return text === undefined ? [] : [{ field, text }];
      }),
      sources: (rest ? unpackJson<RestOfDatabase>(rest).sources : [])
        .filter((one) => sources.has(one.id))
        .map(({ name, reference = '', year = null }) => ({ name, reference, year })),
    };
  },
});

export const readFlow = query({
  name: 'lca.read-flow',
  action: 'lca.read',
  input: e.readLcaFlow.params,
  run: async (work, { databaseId, number }) => {
    const { organizationId } = work.actor;
    await databaseOf(work, databaseId);
    const row = await findFlow(work.tx, organizationId, databaseId, number);
    const rest = await packageOf(work.tx, organizationId, databaseId, 'rest');
    if (!row || !rest) throw new Refusal('not_found', { values: { what: 'lca_flow', id: String(number) } });
    const flow = unpackJson<Flow>(row.document);
    const { flowProperties, unitGroups } = unpackJson<RestOfDatabase>(rest);
    const producers = await processesBy(work.tx, organizationId, databaseId, { numbers: row.producers.slice(0, 200) });
    return {
      ...flowRow(row),
      ...{ formula: flow.formula ?? null, synonyms: [...(flow.synonyms ?? [])] },
      properties: flow.properties.map(({ flowPropertyId, factor }) => {
        const property = flowProperties.find((one) => one.id === flowPropertyId);
        const unit = unitGroups.find((one) => one.id === property?.unitGroupId)?.referenceUnit ?? '';
        return { name: property?.name ?? flowPropertyId, factor, unit, isReference: flowPropertyId === flow.referencePropertyId };
      }),
      producers: producers.map((one) => ({ number: one.number, name: one.name, location: one.location })),
    };
  },
});
