import { join } from 'node:path';
import type { HubLine, Triple } from './epa-hub.ts';
import { type Cells, cell, readTable } from './shape.ts';

const files = {
  onRoadDiesel: 'mobile-combustion-ch4-and-n2o-for-on-road-diesel-and-alternative-fuel-vehicles.csv',
  onRoadGasoline: 'mobile-combustion-ch4-and-n2O-for-on-road-gasoline-vehicles.csv',
  nonRoad: 'mobile-combustion-ch4-and-n2O-for-non-road-vehicles.csv',
  freight: 'scope-3-category-4-upstream-transportation-and-distribution-and-category-9-downstream-transportation-and-distribution.csv',
  waste: 'scope-3-category-5-waste-generated-in-operations-and-category-12-end-of-life-treatment-of-sold-products.csv',
  travel: 'scope-3-category-6-business-travel-and-category-7-employee-commuting.csv',
};

/** The 2024 edition: one CSV file per table. */
export function readHubTables(folder: string): HubLine[] {
  const lines = (file: string, make: (cells: Cells) => HubLine) => readTable(join(folder, file)).map(make);
  return [
    ...lines('stationary-combustion.csv', stationary),
    ...lines('mobile-combustion-co2.csv', (c) => ({
      table: 'mobile_co2',
      fuel: cell(c, 'Fuel Type'),
      value: cell(c, 'kg CO2 per unit'),
      per: cell(c, 'Unit'),
    })),
    ...lines(files.onRoadGasoline, (c) => ({
      table: 'on_road',
      vehicle: cell(c, 'Vehicle Type'),
      fuel: '',
      modelYear: cell(c, 'Model Year'),
      ...pair(c, 'vehicle-mile'),
    })),
    ...lines(files.onRoadDiesel, (c) => ({
      table: 'on_road',
      vehicle: cell(c, 'Vehicle Type'),
      fuel: cell(c, 'Fuel Type'),
      modelYear: cell(c, 'Model Year'),
      ...pair(c, 'vehicle-mile'),
    })),
    ...lines(files.nonRoad, (c) => ({
      table: 'non_road',
      vehicle: cell(c, 'Vehicle Type'),
      fuel: cell(c, 'Fuel Type'),
      ...pair(c, 'gallon'),
    })),
    ...lines('electricity.csv', (c) => ({
      table: 'electricity',
      code: cell(c, 'eGRID Subregion Acronym'),
      name: cell(c, 'eGRID Subregion Name'),
      total: pounds(c, 'Total Output'),
      nonBaseload: pounds(c, 'Non-Baseload'),
      loss: '',
    })),
    ...lines('steam-and-heat.csv', (c) => ({ table: 'steam', name: cell(c, 'Category'), values: grams(c, 'mmBtu') })),
    ...lines(files.freight, (c) => ({
      table: 'freight',
      vehicle: cell(c, 'Vehicle Type'),
      values: grams(c, 'unit'),
      per: cell(c, 'Units'),
    })),
    ...lines(files.waste, waste),
    ...lines(files.travel, (c) => ({ table: 'travel', vehicle: cell(c, 'Vehicle Type'), values: grams(c, 'unit'), per: cell(c, 'Units') })),
    ...lines('gwp.csv', (c) => ({
      table: 'gwp',
      name: cell(c, 'Industrial Designation or Common Name'),
      formula: cell(c, 'Chemical Formula'),
      value: cell(c, '100-Year GWP'),
    })),
    ...lines('gwp-for-blended-refrigerants.csv', (c) => ({
      table: 'blend',
      name: cell(c, 'ASHRAE'),
      composition: cell(c, 'Blend Composition'),
      value: cell(c, '100-year GWP'),
    })),
  ];
}

function pair(cells: Cells, per: string): { ch4: string; n2o: string } {
  return { ch4: cell(cells, `CH4 Factor (g CH4 / ${per})`), n2o: cell(cells, `N2O Factor (g N2O / ${per})`) };
}

function grams(cells: Cells, per: string): Triple {
  const { ch4, n2o } = pair(cells, per);
  return [cell(cells, `CO2 Factor (kg CO2 / ${per})`), ch4, n2o];
}

function pounds(cells: Cells, kind: string): Triple {
  const of = (gas: string) => cell(cells, `${kind} ${gas} Factor (lb ${gas} / MWh)`);
  return [of('CO2'), of('CH4'), of('N2O')];
}

function stationary(cells: Cells): HubLine {
  const amount = cell(cells, 'Heat Content (HHV) Unit').replace('mmBtu per ', '');
  return {
    table: 'stationary',
    category: cell(cells, 'Fuel Category'),
    fuel: cell(cells, 'Fuel Type'),
    amount,
    hhv: cell(cells, 'Heat Content (HHV)'),
    perHeat: [cell(cells, 'CO2 Factor Energy'), cell(cells, 'CH4 Factor Energy'), cell(cells, 'N2O Factor Energy')],
    perUnit: [cell(cells, 'CO2 Factor'), cell(cells, 'CH4 Factor'), cell(cells, 'N2O Factor')],
  };
}

/** The column heads carry the unit, one of them with its parenthesis misplaced; the treatment is what stands before it. */
function waste(cells: Cells): HubLine {
  const treatments = Object.keys(cells).filter((head) => head.includes('Metric Tons CO2e'));
  const values = treatments.map((head) => {
    const plain = head.replace(/\s*\(Metric Tons CO2e \/ Short Ton Material\)\)?$/, '').replaceAll('  ', ' ');
    return [plain.includes('(') && !plain.endsWith(')') ? `${plain})` : plain, cell(cells, head)] as const;
  });
  return { table: 'waste', material: cell(cells, 'Material'), values: Object.fromEntries(values) };
}
