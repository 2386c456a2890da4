/** Files as one zip: the only door to yazl. Compressed piece by piece on zlib's own threads. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZippedFile {
  /** With `/` between folders. */
  readonly name: string;
  /** Its content, asked for when its turn comes; small pieces keep the loop free. */
  pieces(): AsyncIterable<string> | Iterable<string>;
}

/** In memory. @throws whatever reading a file's pieces throws */
export async function zipOf(files: readonly ZippedFile[], at: Date): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipStream(files, at)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * In the making: a piece is asked for when the one before it was taken, so that no file is ever in memory as a whole.
 * The stream fails with whatever reading a file's pieces throws.
 */
export function zipStream(files: readonly ZippedFile[], at: Date): NodeJS.ReadableStream {
  const zip = new ZipFile();
  // Its types know it as something to read; it is the library's own PassThrough.
  const out = zip.outputStream as Readable;
  const fail = (error: Error): void => void out.destroy(error);
  zip.once('error', fail);
  for (const { name, pieces } of files)
    zip.addReadStreamLazy(name, { mtime: at, mode: 0o600 }, (take) =>
      take(null, Readable.from(inBytes(pieces())).once('error', fail)),
    );
  zip.end();
  return out;
}

async function* inBytes(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    yield Buffer.from(piece, 'utf8');
    // Also where everything is at hand, others have their turn.
    await new Promise((next) => setImmediate(next));
  }
}
