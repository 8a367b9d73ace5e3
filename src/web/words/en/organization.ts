import type { Shape } from '../shape.ts';
import type { organization as zh } from '../zh/organization.ts';

export const organization: Shape<typeof zh> = {
  noUnits: 'No units yet',
  noUnitsText: 'Monthly data and annual results are kept by unit. First add a plant and its units under Organization and boundary.',
  noUnitsAction: 'Add a unit',
};
