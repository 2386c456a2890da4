/**
 * The two grounds the program is read on, as one list of colours: CSS variables for our own parts, tokens for antd.
 * Colour carries meaning only where a person is needed: blue waits for you, amber look, red stop. All well is grey.
 */
import { theme as antdTheme, type ThemeConfig } from 'antd';
import type { Theme } from './preferences.ts';

interface Palette {
  readonly ground: string;
  readonly panel: string;
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly waits: string;
  readonly look: string;
  readonly stop: string;
  /** Ink on a filled blue, amber or red. */
  readonly onMeaning: string;
  /** The row under the cursor, a pressed key. */
  readonly quiet: string;
}

const PALETTES: Readonly<Record<Theme, Palette>> = {
  day: {
    ground: '#E9EBEE',
    panel: '#F7F8FA',
    line: '#C9CED6',
    ink: '#15181C',
    ink2: '#4A525E',
    waits: '#0B57D0',
    look: '#9A5B00',
    stop: '#A8071A',
    onMeaning: '#FFFFFF',
    quiet: '#E9EBEE',
  },
  night: {
    ground: '#121518',
    panel: '#1A1E23',
    line: '#2E353D',
    ink: '#E6E9ED',
    ink2: '#A3ACB8',
    waits: '#7FB0FF',
    look: '#FFB547',
    stop: '#FF6B60',
    onMeaning: '#121518',
    quiet: '#242A31',
  },
};

const WORDS = "'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

/** Puts the colours on the root element; the style sheets know them only by these names. */
export function paint(root: HTMLElement, theme: Theme): void {
  const palette = PALETTES[theme];
  for (const name of Object.keys(palette) as (keyof Palette)[])
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, palette[name]);
  root.style.colorScheme = theme === 'night' ? 'dark' : 'light';
  root.dataset['theme'] = theme;
}

/** The colour a picture drawn outside the style sheets (the weight curve) needs. */
export const paletteOf = (theme: Theme): Palette => PALETTES[theme];

export function antdThemeOf(theme: Theme): ThemeConfig {
  const p = PALETTES[theme];
  return {
    algorithm: theme === 'night' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: p.waits,
      colorInfo: p.waits,
      colorLink: p.waits,
      colorError: p.stop,
      colorWarning: p.look,
      // All well is grey: there is no green in this program.
      colorSuccess: p.ink2,
      colorBgBase: p.panel,
      colorBgContainer: p.panel,
      colorBgElevated: p.panel,
      colorBgLayout: p.ground,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink2,
      colorTextDescription: p.ink2,
      colorTextPlaceholder: p.ink2,
      colorBorder: p.line,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorTextLightSolid: p.onMeaning,
      borderRadius: 4,
      borderRadiusLG: 4,
      borderRadiusSM: 4,
      fontFamily: WORDS,
      fontSize: 16,
      fontWeightStrong: 600,
      controlHeight: 40,
      boxShadow: 'none',
      boxShadowSecondary: `0 0 0 1px ${p.line}`,
      boxShadowTertiary: 'none',
      motion: false,
      wave: false,
    } as NonNullable<ThemeConfig['token']>,
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 600 },
      Input: { activeShadow: `0 0 0 1px ${p.waits}` },
      Segmented: { trackBg: p.ground, itemSelectedBg: p.panel },
    },
  };
}
