import type { z } from 'zod';
import { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { present } from '../../../../kernel/assert.ts';
import { cbamMethod } from '../../../../kernel/neutrality/evaluate-cbam.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as emission from '../../emission/index.ts';
import * as inventory from '../../inventory/index.ts';
import * as lca from '../../lca/index.ts';
import { cbamGoodsOf, type Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { laterVersions } from '../footprint-source.ts';
import { doneBy } from '../views.ts';
import { cbamObject, declarationFor, evaluateDraft } from './declaration.ts';
import { type DecisionRow, type Declaration, type Draft, declarationsOf } from './store.ts';
import { footprintWhyNot, inventoryWhyNot } from './take-sources.ts';

type Reply<K extends keyof typeof e> = z.input<(typeof e)[K]['reply']>;
type Head = Reply<'readCbamDeclaration'>['declaration'];

function bookView(shelf: Shelf): Reply<'readCbamDeclarations'>['book'] {
  const { source, definitiveFrom, sectors, categories } = cbamGoodsOf(shelf.frameworks);
  return {
    ...{ source, definitiveFrom: definitiveFrom.value, sectors: sectors.map(({ id, name }) => ({ id, name: { ...name } })) },
    categories: changeable(categories).map((one) => {
      const sector = present(
        sectors.find((other) => other.id === one.sector),
        'the sector of a category',
      );
      const low = sector.confidence === 'low' ? sector.confidence : one.confidence;
      return { ...one, unit: sector.unit, indirectCounts: sector.indirectCounts, confidence: low };
    }),
  };
}

const stateOf = ({ decision }: Draft): Head['state'] =>
  decision === null ? 'drafted' : decision.decision === 'approved' ? 'approved' : 'returned';

function headOf(row: Declaration): Head {
  const latest = present(row.drafts[0], 'a declaration has a draft');
  const { content } = latest.content;
  return {
    ...{ id: row.id, number: row.number, entityId: row.entity_id, from: row.starts_on, until: row.ends_on, version: latest.version },
    ...{ installation: { zh: content.installation, en: content.installationEn }, state: stateOf(latest), changed: doneBy(latest) },
    goods: content.goods.map(({ id, cnCode, category }) => ({ id, cnCode, category })),
  };
}

const decisionView = (row: DecisionRow | null) =>
  row && { decision: row.decision, reason: row.reason, sha256: row.snapshot_sha256, ...doneBy(row) };

/** Declarations the actor may see, and the goods concerned. */
export const readCbamDeclarations = (shelf: Shelf) =>
  query({
    name: 'neutrality.read-cbam-declarations',
    action: 'neutrality.read',
    input: e.openCbamDeclaration.body.pick({}),
    run: async (work): Promise<Reply<'readCbamDeclarations'>> => {
      const reach = await work.reach('neutrality.read');
      const all = await declarationsOf(work.tx, work.actor.organizationId);
      return { book: bookView(shelf), items: all.filter((one) => reach === null || reach.has(one.entity_id)).map(headOf) };
    },
  });

/** The latest draft of a declaration with its figures, what it took from where, and every version. */
export const readCbamDeclaration = (shelf: Shelf) =>
  query({
    name: 'neutrality.read-cbam-declaration',
    action: 'neutrality.read',
    input: e.readCbamDeclaration.params,
    run: async (work, { declarationId }): Promise<Reply<'readCbamDeclaration'>> => {
      const found = await declarationFor(work, declarationId, 'neutrality.read');
      const { latest } = found;
      const { content, taken } = latest.content;
      const later = await laterVersions(
        work,
        taken.map((one) => one.reference),
      );
      const evidence = await document.evidenceOf(work, cbamObject, [declarationId]);
      return {
        ...{ declaration: headOf(found), book: bookView(shelf), content: changeable(content), contentSha256: latest.content_sha256 },
        ...{ drafted: doneBy(latest), mine: latest.done_by === work.actor.personId },
        result: { calculation: cbamMethod.id, ...changeable(evaluateDraft(shelf, found, latest.content)) },
        taken: taken.map(({ good, label, reference }) => ({
          ...{ good, label: { ...label }, reference: { ...reference }, later: later(reference) },
        })),
        decision: decisionView(latest.decision),
        evidence: (evidence.get(declarationId) ?? []).map((one) => ({ id: one.id, title: one.title })),
        versions: found.drafts.map((one) => ({
          ...{ version: one.version, sha256: one.content_sha256, drafted: doneBy(one), decision: decisionView(one.decision) },
        })),
      };
    },
  });

async function yearsOf(work: Work, entityId: string, from: string, until: string): Promise<Reply<'readCbamSources'>['years']> {
  const year = Number(from.slice(0, 4));
  if (from !== `${year}-01-01` || until !== `${year}-12-31`) return [];
  const reach = await work.reach('emission.read');
  const found: Reply<'readCbamSources'>['years'] = [];
  for (const { id, name, nameEn } of await organization.entitiesBelow(work, entityId)) {
    if (reach !== null && !reach.has(id)) continue;
    const verified = await emission.verifiedEmission(work, id, year);
    if (verified) found.push({ entityId: id, name: { zh: name, en: nameEn }, year, tonnes: verified.totalT });
  }
  return found;
}

/** Frozen sources of an installation in a period, those that fit first, the others with why not. */
export const readCbamSources = query({
  name: 'neutrality.read-cbam-sources',
  action: 'neutrality.read',
  input: e.readCbamSources.query,
  run: async (work, { entityId, from, until }): Promise<Reply<'readCbamSources'>> => {
    await organization.findEntity(work, entityId);
    await work.permit('neutrality.read', entityId);
    const place = { entityId, from, to: until };
    const below = new Set((await organization.entitiesBelow(work, entityId)).map((one) => one.id));
    const fitting = <T extends { readonly whyNot: unknown }>(all: readonly T[]): T[] =>
      [...all.filter((one) => one.whyNot === null), ...all.filter((one) => one.whyNot !== null)].slice(0, 200);
    const inventories = (await inventory.approvedInventories(work)).map(({ id, version, name, sha256, ...one }) => ({
      ...{ id, version, name, from: one.from, to: one.to, sha256, whyNot: inventoryWhyNot(place, one) },
    }));
    const footprints = (await lca.approvedFootprints(work)).map(({ versionId, number, productName, unit, sha256, ...one }) => ({
      ...{ versionId, number, name: productName, unit: unit.unit, sha256, whyNot: footprintWhyNot(place, below, one) },
    }));
    return { years: await yearsOf(work, entityId, from, until), inventories: fitting(inventories), footprints: fitting(footprints) };
  },
});
