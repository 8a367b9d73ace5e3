import { z } from 'zod';
import { monthState } from './emission-grid.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { dataYear, decimalInput, figureText, id, month, text } from './values.ts';

/** A unit's year calculated again with another factor or by the rules of another year; stores nothing (A.9). */

const compared = { old: figureText.nullable(), new: figureText.nullable(), difference: figureText.nullable() };

export const whatIf = z
  .object({
    unitId: id,
    unitName: text,
    year: z.int(),
    ruleYear: z.int(),
    method: z.object({ id: z.string(), version: z.int(), title: text, ruleYears: z.object({ from: z.int(), to: z.int() }).nullable() }),
    unit: z.string(),
    total: z.object(compared),
    months: z.array(z.object({ month, state: monthState, ...compared })),
    sources: z.array(z.object({ name: text, ...compared })),
    /** What of the method may be set: the value it took, and the one set here. */
    inputs: z.array(
      z.object({
        symbol: z.string(),
        title: text,
        type: z.enum(['quantity', 'choice', 'text', 'boolean', 'integer']),
        unit: z.string(),
        values: z.array(z.string()),
        used: z.string().nullable(),
        given: z.string().nullable(),
        source: z.string(),
      }),
    ),
    findings: z.array(finding),
    notes: z.array(text),
  })
  .meta({ id: 'WhatIf' });

export const whatIfEndpoints = {
  calculateWhatIf: endpoint({
    name: 'emission.calculateWhatIf',
    method: 'POST',
    path: '/api/v1/units/{unitId}/years/{year}/what-if',
    summary: { zh: '用另一因子或另一年度规则试算（不保存）', en: 'Calculate again with another factor or rule year; stores nothing' },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, year: dataYear }),
    body: z.strictObject({
      ruleYear: dataYear.optional(),
      overrides: z
        .array(z.strictObject({ symbol: z.string().max(60), value: z.union([decimalInput, z.boolean(), z.string().max(60)]) }))
        .max(40)
        .default([]),
    }),
    reply: whatIf,
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
