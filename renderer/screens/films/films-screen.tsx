/** F7 in the records: what the cameras recorded, found by day and time, two cameras of one place together. */
import { useQuery } from '@tanstack/react-query';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { VideoFile } from '../../../preload/contract/video.ts';
import { timestamp, type EpochMs, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys, type KeyTable } from '../../components/use-keys.ts';
import { clockTime, dayTime } from '../../format.ts';
import { useWords, type Translate } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { CopiedFiles } from '../../video/copied-files.tsx';
import { FilmFrame } from '../../video/film-frame.tsx';
import { useCopies } from '../../video/use-copies.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './day.ts';
import { FileWords } from './file-words.tsx';
import { FilmRows } from './film-rows.tsx';
import { FilmsHead } from './films-head.tsx';
import { hintsOf } from './hints.ts';
import { fileAt } from './recorded.ts';
import { useFilms, type Films } from './use-films.ts';
import './films.css';

const STEP_MS = 5000;

export function FilmsScreen({
  active,
  info,
  startMs,
  cameraId,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  /** Where it is opened; null: at the newest recording. */
  readonly startMs: number | null;
  readonly cameraId: string | null;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const films = useFilms(info, startMs, cameraId);
  const copies = useCopies();
  const { chosenId, found, marked, nowMs, playback, shown } = films;
  const { atMs } = playback;
  const here = new Map(shown.map((id) => [id, fileAt(found?.files ?? [], id, atMs, nowMs)]));
  const wanted = toCopy(films, here);
  const oldest = useOldest(found?.files.length === 0);

  const by = (small: number, large: number) => (event: KeyboardEvent) =>
    films.go(atMs + (event.shiftKey ? large : small));
  const typing = (event: KeyboardEvent): void => void films.type(event.key);
  const keys: KeyTable = {
    ' ': playback.toggle,
    ArrowLeft: by(-STEP_MS, -MINUTE_MS),
    ArrowRight: by(STEP_MS, MINUTE_MS),
    PageUp: by(-HOUR_MS, -DAY_MS),
    PageDown: by(HOUR_MS, DAY_MS),
    Home: () => films.previousMs !== null && films.go(films.previousMs),
    End: () => films.nextMs !== null && films.go(films.nextMs),
    ArrowUp: () => films.choose(-1),
    ArrowDown: () => films.choose(1),
    '+': () => films.faster(1),
    '=': () => films.faster(1),
    '-': () => films.faster(-1),
    ...Object.fromEntries(['/', '.', ':', 'Backspace', 'Enter', ...'0123456789'].map((key) => [key, typing])),
    F2: films.markFrom,
    ...(marked === null ? {} : { F3: films.markTo, Delete: films.dropMarked }),
    F4: films.toggleHour,
    ...(films.paired ? { F5: films.toggleBoth } : {}),
    ...(wanted.length > 0 ? { F6: () => copies.copy(wanted) } : {}),
  };
  useKeys(active, {
    ...(info.cameras.length > 0 ? keys : {}),
    Escape: () => (films.typed === null && films.wrong === null ? onBack() : films.dropTyped()),
    F7: onBack,
    F8: onRecords,
    F12: onPreferences,
  });
  const nameOf = (id: string): string => nameIn(info, id, t);

  return (
    <div className="films" data-at={Math.round(atMs)} data-playing={playback.playing}>
      <StateBand state={band} compact>
        <span>{t('films.title')}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      {chosenId === null || (!info.records && found?.files.length === 0 && oldest === 'never') ? (
        <main className="films-main">
          <div className="films-nothing panel">
            <p className="empty">{t(chosenId === null ? 'films.none-camera' : 'films.not-recorded')}</p>
            <span className="hint-key">
              <KeyCap name="Esc" /> {t('key.back')}
            </span>
          </div>
        </main>
      ) : (
        <main className="films-main">
          <FilmsHead films={films} records={info.records} />
          {found?.files.length === 0 ? (
            <div className="films-nothing panel">
              <p className="empty" role="status">
                {noneWords(oldest, films, t)}
              </p>
            </div>
          ) : (
            <div className={`films-frames films-frames-${shown.length}`}>
              {shown.map((id) => (
                <FilmFrame
                  key={id}
                  role={nameOf(id)}
                  cameraId={id}
                  films={films.films.get(id) ?? []}
                  atMs={atMs}
                  playing={playback.playing}
                  speed={films.speed}
                  gap={gapWords(here.get(id) ?? null, films, t)}
                >
                  <FileWords file={here.get(id) ?? null} />
                </FilmFrame>
              ))}
            </div>
          )}
          <FilmRows films={films} nameOf={nameOf} />
          <div className="films-foot panel">
            {films.error instanceof CodedError && (
              <ErrorText code={films.error.code} params={errorParams(films.error.params, t)} />
            )}
            <CopiedFiles copies={copies} />
            {hintsOf(films, { playing: playback.playing, copyable: wanted.length > 0, copying: copies.copying }).map(
              (row, nth) => (
                <p key={nth} className="films-keys">
                  {row.map(([caps, words]) => (
                    <span key={words} className="hint-key">
                      {caps.map((cap) => (
                        <KeyCap key={cap} name={cap} />
                      ))}{' '}
                      {t(words)}
                    </span>
                  ))}
                </p>
              ),
            )}
          </div>
        </main>
      )}
      <QuietStrip reprint={false} />
    </div>
  );
}

/** The marked time of each camera that is shown; without one, what it recorded about this moment. */
function toCopy({ marked, playback, shown }: Films, here: ReadonlyMap<string, VideoFile | null>) {
  const toMs = marked === null ? null : (marked.toMs ?? playback.atMs);
  if (marked !== null && toMs !== null && toMs > marked.fromMs) {
    const [from, to] = [marked.fromMs, toMs].map((ms) => timestamp(Math.round(ms) as EpochMs));
    return shown.map((id) => ({ cameraId: id, from, to }) as CallInput<'video.export'>);
  }
  const ids = new Set([...here.values()].flatMap((file) => (file?.path == null ? [] : [file.clipId])));
  return [...ids].map((clipId): CallInput<'video.export'> => ({ clipId }));
}

function gapWords(file: VideoFile | null, { found, nextMs }: Films, t: Translate): string {
  if (found === null) return t('films.loading');
  if (file !== null && file.path === null && file.state !== 'whole' && file.state !== 'salvaged')
    return t(`films.at-${file.state}`);
  return nextMs === null ? t('films.gap-end') : t('films.gap-next', { time: clockTime(nextMs) });
}

/** Whether to look at earlier days or at later ones. */
function noneWords(oldest: Timestamp | 'unknown' | 'never', { window }: Films, t: Translate): string {
  if (oldest === 'unknown' || oldest === 'never') return t('films.none');
  const time = dayTime(oldest);
  return t(Date.parse(oldest) < window.fromMs ? 'films.none-earlier' : 'films.none-later', { time });
}

/** When the oldest recording that is still there began. @param wanted asked only where a day has none */
function useOldest(wanted: boolean): Timestamp | 'unknown' | 'never' {
  const states = useQuery({ queryKey: ['video.state'], queryFn: () => call('video.state', {}), enabled: wanted });
  if (states.data === undefined) return 'unknown';
  const all = states.data.flatMap(({ stored }) => stored.oldest ?? []);
  return all.toSorted()[0] ?? 'never';
}

function nameIn(info: StationInfo, id: string, t: Translate): string {
  const camera = info.cameras.find((one) => one.id === id);
  if (camera === undefined) return id;
  const alike = info.cameras.filter(({ role, scaleId }) => role === camera.role && scaleId === camera.scaleId);
  const scale = info.scales.length > 1 ? info.scales.find((one) => one.id === camera.scaleId)?.name : undefined;
  const nth = alike.length > 1 ? ` ${alike.indexOf(camera) + 1}` : '';
  return `${scale === undefined ? '' : `${scale} `}${t(`camera.short-${camera.role}`)}${nth}`;
}
