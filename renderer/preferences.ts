/** What this window remembers for the people who look at it: language, theme, size of the glass, sound. Never business data. */

export type Language = 'zh-CN' | 'en';
export type Theme = 'day' | 'night';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Pixels of one millimetre of glass, measured once by a person with a ruler; 96 dpi until then. */
  readonly pxPerMm: number;
  readonly calibrated: boolean;
  readonly sound: boolean;
}

export const PX_PER_MM_96DPI = 96 / 25.4;

const KEY = 'weighbridge.preferences';
const INITIAL: Preferences = {
  language: 'zh-CN',
  theme: 'day',
  pxPerMm: PX_PER_MM_96DPI,
  calibrated: false,
  sound: true,
};

/** Reads what is stored, value by value: a strange or missing one is the initial one. */
export function parsePreferences(text: string | null): Preferences {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch (error) {
    // Somebody else's text under our key: start afresh, nothing of value is lost.
    if (!(error instanceof SyntaxError)) throw error;
  }
  const value = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<
    Record<keyof Preferences, unknown>
  >;
  const pxPerMm =
    typeof value.pxPerMm === 'number' && value.pxPerMm >= 1.5 && value.pxPerMm <= 16 ? value.pxPerMm : null;
  return {
    language: value.language === 'en' ? 'en' : INITIAL.language,
    theme: value.theme === 'night' ? 'night' : INITIAL.theme,
    pxPerMm: pxPerMm ?? INITIAL.pxPerMm,
    calibrated: pxPerMm !== null && value.calibrated === true,
    sound: value.sound !== false,
  };
}

export const readPreferences = (): Preferences => parsePreferences(localStorage.getItem(KEY));

export const writePreferences = (preferences: Preferences): void => {
  localStorage.setItem(KEY, JSON.stringify(preferences));
};
