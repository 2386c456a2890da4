/** Trucks that can be taken instead of typing: by their digit while nothing is typed, else by arrow and Enter. */
import { KeyCap } from '../../components/key-cap.tsx';
import { dottedPlate, grouped, minuteTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Choice } from './draft.ts';

export function OpenTruckChoices({
  choices,
  chosen,
  keys,
  onPick,
  onNoPlate,
}: {
  readonly choices: readonly Choice[];
  /** The one that Enter takes; -1 = none. */
  readonly chosen: number;
  /** Digits choose now. */
  readonly keys: boolean;
  onPick(choice: Choice): void;
  onNoPlate(): void;
}) {
  const { t } = useWords();
  return (
    <div className="open-choices">
      <span className="label">
        {t('trucks.choose')}
        {!keys && choices.length > 0 && (
          <>
            {' '}
            <KeyCap name="↓" /> <KeyCap name="Enter" />
          </>
        )}
      </span>
      <ul>
        <li>
          <button type="button" tabIndex={-1} onClick={onNoPlate}>
            {keys && <KeyCap name="0" />}
            <span>{t('truck.no-plate')}</span>
          </button>
        </li>
        {choices.map((truck, index) => (
          <li key={truck.plateFront + truck.plateRear}>
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
