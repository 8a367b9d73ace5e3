import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { calculationResult } from '../../../contract/library.ts';
import { computeInventory } from '../../../kernel/inventory/compute.ts';
import { explainInventory, type InventoryTarget } from '../../../kernel/inventory/explain.ts';
import type { InventoryLine } from '../../../kernel/inventory/inventory.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query, type Work } from '../../work/command.ts';
import { moveView, personOf } from './inventory-view.ts';
import { evidenceShown } from './lines/attach-evidence.ts';
import { linesOf } from './lines/store.ts';
import { booksOf, type InventoryParts, inventoryFor, type LoadedInventory, loadInventory, monthOf } from './load-inventory.ts';
import { lineObject } from './record-lines.ts';
import { type Freeze, freezeOf, type Line, movesOf } from './store.ts';
import { frozenInput, mustBeFrozen } from './versions/frozen-view.ts';

/** So many lines of one source are told one by one. */
const mostLines = 200;

/** How a figure of an inventory came about: of a source its lines, factor, GWP, share and files; of what is above, the sources. */
export function explainFigure(parts: InventoryParts) {
  return query({
    name: 'inventory.explain-figure',
    action: 'inventory.read',
    input: z.strictObject({ ...e.explainFigure.params.shape, ...e.explainFigure.query.shape }),
    run: async (work, { inventoryId, of, key, gwpSet, version }) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      const asked = version === undefined ? null : await mustBeFrozen(work, inventoryId, version);
      const loaded =
        asked === null
          ? await loadInventory(work, parts, row, gwpSet)
          : { row, input: frozenInput(asked.content, gwpSet), sha256: asked.content_sha256.toString('hex') };
      const target = targetOf(of, key);
      const until = asked?.frozen_at ?? null;
      const lines = target.of === 'source' ? await linesTold(work, loaded, target.sourceId, until) : null;
      const input = lines === null ? loaded.input : { ...loaded.input, lines: lines.replaced };
      const computed = computeInventory(input, booksOf(parts.shelf));
      const evaluation = explainInventory(input, computed, target);
      const figure = evaluation.outputs.findLast((one) => one.symbol === symbols[of]);
      if (!figure) throw new Refusal('not_found', { values: { what: 'figure', id: `${of}/${key}` } });
      const result = calculationResult.parse({ calculation: evaluation.method.id, ...evaluation });
      const data = lines === null ? [] : lines.data;
      const evidence = [...new Map(data.flatMap((one) => one.evidence).map(({ id, title }) => [id, { id, title }])).values()];
      const frozen = sealOf(asked ?? (await freezeOf(work.tx, work.actor.organizationId, inventoryId, null)), row, loaded, asked !== null);
      const moves = (await movesOf(work.tx, work.actor.organizationId, inventoryId)).filter(
        (one) => until === null || one.moved_at <= until,
      );
      return {
        title: figure.title,
        value: figure.value ?? '0',
        result,
        evidence,
        sha256: loaded.sha256,
        frozen,
        data,
        moves: moves.map(moveView),
      };
    },
  });
}

type Loaded = Pick<LoadedInventory, 'input' | 'sha256'>;

/** The frozen version a figure belongs to: the one asked for, or the latest where nothing has changed since. Under another GWP set it belongs to none. */
function sealOf(found: Freeze | undefined, row: LoadedInventory['row'], { input, sha256 }: Loaded, asked: boolean) {
  if (!found || input.gwpSet !== found.content.input.gwpSet) return null;
  if (!asked && (row.state !== 'approved' || found.content.attachments.inputSha256 !== sha256)) return null;
  return { version: found.version, sha256: found.content_sha256.toString('hex'), at: found.frozen_at };
}

const symbols: Readonly<Record<InventoryTarget['of'], string>> = {
  ...{
    total: 'E_total',
    market: 'E_market',
    iso: 'E_iso',
    scope: 'E_scope',
    category: 'E_category',
    entity: 'E_entity',
    source: 'E_source',
  },
  ...{ total_market: 'E_total_market', gas: 'E_gas', removal: 'E_removal', biogenic: 'E_biogenic' },
  ...{ non_anthropogenic: 'E_non_anthropogenic', other_gases: 'E_other_gases' },
};

function targetOf(of: InventoryTarget['of'], key: string): InventoryTarget {
  if (of === 'gas') return { of, gas: key };
  const iso = z.enum(['1', '2', '3', '4', '5', '6']).safeParse(key);
  const scope = z.enum(['1', '2', '3']).safeParse(key);
  if (of === 'iso' && iso.success) return { of, iso: iso.data };
  if (of === 'scope' && scope.success) return { of, scope: scope.data };
  if (of === 'category') return { of, category: key };
  if (of === 'entity') return { of, entityId: key };
  if (of === 'source') return { of, sourceId: key };
  if (of !== 'iso' && of !== 'scope') return { of };
  throw new Refusal('not_found', { values: { what: 'figure', id: `${of}/${key}` } });
}

/** The source's own lines in place of their sums, and the files they rest on. */
async function linesTold(work: Work, { row, input }: Pick<LoadedInventory, 'row' | 'input'>, sourceId: string, until: string | null) {
  if (!input.sources.some((one) => one.id === sourceId)) throw new Refusal('not_found', { values: { what: 'ghg_source', id: sourceId } });
  const { items, total } = await linesOf(work.tx, work.actor.organizationId, row.id, sourceId, {
    all: false,
    until,
    offset: 0,
    limit: mostLines,
  });
  const evidence = await evidenceShown(
    work,
    lineObject,
    items.map((one) => one.line_id),
  );
  const others = input.lines.filter((one) => one.sourceId !== sourceId);
  const replaced = total > items.length ? input.lines : [...others, ...items.map(lineOf)];
  const title = input.sources.find((one) => one.id === sourceId)?.name ?? { zh: '', en: '' };
  const data = items.map((one) => ({
    ...{ ref: one.line_id, title, month: one.month, version: one.version, amount: one.amount, unit: one.unit, estimated: one.estimated },
    ...{
      note: one.note,
      at: one.recorded_at,
      by: personOf(one.recorded_by, one.recorded_by_name),
      evidence: evidence.get(one.line_id) ?? [],
    },
  }));
  return { replaced, data };
}

function lineOf(one: Line): InventoryLine {
  return {
    ...{
      id: one.line_id,
      sourceId: one.source_id,
      month: one.month === null ? null : monthOf(one.month),
      amount: one.amount,
      unit: one.unit,
    },
    ...{ factor: one.content?.factor ?? null, preparation: one.content?.preparation ?? [], estimated: one.estimated },
  };
}
