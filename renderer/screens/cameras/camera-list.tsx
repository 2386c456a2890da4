/** The cameras by their places, and below them what was found: chosen by arrow keys, placed by a digit or by dragging. */
import { useEffect, useRef, type DragEvent } from 'react';
import type { DeviceStatus, ScaleFacts } from '../../../preload/contract/station.ts';
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { StateShape, type Shape } from '../../components/state-shape.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { useLive } from '../../station/live-store.ts';
import { hostOf, ROLES, type DraftCamera } from './draft.ts';

export const placeWord = (role: CameraRole): WordKey => `cameras.place-${role}`;

const STATES: Readonly<Record<DeviceStatus['state'], { shape: Shape; words: WordKey; meaning: string }>> = {
  online: { shape: 'tick', words: 'condition.fine', meaning: '' },
  degraded: { shape: 'triangle', words: 'condition.look', meaning: 'look' },
  offline: { shape: 'broken-line', words: 'condition.no-link', meaning: 'look' },
  disabled: { shape: 'dash', words: 'condition.unknown', meaning: '' },
};
const DRAGGED = 'text/x-camera';

export function CameraList({
  draft,
  chosen,
  missing,
  scales,
  searching,
  searched,
  onChoose,
  onPlace,
}: {
  readonly draft: readonly DraftCamera[];
  /** Its key. */
  readonly chosen: string | null;
  /** What of its display is still missing, in words; '' where nothing is. */
  missing(camera: DraftCamera): string;
  readonly scales: readonly ScaleFacts[];
  readonly searching: boolean;
  readonly searched: boolean;
  onChoose(key: string): void;
  onPlace(key: string, role: CameraRole): void;
}) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  const installed = draft.filter(({ role }) => role !== null);
  const others = draft.filter(({ role }) => role === null);
  const dropped = (event: DragEvent, role: CameraRole): void => {
    event.preventDefault();
    onPlace(event.dataTransfer.getData(DRAGGED), role);
  };
  const rows = (cameras: readonly DraftCamera[]) =>
    cameras.map((camera) => (
      <Row
        key={camera.key}
        camera={camera}
        chosen={camera.key === chosen}
        scales={scales}
        missing={missing(camera)}
        onChoose={onChoose}
      />
    ));
  return (
    <section className="panel cameras-list" aria-label={t('cameras.title')}>
      <div className="cameras-places" aria-label={t('cameras.places')} role="group">
        {ROLES.map((role, index) => (
          <button
            key={role}
            type="button"
            tabIndex={-1}
            className={`cameras-place${installed.some((camera) => camera.role === role) ? '' : ' cameras-place-free'}`}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
            }}
            onDrop={(event) => dropped(event, role)}
            onClick={() => chosen !== null && onPlace(chosen, role)}
          >
            <KeyCap name={String(index + 1)} /> {t(placeWord(role))}
          </button>
        ))}
      </div>
      <div
        className="cameras-rows"
        role="listbox"
        aria-label={t('cameras.list')}
        aria-activedescendant={chosen === null ? undefined : rowId(chosen)}
        tabIndex={0}
        ref={list}
      >
        <h2 className="label" role="presentation">
          {t('cameras.list')}
        </h2>
        {rows(installed)}
        {installed.length === 0 && (
          <p className="empty" role="presentation">
            {t('cameras.list-none')}
          </p>
        )}
        <h2 className="label" role="presentation">
          {t('cameras.found')}
        </h2>
        {rows(others)}
        {(others.length === 0 || searching) && (
          <p className="empty" role="presentation">
            {t(searching ? 'cameras.searching' : searched ? 'cameras.found-nothing' : 'cameras.found-none')}
          </p>
        )}
      </div>
    </section>
  );
}

const rowId = (key: string): string => `camera-${key.replace(/\W/g, '-')}`;

function Row({
  camera,
  chosen,
  missing,
  scales,
  onChoose,
}: {
  readonly missing: string;
  readonly camera: DraftCamera;
  readonly chosen: boolean;
  readonly scales: readonly ScaleFacts[];
  onChoose(key: string): void;
}) {
  const { t } = useWords();
  const state = useLive((live) => live.devices.find(({ id }) => id === camera.id)?.state);
  const mark = state === undefined ? null : STATES[state];
  const scale = scales.length > 1 ? (scales.find(({ id }) => id === camera.scaleId)?.name ?? '') : '';
  const id = camera.id ?? camera.name;
  return (
    <div
      id={rowId(camera.key)}
      role="option"
      aria-selected={chosen}
      className={`cameras-row${chosen ? ' cameras-chosen' : ''}`}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, camera.key)}
      onClick={() => onChoose(camera.key)}
    >
      <b>
        {camera.role === null
          ? t(camera.id === null ? 'cameras.no-place' : 'cameras.removed')
          : t(placeWord(camera.role))}
      </b>
      <span className="cameras-host">
        <span className="figures">{hostOf(camera.address)}</span>
        <small>{[scale, id === '' ? t('cameras.new') : id].filter((text) => text !== '').join(' · ')}</small>
        {missing !== '' && <small className="look cameras-missing">{missing}</small>}
      </span>
      {mark !== null && (
        <span className={mark.meaning}>
          <StateShape shape={mark.shape} />
          <span className="unseen">{t(mark.words)}</span>
        </span>
      )}
    </div>
  );
}
