import { describe, expect, test } from 'vitest';
import { colours } from './theme.ts';

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe('text is readable on its ground (WCAG AA, 4.5 : 1)', () => {
  test.each([
    ['ink', colours.ink, '#ffffff'],
    ['secondary', colours.inkSecondary, colours.ground],
    ['quiet', colours.inkQuiet, colours.ground],
    ['accent on paper', colours.accent, '#ffffff'],
    ['paper on accent', '#ffffff', colours.accent],
    ['error', colours.error, '#fcefee'],
    ['warning', colours.warning, '#fdf4e3'],
    ['success', colours.success, '#eaf5ed'],
    ['info', colours.info, '#edf4fb'],
    ['chosen page of the sider', '#08574b', '#e6f2ef'],
    ['off button', '#5f6b67', '#f0f3f2'],
  ])('%s', (_, text, ground) => expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5));
});
