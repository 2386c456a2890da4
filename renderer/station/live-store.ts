/**
 * What the station last said, as the window shows it: a mirror, never a source. The only door to zustand.
 * The weight carries the moment it came in, so that an old one is never taken for a live one, whoever stopped talking.
 */
import { create } from 'zustand';
import type { BarrierState } from '../../preload/contract/barrier.ts';
import type { DisplayTrial } from '../../preload/contract/camera-display.ts';
import type { LoadSheet } from '../../preload/contract/documents.ts';
import type { PrintJob } from '../../preload/contract/load-sheet.ts';
import type { PushData } from '../../preload/contract/index.ts';
import type { ListeningState } from '../../preload/contract/listening.ts';
import type { StationStatus } from '../../preload/contract/shell.ts';
import type { DeviceStatus, StationInfo } from '../../preload/contract/station.ts';
import type { OpenWarnings } from '../../preload/contract/warnings.ts';
import type { ScaleReading, WeighingState } from '../../preload/contract/weighing.ts';

export type OutboxFigures = PushData<'outbox.changed'>;

export interface TimedReading {
  readonly reading: ScaleReading;
  /** performance.now() when it came in. */
  readonly at: number;
}

export interface Live {
  readonly status: StationStatus;
  /** Somebody may be looking: the window is neither minimised nor hidden. */
  readonly shown: boolean;
  /** The line to the station is open and its first answers are in. */
  readonly connected: boolean;
  readonly info: StationInfo | null;
  /** By scale. Emptied with the line: an old weight is none. */
  readonly readings: Readonly<Record<string, TimedReading>>;
  /** By scale. */
  readonly weighings: Readonly<Record<string, WeighingState>>;
  readonly devices: readonly DeviceStatus[];
  readonly outbox: OutboxFigures | null;
  readonly printJobs: readonly PrintJob[];
  /** The newest that was said of listening to an indicator. */
  readonly listening: ListeningState | null;
  /** The newest that was said of trying a display; gone with the line. */
  readonly trial: DisplayTrial | null;
  /** What a person has to look at. */
  readonly warnings: OpenWarnings;
  /** Sheets issued in this run of the window, newest first; a few, for each scale's may be shown. */
  readonly sheets: readonly LoadSheet[];
  /** By place: a scale or a gate. Empty where no barrier is moved by this program. */
  readonly barriers: Readonly<Record<string, BarrierState>>;
  /** Grows with every vehicle that passed a gate, and with what becomes known of one. */
  readonly passed: number;
  /** Grows with every record saved: whoever lists records asks again. */
  readonly saved: number;
}

const EMPTY: Live = {
  status: { status: 'starting' },
  shown: true,
  connected: false,
  info: null,
  readings: {},
  weighings: {},
  devices: [],
  outbox: null,
  printJobs: [],
  listening: null,
  trial: null,
  warnings: { count: 0, newest: null, platform: { count: 0, next: null }, sound: null },
  sheets: [],
  barriers: {},
  passed: 0,
  saved: 0,
};

const store = create<Live>()(() => EMPTY);

/** The part of the mirror that `select` names; the caller is drawn again when it changes. */
export const useLive = <T>(select: (live: Live) => T): T => store(select);

/** For client.ts alone: it is the one who hears the station. */
export const tell = (change: Partial<Live> | ((live: Live) => Partial<Live>)): void => store.setState(change);

/** The present mirror, for decisions at the moment of a key press. */
export const live = (): Live => store.getState();
