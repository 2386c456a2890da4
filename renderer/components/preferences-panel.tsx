/** F12: language, theme, sound, how large a millimetre is on this glass, and what support needs. Beside the weight, never over it. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useWords } from '../i18n/index.ts';
import type { Preferences } from '../preferences.ts';
import { BundleRow, useBundle } from './bundle-row.tsx';
import { Calibration } from './calibration.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { KeyCap } from './key-cap.tsx';

export function PreferencesPanel({
  preferences,
  onChange,
  hasStation,
  onListen,
  onCameras,
  onMeter,
  onClose,
}: {
  readonly preferences: Preferences;
  onChange(preferences: Preferences): void;
  /** There is one to ask. */
  readonly hasStation: boolean;
  /** null where it leads nowhere. */
  readonly onListen: (() => void) | null;
  readonly onCameras: (() => void) | null;
  readonly onMeter: (() => void) | null;
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
    if (event.key === 'F1' && onListen !== null) {
      event.preventDefault();
      onListen();
      return;
    }
    if (event.key === 'F2' && onCameras !== null) {
      event.preventDefault();
      onCameras();
      return;
    }
    if (event.key === 'F3' && onMeter !== null) {
      event.preventDefault();
      onMeter();
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
      {onListen !== null && (
        <p>
          <KeyCap name="F1" /> {t('listening.preferences')}
        </p>
      )}
      {onCameras !== null && (
        <p>
          <KeyCap name="F2" /> {t('cameras.preferences')}
        </p>
      )}
      {onMeter !== null && (
        <p>
          <KeyCap name="F3" /> {t('meter.preferences')}
        </p>
      )}
      {hasStation && <BundleRow making={making} />}
      <p className="label">{t('preferences.how')}</p>
    </div>
  );
}
