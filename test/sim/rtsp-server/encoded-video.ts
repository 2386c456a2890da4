/**
 * The pictures that the simulated cameras send: a moving test pattern with a running clock, encoded once by ffmpeg and kept
 * in the checkout's cache, because encoding in real time would take the processor from what is tested.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface EncodedVideoOptions {
  readonly codec: 'h264' | 'h265';
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Pictures from one key picture to the next. */
  readonly gop: number;
  readonly seconds: number;
  readonly kbitPerSecond: number;
  /** Slices a picture (H.264 only). */
  readonly slices: number;
  /** Pictures that are sent before those they come after (H.264 only). */
  readonly reordered: boolean;
  /** quick: what encodes fast, and decodes as easily. camera: as cameras' chips do, High profile with CABAC and deblocking (H.264 only). */
  readonly effort: 'quick' | 'camera';
}

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'encoded-video');

/** @returns the path of a byte stream with a delimiter before every picture and all sets before every key picture */
export async function encodedVideo(options: EncodedVideoOptions): Promise<string> {
  const { codec, width, height, fps, seconds } = options;
  const encoder = encoderArguments(options);
  // By what makes the pictures and nothing else: a server's options hold more.
  const name = createHash('sha256')
    .update([fps, seconds, ...encoder].join(' '))
    .digest('hex')
    .slice(0, 16);
  const file = join(FOLDER, `${codec}-${width}x${height}-${name}.bin`);
  if (existsSync(file)) return file;
  await mkdir(FOLDER, { recursive: true });
  // Two tests may want it at once: whoever is first is taken, and both are the same.
  const part = join(FOLDER, `${randomUUID()}.part`);
  const source = `testsrc2=size=${width}x${height}:rate=${fps}:duration=${seconds}`;
  const input = ['-v', 'error', '-nostdin', '-threads', '1', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p'];
  await promisify(execFile)('ffmpeg', [...input, ...encoder, '-f', codec === 'h264' ? 'h264' : 'hevc', part]);
  await rename(part, file);
  return file;
}

function encoderArguments({ codec, effort, gop, kbitPerSecond, slices, reordered }: EncodedVideoOptions): string[] {
  const rate = ['-b:v', `${kbitPerSecond}k`, '-maxrate', `${kbitPerSecond}k`, '-bufsize', `${kbitPerSecond >> 1}k`];
  const preset = effort === 'camera' ? ['-preset', 'medium', '-profile:v', 'high'] : ['-preset', 'ultrafast'];
  const common = [...preset, '-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0', ...rate];
  const b = reordered ? 2 : 0;
  return codec === 'h264'
    ? ['-c:v', 'libx264', ...common, '-bf', String(b), '-x264-params', `aud=1:slices=${slices}:b-adapt=0`]
    : ['-c:v', 'libx265', ...common, '-x265-params', 'aud=1:repeat-headers=1:bframes=0:log-level=error:open-gop=0'];
}
