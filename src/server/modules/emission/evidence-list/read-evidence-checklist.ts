import { evidenceKind } from '../../../../contract/document.ts';
import { evidenceListEndpoints } from '../../../../contract/evidence-list.ts';
import { metBy } from '../../../../kernel/emission/evidence-list.ts';
import { query } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { cellObject, loadUnitYear } from '../unit-year.ts';
import { evidencedValues } from './papers.ts';

/** Which papers each value of a month asks for, and which of them are there (A.8). */
export function readEvidenceChecklist(shelf: Shelf) {
  return query({
    name: 'emission.read-evidence-checklist',
    action: 'emission.read',
    input: evidenceListEndpoints.readEvidenceChecklist.params,
    run: async (work, { unitId, month }) => {
      const data = await loadUnitYear(work, shelf, unitId, Number(month.slice(0, 4)));
      await work.permit('emission.read', data.unit.entityId);
      const list = shelf.evidenceList(data.unit.methodId);
      if (!list) return { source: '', requiredFrom: 0, required: false, values: [] };
      const ids = data.cells.filter((cell) => cell.month === month && cell.value !== null).map((cell) => cell.cellId);
      const kinds = await document.evidenceKinds(work, cellObject, ids);
      const attached = await document.evidenceOf(work, cellObject, ids);
      const values = evidencedValues(data, month, kinds).flatMap((value) => {
        const items = list.items(value.parameter);
        if (items.length === 0) return [];
        const own = attached.get(value.cellId) ?? [];
        return [
          {
            cellId: value.cellId,
            rowKey: value.rowKey,
            title: value.title,
            items: items.map((item) => ({
              code: item.code,
              title: item.title,
              required: item.required,
              kinds: evidenceKind.array().parse(item.kinds),
              met: metBy(item, value),
              evidence: own
                .filter((one) => [one.kind, ...one.kinds].some((kind) => item.kinds.includes(kind)))
                .map(({ id, title }) => ({ id, title })),
            })),
          },
        ];
      });
      return { source: list.source, requiredFrom: list.requiredFrom, required: data.year >= list.requiredFrom, values };
    },
  });
}
