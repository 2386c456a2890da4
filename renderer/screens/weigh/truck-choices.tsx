/**
 * Trucks that can be taken instead of typing: by their digit while nothing is typed, else by arrow and Enter. On a small
 * screen not all have room; only those in sight can be taken.
 */
import { useLayoutEffect, useRef } from 'react';
import { KeyCap } from '../../components/key-cap.tsx';
import { dottedPlate, grouped, minuteTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Choice } from './draft.ts';
import { percent } from './readings.ts';

export function OpenTruckChoices({
  choices,
  chosen,
  keys,
  inSight,
  onInSight,
  onPick,
  onNoPlate,
}: {
  readonly choices: readonly Choice[];
  /** The one that Enter takes; -1 = none. */
  readonly chosen: number;
  /** Digits choose now. */
  readonly keys: boolean;
  /** So many of them have room. */
  readonly inSight: number;
  onInSight(count: number): void;
  onPick(choice: Choice): void;
  onNoPlate(): void;
}) {
  const { t } = useWords();
  const list = useRef<HTMLUListElement>(null);
  // Where a plate was read, or pushed, "no plate" has no row: that needs it.
  const read = choices.some(({ confidence, pushed }) => confidence !== undefined || pushed !== undefined);
  const none = (
    <button type="button" tabIndex={-1} onClick={onNoPlate}>
      {keys && <KeyCap name="0" />}
      <span>{t('truck.no-plate')}</span>
    </button>
  );
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const count = (): void => onInSight(Math.max(0, rowsInSight(element) - (read ? 0 : 1)));
    count();
    const observer = new ResizeObserver(count);
    observer.observe(element);
    return () => observer.disconnect();
  }, [choices.length, onInSight, read]);
  return (
    <div className="open-choices">
      <span className="label open-head">
        <span>
          {t(read ? 'trucks.choose-read' : 'trucks.choose')}
          {!keys && choices.length > 0 && (
            <>
              {' '}
              <KeyCap name="↓" /> <KeyCap name="Enter" />
            </>
          )}
        </span>
        {read && none}
      </span>
      <ul ref={list}>
        {!read && <li>{none}</li>}
        {choices.map((truck, index) => (
          <li key={truck.plateFront + truck.plateRear} className={index < inSight ? '' : 'open-unseen'}>
            <button
              type="button"
              tabIndex={-1}
              className={index === chosen ? 'open-chosen' : ''}
              onClick={() => onPick(truck)}
            >
              {keys && <KeyCap name={String(index + 1)} />}
              <span className="figures open-choice-plate">{dottedPlate(truck.plateFront)}</span>
              <span className="figures open-choice-rear">
                {truck.plateRear === truck.plateFront ? '' : dottedPlate(truck.plateRear)}
              </span>
              <WhoReadIt choice={truck} />
              {truck.tareKg !== null && <span className="figures right">{grouped(truck.tareKg)} kg</span>}
              {truck.weighedAt !== null && (
                <span className="figures open-choice-since">{minuteTime(truck.weighedAt)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whose word it is: the station's own reading, a smart camera's, or both. */
function WhoReadIt({ choice: { confidence, pushed } }: { readonly choice: Choice }) {
  const { t } = useWords();
  if (confidence === undefined && pushed === undefined) return null;
  const share = confidence ?? pushed ?? null;
  const words = pushed === undefined ? 'plate.read' : confidence === undefined ? 'plate.pushed' : 'plate.read-pushed';
  return <small className="open-choice-read">{t(words, { share: share === null ? '' : percent(share) })}</small>;
}

/** Rows in the first column: one without room wraps into the next, which lies outside. */
function rowsInSight(list: HTMLUListElement): number {
  const { left, bottom } = list.getBoundingClientRect();
  return [...list.children].filter((row) => {
    const place = row.getBoundingClientRect();
    return place.left < left + 1 && place.bottom < bottom + 1;
  }).length;
}
