import type { LcaDatabaseTables } from './databases/tables.ts';
import type { FootprintTables } from './footprints/tables.ts';

export interface LcaTables extends FootprintTables, LcaDatabaseTables {}
