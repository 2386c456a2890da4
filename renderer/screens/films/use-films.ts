/** The moment that is shown, the day about it and what was recorded then; what is chosen, typed and marked. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { VideoFile } from '../../../preload/contract/video.ts';
import { overGaps, throughGaps } from '../../video/moment.ts';
import { filmsOf, type Film } from '../../video/timeline.ts';
import { usePlayback, type Playback } from '../../video/use-playback.ts';
import type { AllFiles } from './all-files.ts';
import { dayOf, hourOf, type Span } from './day.ts';
import { beginnings, nextBeginning, previousBeginning } from './recorded.ts';
import { inRows, together, type Camera } from './together.ts';
import { typedKey, type After, type Typed } from './typed-moment.ts';
import { useDayFiles } from './use-day-files.ts';

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
const TICK_MS = 1000;

/** What is to be copied; null: its end is not marked yet. */
export interface Marked {
  readonly fromMs: number;
  readonly toMs: number | null;
}

export interface Films {
  readonly rows: readonly Camera[];
  readonly chosenId: string | null;
  /** What plays: the chosen camera, its partner beside it. */
  readonly shown: readonly string[];
  readonly paired: boolean;
  readonly films: ReadonlyMap<string, readonly Film[]>;
  /** null: not read yet. */
  readonly found: AllFiles | null;
  readonly error: unknown;
  /** What the rows show: the day, or one hour of it. */
  readonly window: Span;
  readonly byHour: boolean;
  readonly nowMs: number;
  readonly playback: Playback;
  readonly speed: number;
  readonly typed: Typed | null;
  readonly wrong: After['wrong'];
  readonly marked: Marked | null;
  /** Of the cameras that are shown. */
  readonly nextMs: number | null;
  readonly previousMs: number | null;
  /** Wherever in time; never later than now. */
  go(atMs: number): void;
  faster(by: 1 | -1): void;
  choose(step: 1 | -1): void;
  toggleBoth(): void;
  toggleHour(): void;
  /** @returns whether it was a key of typing */
  type(key: string): boolean;
  dropTyped(): void;
  markFrom(): void;
  markTo(): void;
  dropMarked(): void;
}

/** @param startMs null: the newest recording of today */
export function useFilms(info: StationInfo, startMs: number | null, cameraId: string | null): Films {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const rows = useMemo(() => {
    const scales = info.scales.map(({ id }) => id);
    return inRows(info.cameras, scales);
  }, [info]);
  const [moved, setMoved] = useState<string | null>(cameraId);
  const chosenId = rows.find(({ id }) => id === moved)?.id ?? rows[0]?.id ?? null;
  const [both, setBoth] = useState(true);
  const pair = useMemo(() => (chosenId === null ? [] : together(rows, chosenId)), [rows, chosenId]);
  const shown = useMemo(() => (both || chosenId === null ? pair : [chosenId]), [both, chosenId, pair]);

  const [day, setDay] = useState(() => dayOf(startMs ?? Date.now()));
  const [byHour, setByHour] = useState(false);
  const [speed, setSpeed] = useState(1);
  const [typing, setTyping] = useState<Pick<After, 'typed' | 'wrong'>>({ typed: null, wrong: null });
  const [marked, setMarked] = useState<Marked | null>(null);

  const ofDay = useDayFiles(day, nowMs);
  const leap = useRef<(atMs: number) => number | null>(throughGaps);
  const playback = usePlayback(
    { fromMs: day.fromMs, toMs: Math.min(day.toMs, nowMs) },
    { startMs: startMs ?? nowMs, playing: startMs !== null, speed, onward: (atMs) => leap.current(atMs) },
  );
  const { atMs } = playback;
  const hour = hourOf(atMs);
  // A day of more files than are listed: an hour of it is asked for by itself.
  const narrowed = byHour && ofDay.found !== null && ofDay.found.untilMs !== null;
  const ofHour = useDayFiles(narrowed ? hour : null, nowMs);
  const { error, found } = narrowed ? ofHour : ofDay;
  const files: readonly VideoFile[] = useMemo(() => found?.files ?? [], [found]);
  const films = useMemo(() => new Map(shown.map((id) => [id, filmsOf(files, id)])), [files, shown]);
  const moments = useMemo(() => beginnings(files, shown), [files, shown]);
  useEffect(() => {
    leap.current = found === null ? throughGaps : overGaps([...films.values()].flat());
  }, [films, found]);

  const go = (toMs: number): void => {
    const reached = Math.min(toMs, Date.now());
    setDay(dayOf(reached));
    playback.go(reached);
  };
  // Played past midnight.
  useEffect(() => {
    if (atMs >= day.toMs) setDay(dayOf(atMs));
  }, [atMs, day]);
  // Opened without a moment: where the newest recording begins.
  const sought = useRef(startMs !== null);
  const { go: goTo } = playback;
  useEffect(() => {
    if (sought.current || found === null) return;
    sought.current = true;
    const newest = moments.at(-1);
    if (newest !== undefined) goTo(newest);
  }, [found, goTo, moments]);

  return {
    rows,
    chosenId,
    shown,
    paired: pair.length > 1,
    films,
    found,
    error,
    window: byHour ? hour : day,
    byHour,
    nowMs,
    playback,
    speed,
    ...typing,
    marked,
    nextMs: nextBeginning(moments, atMs),
    previousMs: previousBeginning(moments, atMs),
    go,
    faster: (by) => setSpeed((now) => SPEEDS[SPEEDS.findIndex((one) => one === now) + by] ?? now),
    choose: (step) => {
      const at = rows.findIndex(({ id }) => id === chosenId);
      setMoved(rows[Math.min(Math.max(0, at + step), rows.length - 1)]?.id ?? null);
    },
    toggleBoth: () => setBoth(!both),
    toggleHour: () => setByHour(!byHour),
    type: (key) => {
      const after = typedKey(typing.typed, key, atMs, Date.now());
      if (after === null) return false;
      setTyping(after);
      if (after.goMs !== null) go(after.goMs);
      return true;
    },
    dropTyped: () => setTyping({ typed: null, wrong: null }),
    markFrom: () => setMarked({ fromMs: atMs, toMs: marked?.toMs != null && marked.toMs > atMs ? marked.toMs : null }),
    markTo: () => setMarked((now) => (now !== null && atMs > now.fromMs ? { ...now, toMs: atMs } : now)),
    dropMarked: () => setMarked(null),
  };
}
