import type { FlowProperty, LcaUnit, UnitGroup } from '../dataset.ts';

/** Formats that name a unit without saying of what: its group is found by name, and a unit nobody knows is a group of its own. */
export interface UnitBook {
  /** Id of the flow property that is counted in this unit. */
  readonly propertyOf: (unit: string) => string;
  /** The groups and properties asked for so far. */
  readonly used: () => { readonly unitGroups: UnitGroup[]; readonly flowProperties: FlowProperty[] };
  /** Units that are in no group known here. */
  readonly unknown: () => readonly string[];
}

/** Factors to the first unit of each row; exact by definition (SI, international yard and pound, calendar year of 365 d in EcoSpold). */
const groups: readonly { readonly id: string; readonly property: string; readonly units: Readonly<Record<string, number>> }[] = [
  {
    id: 'mass',
    property: 'Mass',
    units: {
      kg: 1,
      g: 1e-3,
      mg: 1e-6,
      ug: 1e-9,
      µg: 1e-9,
      μg: 1e-9,
      ng: 1e-12,
      pg: 1e-15,
      t: 1000,
      kton: 1e6,
      Mt: 1e9,
      Mtn: 1e9,
      lb: 0.45359237,
      'lb av': 0.45359237,
      'sh tn': 907.18474,
      'tn.sh': 907.18474,
    },
  },
  {
    id: 'energy',
    property: 'Energy',
    units: {
      MJ: 1,
      J: 1e-6,
      kJ: 1e-3,
      GJ: 1000,
      TJ: 1e6,
      PJ: 1e9,
      Wh: 0.0036,
      kWh: 3.6,
      MWh: 3600,
      GWh: 3.6e6,
      TWh: 3.6e9,
      btu: 0.00105505585262,
      BTU: 0.00105505585262,
      MMBTU: 1055.05585262,
    },
  },
  {
    id: 'volume',
    property: 'Volume',
    units: {
      m3: 1,
      l: 1e-3,
      L: 1e-3,
      dm3: 1e-3,
      ml: 1e-6,
      cm3: 1e-6,
      'gal (US fl)': 0.003785411784,
      'gal*': 0.003785411784,
      'gal (US liq)': 0.003785411784,
      cuft: 0.028316846592,
      'bl (US fl)': 0.158987294928,
    },
  },
  { id: 'normal_volume', property: 'Volume at normal conditions', units: { Nm3: 1 } },
  { id: 'area', property: 'Area', units: { m2: 1, ha: 10_000, km2: 1e6, cm2: 1e-4, dm2: 0.01, mm2: 1e-6, ac: 4046.8564224 } },
  { id: 'length', property: 'Length', units: { m: 1, km: 1000, cm: 0.01, dm: 0.1, mm: 1e-3, mi: 1609.344, ft: 0.3048 } },
  { id: 'time', property: 'Duration', units: { h: 1, hr: 1, s: 1 / 3600, min: 1 / 60, d: 24, day: 24, a: 8760, y: 8760, year: 8760 } },
  { id: 'area_time', property: 'Area*time', units: { 'm2*a': 1, m2a: 1, 'm2*year': 1, 'ha*a': 10_000, 'ha a': 10_000, 'km2*a': 1e6 } },
  { id: 'volume_time', property: 'Volume*time', units: { 'm3*a': 1, m3a: 1, 'm3*year': 1, m3y: 1, 'l*day': 1 / 365_000 } },
  { id: 'length_time', property: 'Length*time', units: { 'm*a': 1, ma: 1, 'm*year': 1, 'km*a': 1000, 'km*year': 1000 } },
  {
    id: 'goods_transport',
    property: 'Goods transport (mass*distance)',
    units: { 't*km': 1, tkm: 1, 'kg*km': 1e-3, kgkm: 1e-3, 't*mi': 1.609344, tmi: 1.609344 },
  },
  { id: 'person_transport', property: 'Person transport', units: { 'p*km': 1, pkm: 1, personkm: 1, 'person*km': 1 } },
  { id: 'vehicle_transport', property: 'Vehicle transport', units: { 'v*km': 1, vkm: 1 } },
  { id: 'items', property: 'Number of items', units: { 'Item(s)': 1, p: 1, unit: 1, pcs: 1, item: 1, Items: 1 } },
  { id: 'radioactivity', property: 'Radioactivity', units: { kBq: 1, Bq: 1e-3, MBq: 1000 } },
  { id: 'dimensionless', property: 'Dimensionless', units: { dimensionless: 1 } },
];

const groupOf = new Map(groups.flatMap((group) => Object.keys(group.units).map((unit) => [unit, group] as const)));

export function unitBook(): UnitBook {
  const used = new Map<string, { readonly group: UnitGroup; readonly property: FlowProperty }>();
  const unknown: string[] = [];
  const open = (id: string, property: string, units: readonly LcaUnit[]): string => {
    const group = { id: `units:${id}`, name: `Units of ${property.toLowerCase()}`, units, referenceUnit: units[0]?.name ?? '' };
    used.set(id, { group, property: { id: `property:${id}`, name: property, unitGroupId: group.id } });
    return `property:${id}`;
  };
  return {
    propertyOf: (unit) => {
      const group = groupOf.get(unit);
      const id = group?.id ?? `own:${unit}`;
      if (used.has(id)) return `property:${id}`;
      if (!group) {
        unknown.push(unit);
        return open(id, unit === '' ? 'Without unit' : unit, [{ id: `unit:${unit}`, name: unit, factor: 1 }]);
      }
      return open(
        id,
        group.property,
        Object.entries(group.units).map(([name, factor]) => ({ id: `unit:${name}`, name, factor })),
      );
    },
    used: () => ({ unitGroups: [...used.values()].map((one) => one.group), flowProperties: [...used.values()].map((one) => one.property) }),
    unknown: () => unknown,
  };
}
