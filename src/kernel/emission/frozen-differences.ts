import type { Finding } from '../finding.ts';
import type { Output } from '../method/evaluation.ts';
import { nodeId } from '../method/nodes.ts';

/** Code of the finding that a frozen value would be another today; the method's evaluation gives it where the difference begins. */
export const differsFromFrozen = 'differs_from_frozen';

/**
 * What the outputs of one symbol would be today where frozen values stand instead: an info for each place, with both numbers as they are shown. The
 * evaluation itself tells only the first figure that differs, as everything after it already rests on the frozen one.
 */
export function differences(symbol: string, standing: readonly Output[], today: readonly Output[]): Finding[] {
  const fresh = new Map(today.filter((o) => o.symbol === symbol).map((o) => [nodeId(o.symbol, o.at), o]));
  return standing.flatMap((output) => {
    if (output.symbol !== symbol) return [];
    const other = fresh.get(nodeId(output.symbol, output.at));
    if (other === undefined || other.value === output.value) return [];
    const [was, would] = [output.shown ?? '—', other.shown ?? '—'];
    return [
      {
        code: differsFromFrozen,
        severity: 'info',
        place: { symbol, at: output.at },
        text: {
          zh: `${output.title.zh}：冻结值 ${was}，按现有数据和规则为 ${would}`,
          en: `${output.title.en}: frozen as ${was}, from present data and rules it would be ${would}`,
        },
        cure: { zh: '冻结值继续有效；如需更正，请退回该月', en: 'The frozen value stands; return the month to correct it' },
      },
    ];
  });
}
