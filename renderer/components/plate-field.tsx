/**
 * One plate, as places. Not an input element: so no input method, no autocorrection and no full-width letters come
 * between the keys and the plate. Pasting works.
 */
import type { ClipboardEvent, KeyboardEvent, Ref } from 'react';
import { useWords, type WordKey } from '../i18n/index.ts';
import { pastedPlate, typePlate, type PlateKey, type Typed } from './plate-typing.ts';
import './plate-field.css';

const REFUSED: Readonly<Record<NonNullable<Typed['refused']>, WordKey>> = {
  'no-i-o': 'plate.no-i-o',
  'letter-first': 'plate.letter-first',
  full: 'plate.full',
};

export function PlateField({
  label,
  text,
  onText,
  onNote,
  onKey,
  onFocus,
  fieldRef,
  large,
  start,
}: {
  readonly label: string;
  readonly text: string;
  onText(text: string): void;
  onNote(note: WordKey | null): void;
  /** Keys that mean something else here; true = taken. */
  onKey?(event: KeyboardEvent): boolean;
  onFocus(): void;
  readonly fieldRef?: Ref<HTMLDivElement>;
  readonly large?: boolean;
  /** The province an empty field starts with when a letter is typed. */
  readonly start?: string;
}) {
  const { t } = useWords();
  const keyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
    const key = plateKey(event.key);
    if (onKey?.(event) === true) {
      event.preventDefault();
      return;
    }
    if (key === null) return;
    event.preventDefault();
    // A trailer's first letter also brings the tractor's province, which is right nearly always.
    const from =
      text === '' && start !== undefined && start !== '' && key.type === 'character' && /^[A-Z]$/i.test(key.key)
        ? start
        : text;
    const typed = typePlate(from, key);
    onText(typed.text);
    onNote(typed.refused === null ? null : REFUSED[typed.refused]);
  };
  const paste = (event: ClipboardEvent): void => {
    const plate = pastedPlate(event.clipboardData.getData('text'));
    if (plate !== '') onText(plate);
  };
  const places = Math.max(7, text.length);
  return (
    <div className={`plate-field${large === true ? ' plate-field-large' : ''}`}>
      <span className="label">{label}</span>
      <div
        className="plate-places"
        role="textbox"
        tabIndex={0}
        aria-label={`${label} ${t('plate.typed', { plate: text || '—' })}`}
        ref={fieldRef}
        onKeyDown={keyDown}
        onPaste={paste}
        onFocus={onFocus}
      >
        {Array.from({ length: places }, (_, index) => (
          <span key={index} className={`plate-place${index === text.length ? ' plate-place-next' : ''}`}>
            {text[index] ?? ''}
          </span>
        ))}
      </div>
    </div>
  );
}

function plateKey(key: string): PlateKey | null {
  if (key === 'Backspace') return { type: 'backspace' };
  if (key === '/') return { type: 'suffix' };
  return /^[A-Za-z0-9]$/.test(key) ? { type: 'character', key } : null;
}
