/** What ffprobe and ffmpeg (Debian's; never part of the program) say of a video file. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Probed {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Counted by decoding, not as the file says of itself. */
  readonly frames: number;
  readonly seconds: number;
}

export async function probe(file: string): Promise<Probed> {
  const entries = 'stream=codec_name,width,height,nb_read_frames:format=duration';
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-count_frames',
    '-show_entries',
    entries,
    '-of',
    'json',
    file,
  ]);
  const { streams, format } = JSON.parse(stdout) as {
    streams: { codec_name: string; width: number; height: number; nb_read_frames: string }[];
    format: { duration: string };
  };
  const [stream] = streams;
  if (stream === undefined || streams.length !== 1) throw new Error(`${streams.length} streams`);
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    frames: Number(stream.nb_read_frames),
    seconds: Number(format.duration),
  };
}

/** Everything that ffmpeg finds wrong while it decodes the whole file; empty for a good one. */
export async function complaints(file: string): Promise<string> {
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-f', 'null', '-']);
  return stderr;
}

/** A checksum of every decoded picture, in the order of showing. */
export async function pictureSums(file: string, ...how: readonly string[]): Promise<string[]> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-nostdin', ...how, '-i', file, '-fps_mode', 'passthrough', '-f', 'framemd5', '-']);
  return stdout
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
} // prettier-ignore
