/** A day or an hour: a row for each camera, a bar for what it recorded, the moment as a line through all of them. */
import { useEffect, useRef, type PointerEvent } from 'react';
import { minuteTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Span } from './day.ts';
import { barsOf, type Bar } from './recorded.ts';
import type { Films } from './use-films.ts';

/** A bar closer to another one of its kind than this part of the window is drawn as one with it. */
const RESOLUTION = 1500;
const HOURLY_MS = 5 * MINUTE_MS;
const DAILY_MS = 2 * HOUR_MS;

export function FilmRows({ films, nameOf }: { readonly films: Films; nameOf(cameraId: string): string }) {
  const { t } = useWords();
  const { chosenId, found, marked, nowMs, playback, rows, shown, window } = films;
  const long = window.toMs - window.fromMs;
  const step = long < DAY_MS ? HOURLY_MS : DAILY_MS;
  const ticks = Array.from({ length: Math.floor(long / step) + 1 }, (_, nth) => window.fromMs + nth * step);
  const chosenRow = useRef<HTMLDivElement>(null);
  useEffect(() => chosenRow.current?.scrollIntoView({ block: 'nearest' }), [chosenId]);
  const pointed = (event: PointerEvent): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    films.go(window.fromMs + ((event.clientX - left) / width) * long);
  };
  const bars = rows.map(({ id }) => barsOf(found?.files ?? [], id, window, nowMs, long / RESOLUTION));
  return (
    <section className="films-time panel" aria-label={t('films.timeline')} data-by={long < DAY_MS ? 'hour' : 'day'}>
      <div className="films-ticks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} className="figures" style={{ left: placeOf(tick, window) }}>
            {tick === window.toMs && long === DAY_MS ? '24:00' : minuteTime(tick)}
          </span>
        ))}
      </div>
      <div
        className="films-rows"
        role="listbox"
        aria-label={t('films.timeline')}
        aria-activedescendant={chosenId === null ? undefined : rowId(chosenId)}
        tabIndex={0}
      >
        {rows.map(({ id }, nth) => {
          const own = bars[nth] ?? [];
          const count = own.reduce((sum, { files }) => sum + files, 0);
          return (
            <div
              key={id}
              id={rowId(id)}
              ref={id === chosenId ? chosenRow : null}
              role="option"
              aria-selected={id === chosenId}
              aria-label={t('films.row', { camera: nameOf(id), count })}
              className={`films-row${id === chosenId ? ' films-row-chosen' : ''}${shown.includes(id) ? ' films-row-shown' : ''}`}
              data-row={id}
              data-bars={own.length}
            >
              <span className="films-row-name">{nameOf(id)}</span>
              <div className="films-track" onPointerDown={pointed}>
                {ticks.map((tick) => (
                  <i key={tick} className="films-tick" style={{ left: placeOf(tick, window) }} />
                ))}
                {own.map((bar) => (
                  <i
                    key={`${bar.cause} ${bar.state} ${bar.fromMs}`}
                    className={`films-bar films-bar-${bar.cause} films-bar-${bar.state}`}
                    style={{ left: placeOf(bar.fromMs, window), width: `${((bar.toMs - bar.fromMs) / long) * 100}%` }}
                  />
                ))}
                {marked !== null && <MarkedTime {...marked} atMs={playback.atMs} window={window} />}
                {inside(playback.atMs, window) && (
                  <i className="films-now" style={{ left: placeOf(playback.atMs, window) }} />
                )}
              </div>
            </div>
          );
        })}
      </div>
      <Legend bars={bars.flat()} />
    </section>
  );
}

const rowId = (cameraId: string): string => `films-row-${cameraId.replace(/\W/g, '-')}`;
const inside = (atMs: number, { fromMs, toMs }: Span): boolean => fromMs <= atMs && atMs <= toMs;
const partOf = (atMs: number, { fromMs, toMs }: Span): number =>
  Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)));
const placeOf = (atMs: number, window: Span): string => `${partOf(atMs, window) * 100}%`;

/** What will be copied: a bracket over the bars. */
function MarkedTime({
  atMs,
  fromMs,
  toMs,
  window,
}: {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly atMs: number;
  readonly window: Span;
}) {
  const endMs = toMs ?? Math.max(atMs, fromMs);
  if (endMs < window.fromMs || fromMs > window.toMs) return null;
  const [left, right] = [partOf(fromMs, window), partOf(endMs, window)];
  return <i className="films-marked" style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }} />;
}

const CAUSES = ['pass', 'gate-pass', 'always'] as const;
const STATES = ['whole', 'open', 'salvaged', 'lost', 'purged'] as const;

/** Only signs that stand in the rows now. */
function Legend({ bars }: { readonly bars: readonly Bar[] }) {
  const { t } = useWords();
  const causes = CAUSES.filter((cause) => bars.some((bar) => bar.cause === cause));
  const others = STATES.filter((state) => bars.some((bar) => bar.state === state));
  // A whole one is drawn as its cause is: it needs a sign only beside one that is not.
  const states = others.length > 1 ? others : others.filter((state) => state !== 'whole');
  return (
    <p className="films-legend">
      {causes.map((cause) => (
        <span key={cause}>
          <i className={`films-bar films-bar-${cause} films-bar-whole`} /> {t(`films.cause-${cause}`)}
        </span>
      ))}
      {states.map((state) => (
        <span key={state}>
          <i className={`films-bar films-bar-pass films-bar-${state}`} /> {t(`films.state-${state}`)}
        </span>
      ))}
    </p>
  );
}
