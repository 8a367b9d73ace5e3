import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { evidenceKind } from '../../../contract/document.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Command } from '../../work/command.ts';
import { addPaper } from './load-boundary.ts';
import { heldClass } from './load-movements.ts';
import type { Scene } from './load-turns.ts';
import type { Deed } from './year-desk.ts';

const text = z.string();

/** A chapter as its file tells it: papers by name, and deeds with their input. */
const chapter = z.strictObject({
  /** Where the chapter rests on data of others. */
  licence: text.optional(),
  credit: text.optional(),
  papers: z.record(text, z.strictObject({ file: text, title: text, kind: evidenceKind, from: text, to: text })).default({}),
  deeds: z.array(
    z.strictObject({
      ...{ by: text, at: text, deed: text, as: text.optional() },
      /** The "no" that the product gives here. */
      refused: text.optional(),
      input: z.record(text, z.unknown()),
    }),
  ),
});

export type ToldDeed = z.output<typeof chapter>['deeds'][number];
type Papers = z.output<typeof chapter>['papers'];
export type Input = Readonly<Record<string, unknown>>;

/** What a chapter may tell: a command by its name in the story, or several deeds at once. */
export type Tellable = Command<z.ZodType, unknown> | ((told: ToldDeed, input: Input) => Promise<unknown>);

/** What a name in the story stands for. */
type Resolve = (told: ToldDeed, words: readonly string[]) => Promise<string>;

export interface ChapterParts {
  /** Below data/demo. */
  readonly file: string;
  readonly deeds: Readonly<Record<string, Tellable>>;
  /** Names that begin with a word of their own, as `$factor grid.CN`. */
  readonly names?: Readonly<Record<string, Resolve>>;
}

/** What deeds made, by the name the story gives it; `$claim.number` is a field of the reply. */
type Made = Map<string, Readonly<Record<string, unknown>>>;

/** A paper is added to the evidence when it is first named. */
async function paperOf({ cast, shelving }: Scene, papers: Papers, made: Made, told: ToldDeed, name: string): Promise<string> {
  const there = made.get(`paper ${name}`)?.id;
  if (typeof there === 'string') return there;
  const id = await addPaper(cast, shelving, told.by, told.at, present(papers[name], `paper ${name} of the story`));
  made.set(`paper ${name}`, { id });
  return id;
}

async function nameOf(scene: Scene, parts: ChapterParts, papers: Papers, made: Made, told: ToldDeed, name: string): Promise<string> {
  const [word = '', ...more] = name.split(' ');
  const own = parts.names?.[word];
  if (own) return await own(told, more);
  if (word === 'class') return await heldClass(scene, told.at, more.slice(0, 2).join(' '), more[2] ?? '');
  if (word === 'paper') return await paperOf(scene, papers, made, told, more.join(' '));
  const [thing = '', field = 'id'] = word.split('.');
  const there = made.get(thing)?.[field] ?? scene.places.entities.get(word);
  return String(present(there, `${name} of the story in ${parts.file}`));
}

/** The input with every `$name` in it, at any depth, replaced by what it stands for; `@persona` by that person. */
async function filled(value: unknown, named: (name: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') return /^[$@]/.test(value) ? await named(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const one of value) items.push(await filled(one, named));
    return items;
  }
  const fields: [string, unknown][] = [];
  for (const [key, one] of Object.entries(value)) fields.push([key, await filled(one, named)]);
  return Object.fromEntries(fields);
}

async function refusedWith(code: string, deed: Promise<unknown>): Promise<void> {
  const said = await deed.then(
    () => 'nothing',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
  if (said !== code) throw new Error(`the story expects ${code}, the product said ${said}`);
}

/**
 * Tells a chapter: deed after deed, each through the product's own command, by its person at its instant.
 * In an input `$name` is what an earlier deed made (or a field of it, `$name.number`), an entity of the story, `$class CEA 2021` a class that is held,
 * `$paper name` a paper of the chapter added to the evidence, `@persona` a person.
 */
export function chapterDeeds(scene: Scene, parts: ChapterParts): Deed[] {
  const { papers, deeds } = chapter.parse(
    parse(readFileSync(path.join(scene.referenceFolder, 'demo', parts.file), 'utf8'), { merge: true }),
  );
  const made: Made = new Map();
  const tell = async (told: ToldDeed): Promise<void> => {
    const named = async (name: string) =>
      name.startsWith('@') ? scene.cast.personId(name.slice(1)) : await nameOf(scene, parts, papers, made, told, name.slice(1));
    const input = Object.fromEntries(Object.entries(z.record(text, z.unknown()).parse(await filled(told.input, named))));
    const deed = present(parts.deeds[told.deed], `${told.deed} in ${parts.file}`);
    const doing = typeof deed === 'function' ? deed(told, input) : scene.cast.act(told.by, told.at, deed, input);
    if (told.refused !== undefined) return await refusedWith(told.refused, doing);
    const reply = await doing;
    if (told.as !== undefined && typeof reply === 'object' && reply !== null) made.set(told.as, Object.fromEntries(Object.entries(reply)));
  };
  return deeds.map((told) => ({ at: told.at, run: () => tell(told) }));
}
