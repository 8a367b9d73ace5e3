import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { dataYear, figureText, id, instant, text } from './values.ts';

/** Why a year's emission is another than the year before, with the statement of who answers for it (A.9). */

const parts = z.object({
  output: figureText,
  fuel_intensity: figureText,
  carbon_content: figureText,
  oxidation: figureText,
  other_sources: figureText,
  units: figureText,
});

export const yearChange = z
  .object({
    entityId: id,
    year: z.int(),
    /** False where the year before or the year itself has no data. */
    comparable: z.boolean(),
    unit: z.string(),
    before: figureText,
    now: figureText,
    difference: figureText,
    intensityBefore: figureText.nullable(),
    intensityNow: figureText.nullable(),
    parts,
    units: z.array(
      z.object({ unitId: id, unitName: text, before: figureText.nullable(), now: figureText.nullable(), difference: figureText, parts }),
    ),
    statements: z.array(
      z.object({
        version: z.int(),
        statement: z.string(),
        changeT: figureText.nullable(),
        recordedAt: instant,
        recordedByName: z.string(),
      }),
    ),
  })
  .meta({ id: 'YearChange' });

const place = z.object({ entityId: id, year: dataYear });

export const yearChangeEndpoints = {
  readYearChange: endpoint({
    name: 'emission.readYearChange',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/change',
    summary: { zh: '年度同比变化的分解与说明', en: 'Change against the year before: its parts and its explanation' },
    access: { action: 'emission.read' },
    params: place,
    reply: yearChange,
    refusals: ['not_found'],
  }),
  stateYearChange: endpoint({
    name: 'emission.stateYearChange',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/years/{year}/change/statements',
    summary: { zh: '说明年度同比变化（新版本）', en: 'Explain the change against the year before, as a new version' },
    access: { action: 'emission.record' },
    params: place,
    body: z.strictObject({ statement: z.string().trim().min(1).max(4000), seenVersion: z.int().min(0) }),
    reply: yearChange,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
} as const;
