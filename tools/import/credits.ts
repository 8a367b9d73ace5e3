import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Credited {
  readonly title: { zh: string; en: string };
  readonly publisher: { zh: string; en: string };
  readonly edition: string;
  readonly licence: { name: string; url?: string };
  readonly credit: { zh: string; en: string };
  readonly copy?: string;
}

/** data/lca/uslci/uslci.yaml: what the product says of the database it ships, in the words of its publisher. */
interface Shipped {
  readonly name: string;
  readonly edition: string;
  readonly publisher: string;
  readonly licence: string;
  readonly credit: string;
}

/** Writes docs/credits.md from the yaml of every publication, so that the text stands in one place. */
export function writeCredits(root: string): void {
  writeFileSync(join(root, 'docs/credits.md'), creditsText(root));
}

/** The whole page; test/checks/credits.test.ts holds the file against the data folder. */
function creditsText(root: string): string {
  const folder = join(root, 'data/factors');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
  const all = [...files, join(root, 'data/gwp/gwp.yaml'), join(root, 'data/markets/cn-ets/cn-ets.yaml')];
  const parts = all.map((path) => section(parse(readFileSync(path, 'utf8')) as Credited, path.slice(root.length + 1)));
  const uslci = 'data/lca/uslci/uslci.yaml';
  return `${head}${[...parts, shipped(parse(readFileSync(join(root, uslci), 'utf8')) as Shipped, uslci)].join('\n')}\n${inRows}`;
}

function shipped({ name, edition, publisher, licence, credit }: Shipped, path: string): string {
  return `${[
    `## 美国生命周期清单数据库（USLCI） · ${name}`,
    `- ${publisher}; ${edition}; \`${path}\``,
    `- 许可 · Licence: ${licence}`,
    '- 许可全文与使用声明随数据一并提供：`data/lca/uslci/LICENSE-MIT.txt`、`data/lca/uslci/NREL-DATA-USE-DISCLAIMER.txt`；导出文件内亦附署名与许可。',
    `- ${credit}`,
    '- Of people only the names stay in the copy; addresses, telephones and mail were taken out.',
  ].join('\n')}\n`;
}

const inRows = `## 逐行注明来源的数据 · Facts whose source stands in each row
- \`data/units/constants.csv\`, \`data/units/units.yaml\`: CODATA, IUPAC, SI brochure, GB/T 2589-2020
- \`data/reference/defra-2024/\`: two sheets as printed; contains public sector information licensed under the Open Government Licence v3.0
- \`data/frameworks/price-tables.yaml\`: National Bureau of Statistics of China, US Bureau of Labor Statistics (yearly figures)
- \`data/methods/\`, \`data/markets/\`, \`data/measurement/\`, \`data/uncertainty/\`, \`data/control-plan/\`, \`data/frameworks/\`: our own words; document and clause named at each figure
- \`data/lca/flow-to-gas.yaml\`: names of flows as databases write them, CAS registry numbers
- \`data/factors/vocabulary/\`, \`data/reports/\`, \`data/lca/rule-sets.yaml\`: made for the product
- \`data/demo/\`: 演示数据，企业、行情与价格均为虚构。 Demonstration: enterprise, quotes and prices are invented
- \`data/demo/metering.yaml\`, \`data/demo/meter-readings.csv\`: Sathishkumar V E, Changsun Shin, Yongyun Cho, "Steel Industry Energy Consumption", UCI Machine Learning Repository 2021, doi:10.24432/C52G8C. CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). 取2018年11月和12月，年份改为2024年，略去其他列。 November and December of 2018; the year is made 2024, other columns are left out
`;

const head = `# 数据来源与署名 · Data sources and credits

Written by \`tools/import-reference-data.ts\` from the yaml beside each data file; change it there.
The licence of the software (Apache-2.0) does not cover the data below: each set keeps the terms of its publisher.

`;

function section(entry: Credited, path: string): string {
  const licence = entry.licence.url ? `[${entry.licence.name}](${entry.licence.url})` : entry.licence.name;
  const lines = [
    `## ${entry.title.zh} · ${entry.title.en}`,
    `- ${entry.publisher.zh} · ${entry.publisher.en}; ${entry.edition}; \`${path}\``,
    `- 许可 · Licence: ${licence}`,
    `- ${entry.credit.zh}`,
    ...(entry.credit.en === entry.credit.zh ? [] : [`- ${entry.credit.en}`]),
    ...(entry.copy ? [`- Copy used: ${entry.copy}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
