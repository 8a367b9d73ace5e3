import { useState } from 'react';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { storeFile } from '../../../api/files.ts';
import { useDeed } from '../../../api/queries.ts';
import type { Alias, Found, ImportFile, Preview, Recipe, Run } from './intake-model.ts';

export type Step = 'file' | 'mapping' | 'names' | 'preview' | 'result';

interface State {
  readonly step: Step;
  readonly file: ImportFile | null;
  readonly found: Found | null;
  readonly sheet: number;
  readonly recipe: Recipe | null;
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

interface Told extends Pick<State, 'recipe' | 'aliases' | 'sourceId' | 'sourceName'> {
  readonly columns: string;
}

/** The names of the columns a mapping belongs to. */
function columnsOf(found: Found | null, index: number, headerRow: number): string {
  return JSON.stringify(found?.sheets[index]?.start[headerRow - 1] ?? null);
}

function toldIn({ found, sheet, recipe, aliases, sourceId, sourceName, last }: State): Told | null {
  return recipe ? { recipe, aliases, sourceId, sourceName, columns: columnsOf(found, sheet, recipe.headerRow) } : last;
}

const begin: State = {
  step: 'file',
  file: null,
  found: null,
  sheet: 0,
  recipe: null,
  aliases: [],
  sourceId: null,
  sourceName: '',
  own: false,
  preview: null,
  run: null,
  jobId: null,
  last: null,
};

/** Which sheet is looked at, with what is proposed for it: what its source was read with last time, else what was recognised. */
function atSheet(found: Found, index: number): Partial<State> {
  const sheet = found.sheets[index];
  if (!sheet) return {};
  const { source } = sheet;
  return {
    sheet: index,
    recipe: source ? { ...source.recipe, sheet: sheet.recipe.sheet } : sheet.recipe,
    aliases: source?.aliases ?? [],
    sourceId: source?.id ?? null,
    sourceName: source?.name ?? '',
    own: sheet.own,
  };
}

/** Where the import stands. What was told (mapping, names) stays when something is refused. */
export function useImportWizard() {
  const [state, setState] = useState<State>(begin);
  const change = (parts: Partial<State>) => setState((now) => ({ ...now, ...parts }));
  const recognise = useDeed(intakeEndpoints.recogniseImport, []);
  const look = useDeed(intakeEndpoints.previewImport, []);
  const take = useDeed(intakeEndpoints.runImport);
  const startJob = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);

  async function previewOf(file: ImportFile, told: Pick<State, 'recipe' | 'aliases' | 'sourceId'>): Promise<void> {
    if (!told.recipe) return;
    const body = { ...file, recipe: told.recipe, aliases: [...told.aliases], sourceId: told.sourceId };
    const preview = await look.mutateAsync({ body });
    change({ preview, step: preview.unknown.length > 0 ? 'names' : 'preview' });
  }
  async function choose(name: string, content: Blob): Promise<void> {
    const stored = await storeFile(content);
    const file = { fileSha256: stored.sha256, fileName: name };
    const found = await recognise.mutateAsync({ body: file });
    const first = Math.max(
      0,
      found.sheets.findIndex((sheet) => sheet.own || sheet.source !== null),
    );
    const last = toldIn(state);
    const again = last?.recipe && last.columns === columnsOf(found, first, last.recipe.headerRow) ? last : null;
    const at = { ...atSheet(found, first), ...(again && !found.sheets[first]?.own ? again : {}) };
    setState({ ...begin, ...at, file, found, step: 'mapping', last });
    const sheet = found.sheets[first];
    if (sheet && (sheet.own || sheet.source || again) && at.recipe) {
      const told = { recipe: at.recipe, aliases: at.aliases ?? [], sourceId: at.sourceId ?? null };
      await previewOf(file, told).catch(() => {});
    }
  }
  function order(asEvidence: boolean) {
    const { file, recipe, aliases, sourceId, sourceName, preview } = state;
    if (!file || !recipe || !preview) return null;
    const name = sourceName.trim();
    return {
      ...file,
      recipe,
      aliases: [...aliases],
      sourceId,
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
    toSheet: (index: number) => state.found && change(atSheet(state.found, index)),
    showPreview: () => (state.file ? previewOf(state.file, state) : Promise.resolve()),
    confirm,
    again: () => setState((now) => ({ ...begin, last: toldIn(now) })),
    busy: recognise.isPending || look.isPending || take.isPending || startJob.isPending,
    problem: look.error ?? take.error ?? startJob.error,
  };
}

export type ImportWizard = ReturnType<typeof useImportWizard>;
