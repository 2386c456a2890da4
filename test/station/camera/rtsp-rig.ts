/** The product's RTSP client on a real socket, with everything it said kept, taken down after each test. */
import { setTimeout as pause } from 'node:timers/promises';
import { RtspClient, type RtspClientOptions, type RtspState } from '../../../native/camera/rtsp/rtsp-client.ts';
import type { CameraUnit } from '../../../native/camera/rtsp/rtsp-session.ts';
import type { VideoFormat } from '../../../native/camera/video/video-format.ts';
import { after, type After } from '../../../native/reconnect.ts';
import { afterThisTest, CLOCK } from './rig.ts';

export interface RtspRig {
  readonly client: RtspClient;
  readonly formats: VideoFormat[];
  readonly units: CameraUnit[];
  readonly states: RtspState[];
  /** `playing`, `waiting camera.timeout`, … */
  readonly said: () => string[];
}

/** Not started. */
export function rtspRig(options: Partial<RtspClientOptions> & Pick<RtspClientOptions, 'address'>): RtspRig {
  const formats: VideoFormat[] = [];
  const units: CameraUnit[] = [];
  const states: RtspState[] = [];
  const client = new RtspClient(
    { username: null, password: '', clock: CLOCK, ...options },
    {
      onFormat: (format) => formats.push(format),
      onAccessUnit: (unit) => units.push(unit),
      onState: (state) => states.push(state),
    },
  );
  afterThisTest(() => client.stop());
  const said = (): string[] =>
    states.map((state) => (state.kind === 'waiting' ? `waiting ${state.error.code}` : state.kind));
  return { client, formats, units, states, said };
}

/** Pauses and limits pass so many times as fast. */
export function faster(times: number): After {
  return (ms, run) => after(ms / times, run);
}

/** Waits for a condition; the machine is busy, so the limit is far. */
export async function until(what: string, holds: () => boolean, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await pause(10);
  }
}
