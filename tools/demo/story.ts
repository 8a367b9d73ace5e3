import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type MonthFigures = Readonly<Record<string, string>> & { readonly month: string };

/** A monthly composite of the story, in the names of its file. */
export interface SampleFigures {
  readonly unit: string;
  readonly month: string;
  readonly number: string;
  readonly sampled_on: string;
  readonly received_on: string;
  readonly tested_on: string;
  readonly reported_on: string;
  readonly report_number: string;
  readonly m_ad: string;
  readonly carbon: string;
  readonly ncv_ar?: string;
  readonly ash: string;
  readonly volatile: string;
  readonly hydrogen: string;
  readonly sulfur: string;
}

export interface Story {
  readonly units: readonly { ref: string; code: string; name: string; name_en: string }[];
  readonly meters: readonly {
    code: string;
    unit: string | null;
    name: string;
    model: string;
    accuracy_class: string;
    accuracy_pct: string;
    calibrations: readonly { on: string; until: string }[];
  }[];
  readonly samples: readonly SampleFigures[];
  readonly own_calorific: readonly { unit: string; month: string; deviation?: string }[];
  readonly corrections: readonly { unit: string; month: string; values: Readonly<Record<string, string>>; paper: { file: string } }[];
  readonly verification: {
    year: number;
    verifier: string;
    verified_on: string;
    total: string;
    units: Readonly<Record<string, string>>;
    statement: string;
    paper: { file: string };
  };
  readonly control_plans: readonly { year: number; filed_on: string; receipt: string; paper: { file: string } }[];
  readonly allocations: readonly {
    year: number;
    decided_on: string;
    document_no: string;
    tonnes: Readonly<Record<string, string>>;
    paper?: { file: string };
  }[];
  readonly years: readonly { unit: string; year: number; months: readonly MonthFigures[] }[];
}

export function readStory(file: string): Story {
  return parse(readFileSync(file, 'utf8')) as Story;
}

/** A small seeded generator, so that the invented daily figures are the same at every run. */
export function seeded(text: string): () => number {
  let state = 2166136261;
  for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519);
    state = Math.imul(state ^ (state >>> 13), 3266489917);
    state ^= state >>> 16;
    return (state >>> 0) / 4294967296;
  };
}

/** Splits an amount with two decimals into parts with two decimals that add up to it exactly. */
export function split(total: string, parts: number, random: () => number, spread: number): string[] {
  const hundredths = Math.round(Number(total) * 100);
  const weights = Array.from({ length: parts }, () => 1 + (random() - 0.5) * spread);
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((w) => Math.floor((hundredths * w) / sum));
  shares[parts - 1] = (shares[parts - 1] ?? 0) + hundredths - shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => (share / 100).toFixed(2));
}

export function daysOf(month: string): number {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate();
}

export function addDaysTo(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Coal of each day as the ledger splits it, and the day's moisture around the month's, %. */
export function coalDays(unitCode: string, figures: MonthFigures): { day: string; fuelT: string; mAr: string }[] {
  const fuel = split(figures.FC ?? '0', daysOf(figures.month), seeded(`${unitCode}/${figures.month}`), 0.16);
  const moisture = seeded(`moisture ${unitCode} ${figures.month}`);
  const level = 11.4 + moisture() * 2.2;
  return fuel.map((fuelT, i) => ({
    day: `${figures.month}-${String(i + 1).padStart(2, '0')}`,
    fuelT,
    mAr: (level + (moisture() - 0.5) * 1.6).toFixed(1),
  }));
}
