import type { Shape } from '../shape.ts';
import type { settings as zh } from '../zh/settings.ts';

export const settings: Shape<typeof zh> = {
  title: '',
};
