import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { roleCodes } from '../../../contract/roles.ts';
import { turns } from './story-turns.ts';

const role = z.enum(roleCodes as readonly [(typeof roleCodes)[number], ...(typeof roleCodes)[number][]]);
const stream = z.object({
  code: z.string(),
  name: z.string(),
  name_en: z.string(),
  fuel_kind: z.enum(['coal', 'oil', 'gas']),
  fuel: z.string(),
});
const state = z.enum(['draft', 'in_review', 'reviewed', 'approved', 'locked']);

/** The story file of the demonstration (data/demo/enterprise.yaml), as far as this version tells it. */
const story = z.object({
  clock: z.string(),
  organization: z.object({ name: z.string(), name_en: z.string() }),
  people: z.array(
    z.object({
      persona: z.string(),
      name: z.string(),
      name_en: z.string(),
      job: z.string(),
      job_en: z.string(),
      roles: z.array(role),
      entity: z.string().optional(),
    }),
  ),
  entities: z.array(
    z
      .object({
        ref: z.string(),
        parent: z.string().optional(),
        kind: z.enum(['group', 'company', 'plant']),
        name: z.string(),
        name_en: z.string(),
      })
      .catchall(z.string()),
  ),
  units: z.array(
    z
      .object({
        ref: z.string(),
        entity: z.string(),
        code: z.string(),
        name: z.string(),
        name_en: z.string(),
        fuel_streams: z.array(stream),
      })
      .catchall(z.string()),
  ),
  scope: z.object({
    effective_from: z.string(),
    consolidation_approach: z.string(),
    statement: z.string(),
    statement_en: z.string(),
    annexes: z.array(z.string()),
    exclusions: z.array(z.object({ subject: z.string(), reason: z.string() })),
    drafted_at: z.string(),
    approved_at: z.string(),
  }),
  meters: z.array(
    z.object({
      code: z.string(),
      unit: z.string().nullable(),
      name: z.string(),
      name_en: z.string(),
      kind: z.string(),
      model: z.string(),
      location: z.string(),
      parameter: z.string(),
      accuracy_class: z.string(),
      accuracy_pct: z.string(),
      months: z.number(),
      calibrations: z.array(z.object({ on: z.string(), until: z.string() })),
    }),
  ),
  ...turns,
  states: z.array(z.object({ unit: z.string(), year: z.number(), through: z.string(), state })),
  open: z.array(z.object({ unit: z.string(), month: z.string(), missing: z.array(z.string()), without_evidence: z.array(z.string()) })),
  years: z.array(z.object({ unit: z.string(), year: z.number(), months: z.array(z.object({ month: z.string() }).catchall(z.string())) })),
});

export type Story = z.output<typeof story>;
export type StoryMonth = Story['years'][number]['months'][number];
export type StoryState = z.output<typeof state>;

export function readStory(referenceFolder: string): Story {
  return story.parse(parse(readFileSync(path.join(referenceFolder, 'demo/enterprise.yaml'), 'utf8')));
}

/** Where a month stands on the day the demonstration opens. */
export function stateOf(told: Story, unit: string, month: string): StoryState {
  const ordered = told.states
    .filter((s) => s.unit === unit && String(s.year) === month.slice(0, 4))
    .sort((a, b) => (a.through < b.through ? -1 : 1));
  return ordered.find((s) => month <= s.through)?.state ?? 'draft';
}

/** A day of the month after (or `later` months on), as an instant during office hours in Beijing: when the people of the story did their work. */
export function monthAfter(month: string, day: number, hour: number, later = 0): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number + later, day, hour - 8, 7)).toISOString();
}

export interface StoryDay {
  readonly unit: string;
  readonly day: string;
  readonly fuelT: string;
  readonly mAr: string;
}

/** Coal and moisture of every day of the units that keep samples (data/demo/coal-days.csv). */
export function readCoalDays(referenceFolder: string): StoryDay[] {
  const [, ...lines] = readFileSync(path.join(referenceFolder, 'demo/coal-days.csv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [unit = '', day = '', fuelT = '', mAr = ''] = line.split(',');
    return { unit, day, fuelT, mAr };
  });
}

/** Hours of a monitored stack: hour, status, CO2 in % dry, flow in Nm³/h dry, moisture, oxygen, temperature, load. */
export function readStackHours(referenceFolder: string, file: string) {
  const [, ...lines] = readFileSync(path.join(referenceFolder, 'demo', file), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [hour, status, co2Percent, flow, moisturePercent, o2Percent, temperatureC, loadPercent] = line
      .split(',')
      .map((cell) => (cell === '' ? null : cell));
    return { hour, status, co2Percent, flow, moisturePercent, o2Percent, temperatureC, loadPercent };
  });
}
