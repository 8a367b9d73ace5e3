import { type Figure, figure, type Sheet } from '../emission/uncertainty/sheet.ts';
import { parseDecimal, zero } from '../quantity/decimal.ts';
import type { ComputedInventory } from './compute.ts';
import type { InventoryInput } from './inventory.ts';
import { co2ePerUnit } from './scope-2.ts';

const location: Figure = figure('E_location', '范围2（基于位置）', 'Scope 2 by location', 'tCO2e', 2);
const market: Figure = figure('E_market', '范围2（基于市场）', 'Scope 2 by market', 'tCO2e', 2);

/** Both figures of imported energy: by location the sum of the sources, by market what each instrument and each uncovered rest gives. */
export function explainMarket(
  sheet: Sheet,
  input: InventoryInput,
  { gathered, scope2 }: ComputedInventory,
  ids: ReadonlyMap<string, string>,
): void {
  const energy = gathered.works.filter((one) => one.category.iso === '2');
  const byLocation = energy.flatMap((one) => ids.get(one.source.id) ?? []);
  sheet.step(location, {}, parseDecimal(scope2.result.locationBased), {
    formula: byLocation.length === 0 ? '0' : 'sum(E_source)',
    uses: byLocation,
  });
  const parts: string[] = [];
  for (const work of energy) {
    const at = { source: work.source.code };
    const applied = scope2.result.applications.filter((one) => one.sourceId === work.source.id);
    let rest = scope2.market.get(work.source.id) ?? zero;
    for (const one of applied) {
      const instrument = input.instruments.find((other) => other.id === one.instrumentId);
      if (!instrument) continue;
      const on = { ...at, instrument: instrument.number || instrument.name };
      const mwh = sheet.input(
        figure('mwh', '凭证覆盖电量', 'Covered by the instrument', 'MWh', 3),
        on,
        parseDecimal(one.mwh),
        instrument.id,
      );
      const perMwh = co2ePerUnit(gathered.coefficients(instrument.factor, 'MWh'));
      const factor = sheet.input(figure('instrument_factor', '凭证因子', 'Factor of the instrument', 'tCO2e/MWh', 6), on, perMwh);
      const part = parseDecimal(one.emission) ?? zero;
      rest = rest.minus(part);
      parts.push(
        sheet.step(figure('covered', '被覆盖部分', 'Covered part', 'tCO2e', 4), on, part, {
          formula: 'mwh * instrument_factor * share',
          uses: [mwh, factor],
        }),
      );
    }
    const fallback = scope2.result.withoutResidual.includes(work.source.id);
    parts.push(
      sheet.step(figure('uncovered', '未覆盖部分', 'Part without an instrument', 'tCO2e', 4), at, rest, {
        formula: fallback ? 'rest * location-based factor * share' : 'rest * residual mix * share',
        uses: ids.get(work.source.id) ? [ids.get(work.source.id) ?? ''] : [],
        choice: {
          number: fallback ? 2 : 1,
          of: 2,
          why: fallback
            ? { zh: '没有剩余电力因子，取基于位置的因子', en: 'no residual mix is known: the location-based factor is taken' }
            : { zh: '取剩余电力因子或供应商因子', en: 'the residual mix or the supplier’s own factor is taken' },
        },
      }),
    );
  }
  sheet.step(market, {}, parseDecimal(scope2.result.marketBased), {
    formula: parts.length === 0 ? '0' : 'sum(covered) + sum(uncovered)',
    uses: parts,
  });
}
