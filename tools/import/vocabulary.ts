import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alpha2Codes, areaOf } from './ember.ts';
import { cell, type Publication, readTable, toCsv } from './shape.ts';

const extraGases = [
  { gas: 'CO2', zh: '二氧化碳', en: 'Carbon dioxide' },
  { gas: 'CO2e', zh: '二氧化碳当量', en: 'CO2 equivalent' },
  { gas: 'CH4-fossil', zh: '甲烷（化石来源）', en: 'Methane, fossil' },
  { gas: 'CH4-nonfossil', zh: '甲烷（非化石来源）', en: 'Methane, non-fossil' },
  { gas: 'HFCs-PFCs', zh: '未指明的HFC与PFC', en: 'HFCs and PFCs, unspecified' },
];

/** The code lists that the checks hold every factor against: gases and regions with their names. */
export function writeVocabulary(source: string, root: string, publications: readonly Publication[]): void {
  const folder = join(root, 'data/factors/vocabulary');
  const species = readTable(join(root, 'tools/import/words/gases.csv')).map((cells) => ({
    gas: cell(cells, 'gas'),
    zh: cell(cells, 'zh'),
    en: cell(cells, 'en'),
  }));
  const blends = new Map(
    publications
      .flatMap((publication) => publication.rows)
      .filter((entry) => entry.quantity === 'gwp100' && entry.gas.startsWith('R-'))
      .map((entry) => [entry.gas, { gas: entry.gas, zh: entry.name_zh, en: entry.name_en }]),
  );
  writeFileSync(join(folder, 'gases.csv'), toCsv(['gas', 'zh', 'en'], [...extraGases, ...species, ...blends.values()]));
  writeFileSync(join(folder, 'regions.csv'), toCsv(['region', 'zh', 'en'], regions(source, root)));
}

function regions(source: string, root: string): { region: string; zh: string; en: string }[] {
  const china = readTable(join(root, 'tools/import/words/provinces.csv')).map((cells) => ({
    region: cell(cells, 'region'),
    zh: cell(cells, 'zh'),
    en: cell(cells, 'en'),
  }));
  const words = readTable(join(root, 'tools/import/words/epa-hub.csv'));
  const egrid = readTable(join(source, 'epa-ghg-hub', 'tables-2024', 'electricity.csv'))
    .map((cells) => ({ code: cell(cells, 'eGRID Subregion Acronym'), en: cell(cells, 'eGRID Subregion Name') }))
    .filter(({ code }) => code !== 'US Average')
    .map(({ code, en }) => {
      const word = words.find((cells) => cell(cells, 'source') === code);
      return { region: `US-EGRID-${code}`, zh: `美国eGRID分区 ${word ? cell(word, 'zh') : code}`, en: `US eGRID subregion ${en}` };
    });
  const codes = alpha2Codes(root);
  const countries = [...codes]
    .filter(([, alpha2]) => alpha2 !== 'CN')
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([alpha3]) => areaOf(alpha3, codes));
  const groups = readTable(join(source, 'grid-world', 'ember_average_intensity.csv'))
    .map((cells) => cell(cells, 'area_code'))
    .filter((code) => !codes.has(code))
    .map((code) => areaOf(code, codes));
  return [...china, ...egrid, ...countries, ...groups];
}
