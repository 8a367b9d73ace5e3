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
  /** Whether it deviates alike in the base year: factors do, measurements do not (IPCC 2006 vol. 1 §3.2.3.1). */
  bothYears: boolean;
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
      bothYears: one.kind === 'factor',
    })),
  );
}

/** The sources of an analysis as the server takes them. */
export function sourcesOf(draft: Draft, rows: readonly FormRow[], bases: Readonly<Record<string, string>>) {
  return draft.sources.map((source, i) => ({
    name: source.name,
    value: source.value,
    ...(draft.baseYear === null ? {} : { base_value: bases[source.name] ?? source.baseValue ?? '0' }),
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
          ...(draft.baseYear === null ? {} : { same_in_both_years: row.bothYears }),
          ...(row.origin ? { source: row.origin } : {}),
        },
      ];
    }),
  }));
}

/** A pair of the form; what is not chosen yet is null. */
export interface CorrelationRow {
  readonly key: number;
  readonly a: string | null;
  readonly b: string | null;
  readonly coefficient: string;
}

/** Every parameter by its address `source/parameter`, with what it is called. */
export function addressesOf(draft: Draft, say: Say): { value: string; label: string }[] {
  return draft.sources.flatMap((source) =>
    source.parameters.map((one) => ({ value: `${source.name}/${one.name}`, label: `${say(source.title)} · ${say(one.title)}` })),
  );
}

/** The pairs as the server takes them; one left empty throughout is none, a half-filled one is refused there with its place. */
export function correlationsOf(rows: readonly CorrelationRow[]) {
  return rows
    .filter((row) => row.a !== null || row.b !== null || row.coefficient.trim() !== '')
    .map(({ a, b, coefficient }) => ({ a: a ?? '', b: b ?? '', coefficient }));
}

/** The change since the base year of an analysis with a trend. */
export function trendOf({ input, result }: Analysis): { baseYear: number | null; percent: string; points: string } | null {
  const shown = (symbol: string) => result.outputs.find((one) => one.symbol === symbol)?.shown ?? null;
  const [percent, points] = [shown('trend'), shown('U_trend')];
  return percent === null || points === null ? null : { baseYear: input.baseYear ?? null, percent, points };
}

/** What the indexes of an analysis' derivation are called: sources, parameters, pairs. */
export function indexNamesOf(draft: Draft | undefined, say: Say): ReadonlyMap<string, string> {
  return new Map(
    (draft?.sources ?? []).flatMap((source): [string, string][] => [
      [`source=${source.name}`, say(source.title)],
      ...source.parameters.flatMap((one): [string, string][] => {
        const title = `${say(source.title)} · ${say(one.title)}`;
        const address = `${source.name}/${one.name}`;
        return [
          [`parameter=${one.name}`, say(one.title)],
          [`a=${address}`, title],
          [`b=${address}`, title],
        ];
      }),
    ]),
  );
}
