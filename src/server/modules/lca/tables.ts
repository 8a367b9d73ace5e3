import type { FootprintTables } from './footprints/tables.ts';

export interface LcaTables extends FootprintTables {}
