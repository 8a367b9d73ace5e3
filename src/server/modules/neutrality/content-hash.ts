import { createHash } from 'node:crypto';
import { changeable } from '../../work/changeable.ts';
import { canonical } from '../../work/leaf.ts';

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
export const textOf = (value: object): string => canonical(changeable(value));
