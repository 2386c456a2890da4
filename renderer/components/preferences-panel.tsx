/** F12: language, theme, sound, how large a millimetre is on this glass, and what support needs. Beside the weight, never over it. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useWords, type WordKey } from '../i18n/index.ts';
import type { Preferences } from '../preferences.ts';
import { BundleRow, useBundle } from './bundle-row.tsx';
import { Calibration } from './calibration.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { KeyCap } from './key-cap.tsx';

/** A screen that is opened from here. */
export interface Way {
  readonly key: `F${number}`;
  readonly words: WordKey;
  go(): void;
}

export function PreferencesPanel({
  preferences,
  onChange,
  hasStation,
  ways,
  onClose,
}: {
  readonly preferences: Preferences;
  onChange(preferences: Preferences): void;
  /** There is one to ask. */
  readonly hasStation: boolean;
  readonly ways: readonly Way[];
  onClose(): void;
}) {
  const { t } = useWords();
  const first = useRef<HTMLDivElement>(null);
  const { make, making } = useBundle();
  // Whoever was typing goes on where they were.
  useEffect(() => {
    const before = document.activeElement;
    first.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const closeKeys = (event: KeyboardEvent): void => {
    const way = ways.find(({ key }) => key === event.key);
    if (way !== undefined) {
      event.preventDefault();
      way.go();
      return;
    }
    if (event.key === 'F9' && hasStation) {
      event.preventDefault();
      make();
      return;
    }
    if (event.key !== 'Escape' && event.key !== 'F12' && event.key !== 'Enter') return;
    event.preventDefault();
    onClose();
  };
  return (
    <div className="panel preferences" role="dialog" aria-label={t('preferences.title')} onKeyDown={closeKeys}>
      <div className="truck-head">
        <span className="label">{t('preferences.title')}</span>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      <ChoiceRow
        label={t('preferences.language')}
        choices={[
          { value: 'zh-CN', words: t('language.zh') },
          { value: 'en', words: t('language.en') },
        ]}
        value={preferences.language}
        onChange={(language) => onChange({ ...preferences, language: language === 'en' ? 'en' : 'zh-CN' })}
        groupRef={first}
      />
      <ChoiceRow
        label={t('preferences.theme')}
        choices={[
          { value: 'day', words: t('theme.day') },
          { value: 'night', words: t('theme.night') },
        ]}
        value={preferences.theme}
        onChange={(theme) => onChange({ ...preferences, theme: theme === 'night' ? 'night' : 'day' })}
      />
      <ChoiceRow
        label={t('preferences.sound')}
        choices={[
          { value: 'on', words: t('sound.on') },
          { value: 'off', words: t('sound.off') },
        ]}
        value={preferences.sound ? 'on' : 'off'}
        onChange={(sound) => onChange({ ...preferences, sound: sound === 'on' })}
      />
      <Calibration
        pxPerMm={preferences.pxPerMm}
        calibrated={preferences.calibrated}
        onChange={(pxPerMm) => onChange({ ...preferences, pxPerMm, calibrated: true })}
      />
      <div className="preferences-ways">
        {ways.map(({ key, words }) => (
          <p key={key}>
            <KeyCap name={key} /> {t(words)}
          </p>
        ))}
      </div>
      {hasStation && <BundleRow making={making} />}
      <p className="label">{t('preferences.how')}</p>
    </div>
  );
}
