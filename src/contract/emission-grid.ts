import { z } from 'zod';
import { finding } from './library.ts';
import { decimalInput, decimalText, id, instant, month, text } from './values.ts';

/** The month grid of a unit: its rows, cells, months with their states, and what is written into it (A.8). */

export const monthState = z.enum(['draft', 'in_review', 'reviewed', 'approved', 'locked']);
export const acquisition = z.enum(['measured', 'calculated', 'estimated', 'default']);

/** A row of the grid: an input of the unit's method that is given month by month, for the unit or for one of its fuel streams. */
export const gridRow = z
  .object({
    key: z.string().meta({ description: '`parameter` or `stream-code.parameter`; unique in the grid.' }),
    parameter: z.string(),
    fuelStreamId: id.nullable(),
    fuelStreamName: text.nullable(),
    title: text,
    unit: z.string(),
    acceptedUnits: z.array(z.string()),
    shownDigits: z.int(),
    required: z.boolean(),
    /** Belongs to the rows everybody fills; the rest stands behind "more". */
    primary: z.boolean(),
    note: text.nullable(),
    /** Yearly total or consumption-weighted mean of the row where either means something. */
    total: z.object({ kind: z.enum(['sum', 'weighted_mean']), value: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'GridRow' });

export const gridCell = z
  .object({
    rowKey: z.string(),
    month,
    cellId: id.nullable(),
    datumId: id.nullable(),
    datumVersion: z.int(),
    value: decimalText.nullable(),
    givenValue: z.string().nullable(),
    givenUnit: z.string(),
    acquisition: acquisition.nullable(),
    comment: z.string(),
    evidenceCount: z.int(),
    recordedAt: instant.nullable(),
    recordedByName: z.string().nullable(),
  })
  .meta({ id: 'GridCell' });

const deed = z.object({ can: z.boolean(), why: z.string().nullable().meta({ description: 'Refusal code when it cannot be done.' }) });
export const gridMonth = z
  .object({
    month,
    /** Of the month's record; null before anything was recorded. */
    recordId: id.nullable(),
    state: monthState,
    version: z.int().meta({ description: '0 before anything was recorded.' }),
    emission: z.object({ value: z.string().nullable(), shown: z.string().nullable(), unit: z.string(), nodeId: z.string() }).nullable(),
    calculationId: id.nullable(),
    completeness: z.object({ given: z.int(), required: z.int(), evidenced: z.int() }),
    errors: z.int(),
    warnings: z.int(),
    unexplainedWarnings: z.int(),
    /** The shown number differs from the approved snapshot: the approval no longer covers it. */
    changedAfterApproval: z.boolean(),
    deeds: z.object({ record: deed, submit: deed, review: deed, approve: deed, lock: deed, return: deed }),
  })
  .meta({ id: 'GridMonth' });

export const monthGrid = z
  .object({
    unitId: id,
    unitName: text,
    year: z.int(),
    method: z.object({ id: z.string(), version: z.int(), title: text }),
    rows: z.array(gridRow),
    cells: z.array(gridCell).meta({ description: 'Only cells that hold or held a value.' }),
    months: z.array(gridMonth).length(12),
    findings: z.array(finding),
    reasons: z.array(z.object({ code: z.string(), place: z.string(), month, reason: z.string(), byName: z.string(), at: instant })),
  })
  .meta({ id: 'MonthGrid' });

export const cellInput = z
  .strictObject({
    month,
    parameter: z.string().max(60),
    fuelStreamId: id.nullable(),
    /** null withdraws the value. */
    value: decimalInput.nullable(),
    unit: z.string().max(40).optional().meta({ description: "The parameter's own unit unless given; converted exactly." }),
    acquisition: acquisition.default('measured'),
    comment: z.string().trim().max(1000).default(''),
    /** The version the writer saw; another one in the meantime is a conflict. */
    seenVersion: z.int().min(0).optional(),
  })
  .meta({ id: 'CellDraft' });
