import type { Found, Recipe } from './intake-model.ts';

/** How a sheet with these columns was read, for the next file that has them. */
export interface Reading {
  readonly name: string;
  readonly columns: string;
  readonly recipe: Recipe;
}

/** The names of the columns a mapping belongs to. */
function columnsOf(found: Found, index: number, headerRow: number): string {
  const sheet = found.sheets[index];
  return JSON.stringify([sheet?.columns ?? 0, sheet?.start[headerRow - 1] ?? null]);
}

export function readingAt(found: Found | null, index: number, recipe: Recipe | undefined): Reading | null {
  const sheet = found?.sheets[index];
  return found && sheet && recipe ? { name: sheet.name, columns: columnsOf(found, index, recipe.headerRow), recipe } : null;
}

/** The sheets that were imported from the file's source last time; else the first that is known, or the first. */
export function sheetsOfSource({ sheets }: Found): number[] {
  const first = Math.max(
    0,
    sheets.findIndex((sheet) => sheet.own || sheet.source !== null),
  );
  const source = sheets[first]?.source;
  const before = sheets.flatMap((sheet, index) => (source && sheet.source?.id === source.id && sheet.source.asBefore ? [index] : []));
  return before.length > 0 ? before : [first];
}

/** A corrected file: its sheets read as those of the same columns were told before; null where it has none of them. */
export function sheetsAsTold(found: Found, readings: readonly Reading[]): { chosen: number[]; recipes: Recipe[] } | null {
  const told = found.sheets.map((sheet, index) => {
    if (sheet.own) return undefined;
    const alike = readings.filter((one) => one.columns === columnsOf(found, index, one.recipe.headerRow));
    return alike.find((one) => one.name === sheet.name) ?? (found.sheets.length === 1 ? alike[0] : undefined);
  });
  const chosen = told.flatMap((one, index) => (one ? [index] : []));
  if (chosen.length === 0) return null;
  const recipes = found.sheets.map(({ recipe, source }, index) => {
    const one = told[index];
    return one ? { ...one.recipe, sheet: recipe.sheet } : (source?.recipe ?? recipe);
  });
  return { chosen, recipes };
}

/** Whether two sheets have the same columns under this line of names. */
export function alike(found: Found, a: number, b: number, headerRow: number): boolean {
  return columnsOf(found, a, headerRow) === columnsOf(found, b, headerRow);
}

/** The mapping of a sheet changed, and with it that of the other chosen ones with the same columns: they are told once. */
export function withRecipe(found: Found, recipes: readonly Recipe[], chosen: readonly number[], index: number, changed: Recipe): Recipe[] {
  const before = recipes[index]?.headerRow ?? changed.headerRow;
  return recipes.map((one, i) =>
    i === index || (chosen.includes(i) && alike(found, i, index, before)) ? { ...changed, sheet: one.sheet } : one,
  );
}

/** Sheets that are added take the mapping of a chosen one with the same columns. */
export function withAlikes(found: Found, recipes: readonly Recipe[], chosen: readonly number[], wanted: readonly number[]): Recipe[] {
  return recipes.map((one, i) => {
    if (!wanted.includes(i) || chosen.includes(i)) return one;
    const model = chosen.find((j) => alike(found, i, j, recipes[j]?.headerRow ?? 0));
    const recipe = model === undefined ? undefined : recipes[model];
    return recipe ? { ...recipe, sheet: one.sheet } : one;
  });
}
