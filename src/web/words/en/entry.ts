import type { Shape } from '../shape.ts';
import type { entry as zh } from '../zh/entry.ts';

export const entry: Shape<typeof zh> = {
  title: '',
};
