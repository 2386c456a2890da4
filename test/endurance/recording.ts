/** Four cameras recorded for a while by a process of its own, and what became of its memory and of its files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';

export interface RecordingTask {
  /** `receive`: kept in memory only. */
  readonly what: 'record' | 'receive';
  readonly dataDir: string;
  /** After the warm-up. */
  readonly seconds: number;
  /** Every camera's clip of a truck ends and the next one's begins. */
  readonly truckEveryS: number;
  /** Of the streams. */
  readonly addresses: readonly string[];
}

export interface RecordedFile {
  /** Most files are gone by the end, to save the disk. */
  readonly path: string;
  readonly cameraId: string;
  /** 1: of a truck's clip, 0: of what is recorded all the time. */
  readonly tied: 0 | 1;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly bytes: number | null;
  readonly state: 'open' | 'whole' | 'salvaged' | 'lost' | 'purged';
}

export interface Recording {
  /** What the process holds of the machine, in MB, every five seconds after the warm-up. */
  readonly looks: readonly number[];
  /** At the end, of each camera. */
  readonly framesPerSecond: readonly number[];
  readonly files: readonly RecordedFile[];
  /** Processor time of the process. */
  readonly cpuS: number;
}

const PROCESS = join(import.meta.dirname, 'recording-process.ts');
const PATHS = ['/1', '/2', '/3', '/4'];

/** Four 720p25 streams of 2 Mbit/s from GStreamer's server, for as long as `use` takes. */
export async function withFourStreams<T>(use: (addresses: readonly string[]) => Promise<T>): Promise<T> {
  const server = new RtspServer({ paths: PATHS });
  await server.start();
  try {
    return await use(PATHS.map((path) => server.address(path)));
  } finally {
    await server.stop();
  }
}

/** @throws Error with what the process said when it does not end well */
export async function record(task: RecordingTask): Promise<Recording> {
  const child = spawn(process.execPath, [PROCESS, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`the recording ended with ${code}`);
  return JSON.parse(said) as Recording;
}

/** Means of the four quarters, in MB. */
export function quartersOf({ looks }: Recording): readonly number[] {
  const quarter = Math.floor(looks.length / 4);
  return [0, 1, 2, 3].map((nth) => mean(looks.slice(nth * quarter, (nth + 1) * quarter)));
}

/** From the first quarter to the farthest of the later ones, in MB. */
export function driftOf(recording: Recording): number {
  const [first = NaN, ...later] = quartersOf(recording);
  return Math.max(...later.map((value) => Math.abs(value - first)));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
