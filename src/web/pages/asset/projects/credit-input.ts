import { type Methodology, methodologies } from '../../../../contract/asset-project-steps.ts';

/** What the form of expected credits holds, as it was typed. */
export interface CreditFields {
  grid_region?: string;
  distance_km?: string;
  depth_m?: string;
  export_mwh?: string;
  import_mwh?: string;
  volume?: string;
  concentration?: string;
  efficiency?: string;
  energy_emission?: string;
  area?: string;
  biomass_start?: string;
  biomass_end?: string;
  root_shoot?: string;
  baseline_removal?: string;
  leakage?: string;
}

/** The input of the methodology's calculation; what was left empty is left to its defaults. */
export function creditInput(
  methodology: Methodology,
  fields: CreditFields,
  out: (value: string | undefined) => string,
): Record<string, unknown> {
  const given = (names: readonly (keyof CreditFields)[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = out(fields[name]);
        return value === '' ? [] : [[name, value] as const];
      }),
    );
  switch (methodologies[methodology].calculation) {
    case 'cn-ccer-renewable-power': {
      const meter = (direction: 'export' | 'import', value: string | undefined) => {
        const reading = out(value);
        return reading === '' ? [] : [{ meter: direction, direction, reading }];
      };
      return {
        project: methodology === 'CCER-01-001' ? 'solar_thermal' : 'offshore_wind',
        ...{ grid_region: fields.grid_region ?? 'east', ...given(['distance_km', 'depth_m']) },
        meters: [...meter('export', fields.export_mwh), ...meter('import', fields.import_mwh)],
      };
    }
    case 'cn-ccer-methane-destruction':
      return { ...given(['energy_emission']), streams: [{ stream: 'main', ...given(['volume', 'concentration', 'efficiency']) }] };
    case 'cn-ccer-forestry':
      return {
        ...given(['baseline_removal', 'leakage']),
        strata: [{ stratum: 'main', ...given(['area', 'biomass_start', 'biomass_end', 'root_shoot']) }],
      };
  }
}
