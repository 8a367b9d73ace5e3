import type { z } from 'zod';
import { type importPreview, intakeEndpoints } from '../../../../contract/intake.ts';
import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import type { GatheredParts } from './answer-intake.ts';
import { compareWithGrid, type Line } from './compare.ts';
import { inlineValues } from './sizes.ts';

type Preview = z.input<typeof importPreview>;

const shownLines = 1000;

function lineView({ entry, data, prepared, state, before }: Line): Preview['lines'][number] {
  return {
    sheet: entry.sheet,
    cell: entry.cell,
    unitId: entry.unitId,
    unitName: { zh: data.unit.name, en: data.unit.nameEn },
    rowKey: prepared.row.key,
    title: rowTitle(prepared.row),
    month: entry.month,
    state,
    before,
    after: prepared.value ?? '',
    unit: prepared.row.input.unit,
    givenValue: entry.value,
    givenUnit: prepared.unit,
    formula: entry.formula !== null,
  };
}

/** What an import would do: every value new, changed, unchanged or wrong, with its cell in the file. Nothing is written. */
export function previewImport(shelf: Shelf, gathered: GatheredParts) {
  return query({
    name: 'emission.preview-import',
    action: 'emission.record',
    input: intakeEndpoints.previewImport.body,
    run: async (work): Promise<Preview> => {
      const kept: Record<Line['state'], Line[]> = { new: [], changed: [], unchanged: [] };
      const compared = await compareWithGrid(work, shelf, gathered, {
        each: (line) => {
          if (kept[line.state].length < shownLines) kept[line.state].push(line);
        },
      });
      const lines = [...kept.changed, ...kept.new, ...kept.unchanged].slice(0, shownLines);
      const { counts, findings, errors, formulas, months, seal } = compared;
      return {
        counts: {
          rows: gathered.rows,
          ...counts,
          empty: gathered.empty,
          skipped: gathered.skipped,
          errors,
          formulas,
          unresolved: gathered.unknown.reduce((sum, one) => sum + one.count, 0),
        },
        lines: lines.map(lineView),
        findings: changeable(findings),
        unknown: gathered.unknown.map((one) => ({ ...one })),
        seal,
        months: [...months],
        inBackground: counts.new + counts.changed > inlineValues,
      };
    },
  });
}
