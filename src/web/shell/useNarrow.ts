import { mediaHook } from '../ui/useMedia.ts';

/** Whether the window is too narrow for a menu beside the page: `shell.css` lays out by the same width. */
export const useNarrow = mediaHook('(max-width: 900px)');
