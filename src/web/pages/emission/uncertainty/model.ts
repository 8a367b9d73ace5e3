import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';

export type Draft = ReplyOf<typeof uncertaintyEndpoints.readUncertaintyDraft>;
export type Summary = ReplyOf<typeof uncertaintyEndpoints.listUncertaintyAnalyses>['items'][number];
export type Analysis = ReplyOf<typeof uncertaintyEndpoints.readUncertaintyAnalysis>;

export interface SourceShare {
  readonly name: string;
  readonly value: string;
  /** ± % of the source. */
  readonly percent: string;
  /** % of the variance. */
  readonly share: string;
}

type Outputs = Analysis['result']['outputs'];

const bySource = (outputs: Outputs, symbol: string, source: string) =>
  outputs.find((one) => one.symbol === symbol && one.at.source === source)?.shown ?? '';

/** Sources of an analysis, the greatest share first. */
export function sharesOf({ input, result }: Analysis): SourceShare[] {
  return input.sources
    .map(({ name, value }) => ({
      name,
      value: String(value),
      percent: bySource(result.outputs, 'U_source', name),
      share: bySource(result.outputs, 'share', name),
    }))
    .sort((a, b) => Number(b.share) - Number(a.share));
}

export interface Bin {
  readonly from: string;
  readonly count: number;
}

/** The histogram of a Monte Carlo; empty for error propagation. */
export function binsOf({ result }: Analysis): Bin[] {
  const counts = new Map(result.outputs.filter((one) => one.symbol === 'bin_count').map((one) => [one.at.bin, Number(one.value)]));
  return result.outputs
    .filter((one) => one.symbol === 'bin_from')
    .map((one) => ({ from: one.shown ?? '', count: counts.get(one.at.bin) ?? 0 }));
}

type Say = (text: { zh: string; en: string }) => string;

/** What a source is called: as in the draft, otherwise by its name. */
export function namesOf(draft: Draft | undefined, say: Say): (name: string) => string {
  const titles = new Map((draft?.sources ?? []).map((one) => [one.name, say(one.title)]));
  return (name) => titles.get(name) ?? name;
}

/** A row of the form: one parameter of one source. */
export interface FormRow {
  readonly key: string;
  readonly source: number;
  readonly name: string;
  lower: string;
  upper: string;
  distribution: Draft['sources'][number]['parameters'][number]['distribution'];
  origin: string;
}

export function rowsOf(draft: Draft, say: Say): FormRow[] {
  return draft.sources.flatMap((source, i) =>
    source.parameters.map((one) => ({
      key: `${source.name}/${one.name}`,
      source: i,
      name: one.name,
      lower: one.lowerPercent,
      upper: one.upperPercent,
      distribution: one.distribution,
      origin: say(one.source),
    })),
  );
}

/** The sources of an analysis as the server takes them. */
export function sourcesOf(draft: Draft, rows: readonly FormRow[]) {
  return draft.sources.map((source, i) => ({
    name: source.name,
    value: source.value,
    parameters: source.parameters.flatMap((one) => {
      const row = rows.find((candidate) => candidate.source === i && candidate.name === one.name);
      if (!row) return [];
      return [
        {
          name: one.name,
          kind: one.kind,
          lower_percent: row.lower,
          upper_percent: row.upper,
          distribution: row.distribution,
          ...(one.group ? { group: one.group } : {}),
          ...(one.greatestMultiple ? { greatest_multiple: one.greatestMultiple } : {}),
          ...(row.origin ? { source: row.origin } : {}),
        },
      ];
    }),
  }));
}
