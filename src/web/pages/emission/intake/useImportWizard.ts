import { useState } from 'react';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { storeFile } from '../../../api/files.ts';
import { useDeed } from '../../../api/queries.ts';
import { type Alias, type Found, type ImportFile, type Preview, type Recipe, type Run, withAlias } from './intake-model.ts';
import { type Reading, readingAt, sheetsAsTold, sheetsOfSource, withAlikes, withRecipe } from './sheets.ts';

export type Step = 'file' | 'mapping' | 'names' | 'preview' | 'result';

interface State {
  readonly step: Step;
  readonly file: ImportFile | null;
  readonly found: Found | null;
  /** The sheets that are imported, and the one whose mapping is looked at. */
  readonly chosen: readonly number[];
  readonly sheet: number;
  /** How each sheet of the file is read. */
  readonly recipes: readonly Recipe[];
  readonly aliases: readonly Alias[];
  readonly sourceId: string | null;
  readonly sourceName: string;
  readonly own: boolean;
  readonly preview: Preview | null;
  readonly run: Run | null;
  readonly jobId: string | null;
  /** What was told of the file before, for its corrected version. */
  readonly last: Told | null;
}

interface Told extends Pick<State, 'aliases' | 'sourceId' | 'sourceName'> {
  readonly readings: readonly Reading[];
}

function toldIn({ found, chosen, recipes, aliases, sourceId, sourceName, last }: State): Told | null {
  const readings = chosen.flatMap((index) => readingAt(found, index, recipes[index]) ?? []);
  return readings.length > 0 ? { readings, aliases, sourceId, sourceName } : last;
}

const begin: State = {
  step: 'file',
  file: null,
  found: null,
  chosen: [],
  sheet: 0,
  recipes: [],
  aliases: [],
  sourceId: null,
  sourceName: '',
  own: false,
  preview: null,
  run: null,
  jobId: null,
  last: null,
};

/** What is proposed for these sheets: what their source was read with last time, else what was recognised. */
function atSheets(found: Found, chosen: readonly number[]): Partial<State> {
  const sheets = chosen.flatMap((index) => found.sheets[index] ?? []);
  const sources = sheets.flatMap((one) => one.source ?? []);
  const [source] = sources;
  return {
    chosen,
    sheet: chosen[0] ?? 0,
    recipes: found.sheets.map((one) => one.source?.recipe ?? one.recipe),
    aliases: sources.reduce<Alias[]>((all, one) => one.aliases.reduce(withAlias, all), []),
    sourceId: source?.id ?? null,
    sourceName: source?.name ?? '',
    own: sheets.every((one) => one.own),
  };
}

/** Other sheets are chosen. What was told of those that stay holds, and for others of the same columns too. */
function withSheets({ found, recipes, chosen, sheet }: State, wanted: readonly number[]): Partial<State> {
  if (!found || wanted.length === 0) return {};
  const next = [...wanted].sort((a, b) => a - b);
  if (!next.some((index) => chosen.includes(index))) return atSheets(found, next);
  return { chosen: next, sheet: next.includes(sheet) ? sheet : (next[0] ?? 0), recipes: withAlikes(found, recipes, chosen, next) };
}

/** What the preview and the import are asked with. */
function readingOf({ file, chosen, recipes, aliases, sourceId }: Pick<State, 'file' | 'chosen' | 'recipes' | 'aliases' | 'sourceId'>) {
  const [recipe, ...more] = chosen.flatMap((index) => recipes[index] ?? []);
  return file && recipe ? { ...file, recipe, more, aliases: [...aliases], sourceId } : null;
}

/** Where the import stands. What was told (mapping, names) stays when something is refused. */
export function useImportWizard() {
  const [state, setState] = useState<State>(begin);
  const change = (parts: Partial<State>) => setState((now) => ({ ...now, ...parts }));
  const recognise = useDeed(intakeEndpoints.recogniseImport, []);
  const look = useDeed(intakeEndpoints.previewImport, []);
  const take = useDeed(intakeEndpoints.runImport);
  const startJob = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);

  async function previewOf(told: Parameters<typeof readingOf>[0]): Promise<void> {
    const body = readingOf(told);
    if (!body) return;
    const preview = await look.mutateAsync({ body });
    change({ preview, step: preview.unknown.length > 0 ? 'names' : 'preview' });
  }
  async function choose(name: string, content: Blob): Promise<void> {
    const stored = await storeFile(content);
    const file = { fileSha256: stored.sha256, fileName: name };
    const found = await recognise.mutateAsync({ body: file });
    const last = toldIn(state);
    const again = last ? sheetsAsTold(found, last.readings) : null;
    const proposed = atSheets(found, again?.chosen ?? sheetsOfSource(found));
    const at = {
      ...begin,
      ...proposed,
      ...(last && again ? { ...last, ...again } : {}),
      sheet: (again?.chosen ?? proposed.chosen)?.[0] ?? 0,
    };
    const next: State = { ...at, file, found, step: 'mapping', last };
    setState(next);
    const first = found.sheets[next.sheet];
    if (first && (first.own || first.source || again)) await previewOf(next).catch(() => {});
  }
  function order(asEvidence: boolean) {
    const reading = readingOf(state);
    const { sourceName, preview } = state;
    if (!reading || !preview) return null;
    const name = sourceName.trim();
    return {
      ...reading,
      sourceName: name === '' ? null : name,
      acquisition: 'measured' as const,
      asEvidence,
      seal: preview.seal,
    };
  }
  async function confirm(asEvidence: boolean): Promise<void> {
    const body = order(asEvidence);
    if (!body) return;
    if (state.preview?.inBackground) {
      const job = await startJob.mutateAsync({ body: { kind: 'intake.import', input: body } });
      change({ jobId: job.id, step: 'result' });
    } else change({ run: await take.mutateAsync({ body }), step: 'result' });
  }
  return {
    state,
    change,
    choose,
    recipe: state.recipes[state.sheet] ?? null,
    /** Changes the mapping of the sheet that is looked at, and of those chosen with the same columns. */
    setRecipe: (recipe: Recipe) =>
      setState((now) => (now.found ? { ...now, recipes: withRecipe(now.found, now.recipes, now.chosen, now.sheet, recipe) } : now)),
    toSheet: (sheet: number) => change({ sheet }),
    toSheets: (wanted: readonly number[]) => setState((now) => ({ ...now, ...withSheets(now, wanted) })),
    showPreview: () => previewOf(state),
    confirm,
    again: () => setState((now) => ({ ...begin, last: toldIn(now) })),
    busy: recognise.isPending || look.isPending || take.isPending || startJob.isPending,
    problem: look.error ?? take.error ?? startJob.error,
  };
}

export type ImportWizard = ReturnType<typeof useImportWizard>;
