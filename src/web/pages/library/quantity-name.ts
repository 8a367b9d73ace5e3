import { useWords } from '../../words/language.ts';

/** Quantities offered in filters and named in words; rarer ones of a publication are shown by their own name. */
export const shownQuantities = [
  'emission_factor',
  'ncv',
  'hhv',
  'carbon_content',
  'oxidation',
  'density',
  'content',
  'conversion',
  'emission_factor_ch4',
  'emission_factor_n2o',
  'emission_factor_per_unit',
  'energy_use',
  'grid_loss',
  'carbon_consumption',
  'carbon_to_co2',
  'emission_factor_lower',
  'emission_factor_upper',
  'emission_factor_per_unit_ch4',
  'emission_factor_per_unit_n2o',
  'emission_factor_co2_part',
  'emission_factor_ch4_part',
  'emission_factor_n2o_part',
  'emission_factor_without_margins',
  'emission_factor_margins',
  'gwp100',
] as const;

export function useQuantityName(): (quantity: string) => string {
  const { t } = useWords();
  return (quantity) => {
    const known = shownQuantities.find((one) => one === quantity);
    return known ? t(`library.quantityOf.${known}`) : quantity.replaceAll('_', ' ');
  };
}
