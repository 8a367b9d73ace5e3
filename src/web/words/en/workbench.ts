import type { Shape } from '../shape.ts';
import type { workbench as zh } from '../zh/workbench.ts';

export const workbench: Shape<typeof zh> = {
  title: '',
};
