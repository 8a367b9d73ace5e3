import { biomassShare } from '../../../../../kernel/emission/report-figures.ts';
import type { Figures, UnitContent } from '../numbers.ts';
import type { YearContent } from '../year-content.ts';
import { type FormCell, figure, monthsOfYear, said } from './sheet.ts';

/** Facts of a unit that only these rows show. */
export const ofBiomass: ReadonlySet<string> = new Set(['biomassType', 'boilerEfficiencyPct']);

/** Rows H–L of form C.3: what biomass a unit burns beside its fossil fuel, and its share of the heat; dashes where it burns none. */
export function biomassRows(content: YearContent, pick: Figures, unit: UnitContent): FormCell[][] {
  const { biomassType = '', boilerEfficiencyPct = '' } = unit.facts;
  const burns = biomassType !== '';
  const efficiency = boilerEfficiencyPct.replace(/\s*%$/, '');
  const boilerHeat = (month: string) =>
    unit.data.find((datum) => datum.rowKey === 'boiler_heat_gj' && datum.month === month)?.value ?? null;
  const fossilHeat = (month: string) => pick('fuel_heat_gj', { unit: unit.key, month })?.exact ?? null;
  const row = (letter: string, name: string, measure: string, of: (month: string) => FormCell): FormCell[] => [
    said(unit.name.zh),
    said('合计'),
    said(letter),
    said(name),
    said(burns ? measure : '—'),
    ...monthsOfYear(content.year).map((month) => (burns ? of(month) : said('—'))),
    // The forms ask for months only.
    said('—'),
  ];
  return [
    row('H', '掺烧生物质种类', '—', () => said(biomassType)),
    row('I', '锅炉效率', '%', () => figure(efficiency, 'share')),
    row('J', '锅炉产热量', 'GJ', (month) => figure(boilerHeat(month), 'gj')),
    row('K', '化石燃料热量', 'GJ', (month) => figure(fossilHeat(month), 'gj')),
    row('L', '生物质热量占比', '%', (month) => figure(biomassShare(boilerHeat(month), efficiency, fossilHeat(month)), 'share')),
  ];
}
