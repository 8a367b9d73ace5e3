import type { AllocationRule } from '../../../../kernel/lca/allocation.ts';
import type { DrawnKind } from '../../../../kernel/lca/model/draft-system.ts';
import type { Boundary } from '../../../../kernel/lca/model/study.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { grouped } from '../../../../kernel/quantity/grouped.ts';
import type { Text } from '../../../../kernel/text.ts';

/** Words and figures of the footprint report and workbook. */
export const boundaryWords: Readonly<Record<Boundary, Text>> = {
  cradle_to_gate: { zh: '摇篮到大门', en: 'Cradle to gate' },
  cradle_to_grave: { zh: '摇篮到坟墓', en: 'Cradle to grave' },
  gate_to_gate: { zh: '大门到大门', en: 'Gate to gate' },
};

export const unitWords: Readonly<Record<'functional' | 'declared', Text>> = {
  functional: { zh: '功能单位', en: 'Functional unit' },
  declared: { zh: '声明单位', en: 'Declared unit' },
};

export const allocationWords: Readonly<Record<AllocationRule, Text>> = {
  none: { zh: '不分配', en: 'None' },
  mass: { zh: '按质量', en: 'By mass' },
  energy: { zh: '按能量', en: 'By energy' },
  exergy: { zh: '按㶲', en: 'By exergy' },
  efficiency: { zh: '效率法', en: 'Efficiency method' },
  economic: { zh: '按经济价值', en: 'By economic value' },
  substitution: { zh: '替代法', en: 'Substitution' },
};

export const nothing = '—';

/** Six digits that count, as the page shows them. */
export function figureText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e9 || size < 1e-6 ? value.toExponential(4) : grouped(decimal(String(Number(value.toPrecision(6)))));
}

export const shareText = (share: string): string => `${decimal(share).times(100).toDecimalPlaces(2).toFixed(2)} %`;

/** What a sample drew, beside the name of it. */
export const drawnWords: Readonly<Record<DrawnKind, Text>> = {
  amount: { zh: '数量', en: 'amount' },
  factor: { zh: '来源因子', en: 'factor of the source' },
  exchange: { zh: '数据库过程的交换', en: 'exchange of a database process' },
  parameter: { zh: '参数', en: 'parameter' },
};
