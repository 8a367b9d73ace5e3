import { mediaHook } from './useMedia.ts';

/** Whether the person's system asks for less motion (WCAG 2.2, 2.3.3). */
export const useLessMotion = mediaHook('(prefers-reduced-motion: reduce)');
