import { citation } from '../../../../../contract/citations.ts';
import { choiceWords } from '../../../../../contract/method-choices.ts';
import { type Block, heading, left, paragraph, right, type Voice } from '../../../document/index.ts';
import type { YearContent } from '../year-content.ts';

/** A formula with the names of its quantities in place of their symbols. */
export function inWords(formula: string, titles: YearContent['method']['titles'], { w }: Voice): string {
  const functions: Readonly<Record<string, string>> = {
    sum: w('合计', 'sum'),
    mean: w('平均', 'mean'),
    count: w('计数', 'count'),
    given: w('已给出', 'given'),
    if: w('如果', 'if'),
    and: w('且', 'and'),
    or: w('或', 'or'),
    not: w('非', 'not'),
  };
  return formula
    .replaceAll(/\bover [a-z_]+/g, '')
    .replaceAll(/[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_]*\])/g, (word) => {
      const title = titles[word];
      return title ? w(`“${title.zh}”`, `"${title.en}"`) : (functions[word] ?? word);
    })
    .replaceAll('*', '×')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' )', ')')
    .trim();
}

function steps(content: YearContent, voice: Voice): Block {
  const { say, w } = voice;
  const { method } = content;
  const shown = method.steps
    .filter((step) => step.source !== null || step.clause !== null)
    .map((step) => ({ ...step, formulas: step.formulas.filter(({ formula }) => formula !== '') }))
    .filter((step) => step.formulas.length > 0);
  return {
    kind: 'table',
    caption: w('计算步骤', 'Steps of the calculation'),
    small: true,
    columns: [
      left(w('符号', 'Symbol'), 14),
      left(w('名称', 'Quantity'), 20),
      left(w('算法（文字）', 'Formula in words'), 42),
      left(w('依据', 'Basis'), 24),
    ],
    rows: shown.map((step) => [
      `${step.symbol}${step.unit === '' || step.unit === '1' ? '' : ` (${step.unit})`}`,
      say(step.title),
      step.formulas
        .map(({ formula, why }) => `${inWords(formula, method.titles, voice)}${why ? ` — ${say(why)}` : ''}`)
        .join(w('；', '; ')),
      [step.clause, step.source].flatMap((part) => (part === null ? [] : [say(citation(part))])).join(w('；', '; ')),
    ]),
  };
}

/** Which method, with its basis; where units have methods of their own, each with the units it is used for. */
function named({ method }: YearContent, { say, w }: Voice): Block {
  if (method.used === undefined)
    return paragraph(
      w(
        `采用方法“${say(method.title)}”（${method.id}，第 ${method.version} 版）。依据：${say(citation(method.source))}。方法及其全部表格的 SHA-256：${method.sha256}。`,
        `Method: ${say(method.title)} (${method.id}, edition ${method.version}). Basis: ${say(citation(method.source))}. SHA-256 of the method with all its tables: ${method.sha256}.`,
      ),
    );
  return {
    kind: 'table',
    caption: w('各机组、生产线采用的方法', 'Methods, and the units and lines each is used for'),
    small: true,
    columns: [
      left(w('方法', 'Method'), 24),
      left(w('用于', 'Used for'), 22),
      left(w('依据', 'Basis'), 26),
      left(w('方法及其全部表格的 SHA-256', 'SHA-256 of the method with its tables'), 28),
    ],
    rows: method.used.map((one) => [
      w(`${one.title.zh}（${one.id}，第 ${one.version} 版）`, `${one.title.en} (${one.id}, edition ${one.version})`),
      one.units.map(say).join(w('、', ', ')),
      say(citation(one.source)),
      one.sha256,
    ]),
  };
}

const powerMethod = 'cn-power-generation';

/** Which method, its formulas in words, the factors with their sources, and what was chosen where the rules leave a choice. */
export function methodPart(content: YearContent, voice: Voice): Block[] {
  const { say, w } = voice;
  const { method, factors, conventions } = content;
  const ofPower = (method.used ?? [method]).some(({ id }) => id === powerMethod);
  const yearly = conventions.filter((one) => one.at.month === undefined);
  // Codes and truth values are said in words; a choice of somebody's own method stays as it is written.
  const wordOf = (value: string | null) => (value === null ? '—' : say(choiceWords(value)) || value);
  return [
    heading(1, w('核算方法', 'Accounting method')),
    named(content, voice),
    ...(ofPower
      ? [
          paragraph(
            w(
              '化石燃料燃烧排放量 = Σ（燃料消耗量 × 收到基元素碳含量 × 碳氧化率 × 44/12），逐机组、逐月计算；机组年度排放量为各月之和，单位排放总量为各机组之和并取整。',
              "Combustion emission = Σ (fuel consumption × carbon content as received × oxidation rate × 44/12), unit by unit and month by month; a unit's year is the sum of its months, the entity's total the sum of its units in whole tonnes.",
            ),
          ),
        ]
      : []),
    steps(content, voice),
    heading(1, w('因子与缺省值', 'Factors and defaults')),
    {
      kind: 'table',
      caption: w('因子及来源', 'Factors and their sources'),
      small: true,
      columns: [left(w('因子', 'Factor'), 34), right(w('数值', 'Value'), 16), left(w('单位', 'Unit'), 12), left(w('来源', 'Source'), 38)],
      rows: factors.map((factor) => [
        say(factor.title),
        wordOf(factor.value),
        factor.unit,
        `${say(citation(factor.source))} (${factor.table})`,
      ]),
    },
    {
      kind: 'table',
      caption: w('采用的约定', 'Conventions used'),
      small: true,
      columns: [
        left(w('事项', 'Matter'), 34),
        right(w('采用', 'Used'), 20),
        left(w('取自', 'Taken from'), 12),
        left(w('来源', 'Source'), 34),
      ],
      rows: yearly.map((one) => [
        `${say(one.title)}${one.at.unit ? ` · ${one.at.unit}` : ''}`,
        `${wordOf(one.value)}${one.unit === '' || one.unit === '1' ? '' : ` ${one.unit}`}`,
        one.from === 'input' ? w('填报', 'entered') : w('规则', 'rule'),
        one.from === 'input' ? '' : say(citation(one.source)),
      ]),
    },
  ];
}
