import { join } from 'node:path';
import { cell, type Publication, readTable, row } from './shape.ts';

const groups: Readonly<Record<string, { region: string; zh: string; en: string }>> = {
  WORLD: { region: 'WORLD', zh: '世界', en: 'World' },
  EU: { region: 'EU', zh: '欧盟', en: 'European Union' },
  G7: { region: 'G7', zh: '七国集团（G7）', en: 'G7' },
  G20: { region: 'G20', zh: '二十国集团（G20）', en: 'G20' },
  OECD: { region: 'OECD', zh: '经合组织（OECD）', en: 'OECD' },
  ASEAN: { region: 'ASEAN', zh: '东盟', en: 'ASEAN' },
  AFRICA: { region: 'AFRICA', zh: '非洲', en: 'Africa' },
  ASIA: { region: 'ASIA', zh: '亚洲', en: 'Asia' },
  EUROPE: { region: 'EUROPE', zh: '欧洲', en: 'Europe' },
  OCEANIA: { region: 'OCEANIA', zh: '大洋洲', en: 'Oceania' },
  'NORTH AMERICA': { region: 'NORTH-AMERICA', zh: '北美洲', en: 'North America' },
  'LATIN AMERICA AND CARIBBEAN': { region: 'LATIN-AMERICA-CARIBBEAN', zh: '拉丁美洲与加勒比', en: 'Latin America and Caribbean' },
  'MIDDLE EAST': { region: 'MIDDLE-EAST', zh: '中东', en: 'Middle East' },
};

/** Names that Chinese usage prescribes and ICU words otherwise. */
const ownNames: Readonly<Record<string, { zh: string; en: string }>> = {
  HK: { zh: '中国香港', en: 'Hong Kong, China' },
  MO: { zh: '中国澳门', en: 'Macao, China' },
  TW: { zh: '中国台湾', en: 'Taiwan, China' },
};

export interface Area {
  readonly region: string;
  readonly zh: string;
  readonly en: string;
}

export function areaOf(code: string, alpha2: ReadonlyMap<string, string>): Area {
  const group = groups[code];
  if (group) return group;
  const region = alpha2.get(code);
  if (!region) throw new Error(`no two-letter code for ${code}`);
  const own = ownNames[region];
  if (own) return { region, ...own };
  const name = (language: string) => new Intl.DisplayNames([language], { type: 'region' }).of(region) ?? region;
  return { region, zh: name('zh-Hans'), en: name('en') };
}

export function alpha2Codes(root: string): ReadonlyMap<string, string> {
  return new Map(readTable(join(root, 'tools/import/words/iso-3166.csv')).map((cells) => [cell(cells, 'alpha3'), cell(cells, 'alpha2')]));
}

export function emberPublications(source: string, root: string): Publication[] {
  const codes = alpha2Codes(root);
  const rows = readTable(join(source, 'grid-world', 'ember_average_intensity.csv')).map((cells) => {
    const code = cell(cells, 'area_code');
    const area = areaOf(code, codes);
    return row({
      key: `grid.${area.region}`,
      quantity: 'emission_factor',
      name_zh: `${area.zh}：电力平均碳强度`,
      name_en: `${area.en}: average carbon intensity of electricity`,
      category_zh: code in groups ? '世界各地区电力' : '世界各国电力',
      category_en: code in groups ? 'Electricity of the world, by group' : 'Electricity of the world, by country',
      gas: 'CO2e',
      value: cell(cells, 'gco2e_per_kwh'),
      unit: 'gCO2e/kWh',
      basis: 'life_cycle',
      region: area.region,
      note: `area code ${code}`,
    });
  });
  return [{ id: 'ember-grid-world', rows }];
}
