import type { z } from 'zod';
import { groupEndpoints, type groupYear, type internalTransfer, type transferPriceRule } from '../../../../contract/group.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Decimal, decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { evaluateGroup, type MemberPosition, suggestTransfers } from '../../../../kernel/trading/group/group-position.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { evaluateOpen, type OpenYear, openYears, tonnesOf } from '../desk/positions.ts';
import { type GroupScope, type Member, membersOf, nameOf, scopeOf } from './members.ts';
import { priceByRule, ruleOn } from './price-rule.ts';
import { type PriceRule, priceRulesOf, type Transfer, transfersOf } from './store.ts';

type Year = z.input<typeof groupYear>;

interface Line {
  readonly member: MemberPosition;
  readonly view: Year;
}

async function runningLines(work: Work, shelf: Shelf, { entity }: Member): Promise<{ lines: Line[]; years: OpenYear[] }> {
  const { years } = await openYears(work, shelf, entity.id);
  const evaluation = evaluateOpen(shelf, years);
  const lines = years.map((one): Line => {
    const { year, deadline, obligationFrom } = one.facts;
    const figure = (symbol: string) => evaluation?.outputs.find((o) => o.symbol === symbol && o.at.year === String(year))?.value ?? null;
    const of = (symbol: string) => new Decimal(figure(symbol) ?? '0');
    const credits = BigInt(of('credits_usable').toFixed(0));
    const { holdings, expectedIssue } = tonnesOf(one);
    const [position, low, high] = [of('position'), of('position_p10'), of('position_p90')];
    const ratio = figure('cover_ratio');
    return {
      member: { entity: entity.id, year, holdings, expectedIssue, credits, obligation: one.outstanding, position, low, high },
      view: {
        ...{ entityId: entity.id, entityName: nameOf(entity), year, deadline, obligationFrom },
        ...{ holdings: `${holdings}`, expectedIssue: `${expectedIssue}`, creditsUsable: `${credits}`, outstanding: print(one.outstanding) },
        ...{
          position: print(position),
          positionLow: print(low),
          positionHigh: print(high),
          coverRatio: ratio === null ? null : `${ratio}`,
        },
      },
    };
  });
  return { lines, years };
}

/** Who runs no units owes nothing: what it holds counts for the earliest open year of the group that may use it. */
async function holderLines(work: Work, shelf: Shelf, members: readonly Member[], years: readonly OpenYear[]): Promise<Line[]> {
  const open = [...new Map(years.map((one) => [one.facts.year, one.facts])).values()].sort((a, b) => a.year - b.year);
  const { holdings } = await asset.readHoldings.run(work, {});
  const lines: Line[] = [];
  for (const { entity } of members)
    for (const { year, deadline } of open) {
      const quantity = holdings.reduce((sum, { class: held, entities }) => {
        const own = entities.find((one) => one.entityId === entity.id);
        const first = open.find((one) => asset.objectionToClass(shelf, held, one.year, one.deadline ?? '9999-12-31') === null);
        return own && held.programme === 'CEA' && first?.year === year ? sum + BigInt(own.available) : sum;
      }, 0n);
      if (quantity === 0n) continue;
      const position = decimal(`${quantity}`);
      lines.push({
        member: {
          entity: entity.id,
          year,
          holdings: quantity,
          expectedIssue: 0n,
          credits: 0n,
          obligation: zero,
          position,
          low: position,
          high: position,
        },
        view: {
          ...{
            entityId: entity.id,
            entityName: nameOf(entity),
            year,
            deadline,
            obligationFrom: null,
            holdings: `${quantity}`,
            expectedIssue: '0',
          },
          ...{
            creditsUsable: '0',
            outstanding: '0',
            position: `${quantity}`,
            positionLow: `${quantity}`,
            positionHigh: `${quantity}`,
            coverRatio: null,
          },
        },
      });
    }
  return lines;
}

const doneOf = (row: { done_at: string; done_by: string; done_by_name: string }) => ({
  ...{ doneAt: row.done_at, doneBy: { id: row.done_by, name: row.done_by_name } },
});

function rulesView(rules: readonly PriceRule[], today: string): z.input<typeof transferPriceRule>[] {
  const inForce = ruleOn(rules, today);
  return rules.map((one) => {
    const approved = one.decision?.decision === 'approved';
    const state = !one.decision
      ? 'proposed'
      : !approved
        ? 'rejected'
        : one.id === inForce?.id
          ? 'in_force'
          : inForce !== null && one.version < inForce.version
            ? 'superseded'
            : 'approved';
    return {
      ...{ id: one.id, version: one.version, method: one.method, value: one.value, validFrom: one.valid_from, note: one.note, state },
      ...{ ...doneOf(one), decidedBy: one.decision?.done_by_name ?? null, reason: one.decision?.reason ?? '' },
    };
  });
}

/** Transfers of which one side is seen; the other side's name stands beside. */
async function transfersView(work: Work, { seen }: GroupScope, rules: readonly PriceRule[]): Promise<z.input<typeof internalTransfer>[]> {
  const classes = await asset.tradedClasses(work);
  const shown = (await transfersOf(work.tx, work.actor.organizationId)).filter(
    (one) => seen.has(one.from_entity_id) || seen.has(one.to_entity_id),
  );
  const names = new Map<string, Text>();
  for (const id of new Set(shown.flatMap((one) => [one.from_entity_id, one.to_entity_id])))
    names.set(id, nameOf(await organization.findEntity(work, id)));
  const ref = (id: string) => ({ id, name: names.get(id) ?? { zh: '', en: '' } });
  return shown.map((one: Transfer) => ({
    ...{ id: one.id, no: one.no, state: one.decision?.decision ?? ('proposed' as const) },
    ...{
      from: ref(one.from_entity_id),
      to: ref(one.to_entity_id),
      class: present(classes.get(one.class_no), 'the class of a transfer').view,
    },
    ...{ quantity: one.quantity, effectiveOn: one.effective_on, price: one.price, amount: print(decimal(one.price).times(one.quantity)) },
    ...{ priceFormula: one.price_formula, ruleVersion: rules.find((rule) => rule.id === one.rule_id)?.version ?? null },
    ...{ reason: one.reason, documentNo: one.document_no, ...doneOf(one) },
    decision: one.decision && { reason: one.decision.reason, transactionId: one.decision.transaction_id, ...doneOf(one.decision) },
  }));
}

/** Positions of a group's entities and their sum (B.7), who could give to whom, internal transfers (B.8). Everybody sees only what is in their reach. */
export function readGroup(shelf: Shelf) {
  return query({
    name: 'trading.read-group',
    action: 'trading.read',
    input: groupEndpoints.readGroup.params,
    run: async (work, { entityId }) => {
      const scope = await scopeOf(work, entityId, 'trading.read');
      const members = await membersOf(work, scope);
      const running = [];
      for (const one of members.filter((member) => member.runsUnits)) running.push(await runningLines(work, shelf, one));
      const others = await holderLines(
        work,
        shelf,
        members.filter((one) => !one.runsUnits),
        running.flatMap((one) => one.years),
      );
      const lines = [...running.flatMap((one) => one.lines), ...others];
      const positions = lines.map((one) => one.member);
      const result = positions.length === 0 ? null : evaluateGroup(positions);
      const rules = await priceRulesOf(work.tx, work.actor.organizationId);
      const today = todayOf(work.now);
      const price = await priceByRule(work, shelf, today);
      const ref = (id: string) => ({ id, name: nameOf(scope.seen.get(id)) });
      return {
        ...{ entityName: nameOf(scope.root), today, partial: scope.partial },
        years: lines.map((one) => one.view).sort((a, b) => a.year - b.year),
        result: result && changeable({ calculation: result.method.id, ...result }),
        suggestions: suggestTransfers(positions).map((one) => ({
          year: one.year,
          from: ref(one.from),
          to: ref(one.to),
          quantity: `${one.quantity}`,
        })),
        transfers: await transfersView(work, scope, rules),
        rules: rulesView(rules, today),
        price: price && { price: price.price, formula: price.formula, ruleVersion: price.rule.version },
        entities: [...scope.seen.values()].map((one) => ({ id: one.id, name: nameOf(one) })),
      };
    },
  });
}
