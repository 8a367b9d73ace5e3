import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type MonthFigures = Readonly<Record<string, string>> & { readonly month: string };

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
