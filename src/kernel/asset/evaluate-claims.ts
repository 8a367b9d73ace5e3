import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { ofUnits } from '../quantity/whole.ts';
import { type ClaimConflict, type ClaimKind, claimConflicts, type MwhClaim } from './claims.ts';
import { faultyInput } from './faulty-input.ts';

export const claimFigures = {
  stretch: figure('stretch', '电量区间', 'Stretch of generation'),
  verdict: figure('verdict', '是否接受', 'Accepted or refused'),
  accepted: figure('accepted', '接受的主张数', 'Claims accepted', '1'),
  refused: figure('refused', '拒绝的主张数', 'Claims refused', '1'),
} as const;

export const claimsMethod = {
  id: 'one-mwh-one-claim',
  version: 1,
  title: { zh: '一度电一次主张', en: 'One MWh, one claim' },
  source: '国能综通新能〔2024〕124号',
};

const kinds: Readonly<Record<ClaimKind, { readonly zh: string; readonly en: string }>> = {
  gec: { zh: '绿证', en: 'green certificate' },
  ccer: { zh: '核证自愿减排量', en: 'certified reduction' },
  green_power: { zh: '绿电交易', en: 'green power contract' },
  own_claim: { zh: '自身主张', en: 'own claim' },
};

/** Which claims on stretches of generation stand; a MWh that is already taken refuses every later claim on it. */
export function evaluateClaims(claims: readonly MwhClaim[]): Evaluation {
  const backwards = claims.find((one) => one.stretch.from > one.stretch.to);
  if (backwards)
    throw faultyInput(
      '/claims',
      `${backwards.id} 的区间首尾颠倒`,
      `the stretch of ${backwards.id} runs backwards`,
      '改正起止',
      'Put the ends right',
    );
  const doubled = claims.find((one, i) => claims.findIndex((other) => other.id === one.id) !== i);
  if (doubled)
    throw faultyInput(
      '/claims',
      `${doubled.id} 出现两次`,
      `${doubled.id} stands twice`,
      '编号不得重复',
      'Give each claim an id of its own',
    );
  const sheet = openSheet();
  const { accepted, conflicts } = claimConflicts(claims);
  const verdicts = claims.map((claim) => {
    const at = { claim: claim.id };
    const uses = [sheet.input(claimFigures.stretch, at, `${claim.source} ${claim.stretch.from}–${claim.stretch.to}`)];
    const against = conflicts.filter((one) => one.claim === claim).map((one) => one.earlier.id);
    for (const id of against) uses.push(`stretch@claim=${id}`);
    const formula = against.length === 0 ? 'no earlier accepted claim meets stretch' : `stretch meets ${against.join(', ')}`;
    return sheet.step(claimFigures.verdict, at, accepted.includes(claim) ? 'accepted' : 'refused', { formula, uses });
  });
  const count = (n: number) => ofUnits(BigInt(n));
  sheet.step(claimFigures.accepted, {}, count(accepted.length), { formula: 'count(verdict = accepted)', uses: verdicts });
  sheet.step(claimFigures.refused, {}, count(claims.length - accepted.length), { formula: 'count(verdict = refused)', uses: verdicts });
  return sheet.result(claimsMethod, conflicts.map(told), []);
}

function told({ claim, earlier, from, to }: ClaimConflict): Finding {
  return {
    code: 'mwh_claimed_twice',
    severity: 'error',
    place: { path: '/claims', at: { claim: claim.id } },
    text: {
      zh: `${kinds[claim.kind].zh} ${claim.id}：${claim.source} 的 ${from} 至 ${to} 已由${kinds[earlier.kind].zh} ${earlier.id} 主张`,
      en: `${kinds[claim.kind].en} ${claim.id}: ${from} to ${to} of ${claim.source} are already claimed by the ${kinds[earlier.kind].en} ${earlier.id}`,
    },
    cure: {
      zh: '同一电量只能选择一种：缩小区间，或先撤销较早的主张',
      en: 'One MWh serves once: make the stretch smaller, or withdraw the earlier claim first',
    },
    source: claimsMethod.source,
  };
}
