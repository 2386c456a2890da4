/** One of a few values, by arrow keys, digit or click: a radio group in one line. */
import { useRef, type KeyboardEvent, type Ref } from 'react';

export interface Choice<T> {
  readonly value: T;
  readonly words: string;
}

export function ChoiceRow<T extends string | number>({
  label,
  choices,
  value,
  onChange,
  groupRef,
}: {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  onChange(value: T): void;
  readonly groupRef?: Ref<HTMLDivElement>;
}) {
  const own = useRef<HTMLDivElement>(null);
  const index = choices.findIndex((choice) => choice.value === value);
  const move = (step: number): void => {
    const next = choices[(Math.max(index, step > 0 ? -1 : 0) + step + choices.length) % choices.length];
    if (next !== undefined) onChange(next.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const typed = choices.find((choice) => String(choice.value) === event.key);
    if (event.key === 'ArrowRight') move(1);
    else if (event.key === 'ArrowLeft') move(-1);
    else if (typed !== undefined) onChange(typed.value);
    else return;
    event.preventDefault();
  };
  return (
    <div className="choice-row" ref={own}>
      <span className="label" id={`choice-${label}`}>
        {label}
      </span>
      <div
        className="choices"
        role="radiogroup"
        aria-labelledby={`choice-${label}`}
        tabIndex={0}
        ref={groupRef}
        onKeyDown={onKeyDown}
      >
        {choices.map((choice) => (
          <div
            key={choice.value}
            role="radio"
            aria-checked={choice.value === value}
            className="choice"
            onClick={() => onChange(choice.value)}
          >
            {choice.words}
          </div>
        ))}
      </div>
    </div>
  );
}
