import type { Shape } from '../shape.ts';
import type { library as zh } from '../zh/library.ts';

export const library: Shape<typeof zh> = {
  title: '',
};
