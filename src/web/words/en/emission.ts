import type { Shape } from '../shape.ts';
import type { emission as zh } from '../zh/emission.ts';

export const emission: Shape<typeof zh> = {
  months: 'Monthly data',
};
