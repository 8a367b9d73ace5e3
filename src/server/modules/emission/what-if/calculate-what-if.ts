import { z } from 'zod';
import { type whatIf, whatIfEndpoints } from '../../../../contract/what-if.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Screen } from '../../../../kernel/emission/grid.ts';
import { type Override, underOtherRules } from '../../../../kernel/emission/other-rules.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { InputDescription } from '../../../../kernel/method/describe.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { mutable } from '../grid-view.ts';
import { outputIndex, yearlyOutputs } from '../numbers.ts';
import { calculateYear, loadUnitYear, monthsOf, type UnitYear } from '../unit-year.ts';

type Reply = z.input<typeof whatIf>;
type Compared = Reply['total'];
const endpoint = whatIfEndpoints.calculateWhatIf;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

function compare(old: string | null | undefined, now: string | null | undefined): Compared {
  const [a, b] = [old ?? null, now ?? null];
  return { old: a, new: b, difference: a === null || b === null ? null : print(new Decimal(b).minus(a)) };
}

/** Inputs of the whole calculation that may be set: not the year itself, which is `ruleYear`. */
function settable(data: UnitYear): readonly InputDescription[] {
  return (data.method.description.records.find((record) => record.per.length === 0)?.inputs ?? []).filter(
    (one) => one.symbol !== 'data_year',
  );
}

function refuseUnknown(known: readonly InputDescription[], overrides: readonly Override[]): void {
  const findings = overrides.flatMap(({ symbol }, i): Finding[] =>
    known.some((one) => one.symbol === symbol)
      ? []
      : [
          {
            code: 'unknown_input',
            severity: 'error',
            place: { path: `/overrides/${i}/symbol` },
            text: { zh: `方法没有可设的输入 ${symbol}`, en: `The method has no input ${symbol} to be set` },
          },
        ],
  );
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
}

function monthsCompared(data: UnitYear, screen: Screen, key: string, old: Evaluation, now: Evaluation, ruleYear: number): Reply['months'] {
  const [before, after] = [outputIndex(old), outputIndex(now)];
  return monthsOf(data.year).map((month) => ({
    month,
    state: data.months.get(month)?.state ?? ('draft' as const),
    ...compare(
      before(screen.month_emission, { unit: key, month })?.value,
      after(screen.month_emission, { unit: key, month: `${ruleYear}${month.slice(4)}` })?.value,
    ),
  }));
}

function sourcesCompared(data: UnitYear, screen: Screen, key: string, old: Evaluation, now: Evaluation): Reply['sources'] {
  const after = outputIndex(now);
  return screen.sources.flatMap((symbol) =>
    yearlyOutputs(old, symbol, key).map((output) => {
      const stream = data.unit.fuelStreams.find((s) => output.at[s.fuelKind] === (s.fuelKind === 'coal' ? s.code : s.fuel));
      const name = stream ? { zh: stream.name, en: stream.nameEn } : output.title;
      return { name, ...compare(output.value, after(symbol, output.at)?.value) };
    }),
  );
}

function inputsOf(known: readonly InputDescription[], now: Evaluation, overrides: readonly Override[]): Reply['inputs'] {
  return known.map(({ symbol, title, type, unit, values }) => {
    const used = now.conventions.find((one) => one.symbol === symbol);
    const given = overrides.find((one) => one.symbol === symbol);
    return {
      ...{ symbol, title, type, unit, values: [...values] },
      used: used?.value ?? null,
      given: given ? String(given.value) : null,
      source: used?.source ?? '',
    };
  });
}

const frozenStand: Text = {
  zh: '“现值”含已提交月份的冻结值；试算不改变任何数据',
  en: 'Frozen months keep their figures: a trial changes nothing',
};
const noGwp: Text = { zh: '本方法只计 CO2，不使用 GWP', en: 'This method counts CO2 only and uses no GWP set' };

/** Old, new and difference of a unit's year by month and source under other factors or the rules of another year. The past does not move by it. */
export function calculateWhatIf(shelf: Shelf) {
  return query({
    name: 'emission.calculate-what-if',
    action: 'emission.read',
    input,
    run: async (work, { unitId, year, ruleYear = year, overrides }): Promise<Reply> => {
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      if (!data.cells.some((cell) => cell.value !== null))
        throw new Refusal('wrong_state', { values: { year: String(year), state: 'no data' } });
      const known = settable(data);
      refuseUnknown(known, overrides);
      const standing = await calculateYear(work, [data]);
      const old = standing.evaluation;
      const key = present(standing.keys.get(data.unit.id), 'unit key');
      const now = await data.method.evaluate(underOtherRules(standing.input, ruleYear, overrides), { derivation: false });
      const { description, id, version, title } = data.method;
      const screen = present(description.screen, 'a method with a screen');
      return {
        unitId,
        unitName: { zh: data.unit.name, en: data.unit.nameEn },
        year,
        ruleYear,
        method: { id, version, title, ruleYears: description.dataYears },
        unit: outputIndex(old)(screen.unit_emission, { unit: key })?.unit ?? 'tCO2',
        total: compare(
          outputIndex(old)(screen.unit_emission, { unit: key })?.value,
          outputIndex(now)(screen.unit_emission, { unit: key })?.value,
        ),
        months: monthsCompared(data, screen, key, old, now, ruleYear),
        sources: sourcesCompared(data, screen, key, old, now),
        inputs: inputsOf(known, now, overrides),
        findings: now.findings
          .filter((f) => f.severity !== 'info')
          .slice(0, 50)
          .map(mutable),
        notes: [frozenStand, ...(known.some((one) => /gwp/i.test(one.symbol)) ? [] : [noGwp])],
      };
    },
  });
}
