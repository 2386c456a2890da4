/** F2: the plate, typed with the input method off, and the axles; trucks that are inside are one key away. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { EnterGuard } from '../../components/enter-guard.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';
import type { VehicleType } from '../../../preload/contract/vocabulary.ts';
import { call } from '../../station/client.ts';
import {
  choicesFor,
  driveAxlesFiled,
  onlyThisTime,
  withPlates,
  withTrailer,
  type Choice,
  type Draft,
} from './draft.ts';
import { OpenTruckChoices } from './truck-choices.tsx';
import { PlateField } from '../../components/plate-field.tsx';
import { completeTrailer, homeProvince, plateForm } from '../../components/plate-typing.ts';
import { ProvinceGrid } from '../../components/province-grid.tsx';
import { withPushed } from './pushed-choice.ts';
import { ReadPlate } from './read-plate.tsx';
import { readChoices } from './readings.ts';
import type { Desk } from './use-desk.ts';

const AXLES = [2, 3, 4, 5, 6] as const;
const TYPES: readonly VehicleType[] = ['rigid', 'articulated', 'centre-axle-train', 'full-trailer-train'];

/** Of the plate in the picture: what was read unsurely is read by a person there. */
const CROP_PX = 48;

type AxlesSaid = Pick<Draft, 'axleCount' | 'vehicleType' | 'driveAxles'>;

export type Acceptor = RefObject<(() => void) | null>;

export function PlateEditor({
  active,
  desk,
  unitCode,
  acceptor,
}: {
  /** Its screen is in front, and no panel over it. */
  readonly active: boolean;
  readonly desk: Desk;
  readonly unitCode: string;
  /** Where Enter finds what to do while this editor is open. */
  readonly acceptor: Acceptor;
}) {
  const { t } = useWords();
  /** Chosen here, and not yet taken over. */
  const [axlesSaid, setAxlesSaid] = useState<Partial<AxlesSaid>>({});
  const draft: Draft = { ...desk.draft, ...axlesSaid };
  /** null: nothing was typed, and the field follows what is read. */
  const [frontTyped, setFront] = useState<string | null>(null);
  const [rearTyped, setRear] = useState<string | null>(null);
  const front = frontTyped ?? (desk.draft.plateFront || homeProvince(unitCode));
  const rear = rearTyped ?? desk.draft.plateRear;
  const [note, setNote] = useState<WordKey | null>(null);
  /** `/` in the trailer's empty field: another province than the tractor's. */
  const [rearProvince, setRearProvince] = useState(false);
  const [saidTwice, setSaidTwice] = useState('');
  const [at, setAt] = useState<'front' | 'rear' | 'other'>(desk.editorField === 'axles' ? 'other' : 'front');
  const frontField = useRef<HTMLDivElement>(null);
  const axlesField = useRef<HTMLDivElement>(null);
  const { openTrucks, vehicle } = desk.facts;
  /** The pair that ↓ chose: the same one wherever it stands once others are read. */
  const [chosenPair, setChosenPair] = useState<string | null>(null);
  const part = front.slice(1);
  const known = useQuery({
    queryKey: ['vehicle.list', part],
    queryFn: () => call('vehicle.list', { limit: 9, ...(part === '' ? {} : { text: part }) }),
    placeholderData: keepPreviousData,
    // A truck that was here a moment ago is known by now.
    staleTime: 0,
  });
  const { images, readings } = desk;
  const seen = readings?.plateFront ?? null;
  const choices = withPushed(
    choicesFor(front, openTrucks, known.data ?? [], readChoices(readings, openTrucks)),
    readings,
    front,
    openTrucks,
  );
  const [inSight, setInSight] = useState(0);
  // No key takes what nobody can see.
  const reachable = choices.slice(0, inSight);
  const chosen = reachable.findIndex((choice) => pairOf(choice) === chosenPair);
  // A digit on its way down is meant for the list that stood there before.
  const guard = useMemo(() => new EnterGuard(), []);
  const listed = reachable.map(pairOf).join(' ');
  useLayoutEffect(() => guard.means(listed, performance.now()), [guard, listed]);

  // A key pressed while nothing has the focus is meant for the plate.
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => {
      if (event.target !== document.body || !/^[A-Za-z0-9/]$|^Backspace$/.test(event.key)) return;
      // Behind another screen, or on another scale's, it hears nothing.
      if (frontField.current?.checkVisibility() !== true) return;
      frontField.current?.focus();
      frontField.current?.dispatchEvent(
        new globalThis.KeyboardEvent('keydown', { key: event.key, bubbles: true, cancelable: true }),
      );
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  // Opened by itself it takes no key from what stands before it.
  useEffect(() => {
    if (active) (desk.editorField === 'axles' ? axlesField : frontField).current?.focus();
  }, [desk.editorField, active]);

  const axleCount = draft.axleCount ?? (vehicle?.plate === front ? (vehicle.axleCount ?? null) : null);
  const vehicleType = draft.vehicleType ?? (vehicle?.plate === front ? (vehicle.vehicleType ?? null) : null);
  const driveAxles = draft.driveAxles ?? (vehicle?.plate === front ? driveAxlesFiled(axleCount, vehicle) : null);

  /** A whole plate is told to the desk at once, so that its file is here when Enter comes. */
  const changeFront = (text: string): void => {
    setFront(text);
    setNote(null);
    setChosenPair(null);
    if (plateForm(text) === 'usual' && text !== desk.draft.plateFront) {
      desk.setDraft(withPlates(draft, text, plateForm(rear) === 'empty' ? '' : rear));
      setAxlesSaid({});
    }
  };

  /** As with the tractor's plate: what is known of the pair is here when Enter comes. */
  const changeRear = (text: string): void => {
    setRear(text);
    setRearProvince(false);
    const whole = plateForm(text) === 'empty' ? '' : completeTrailer(text);
    if (front === desk.draft.plateFront && plateForm(whole) === 'usual')
      desk.setDraft(withTrailer(desk.draft, whole, vehicle));
  };

  const pick = (truck: Choice): void => desk.acceptPlate(withPlates(desk.draft, truck.plateFront, truck.plateRear));

  const noPlate = (): void => desk.acceptPlate({ ...withPlates(desk.draft, '', ''), noPlate: true });

  const accept = (): void => {
    const picked = at === 'front' ? reachable[chosen] : undefined;
    if (picked !== undefined) return pick(picked);
    const trailer = plateForm(rear) === 'empty' ? '' : completeTrailer(rear);
    for (const plate of [front, trailer]) {
      if (plate === '') continue;
      const form = plateForm(plate);
      if (form === 'empty') return setNote('plate.empty');
      if (form === 'incomplete') return setNote('plate.incomplete');
      if (form === 'unusual' && saidTwice !== plate) {
        setSaidTwice(plate);
        return setNote('plate.unusual');
      }
    }
    if (front === '') return setNote('plate.empty');
    const same = draft.plateFront === front;
    const samePair = same && draft.plateRear === trailer;
    const pair = same
      ? { ...withTrailer(desk.draft, trailer, vehicle), ...axlesSaid }
      : withPlates(draft, front, trailer);
    const next = { ...pair, noPlate: false };
    const filled = samePair ? { ...next, axleCount, vehicleType, driveAxles } : next;
    if (filled.axleCount === null && at !== 'other' && !desk.facts.pending) {
      setRear(trailer);
      desk.sayPlate(filled);
      setNote('plate.axles-wanted');
      axlesField.current?.focus();
      return;
    }
    desk.acceptPlate(filled);
  };
  useEffect(() => {
    acceptor.current = accept;
    return () => {
      acceptor.current = null;
    };
  });

  const onFrontKey = (event: KeyboardEvent): boolean => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosenPair(pairOf(reachable[Math.min(reachable.length - 1, chosen + step)]));
      return true;
    }
    if (front.length > 1) return false;
    const truck = /^[1-9]$/.test(event.key) && front !== '' ? reachable[Number(event.key) - 1] : undefined;
    if (truck !== undefined && !guard.allows(performance.now())) return true;
    if (truck !== undefined) pick(truck);
    else if (event.key === '0' && front !== '') noPlate();
    else return false;
    return true;
  };

  const file = vehicle?.plate === front ? vehicle : null;
  const how = onlyThisTime({ axleCount, vehicleType, driveAxles }, file) ? 'plate.only-this-time' : 'plate.how';
  const wide = (at === 'front' && front === '') || (at === 'rear' && rearProvince);
  return (
    <section
      className="panel editor plate-editor"
      aria-label={t('plate.title')}
      data-choices={listed}
      onKeyDownCapture={({ key }) => {
        // F12 and its like are about something else.
        if (!/^F\d/.test(key)) desk.keepEditor();
      }}
    >
      <div className="truck-head">
        {seen === null ? (
          <span className="label">{t('plate.title')}</span>
        ) : (
          <ReadPlate seen={seen} said={desk.draft.plateFront} images={images} heightPx={CROP_PX} />
        )}
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      <PlateField
        label={t('field.plate-front')}
        text={front}
        onText={changeFront}
        onNote={setNote}
        onKey={onFrontKey}
        onFocus={() => setAt('front')}
        fieldRef={frontField}
        large
      />
      <PlateField
        label={t('field.trailer')}
        text={rear}
        onText={changeRear}
        onNote={setNote}
        onKey={(event) => {
          if (event.key !== '/' || rear !== '') return false;
          setRearProvince(true);
          return true;
        }}
        onFocus={() => setAt('rear')}
        start={rearProvince ? '' : front.slice(0, 1)}
      />
      <p className={note === null ? 'editor-note' : 'editor-note editor-note-on'} role="status">
        {t(note ?? (wide ? 'plate.choose-province' : how))}
      </p>
      {wide ? (
        <ProvinceGrid onPick={(province) => (at === 'rear' ? changeRear(province) : changeFront(province))} />
      ) : (
        <>
          <div
            className={at === 'other' ? 'editor-rows' : 'editor-rows editor-rows-later'}
            onFocus={() => setAt('other')}
          >
            <ChoiceRow
              label={t('field.axles')}
              choices={AXLES.map((count) => ({ value: count, words: String(count) }))}
              value={axleCount}
              onChange={(count) => setAxlesSaid({ ...axlesSaid, axleCount: count, driveAxles: null })}
              groupRef={axlesField}
            />
            <ChoiceRow
              label={t('field.vehicle-type')}
              choices={TYPES.map((type) => ({
                value: type,
                words: t(`vehicle.${type as Exclude<VehicleType, 'unknown'>}`),
              }))}
              value={vehicleType}
              onChange={(type) => setAxlesSaid({ ...axlesSaid, vehicleType: type })}
            />
            {axleCount === 6 && (
              <ChoiceRow
                label={t('field.drive-axles')}
                choices={[1, 2].map((count) => ({ value: count, words: String(count) }))}
                value={driveAxles}
                onChange={(count) => setAxlesSaid({ ...axlesSaid, driveAxles: count })}
              />
            )}
          </div>
          {at === 'front' && (
            <OpenTruckChoices
              choices={choices}
              chosen={chosen}
              keys={front.length === 1}
              inSight={inSight}
              onInSight={setInSight}
              onPick={pick}
              onNoPlate={noPlate}
            />
          )}
        </>
      )}
    </section>
  );
}

/** A choice is taken as a pair, and known by it. */
const pairOf = (choice: Choice | undefined): string | null =>
  choice === undefined ? null : `${choice.plateFront}+${choice.plateRear}`;
