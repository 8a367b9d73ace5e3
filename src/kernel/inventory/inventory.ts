import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import type { ConsolidationApproach } from '../organization/consolidation.ts';
import type { Text } from '../text.ts';
import type { IsoCategory, Scope } from './category.ts';

/**
 * The greenhouse gas inventory of an organization as a value: what is computed from (`InventoryInput`), and the snapshot that reports, neutrality and
 * verification read (`OrganizationInventory`). All figures are decimal strings; masses in tonnes of the gas, emissions in tCO2e unless the unit stands beside them.
 */

/** Where the carbon of a CO2 figure comes from (ISO 14064-1:2018 clause 5.2.2, Annex D): only fossil CO2 is in the totals. */
export type CarbonOrigin = 'fossil' | 'biogenic' | 'non_anthropogenic';

/** How the emission of a source is found; `spend`, `supplier`, `average`, `hybrid` are those of the scope 3 guidance. */
export type SourceMethod = 'activity' | 'spend' | 'supplier' | 'average' | 'hybrid' | 'direct' | 'reference';
export const sourceMethods: readonly SourceMethod[] = ['activity', 'spend', 'supplier', 'average', 'hybrid', 'direct', 'reference'];

/** What of one gas comes from one unit of activity. `gas`: a row of the GWP sets, `CO2`, or `CO2e` for what is published as a sum only. */
export interface FactorPart {
  readonly gas: string;
  readonly origin: CarbonOrigin;
  readonly value: string;
  /** kgCO2/kWh, kg/TJ (other gases are mass), kgCO2e/USD2022 … */
  readonly unit: string;
}

/** A factor pinned with everything a report has to say of it (9.3.1 o). */
export interface PinnedFactor {
  /** The library's id of the first part, an own factor's id, or '' for one written in. */
  readonly ref: string;
  readonly name: Text;
  readonly source: string;
  /** Publication and edition, or the own factor's number and version. */
  readonly version: string;
  readonly region: string;
  readonly year: string;
  readonly parts: readonly FactorPart[];
  /** GWP set inside a `CO2e` part, where the publisher says so: a set chosen later cannot change it. */
  readonly gwpBasis: string | null;
  /** Relative uncertainty (95 %) in per cent, where known. */
  readonly uncertaintyPct: string | null;
}

export interface InventoryEntity {
  readonly id: string;
  readonly name: Text;
  readonly parentId: string | null;
  /** Exact 0–1 under the inventory's approach, and the chain behind it. */
  readonly share: string;
  readonly formula: string;
  readonly why: Text;
}

/** A source of emissions or a sink of removals. One activity unit and one factor; what differs is another source. */
export interface InventorySource {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly entityId: string;
  readonly category: string;
  readonly kind: 'emission' | 'removal';
  readonly method: SourceMethod;
  /** The unit its lines are summed in. */
  readonly unit: string;
  /** Location-based for imported energy. Null: not chosen yet. */
  readonly factor: PinnedFactor | null;
  /** Market-based without an instrument: residual mix or the supplier's own; null: the location-based one, told as such. */
  readonly residualFactor: PinnedFactor | null;
  /** Whether the profile expects it, whether every month must have a figure. */
  readonly expected: boolean;
  readonly monthly: boolean;
  /** Data quality and uncertainty of the activity data; their meaning is `quality/`'s. */
  readonly quality: SourceQuality;
  readonly note: string;
  /** Where the figures flow in from another part of the product. */
  readonly reference: SourceReference | null;
}

export interface SourceQuality {
  readonly uncertaintyPct: string | null;
  /** 1–5 of the pedigree indicators by name; empty: not judged. */
  readonly pedigree: Readonly<Record<string, string>>;
  readonly primaryData: boolean;
}

/** A verified or approved year of a power plant's unit, by reference: its numbers are never typed again. */
export interface SourceReference {
  readonly kind: 'entity_year';
  readonly entityId: string;
  readonly year: number;
  readonly state: string;
  readonly sha256: string;
}

/** A figure of one month, or of the whole period (`month` null). */
export interface InventoryLine {
  readonly id: string;
  readonly sourceId: string;
  readonly month: Month | null;
  /** In `unit`, which converts to the source's. */
  readonly amount: string;
  readonly unit: string;
  /** In place of the source's, such as a supplier's own. */
  readonly factor: PinnedFactor | null;
  /** How the amount came about when it was prepared (deflated spend, hybrid parts): words and numbers for the derivation. */
  readonly preparation: readonly PreparationStep[];
  readonly estimated: boolean;
}

/** One step that led to a line's amount. `value`: a decimal, or a word such as the method taken; `why`: what decided. */
export interface PreparationStep {
  readonly title: Text;
  readonly formula: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly why?: Text;
}

/** GHG Protocol Scope 2 Guidance table 7.1; answered by whoever enters the instrument, `null` = not answered. */
export const instrumentCriteria = ['attributes', 'unique', 'retired', 'vintage', 'market'] as const;
export type InstrumentCriterion = (typeof instrumentCriteria)[number];
export type InstrumentKind = 'gec' | 'ppa' | 'green_power' | 'supplier_specific';
export const instrumentKinds: readonly InstrumentKind[] = ['gec', 'ppa', 'green_power', 'supplier_specific'];

/** A contractual instrument for imported energy: so many MWh with the attributes of one generation. */
export interface Instrument {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly name: string;
  readonly mwh: string;
  readonly factor: PinnedFactor;
  /** Sources it may serve; empty: every imported-electricity source of its entity and below. */
  readonly sourceIds: readonly string[];
  readonly entityId: string;
  /** Months of generation. */
  readonly from: Month;
  readonly to: Month;
  readonly criteria: Readonly<Record<InstrumentCriterion, boolean | null>>;
  /** One MWh, one claim: which of whose MWh, in the numbering of the ledger's register of energy claims. */
  readonly claims: readonly EnergyStretch[];
  /** Number of the certificate or contract. */
  readonly number: string;
}

/** MWh of a station's month, counted from the first, both ends included; whole numbers. */
export interface EnergyStretch {
  readonly station: string;
  readonly month: Month;
  readonly first: string;
  readonly last: string;
}

/** A claim on MWh that stands outside this inventory: in the asset ledger, or in another approved inventory. */
export interface ForeignClaim extends EnergyStretch {
  readonly use: string;
  /** Certificate or contract; a claim with the number of the instrument is the instrument's own. */
  readonly reference: string;
}

/** What is left out, why, and how large it would be (9.3.1 i). */
export interface Exclusion {
  readonly id: string;
  readonly category: string;
  readonly name: string;
  readonly reason: string;
  /** tCO2e; null: could not be estimated, and `reason` says why. */
  readonly estimate: string | null;
}

export const significanceCriteria = ['magnitude', 'influence', 'risk', 'guidance', 'outsourcing', 'engagement'] as const;
export type SignificanceCriterion = (typeof significanceCriteria)[number];

/** How significance of indirect emissions is judged (5.2.3): weights, score bands of the share of the total, the line that makes significant. */
export interface SignificanceRule {
  readonly weights: Readonly<Record<SignificanceCriterion, string>>;
  /** Share of the total from which a magnitude scores 2, 3, 4, 5, in per cent, rising. */
  readonly magnitudeBands: readonly [string, string, string, string];
  /** Weighted mean from which a category is significant. */
  readonly threshold: string;
  /** Magnitude score that makes significant by itself. */
  readonly decisiveMagnitude: string;
}

/** Scores of one category, 1–5 as decimals; magnitude is computed unless it is given. */
export interface SignificanceScores {
  readonly category: string;
  readonly scores: Readonly<Partial<Record<SignificanceCriterion, string>>>;
  readonly note: string;
}

export interface InventoryInput {
  readonly from: Month;
  readonly to: Month;
  readonly approach: ConsolidationApproach;
  readonly gwpSet: string;
  /** Values in place of the set's, each with its source. */
  readonly gwpOverrides: readonly { readonly gas: string; readonly value: string; readonly source: string }[];
  readonly entities: readonly InventoryEntity[];
  readonly sources: readonly InventorySource[];
  readonly lines: readonly InventoryLine[];
  readonly instruments: readonly Instrument[];
  readonly claimedElsewhere: readonly ForeignClaim[];
  readonly exclusions: readonly Exclusion[];
  readonly significance: { readonly rule: SignificanceRule; readonly scores: readonly SignificanceScores[] };
}

/** One gas of a sum: its mass in tonnes (null for `CO2e`, which has none) and its tCO2e. */
export interface GasAmount {
  readonly gas: string;
  readonly group: GasGroup;
  readonly tonnes: string | null;
  readonly co2e: string;
  readonly gwp: string;
}

/** The seven of ISO 14064-1, `unspecified` for published sums, `other` for gases outside the seven, reported apart from the totals. */
export type GasGroup = 'CO2' | 'CH4' | 'N2O' | 'HFCs' | 'PFCs' | 'SF6' | 'NF3' | 'unspecified' | 'other';
export const gasGroups: readonly GasGroup[] = ['CO2', 'CH4', 'N2O', 'HFCs', 'PFCs', 'SF6', 'NF3', 'unspecified', 'other'];

/** tCO2e of a part of the inventory. `emission` is gross: removals, biogenic CO2 and gases outside the seven stand beside it and are never netted. */
export interface Sums {
  readonly emission: string;
  readonly removal: string;
  readonly biogenic: string;
  readonly nonAnthropogenic: string;
  readonly otherGases: string;
  readonly gases: readonly GasAmount[];
}

export interface SourceResult extends Sums {
  readonly sourceId: string;
  readonly category: string;
  readonly iso: IsoCategory;
  readonly scope: Scope;
  readonly scope3: number | null;
  readonly entityId: string;
  readonly share: string;
  /** In the source's unit, before consolidation. */
  readonly amount: string;
  /** Imported energy: tCO2e by market; null elsewhere. */
  readonly marketBased: string | null;
  readonly months: { readonly expected: number; readonly present: number };
  readonly state: 'complete' | 'partial' | 'none' | 'no_factor';
}

export interface CategoryResult extends Sums {
  readonly category: string;
  readonly iso: IsoCategory;
  readonly scope: Scope;
  readonly scope3: number | null;
  readonly sources: number;
}

/** Scope 2 twice (Scope 2 Guidance ch. 6–7), with what each MWh rests on. */
export interface Scope2Result {
  readonly locationBased: string;
  readonly marketBased: string;
  readonly mwh: string;
  readonly coveredMwh: string;
  readonly applications: readonly InstrumentApplication[];
  /** Instruments that were not applied, with the criteria they miss. */
  readonly refused: readonly {
    readonly instrumentId: string;
    readonly missed: readonly InstrumentCriterion[];
    readonly claimed: readonly ForeignClaim[];
  }[];
  /** Sources whose uncovered part took the location-based factor because no residual mix is known. */
  readonly withoutResidual: readonly string[];
}

export interface InstrumentApplication {
  readonly instrumentId: string;
  readonly sourceId: string;
  readonly mwh: string;
  readonly emission: string;
}

export interface SignificanceResult {
  readonly category: string;
  readonly emission: string;
  readonly sharePct: string;
  readonly scores: Readonly<Record<SignificanceCriterion, string | null>>;
  readonly magnitudeGiven: boolean;
  readonly score: string;
  readonly significant: boolean;
  readonly why: Text;
}

export interface Completeness {
  readonly sources: number;
  readonly complete: number;
  readonly partial: number;
  readonly none: number;
  readonly noFactor: number;
  /** Months with a figure of those expected, in per cent; 100 when nothing is expected. */
  readonly monthsPct: string;
}

export interface InventoryResult {
  readonly total: Sums;
  readonly byIso: readonly (Sums & { readonly iso: IsoCategory })[];
  readonly byScope: readonly (Sums & { readonly scope: Scope })[];
  readonly byCategory: readonly CategoryResult[];
  readonly byEntity: readonly (Sums & { readonly entityId: string })[];
  readonly byMonth: readonly { readonly month: Month | null; readonly iso: IsoCategory; readonly emission: string }[];
  readonly bySource: readonly SourceResult[];
  /** Gross total with scope 2 by market: beside `total`, which is location-based. */
  readonly totalMarketBased: string;
  readonly scope2: Scope2Result;
  readonly significance: readonly SignificanceResult[];
  readonly exclusions: { readonly estimate: string; readonly pct: string };
  readonly completeness: Completeness;
  readonly gwp: readonly { readonly gas: string; readonly value: string; readonly source: string }[];
  readonly findings: readonly Finding[];
}

/** The frozen inventory. `sha256` is over everything but itself, in the house's canonical form. */
export interface OrganizationInventory {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly organization: string;
  readonly entityId: string;
  readonly year: number;
  /** 9.3.1 b: who answers for the report. */
  readonly responsible: string;
  readonly intendedUse: string;
  readonly input: InventoryInput;
  readonly result: InventoryResult;
  /** Base year, uncertainty, method comparison: frozen with the inventory by their own parts. */
  readonly attachments: Readonly<Record<string, unknown>>;
  readonly pins: { readonly classification: string; readonly gwpSource: string; readonly factors: readonly PinnedFactor[] };
  readonly prepared: { readonly by: string; readonly at: string };
  readonly reviewed: { readonly by: string; readonly at: string };
  readonly approved: { readonly by: string; readonly at: string };
  readonly sha256: string;
}
