/** What one camera recorded, at the moment that is shown; a gap and what cannot be decoded say so. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { clockTime } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import { filmAt, type Film } from './timeline.ts';
import '../components/picture-frame.css';

/** Two players never run quite alike; more than this is seen. */
const APART_S = 0.4;

export function FilmFrame({
  role,
  cameraId,
  films,
  atMs,
  playing,
  speed = 1,
  gap,
  children,
}: {
  /** The camera's role in words. */
  readonly role: string;
  readonly cameraId: string;
  readonly films: readonly Film[];
  readonly atMs: number;
  readonly playing: boolean;
  /** So many times as fast as it was. */
  readonly speed?: number;
  /** What is said where nothing plays; left out, that nothing was recorded. */
  readonly gap?: string;
  /** More of the file, behind its moment. */
  readonly children?: ReactNode;
}) {
  const { t } = useWords();
  const element = useRef<HTMLVideoElement>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const shown = filmAt(films, atMs);
  const url = shown?.film.url ?? null;
  const second = shown?.second ?? 0;
  useEffect(() => {
    const video = element.current;
    if (video === null || url === null) return;
    // A file that was cut off plays shorter than its row says.
    const at = Number.isFinite(video.duration) ? Math.min(second, video.duration) : second;
    if (Math.abs(video.currentTime - at) > APART_S * Math.max(1, speed)) video.currentTime = at;
    video.playbackRate = speed;
    // Called off when it is moved or paused meanwhile; what cannot be played says so by its error event.
    if (playing && video.paused && !video.ended) void video.play().catch(() => undefined);
    if (!playing && !video.paused) video.pause();
  }, [playing, second, speed, url]);
  const unplayable = url !== null && broken === url;
  return (
    <figure
      className="picture picture-large film"
      data-camera={cameraId}
      data-film={url === null ? 'gap' : 'there'}
      data-from-ms={shown?.film.fromMs}
    >
      <div className="picture-box">
        {url === null || unplayable ? (
          <div className="picture-empty">
            <span>
              {unplayable ? t(shown?.film.codec === 'h265' ? 'film.h265' : 'film.broken') : (gap ?? t('film.gap'))}
            </span>
          </div>
        ) : (
          <video
            key={url}
            ref={element}
            className="live-video"
            src={url}
            aria-label={t('film.alt', { role, time: clockTime(atMs) })}
            muted
            playsInline
            preload="auto"
            onError={() => setBroken(url)}
          />
        )}
      </div>
      <figcaption className="picture-caption">
        <span className="picture-role">{role}</span>
        <span>{t('film.recorded')}</span>
        <time className="figures">{clockTime(atMs)}</time>
        {children}
      </figcaption>
    </figure>
  );
}
