/** A list as CSV that Chinese Excel opens as UTF-8 and that no spreadsheet can be tricked into running. */
export { csv, csvCell } from '../../kernel/csv.ts';

/** A name that every file system takes. */
export function fileName(title: string, day: string): string {
  return `${title.replaceAll(/[\\/:*?"<>|\s]+/g, '-').replaceAll(/^-|-$/g, '')}-${day}.csv`;
}
