import type { Finding, Place, Severity } from '../../finding.ts';
import { fill, type Text } from '../../text.ts';
import type { LcaDatabase, Uncertainty } from '../dataset.ts';
import { drawable } from '../uncertainty.ts';

/** What a parser gives: the data set, and what of the file was read, skipped or doubtful. The findings never replace the data. */
export interface Reading {
  readonly database: LcaDatabase;
  readonly findings: readonly Finding[];
}

export const databaseFormats = ['json_ld', 'ecospold_1', 'ecospold_2', 'ilcd', 'simapro_csv', 'matrix_csv'] as const;
export type DatabaseFormat = (typeof databaseFormats)[number];

/** A kind of finding: its wording, and how grave it is. Values in braces are put in where it is said. */
export interface Kind {
  readonly code: string;
  readonly severity: Severity;
  readonly text: Text;
  readonly cure?: Text;
}

/** So many findings of one kind are listed by place; the rest is said in one line. */
const listedPerKind = 20;

/** Findings as they come up: those of a kind are listed up to a limit and counted beyond it. */
export interface Findings {
  readonly say: (kind: Kind, place: Place, values?: Readonly<Record<string, string>>) => void;
  readonly all: () => Finding[];
}

export function findingsList(): Findings {
  const listed: Finding[] = [];
  const counts = new Map<Kind, number>();
  return {
    say: (kind, place, values = {}) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count > listedPerKind) return;
      const { code, severity, cure } = kind;
      listed.push({ code, severity, place, text: fill(kind.text, values), ...(cure ? { cure: fill(cure, values) } : {}) });
    },
    all: () => [
      ...listed,
      ...[...counts].flatMap(([kind, count]) => (count > listedPerKind ? [further(kind, count - listedPerKind)] : [])),
    ],
  };
}

function further({ code, severity, cure }: Kind, more: number): Finding {
  const text = { zh: `同类问题另有 ${more} 处`, en: `${more} more of the same kind` };
  return { code, severity, place: { at: { places: `+${more}` } }, text, ...(cure ? { cure: fill(cure, {}) } : {}) };
}

const inEvidence: Text = {
  zh: '原文件作为证据原样保存，需要时在其中查看',
  en: 'The file is kept as evidence as it came; look there where it matters',
};

const uniqueIds: Text = { zh: '在来源处使标识唯一后重新导出', en: 'Make the ids unique at the source and export again' };

/** Said of every format. */
export const kinds = {
  read: {
    code: 'lca_read',
    severity: 'info',
    text: {
      zh: '已读取：{processes} 个过程，{flows} 个流，{exchanges} 条交换，{methods} 套影响评价方法',
      en: 'Read: {processes} processes, {flows} flows, {exchanges} exchanges, {methods} impact methods',
    },
  },
  skipped: {
    code: 'lca_skipped',
    severity: 'info',
    text: { zh: '未读取：{what}（{count} 处）', en: 'Not read: {what} ({count})' },
    cure: inEvidence,
  },
  unread: {
    code: 'lca_fields_unread',
    severity: 'info',
    text: { zh: '{of}的下列内容未保留：{fields}', en: 'Of {of} the following is not kept: {fields}' },
    cure: inEvidence,
  },
  assumed: {
    code: 'lca_value_assumed',
    severity: 'warning',
    text: { zh: '“{of}”的 {field} 没有可读的数值，按 {value} 处理', en: '"{of}": {field} is no number; {value} is taken' },
    cure: { zh: '在来源处补上数值后重新导入', en: 'State the number at the source and import again' },
  },
  twin: {
    code: 'lca_id_twice',
    severity: 'warning',
    text: { zh: '标识 {id} 出现两次（“{name}”），采用后一个', en: 'The id {id} stands twice ("{name}"); the latter counts' },
    cure: uniqueIds,
  },
  twinKept: {
    code: 'lca_id_twice_kept',
    severity: 'warning',
    text: {
      zh: '标识 {id} 出现两次（“{name}”），后一个另记为 {kept}',
      en: 'The id {id} stands twice ("{name}"); the latter is kept as {kept}',
    },
    cure: uniqueIds,
  },
  linesRenumbered: {
    code: 'lca_lines_renumbered',
    severity: 'info',
    text: {
      zh: '过程“{process}”的 {count} 条交换编号重复，已重新编号',
      en: 'Process "{process}": {count} exchanges shared a number and were numbered anew',
    },
    cure: { zh: '数量与含义不变，无需处理', en: 'Amounts and meaning stay; there is nothing to do' },
  },
  twinFactors: {
    code: 'lca_factors_twice',
    severity: 'warning',
    text: {
      zh: '影响指标“{indicator}”对流“{flow}”有 {count} 个系数，采用第一个 {value}',
      en: 'The indicator "{indicator}" has {count} factors for the flow "{flow}"; the first, {value}, is taken',
    },
    cure: { zh: '核对来源：同一流只应有一个不分地区的系数', en: 'Check the source: a flow has one factor that is not of a place' },
  },
  regional: {
    code: 'lca_regional_factors',
    severity: 'info',
    text: {
      zh: '影响指标“{indicator}”的 {count} 个分地区系数已保留，但不参与计算',
      en: '{count} factors of places of the indicator "{indicator}" are kept, and not calculated with',
    },
    cure: { zh: '计算采用不分地区的系数', en: 'Calculations use the factor that is not of a place' },
  },
  indicatorMissing: {
    code: 'lca_indicator_missing',
    severity: 'warning',
    text: {
      zh: '影响评价方法“{method}”引用的指标 {indicator} 不在文件中，已略去',
      en: 'The method "{method}" refers to the indicator {indicator}, which the file does not hold; it was left out',
    },
    cure: { zh: '导出时勾选包含引用的指标', en: 'Export with the indicators that are referred to' },
  },
  broken: {
    code: 'lca_dataset_broken',
    severity: 'error',
    text: { zh: '数据集无法读取：{why}', en: 'The data set cannot be read: {why}' },
    cure: { zh: '请从原软件重新导出该数据集', en: 'Export this data set again from where it comes' },
  },
  flowMissing: {
    code: 'lca_flow_missing',
    severity: 'warning',
    text: {
      zh: '过程“{process}”使用的流 {flow} 不在文件中，按其引用建立',
      en: 'Process "{process}" uses the flow {flow}, which the file does not hold; made from the reference',
    },
    cure: { zh: '导出时勾选包含引用的流', en: 'Export with the flows that are referred to' },
  },
  unitUnknown: {
    code: 'lca_unit_unknown',
    severity: 'warning',
    text: { zh: '“{process}”的单位 {unit} 不属于流“{flow}”的量纲', en: '"{process}": unit {unit} is no unit of the flow "{flow}"' },
    cure: { zh: '该交换不会进入计算，请在来源处改正单位', en: 'The exchange is left out of calculations; correct the unit at its source' },
  },
  noReference: {
    code: 'lca_no_reference',
    severity: 'warning',
    text: {
      zh: '过程“{process}”没有参考产品，不能参与计算',
      en: 'Process "{process}" has no reference product and cannot be calculated with',
    },
    cure: { zh: '在来源处标出参考产品', en: 'Mark its reference product at the source' },
  },
  amountBroken: {
    code: 'lca_amount_broken',
    severity: 'error',
    text: {
      zh: '过程“{process}”第 {line} 条交换的数量“{value}”不是数',
      en: 'Process "{process}", exchange {line}: the amount "{value}" is no number',
    },
    cure: { zh: '该交换已略去；请改正后重新导入', en: 'The exchange was left out; correct it and import again' },
  },
  providerUnknown: {
    code: 'lca_provider_unknown',
    severity: 'info',
    text: {
      zh: '过程“{process}”指定的供应过程 {provider} 不在文件中',
      en: 'Process "{process}" names the provider {provider}, which the file does not hold',
    },
    cure: {
      zh: '计算时改取该产品的其他生产过程；需要时连同供应过程一起导出',
      en: 'Calculations take another producer of the product; export with the providers where it matters',
    },
  },
  uncertaintyUnread: {
    code: 'lca_uncertainty_unread',
    severity: 'info',
    text: {
      zh: '过程“{process}”第 {line} 条交换的不确定性“{what}”无法解释，按确定值',
      en: 'Process "{process}", exchange {line}: the uncertainty "{what}" is not understood; taken as certain',
    },
    cure: {
      zh: '来源处改用对数正态、正态、三角或均匀分布',
      en: 'State a lognormal, normal, triangular or uniform distribution at the source',
    },
  },
  uncertaintyVoid: {
    code: 'lca_uncertainty_void',
    severity: 'info',
    text: {
      zh: '过程“{process}”第 {line} 条交换的不确定性没有可用的离散度（{what}），抽样时按确定值',
      en: 'Process "{process}", exchange {line}: the uncertainty has no usable spread ({what}); sampling takes it as certain',
    },
    cure: {
      zh: '在来源处给出离散度（几何标准差大于 1，或上下限不同）',
      en: 'State a spread at the source (a geometric standard deviation above 1, limits that differ)',
    },
  },
  formulaDiffers: {
    code: 'lca_formula_differs',
    severity: 'warning',
    text: {
      zh: '过程“{process}”：公式 {formula} 得 {computed}，文件给出 {stored}',
      en: 'Process "{process}": the formula {formula} gives {computed}, the file states {stored}',
    },
    cure: { zh: '计算采用公式的结果；如不符，请核对参数', en: 'Calculations use the formula; check the parameters where this is wrong' },
  },
  formulaUnread: {
    code: 'lca_formula_unread',
    severity: 'info',
    text: {
      zh: '过程“{process}”：公式 {formula} 无法解释（{why}），采用文件给出的 {stored}',
      en: 'Process "{process}": the formula {formula} is not understood ({why}); the stated {stored} is used',
    },
    cure: {
      zh: '核对该数值，或在来源处把公式换成数值后重新导入',
      en: 'Check the value, or state a number instead of the formula and import again',
    },
  },
  formulaLost: {
    code: 'lca_formula_without_value',
    severity: 'error',
    text: {
      zh: '过程“{process}”：公式 {formula} 无法解释（{why}），文件也没有给出数值，按 0 处理',
      en: 'Process "{process}": the formula {formula} is not understood ({why}) and the file states no value; 0 is taken',
    },
    cure: { zh: '导出时选择“把表达式转换为常数”后重新导入', en: 'Export with expressions converted to constants and import again' },
  },
  allocationUnread: {
    code: 'lca_allocation_unread',
    severity: 'info',
    text: {
      zh: '过程“{process}”有 {count} 个分配系数没有指明产品、没有数值，或指向过程中没有的交换，未采用',
      en: 'Process "{process}": {count} allocation factors name no product, no number, or an exchange the process does not have, and are not used',
    },
    cure: {
      zh: '计算时按所选规则分配；需要时在来源处补全系数',
      en: 'Calculations divide by the rule chosen; complete the factors at the source where they matter',
    },
  },
} as const satisfies Record<string, Kind>;

/** The last line of every reading: how much there is. */
export function sayRead(findings: Findings, database: LcaDatabase): void {
  const count = (n: number): string => String(n);
  findings.say(
    kinds.read,
    {},
    {
      processes: count(database.processes.length),
      flows: count(database.flows.length),
      exchanges: count(database.processes.reduce((sum, process) => sum + process.exchanges.length, 0)),
      methods: count(database.methods.length),
    },
  );
}

/** Says where a distribution was not understood, or states no spread. `told` is what the file calls it. */
export function sayUncertainty(
  uncertainty: Uncertainty | undefined,
  told: string | undefined,
  at: { readonly place: Place; readonly process: string },
  findings: Findings,
): void {
  if (told === undefined || told === 'NO_DISTRIBUTION' || drawable(uncertainty)) return;
  const kind = uncertainty ? kinds.uncertaintyVoid : kinds.uncertaintyUnread;
  findings.say(kind, at.place, { process: at.process, line: String(at.place.line ?? ''), what: told });
}
