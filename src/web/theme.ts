import { theme as antdTheme, type ThemeConfig } from 'antd';

export type Density = 'compact' | 'standard' | 'comfortable';

/** System fonts only: Latin first so that figures are even, then the Chinese face of each platform. */
export const fontFamily =
  '-apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif';
export const fontFamilyCode = '"SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", Menlo, "Noto Sans Mono CJK SC", monospace';

export const colours = {
  accent: '#0b6b5d',
  ink: '#17211f',
  inkSecondary: '#47534f',
  inkQuiet: '#5f6b67',
  line: '#dfe4e2',
  lineSoft: '#eceeee',
  ground: '#f5f7f6',
  error: '#b3261e',
  warning: '#8a5300',
  success: '#1d6b34',
  info: '#1f5c99',
} as const;

/** Series of a chart, in this order: told apart by those who see colours less, too. */
export const seriesColours = ['#0b6b5d', '#4a9d8f', '#c98a2b', '#1f5c99', '#8a5a9e', '#b3261e', '#5f6b67', '#7aa6d6'] as const;

/** The product's look in the three densities; compact takes antd's own algorithm so that every part shrinks together. `still`: nothing glides. */
export function themeFor(density: Density, still: boolean): ThemeConfig {
  return {
    algorithm: density === 'compact' ? [antdTheme.defaultAlgorithm, antdTheme.compactAlgorithm] : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorLink: colours.accent,
      colorInfo: colours.info,
      colorError: colours.error,
      colorWarning: colours.warning,
      colorWarningBg: '#fdf6e8',
      colorWarningBorder: '#e8cf9c',
      colorErrorBg: '#fdf1f0',
      colorErrorBorder: '#f0c4c0',
      colorInfoBg: '#eef4fb',
      colorInfoBorder: '#c3d8ee',
      colorSuccessBg: '#eef6f0',
      colorSuccessBorder: '#bfdcc7',
      colorSuccess: colours.success,
      colorTextBase: colours.ink,
      colorText: colours.ink,
      colorTextSecondary: colours.inkSecondary,
      colorTextTertiary: colours.inkQuiet,
      colorTextQuaternary: colours.inkQuiet,
      colorTextPlaceholder: colours.inkQuiet,
      colorTextDescription: colours.inkQuiet,
      colorTextDisabled: '#6b7672',
      colorBorder: '#c6cecb',
      colorBorderSecondary: colours.line,
      colorSplit: colours.lineSoft,
      colorBgLayout: colours.ground,
      borderRadius: 6,
      borderRadiusLG: 8,
      fontFamily,
      fontFamilyCode,
      fontSize: density === 'compact' ? 13 : 14,
      controlHeight: density === 'comfortable' ? 36 : density === 'compact' ? 28 : 32,
      wireframe: false,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Table: {
        headerBg: '#f3f5f4',
        headerColor: colours.inkSecondary,
        headerSplitColor: 'transparent',
        rowHoverBg: '#f3f8f6',
        rowSelectedBg: '#e6f2ef',
        rowSelectedHoverBg: '#dcede8',
        cellPaddingBlockSM: density === 'compact' ? 4 : 7,
        cellPaddingInlineSM: 10,
      },
      Tree: { nodeSelectedBg: '#e6f2ef', nodeSelectedColor: '#08574b', nodeHoverBg: '#eef2f0' },
      Tabs: { horizontalMargin: '0 0 16px' },
      Tag: { defaultBg: '#f0f3f2' },
      Tooltip: { colorBgSpotlight: '#22302c' },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Form: { labelColor: colours.inkSecondary },
      Drawer: { paddingLG: 20 },
    },
  };
}
