import { join } from 'node:path';
import { type Cells, cell, type Publication, type Row, readTable, row, Words } from './shape.ts';

const gases: Readonly<Record<string, { gas: string; zh: string }>> = {
  'All GHGs': { gas: 'CO2e', zh: '全部温室气体' },
  'Carbon dioxide': { gas: 'CO2', zh: '二氧化碳' },
  Methane: { gas: 'CH4', zh: '甲烷' },
  'Nitrous oxide': { gas: 'N2O', zh: '氧化亚氮' },
  'Sulfur hexafluoride': { gas: 'SF6', zh: '六氟化硫' },
  'Nitrogen trifluoride': { gas: 'NF3', zh: '三氟化氮' },
  'Carbon tetrafluoride': { gas: 'CF4', zh: '四氟化碳' },
  Hexafluoroethane: { gas: 'C2F6', zh: '六氟乙烷' },
  Perfluoropropane: { gas: 'C3F8', zh: '全氟丙烷' },
  Perfluorobutane: { gas: 'C4F10', zh: '全氟丁烷' },
  Perfluorocyclobutane: { gas: 'cC4F8', zh: '全氟环丁烷' },
  Perfluorohexane: { gas: 'C6F14', zh: '全氟己烷' },
  'HFCs and PFCs, unspecified': { gas: 'HFCs-PFCs', zh: '未指明的HFC与PFC' },
};

const editions = [
  {
    id: 'epa-supply-chain-v1.2',
    file: 'SupplyChainGHGEmissionFactors_v1.2_NAICS_CO2e_USD2021.csv',
    naics: 'NAICS Code 2017',
    title: 'NAICS Title 2017',
  },
  {
    id: 'epa-supply-chain-v1.3.0',
    file: 'SupplyChainGHGEmissionFactors_v1.3.0_NAICS_CO2e_USD2022.csv',
    naics: '2017 NAICS Code',
    title: '2017 NAICS Title',
  },
  {
    id: 'epa-supply-chain-v1.3.0-by-gas',
    file: 'SupplyChainGHGEmissionFactors_v1.3.0_NAICS_byGHG_USD2022.csv',
    naics: '2017 NAICS Code',
    title: '2017 NAICS Title',
  },
] as const;

const measures = [
  ['emission_factor', 'Supply Chain Emission Factors with Margins'],
  ['emission_factor_without_margins', 'Supply Chain Emission Factors without Margins'],
  ['emission_factor_margins', 'Margins of Supply Chain Emission Factors'],
] as const;

/** Three numbers per commodity and gas: with margins (the one to use for purchases), without, and the margins themselves. */
export function supplyChainPublications(source: string, root: string): Publication[] {
  const words = new Words(root, 'naics', 'code');
  return editions.map((edition) => {
    const table = readTable(join(source, 'epa-supply-chain', edition.file));
    const rows = table.flatMap((cells) => commodity(cells, cell(cells, edition.naics), cell(cells, edition.title), words));
    return { id: edition.id, rows, bulky: true };
  });
}

function commodity(cells: Cells, code: string, title: string, words: Words): Row[] {
  const printedGas = cell(cells, 'GHG');
  const gas = gases[printedGas] ?? (printedGas.startsWith('HFC-') ? { gas: printedGas, zh: printedGas } : undefined);
  const unit = /^kg( CO2e)?\/(\d{4}) USD, purchaser price$/.exec(cell(cells, 'Unit'));
  if (!gas || !unit) throw new Error(`unknown gas or unit: ${printedGas}, ${cell(cells, 'Unit')}`);
  const all = gas.gas === 'CO2e';
  // CO2 is a mass of CO2 in our units; other gases are plain mass until a GWP makes them CO2e.
  const mass = unit[1] ? 'kgCO2e' : gas.gas === 'CO2' ? 'kgCO2' : 'kg';
  const sector = code.slice(0, 3);
  const common = {
    key: all ? `naics.${code}` : `naics.${code}.${gas.gas}`,
    name_zh: `${words.get(sector, 'zh')}：${title}${all ? '' : `，${gas.zh}`}`,
    name_en: all ? title : `${title}, ${printedGas}`,
    category_zh: `${words.get(sector, 'zh')}（NAICS ${sector}）`,
    category_en: `${words.get(sector, 'en')} (NAICS ${sector})`,
    gas: gas.gas,
    unit: `${mass}/USD${unit[2]}`,
    basis: 'purchaser_price',
    note: `USEEIO ${cell(cells, 'Reference USEEIO Code')}`,
  };
  return measures.map(([quantity, column]) => row({ ...common, quantity, value: cell(cells, column) }));
}
