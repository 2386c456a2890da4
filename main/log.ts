/**
 * The log: JSON lines, bounded in size, without secrets. The only door to pino and pino-roll.
 * Everything is written in this very process and at once (no worker transport): the line before a crash is on disk.
 */
import { join } from 'node:path';
import { destination, multistream, pino, stdTimeFunctions } from 'pino';
import type { DestinationStream } from 'pino';
import buildRoll from 'pino-roll';
import { makeFolder } from './make-folder.ts';

/** What the rest of the program sees of the logger. `error` under the key `err` is written with its stack and causes. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A logger that writes these fields with every line. */
  child(fields: Record<string, unknown>): Log;
}

export interface OpenLog {
  readonly log: Log;
  /** How many lines could not be written (disk full, reader gone). They are lost: a log never stops the station. */
  dropped(): number;
  stop(): void;
}

/** Ten files of five megabytes: about a month of a busy station. */
const FILE_SIZE = '5m';
const OLD_FILES = 9;
/** Lines waiting while the disk refuses them. */
const WAITING_BYTES = 1024 * 1024;

const SECRETS = ['token', 'password', 'enrolmentCode', 'key', 'privateKey', 'authorization'];
/** pino's redaction wants each depth spelled out; a configuration's deepest secret is four below the line's top. */
const REDACTED = SECRETS.flatMap((name) => ['', '*.', '*.*.', '*.*.*.'].map((prefix) => prefix + name));
const TOKEN_IN_TEXT = /([?&](?:token|password)=)[^"&\s\\]+/g;

export interface LogOptions {
  /** Which process writes: stands on every line. */
  readonly name: string;
  /** A folder for rolled files `<name>.N.log`, made when missing; none = no files. */
  readonly folder?: string;
  /** Also JSON lines here, e.g. standard error. */
  readonly stream?: DestinationStream;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
}

/**
 * Opens the log.
 * @throws Error of the file system when the folder cannot be made or written
 */
export async function openLog({ name, folder, stream, level = 'info' }: LogOptions): Promise<OpenLog> {
  let dropped = 0;
  const streams: { stream: DestinationStream; level: 'debug' }[] = [];
  let close = (): void => {};
  if (stream !== undefined) streams.push({ stream, level: 'debug' });
  if (folder !== undefined) {
    makeFolder(folder);
    const file = await buildRoll({
      file: join(folder, name),
      size: FILE_SIZE,
      limit: { count: OLD_FILES, removeOtherLogFiles: true },
      sync: true,
      maxLength: WAITING_BYTES,
      // A busy or full disk is not waited for: SonicBoom would block the loop, and with it a weight frame.
      retryEAGAIN: () => false,
    });
    const countDrop = (): void => void dropped++;
    file.on('error', countDrop);
    file.on('drop', countDrop);
    close = () => file.end();
    streams.push({ stream: file, level: 'debug' });
  }
  const log = pino(
    {
      name,
      level,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: REDACTED, censor: '[hidden]' },
      hooks: { streamWrite: (line) => line.replace(TOKEN_IN_TEXT, '$1[hidden]') },
    },
    multistream(streams),
  );
  return { log, dropped: () => dropped, stop: close };
}

/** Standard error, written at once. Only for a process whose standard error is a file, a terminal or read by its parent. */
export function standardError(): DestinationStream {
  const stream = destination({ dest: 2, sync: true });
  // The reader is gone (its process was killed): the log must not end ours.
  stream.on('error', () => {});
  return stream;
}
