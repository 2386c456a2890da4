/** F7: what the cameras recorded of one truck, in the place of its pictures, all at the same moment; F6 copies it with its hash. */
import { useMemo, useState } from 'react';
import { CodedError } from '../../preload/contract/errors.ts';
import type { StationInfo } from '../../preload/contract/station.ts';
import type { ExportedVideo, VideoFile } from '../../preload/contract/video.ts';
import { errorParams } from '../components/error-params.ts';
import { ErrorText } from '../components/error-text.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { useKeys } from '../components/use-keys.ts';
import { clockTime } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import { call } from '../station/client.ts';
import { FilmFrame } from './film-frame.tsx';
import { filmsOf, spanOf } from './timeline.ts';
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
  const [copied, setCopied] = useState<readonly ExportedVideo[] | null>(null);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [copying, setCopying] = useState(false);
  const copy = (): void => {
    if (copying) return;
    setCopying(true);
    setFailure(null);
    const ids = [...new Set(clips.filter(({ path }) => path !== null).map(({ clipId }) => clipId))];
    Promise.all(ids.map((clipId) => call('video.export', { clipId })))
      .then((all) => setCopied(all.flatMap(({ files }) => files)))
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => setCopying(false));
  };
  useKeys(active, {
    ' ': playback.toggle,
    ArrowLeft: () => playback.move(-STEP_MS),
    ArrowRight: () => playback.move(STEP_MS),
    F6: copy,
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
          <KeyCap name="F6" /> {t(copying ? 'film.copying' : 'film.copy')}
        </span>
      </p>
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      {copied !== null && (
        <div role="status">
          <ul className="record-films-copied">
            {copied.map(({ file, sha256 }) => (
              <li key={file}>
                {file} <small className="figures">SHA-256 {sha256.slice(0, 16)}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
