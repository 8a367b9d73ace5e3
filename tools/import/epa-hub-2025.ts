import type { HubLine, Triple } from './epa-hub.ts';
import { readGrid } from './shape.ts';

/** One row of the sheet: its Excel row number and its cells from column D on (the first that carries data). */
interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** The 2025 edition: the sheet cell by cell. The row ranges are those of the tables in this sheet, heads and notes left out. */
const ranges = {
  stationary: [16, 89],
  mobileCo2: [104, 113],
  onRoadGasoline: [127, 241],
  onRoadDiesel: [249, 282],
  nonRoad: [290, 329],
  electricity: [339, 366],
  steam: [410, 410],
  freight: [422, 428],
  waste: [436, 496],
  travel: [504, 515],
  gwp: [524, 555],
  blends: [561, 590],
} as const;

const treatments = [
  'Recycled',
  'Landfilled',
  'Combusted',
  'Composted',
  'Anaerobically Digested (Dry Digestate with Curing)',
  'Anaerobically Digested (Wet Digestate with Curing)',
];

export function readHubSheet(path: string): HubLine[] {
  const all = readGrid(path)
    .slice(1)
    .map((cells) => ({ number: Number(cells[0]), cells: cells.slice(3).map((text) => text.trim()) }));
  const within = (name: keyof typeof ranges) => all.filter((entry) => entry.number >= ranges[name][0] && entry.number <= ranges[name][1]);
  return [
    ...stationary(within('stationary')),
    ...within('mobileCo2').map((r): HubLine => ({ table: 'mobile_co2', fuel: at(r, 0), value: at(r, 1), per: at(r, 2) })),
    ...repeated(within('onRoadGasoline'), 1).map(
      ({ entry, heads }): HubLine => ({
        table: 'on_road',
        vehicle: heads[0] ?? '',
        fuel: '',
        modelYear: at(entry, 1),
        ch4: at(entry, 2),
        n2o: at(entry, 3),
      }),
    ),
    ...repeated(within('onRoadDiesel'), 2).map(
      ({ entry, heads }): HubLine => ({
        table: 'on_road',
        vehicle: heads[0] ?? '',
        fuel: heads[1] ?? '',
        modelYear: at(entry, 2),
        ch4: at(entry, 3),
        n2o: at(entry, 4),
      }),
    ),
    ...repeated(within('nonRoad'), 1).map(
      ({ entry, heads }): HubLine => ({
        table: 'non_road',
        vehicle: (heads[0] ?? '').replace(/(?<=Equipment)[AB]$/, ''),
        fuel: at(entry, 1),
        ch4: at(entry, 2),
        n2o: at(entry, 3),
      }),
    ),
    ...within('electricity').map(
      (r): HubLine => ({
        table: 'electricity',
        code: at(r, 0),
        name: at(r, 1),
        total: three(r, 2),
        nonBaseload: three(r, 5),
        loss: at(r, 8),
      }),
    ),
    ...within('steam').map((r): HubLine => ({ table: 'steam', name: at(r, 0), values: three(r, 1) })),
    ...within('freight').map((r): HubLine => ({ table: 'freight', vehicle: at(r, 0), values: three(r, 1), per: at(r, 4) })),
    ...within('waste').map(
      (r): HubLine => ({
        table: 'waste',
        material: at(r, 0),
        values: Object.fromEntries(treatments.map((name, i) => [name, at(r, i + 1)])),
      }),
    ),
    ...within('travel').map((r): HubLine => ({ table: 'travel', vehicle: at(r, 0), values: three(r, 1), per: at(r, 4) })),
    ...within('gwp').map((r): HubLine => ({ table: 'gwp', name: at(r, 0), formula: at(r, 1), value: at(r, 2) })),
    ...within('blends').map((r): HubLine => ({ table: 'blend', name: at(r, 0), value: at(r, 1), composition: at(r, 2) })),
  ];
}

function at(entry: SheetRow, column: number): string {
  return entry.cells[column] ?? '';
}

function three(entry: SheetRow, column: number): Triple {
  return [at(entry, column), at(entry, column + 1), at(entry, column + 2)];
}

/** Cells merged downward are printed once: an empty head means the one above. */
function repeated(rows: readonly SheetRow[], count: number): { entry: SheetRow; heads: string[] }[] {
  let heads: string[] = [];
  return rows.map((entry) => {
    // The second line of a two-line vehicle name stands in the head's column: it names the same vehicle.
    heads = Array.from({ length: count }, (_, i) => at(entry, i) || heads[i] || '');
    return { entry, heads };
  });
}

/** Rows with a name alone open a category; rows with units alone change the amount that the last four columns are per. */
function stationary(rows: readonly SheetRow[]): HubLine[] {
  let category = '';
  let amount = 'short ton';
  const lines: HubLine[] = [];
  for (const entry of rows) {
    const name = at(entry, 0).replaceAll('\n', '').replaceAll('  ', ' ');
    const hhv = at(entry, 1);
    if (name === '') amount = hhv.replace('mmBtu per ', '');
    else if (at(entry, 2) === '') category = name;
    else
      lines.push({
        table: 'stationary',
        category,
        fuel: name,
        amount: hhv === '' ? '' : amount,
        hhv,
        perHeat: three(entry, 2),
        perUnit: three(entry, 5),
      });
  }
  return lines;
}
