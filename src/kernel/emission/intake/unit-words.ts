import { plainName } from './table.ts';

/** How ledgers write units, and the symbol of the units file that is meant. Names that mean two things stand here under none. */
const words: Readonly<Record<string, string>> = {
  吨: 't',
  千吨: 'kt',
  万吨: '10^4t',
  公斤: 'kg',
  千克: 'kg',
  兆瓦时: 'MWh',
  千瓦时: 'kWh',
  度: 'kWh',
  万千瓦时: '10^4kWh',
  万kwh: '10^4kWh',
  万度: '10^4kWh',
  吉焦: 'GJ',
  太焦: 'TJ',
  小时: 'h',
  万标方: '10^4Nm3',
  万标立方米: '10^4Nm3',
  万nm3: '10^4Nm3',
  '吨碳/吨': 'tC/t',
  '吉焦/吨': 'GJ/t',
  '兆焦/千克': 'MJ/kg',
  '千焦/千克': 'kJ/kg',
  '大卡/千克': 'kcal_IT/kg',
  'kcal/kg': 'kcal_IT/kg',
  shortton: 'short_ton',
  shorttons: 'short_ton',
  短吨: 'short_ton',
  barrel: 'bbl_oil',
  barrels: 'bbl_oil',
  bbl: 'bbl_oil',
  桶: 'bbl_oil',
  gallon: 'gal_US',
  gallons: 'gal_US',
  mmbtu: 'mmBtu',
  'mmbtu/shortton': 'mmBtu/short_ton',
  hours: 'h',
  hour: 'h',
};

/** The unit meant by `written`: itself where it is one of `known`, the symbol behind a usual word, or null. */
export function unitOfWords(written: string, known: ReadonlySet<string>): string | null {
  const exact = written.normalize('NFKC').trim();
  if (known.has(exact)) return exact;
  const word = words[plainName(written)];
  if (word !== undefined && known.has(word)) return word;
  const same = [...known].filter((symbol) => plainName(symbol) === plainName(written));
  return same.length === 1 ? (same[0] ?? null) : null;
}

/** `入炉煤量（t）`, `Fuel, t`, `Fuel [short tons]`: the name and what stands in the brackets behind it. */
export function nameAndUnit(header: string): { name: string; unit: string | null } {
  const plain = header.normalize('NFKC').trim();
  const bracket = /^(.*?)\s*[([【]([^()[\]【】]{1,30})[)\]】]$/.exec(plain);
  if (bracket) return { name: bracket[1] ?? '', unit: bracket[2] ?? null };
  const slash = /^(.*[\u4e00-\u9fff])\s*\/\s*([^/]{1,12})$/.exec(plain);
  return slash ? { name: slash[1] ?? '', unit: slash[2] ?? null } : { name: plain, unit: null };
}
