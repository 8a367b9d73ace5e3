import type { Shape } from '../shape.ts';
import type { evidence as zh } from '../zh/evidence.ts';

export const evidence: Shape<typeof zh> = {
  title: '',
};
