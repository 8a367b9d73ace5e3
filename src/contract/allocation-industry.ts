import { z } from 'zod';
import { numberWithPlace } from './emission.ts';
import { endpoint } from './endpoint.ts';
import { convention, derivation, finding } from './library.ts';
import { dataYear, decimalInput, decimalText, id, instant, shortText, text } from './values.ts';

/**
 * Allocation to steel, cement and aluminium smelting (C.4): a sheet of a sector's year with its entities, kept in versions, and what the plan gives them at the
 * published balance value or at the one that balances the sheet. Nothing computed is stored.
 */

export const industrySector = z.enum(['steel', 'cement', 'aluminium']);
export const balanceSource = z.enum(['solved', 'published']);

const rowLimit = 200;
const linesLimit = 20;
const written = z.strictObject({
  /** An entity of the organization; null for one that is only named. */
  entityId: id.nullable().default(null),
  name: shortText,
  /** Verified emission without special lines, tCO2e. */
  emission: decimalInput,
  /** Carbon intensity, tCO2e per t of product. */
  intensity: decimalInput,
  /** Special lines (white clinker, much carbide slag …), which get their verified emission. */
  lines: z
    .array(z.strictObject({ name: shortText, emission: decimalInput }))
    .max(linesLimit)
    .default([]),
});
const sheetFields = {
  balance: balanceSource,
  /** The published balance value, tCO2e per t of product; kept also where it is solved instead. */
  balanceValue: decimalInput.nullable().default(null),
  rows: z.array(written).min(1).max(rowLimit),
};

export const industryRow = z
  .object({
    entityId: id.nullable(),
    name: z.string(),
    emission: decimalText,
    intensity: decimalText,
    lines: z.array(z.object({ name: z.string(), emission: decimalText })),
  })
  .meta({ id: 'IndustryRow' });

const sheet = z.object({ balance: balanceSource, balanceValue: decimalText.nullable(), rows: z.array(industryRow) });
const version = z.object({ version: z.int(), note: z.string(), recordedAt: instant, recordedByName: z.string() });

export const industrySheet = z
  .object({
    entityId: id,
    entityName: text,
    sector: industrySector,
    year: z.int(),
    /** Data years that have a plan. */
    years: z.object({ from: z.int(), to: z.int() }),
    /** Null before a first one was kept. */
    sheet: sheet.nullable(),
    /** All versions, latest first. */
    versions: z.array(version),
    /** Entities of the organization at and below this one, with the verified figure of the year where it is confirmed (tCO2). */
    entities: z.array(z.object({ entityId: id, name: text, verifiedT: z.string().nullable() })),
  })
  .meta({ id: 'IndustrySheet' });

export const industryResult = z
  .object({
    plan: z.enum(['final', 'draft']),
    /** How the year allocates: at a balance value, or everybody's verified emission. */
    rule: z.enum(['intensity', 'verified_emission']),
    /** Null in a year that allocates by verified emission. */
    balanceValue: numberWithPlace.nullable(),
    /** Whether everybody lies within the limits, so that the balance value is ΣE·I/ΣE; null where it was not solved. */
    closed: z.boolean().nullable(),
    totals: z.record(z.string(), numberWithPlace),
    /** In the order of the rows. */
    rows: z.array(z.record(z.string(), numberWithPlace)),
    /** What the rows are called in the derivation. */
    keys: z.array(z.string()),
    derivation,
    conventions: z.array(convention),
    findings: z.array(finding),
  })
  .meta({ id: 'IndustryResult' });

const place = z.object({ entityId: id, sector: industrySector, year: dataYear });
const path = '/api/v1/entities/{entityId}/industry-allocations/{sector}/{year}';

export const industryEndpoints = {
  readIndustrySheet: endpoint({
    name: 'asset.readIndustrySheet',
    method: 'GET',
    path,
    summary: { zh: '钢铁、水泥、铝冶炼配额测算表（最新版本）', en: 'The allocation sheet of steel, cement or aluminium, latest version' },
    access: { action: 'asset.read' },
    params: place,
    reply: industrySheet,
    refusals: ['not_found'],
  }),
  keepIndustrySheet: endpoint({
    name: 'asset.keepIndustrySheet',
    method: 'POST',
    path,
    summary: {
      zh: '保存钢铁、水泥、铝冶炼配额测算表（新版本）',
      en: 'Keep the allocation sheet of steel, cement or aluminium as a new version',
    },
    access: { action: 'asset.record_allocation' },
    params: place,
    body: z.strictObject({ ...sheetFields, note: z.string().trim().max(1000).default(''), seenVersion: z.int().min(0) }),
    reply: industrySheet,
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  computeIndustryAllocation: endpoint({
    name: 'asset.computeIndustryAllocation',
    method: 'POST',
    path: `${path}/compute`,
    summary: {
      zh: '按表中数据核定工业行业配额，带推导，不保存',
      en: 'Work out the allocation of a sheet with its derivation, without keeping anything',
    },
    access: { action: 'asset.read' },
    params: place,
    body: z.strictObject(sheetFields),
    reply: industryResult,
    refusals: ['not_found'],
  }),
} as const;
