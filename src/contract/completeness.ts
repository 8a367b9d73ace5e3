import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { dataYear, id, text } from './values.ts';

/** The heat map of completeness: month × parameter over units and years (A.8). */

export const completenessMap = z
  .object({
    from: z.int(),
    to: z.int(),
    units: z.array(
      z.object({
        unitId: id,
        unitName: text,
        /** One letter a month from January of `from`: d draft, i in review, r reviewed, a approved, l locked, `.` nothing recorded. */
        states: z.string(),
        rows: z.array(
          z.object({
            key: z.string(),
            title: text,
            required: z.boolean(),
            /** One letter a month: e value with evidence, v value without, m missing in a month that was begun, `.` month not begun. */
            cells: z.string(),
            /** One letter a month: c corrected for its meter's calibration, u not measured, `.` none. */
            penalties: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CompletenessMap' });

export const completenessEndpoints = {
  readCompleteness: endpoint({
    name: 'emission.readCompleteness',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/completeness',
    summary: { zh: '数据完整性热力图（月 × 参数）', en: 'Completeness of data, month × parameter' },
    access: { action: 'emission.read' },
    params: z.object({ entityId: id }),
    query: z.object({ from: dataYear, to: dataYear, unitId: id.optional() }),
    reply: completenessMap,
    refusals: ['not_found'],
  }),
} as const;
