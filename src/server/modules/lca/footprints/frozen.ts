import type { CutOff } from '../../../../kernel/lca/cut-off.ts';
import { qualityClass } from '../../../../kernel/lca/data-quality.ts';
import type { FootprintResult } from '../../../../kernel/lca/model/compute.ts';
import type { FootprintStudy, ResolvedLink } from '../../../../kernel/lca/model/study.ts';
import { type Decimal, print } from '../../../../kernel/quantity/decimal.ts';

/** The result as it goes over the wire and into a frozen version: no decimals, no findings. */
export type ToldResult = ReturnType<typeof tellResult>;

const text = (value: Decimal) => print(value);
const maybe = (value: Decimal | null) => (value === null ? null : print(value));

export function tellResult({ cutOff, quality, findings: _, ...rest }: FootprintResult) {
  return {
    ...rest,
    lines: [...rest.lines],
    stages: [...rest.stages],
    processes: [...rest.processes],
    cutOff: tellCutOff(cutOff),
    quality: {
      score: maybe(quality.score),
      class: quality.score ? qualityClass(quality.score) : null,
      assessed: maybe(quality.assessed),
      primaryShare: maybe(quality.primaryShare),
    },
  };
}

function tellCutOff(cutOff: CutOff) {
  return {
    lines: cutOff.lines.map((line) => ({ ...line, share: text(line.share) })),
    candidates: text(cutOff.candidates),
    excluded: text(cutOff.excluded),
    included: text(cutOff.included),
    allowance: text(cutOff.allowance),
    dominant: cutOff.dominant,
    scale: maybe(cutOff.scale),
    allowed: cutOff.allowed,
  };
}

/** What a version that left the draft rests on: nothing outside can move it. */
export interface Frozen {
  readonly format: 1;
  readonly productName: string;
  readonly study: FootprintStudy;
  readonly links: readonly (readonly [key: string, link: ResolvedLink])[];
  /** Potentials of the GWP set, as printed. */
  readonly potentials: Readonly<Record<string, string>>;
  readonly result: ToldResult & { readonly primaryShare: number | null };
}
