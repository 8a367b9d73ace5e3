import type { Action } from '../../../../contract/actions.ts';
import type { CbamGoodDraft } from '../../../../contract/cbam-declarations.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import type { CbamGood, CbamTaken } from '../../../../kernel/neutrality/cbam.ts';
import { evaluateCbam } from '../../../../kernel/neutrality/evaluate-cbam.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import { cbamGoodsOf, type Shelf } from '../../library/index.ts';
import { type Declaration, type DeclarationRow, type Draft, declarationsOf } from './store.ts';
import type { KeptDraft, KeptTaken } from './tables.ts';

export const cbamObject = 'cbam_declaration';

function takenOf(kept: KeptTaken): CbamTaken {
  const source = `${kept.reference.kind} ${kept.reference.id} ${kept.reference.version}`;
  const { figures } = kept;
  if (figures.kind === 'footprint') return { kind: 'footprint', source, perUnit: decimal(figures.perUnit) };
  return { kind: figures.kind, source, total: decimal(figures.total), share: decimal(figures.share) };
}

function goodOf(good: CbamGoodDraft, taken: KeptTaken | undefined): CbamGood {
  const price = good.carbonPrice;
  return {
    ...{ id: good.id, cnCode: good.cnCode, category: good.category, route: good.route, unit: good.unit, basis: good.basis },
    ...{ quantity: decimal(good.quantity), attributed: decimal(good.attributed), taken: taken ? takenOf(taken) : null },
    electricity: good.electricity && {
      ...{ quantity: decimal(good.electricity.quantity), factor: decimal(good.electricity.factor), basis: good.electricity.basis },
    },
    precursors: good.precursors.map(({ id, quantity, madeHere, category, direct, indirect, basis }) => {
      const common = { id, quantity: decimal(quantity) };
      return madeHere === null
        ? { ...common, madeHere, category, basis, direct: decimal(direct), indirect: decimal(indirect) }
        : { ...common, madeHere };
    }),
    carbonPrice: price && {
      ...{ surrendered: decimal(price.surrendered), freeAllocation: decimal(price.freeAllocation), price: decimal(price.price) },
      ...{ currency: price.currency, rebate: decimal(price.rebate), evidence: price.evidence },
    },
  };
}

/** The figures of a draft. @throws Refusal `invalid_input` with every fault of codes, units and precursors. */
export function evaluateDraft(shelf: Shelf, of: Pick<DeclarationRow, 'starts_on' | 'ends_on'>, { content, taken }: KeptDraft): Evaluation {
  return evaluateCbam(
    {
      installation: content.installation,
      ...{ from: present(parseDay(of.starts_on), 'a stored day'), until: present(parseDay(of.ends_on), 'a stored day') },
      goods: content.goods.map((good) =>
        goodOf(
          good,
          taken.find((one) => one.good === good.id),
        ),
      ),
    },
    cbamGoodsOf(shelf.frameworks),
  );
}

/** A declaration the actor may do this with. @throws Refusal `not_found`, `not_permitted` */
export async function declarationFor(work: Work, declarationId: string, action: Action): Promise<Declaration & { readonly latest: Draft }> {
  const [found] = await declarationsOf(work.tx, work.actor.organizationId, declarationId);
  if (!found) throw new Refusal('not_found', { values: { id: declarationId, what: 'cbam_declaration' } });
  await work.permit(action, found.entity_id);
  return { ...found, latest: present(found.drafts[0], 'a declaration has a draft') };
}
