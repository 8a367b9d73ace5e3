import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { inventoryReportEndpoints as beside } from '../../../contract/inventory-report.ts';
import { inventoryVersionEndpoints as versions } from '../../../contract/inventory-versions.ts';
import type { Tone } from '../../parts/Tag.tsx';

export type InventoryView = ReplyOf<typeof e.readInventory>;
export type ListedInventory = ReplyOf<typeof e.listInventories>['items'][number];
export type Frameworks = ReplyOf<typeof e.readFrameworks>;
export type Source = InventoryView['sources'][number];
export type SourceResult = InventoryView['result']['bySource'][number];
export type Settings = InventoryView['settings'];
export type Version = ReplyOf<typeof versions.listVersions>['items'][number];
export type Sums = InventoryView['result']['total'];

/** What has to be asked again after a deed. */
export const inventoryReads = [
  e.listInventories,
  e.readInventory,
  e.readGrid,
  l.readLines,
  e.compareApproaches,
  e.explainFigure,
  e.readFrozen,
  versions.listVersions,
  versions.readChanges,
  beside.readInventoryReport,
  beside.readInventoryQuality,
  beside.readBaseYear,
];

export const stateTones: Readonly<Record<InventoryView['state'], Tone>> = {
  draft: 'plain',
  in_review: 'info',
  reviewed: 'info',
  approved: 'good',
};
export const sourceTones: Readonly<Record<SourceResult['state'], Tone>> = {
  complete: 'good',
  partial: 'warn',
  none: 'warn',
  no_factor: 'bad',
};

/** Months of a period, first to last. */
export function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5))];
  for (let at = from; at <= to && months.length < 12; ) {
    months.push(at);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    at = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

/** What a figure is asked for by: stands in the address, so that a derivation can be sent to somebody. */
export const figureKey = (of: string, key = ''): string => (key === '' ? of : `${of}:${key}`);

/** A pasted block: rows of cells, as spreadsheets put it on the clipboard. */
export function blockOf(text: string): string[][] {
  const rows = text.replace(/\r/g, '').split('\n');
  if (rows.at(-1) === '') rows.pop();
  return rows.map((row) => row.split('\t'));
}
