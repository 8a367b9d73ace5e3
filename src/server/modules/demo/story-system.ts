import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { evidenceKind } from '../../../contract/document.ts';

const text = z.string();
/** Beijing time to the minute, as an instant. */
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
  .transform((told) => new Date(`${told.replace(' ', 'T')}:00+08:00`).toISOString());
const says = z.record(text, z.unknown());

const step = z.strictObject({
  /** `change` the content, `attach` a paper, `compute` its values of a `year`, its review or its inputs; otherwise a move of the register's life cycle. */
  do: text,
  by: text,
  on: instant,
  says: says.default({}),
  reason: text.default(''),
  paper: text.optional(),
  year: z.number().optional(),
});

const assessment = z.strictObject({
  at: text,
  year: z.number(),
  by: text,
  on: instant,
  note: text,
  /** Where the assessor differs from what live data propose. */
  overruled: z.array(z.strictObject({ clause: text, score: z.number(), reason: text })),
  signed: z.strictObject({ by: text, on: instant }),
});

/** The management system of the demonstration (data/demo/system.yaml): records with what became of them, and the assessments of its maturity. */
const systemStory = z.strictObject({
  papers: z.record(text, z.strictObject({ file: text, title: text, kind: evidenceKind, from: text, to: text })),
  records: z.array(z.strictObject({ as: text, in: text, at: text, by: text, on: instant, says, after: z.array(step).default([]) })),
  assessments: z.array(assessment),
});

export type SystemStory = z.output<typeof systemStory>;
export type RecordStep = z.output<typeof step>;
export type AssessmentTold = z.output<typeof assessment>;

export function readSystemStory(referenceFolder: string): SystemStory {
  return systemStory.parse(parse(readFileSync(path.join(referenceFolder, 'demo/system.yaml'), 'utf8')));
}
