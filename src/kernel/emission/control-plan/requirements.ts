import type { Text } from '../../text.ts';
import type { PlanAcquisition, PlanFrequency, PlanSection } from './plan.ts';

/** What a rule asks of meters of these kinds. */
export interface MeterRequirement {
  readonly kinds: readonly string[];
  /** Largest permissible error of the class, per cent; null where the rule names none. */
  readonly accuracyPct: string | null;
  /** Longest calibration interval in months. */
  readonly intervalMonths: number | null;
  readonly document: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Where a value is taken from. */
export interface DataSource {
  readonly key: string;
  readonly title: Text;
  /** Whether the plant's own meters measure it; a settlement needs none. */
  readonly metered: boolean;
}

/** What the rules say of some parameters: the proposal for a new plan, and what a plan is checked against. */
export interface ParameterRequirement {
  /** Inputs a plan has to cover. */
  readonly symbols: readonly string[];
  /** Inputs that may take their place: what is said of them is the same, but a plan need not name them. */
  readonly alternatives: readonly string[];
  readonly acquisition: PlanAcquisition;
  readonly frequency: PlanFrequency;
  /** Best first; empty where the rules know no order. */
  readonly sources: readonly DataSource[];
  /** Empty where the parameter needs no meter. */
  readonly meters: readonly MeterRequirement[];
  readonly description: Text;
  readonly ledgers: Text;
  readonly missing: Text;
  readonly department: Text;
  readonly document: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

export interface PlanRequirements {
  /** Month and day of the year before the plan's data year. */
  readonly filing: { readonly opens: string; readonly due: string; readonly document: string };
  readonly parameters: readonly ParameterRequirement[];
  /** Proposed wording of the written parts. */
  readonly sections: Readonly<Record<PlanSection, Text>>;
}

export function requirementOf(requirements: PlanRequirements | null, symbol: string): ParameterRequirement | null {
  return requirements?.parameters.find((one) => one.symbols.includes(symbol) || one.alternatives.includes(symbol)) ?? null;
}
