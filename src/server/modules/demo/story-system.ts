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
  /** `change` the content, `attach` a paper, otherwise a move of the register's life cycle. */
  do: text,
  by: text,
  on: instant,
  says: says.default({}),
  reason: text.default(''),
  paper: text.optional(),
});

/** The management system of the demonstration (data/demo/system.yaml): records with what became of them. */
const systemStory = z.strictObject({
  papers: z.record(text, z.strictObject({ file: text, title: text, kind: evidenceKind, from: text, to: text })),
  records: z.array(z.strictObject({ as: text, in: text, at: text, by: text, on: instant, says, after: z.array(step).default([]) })),
});

export type SystemStory = z.output<typeof systemStory>;
export type RecordStep = z.output<typeof step>;

export function readSystemStory(referenceFolder: string): SystemStory {
  return systemStory.parse(parse(readFileSync(path.join(referenceFolder, 'demo/system.yaml'), 'utf8')));
}
