/** F7: what the cameras recorded of one truck, in the place of its pictures, all at the same moment; F6 copies it with its hash. */
import { useMemo } from 'react';
import type { StationInfo } from '../../preload/contract/station.ts';
import type { VideoFile } from '../../preload/contract/video.ts';
import { KeyCap } from '../components/key-cap.tsx';
import { useKeys } from '../components/use-keys.ts';
import { clockTime } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import { CopiedFiles } from './copied-files.tsx';
import { FilmFrame } from './film-frame.tsx';
import { filmsOf, spanOf } from './timeline.ts';
import { useCopies } from './use-copies.ts';
import { usePlayback } from './use-playback.ts';
import './video-panel.css';

const STEP_MS = 5000;
export function VideoPanel({
  active,
  files,
  info,
}: {
  readonly active: boolean;
  readonly files: readonly VideoFile[];
  readonly info: StationInfo;
}) {
  const { t } = useWords();
  const cameras = useMemo(() => [...new Set(files.map(({ cameraId }) => cameraId))].toSorted(), [files]);
  const films = useMemo(() => new Map(cameras.map((id) => [id, filmsOf(files, id)])), [cameras, files]);
  const span = spanOf([...films.values()].flat());
  if (span === null)
    return (
      <section className="record-pictures panel" aria-label={t('film.title')}>
        <p className="empty">
          {t(files.some(({ state }) => state === 'open') ? 'film.being-written' : 'film.none-playable')}
        </p>
      </section>
    );
  const roleOf = (id: string): string => {
    const role = info.cameras.find((camera) => camera.id === id)?.role;
    return role === undefined ? id : t(`camera.short-${role}`);
  };
  return (
    <Films
      key={span.fromMs}
      active={active}
      cameras={cameras}
      clips={files}
      films={films}
      span={span}
      roleOf={roleOf}
    />
  );
}

function Films({
  active,
  cameras,
  clips,
  films,
  span,
  roleOf,
}: {
  readonly active: boolean;
  readonly cameras: readonly string[];
  readonly clips: readonly VideoFile[];
  readonly films: ReadonlyMap<string, ReturnType<typeof filmsOf>>;
  readonly span: { readonly fromMs: number; readonly toMs: number };
  roleOf(cameraId: string): string;
}) {
  const { t } = useWords();
  const playback = usePlayback(span);
  const copies = useCopies();
  const ids = [...new Set(clips.filter(({ path }) => path !== null).map(({ clipId }) => clipId))];
  useKeys(active, {
    ' ': playback.toggle,
    ArrowLeft: () => playback.move(-STEP_MS),
    ArrowRight: () => playback.move(STEP_MS),
    F6: () => copies.copy(ids.map((clipId) => ({ clipId }))),
  });
  return (
    <section className="record-films panel" aria-label={t('film.title')} data-playing={playback.playing}>
      <div className="record-films-frames">
        {cameras.map((id) => (
          <FilmFrame
            key={id}
            role={roleOf(id)}
            cameraId={id}
            films={films.get(id) ?? []}
            atMs={playback.atMs}
            playing={playback.playing}
          />
        ))}
      </div>
      <p className="record-films-keys">
        <span className="figures">
          {clockTime(playback.atMs)} / {clockTime(span.toMs)}
        </span>
        <span className="hint-key">
          <KeyCap name="␣" /> {t(playback.playing ? 'film.pause' : 'film.play')}
        </span>
        <span className="hint-key">
          <KeyCap name="←" /> <KeyCap name="→" /> {t('film.step')}
        </span>
        <span className="hint-key">
          <KeyCap name="F6" /> {t(copies.copying ? 'film.copying' : 'film.copy')}
        </span>
      </p>
      <CopiedFiles copies={copies} />
    </section>
  );
}
