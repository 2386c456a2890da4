/** Files as one zip in memory: the only door to yazl. Compressed piece by piece on zlib's own threads. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZippedFile {
  /** With `/` between folders. */
  readonly name: string;
  /** Its content, asked for when its turn comes; small pieces keep the loop free. */
  pieces(): AsyncIterable<string> | Iterable<string>;
}

/** @throws whatever reading a file's pieces throws */
export async function zipOf(files: readonly ZippedFile[], at: Date): Promise<Buffer> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => zip.once('error', reject));
  for (const { name, pieces } of files)
    zip.addReadStreamLazy(name, { mtime: at, mode: 0o600 }, (take) => take(null, Readable.from(inBytes(pieces()))));
  zip.end();
  return Promise.race([collected(zip.outputStream), failed]);
}

async function* inBytes(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    yield Buffer.from(piece, 'utf8');
    // Also where everything is at hand, others have their turn.
    await new Promise((next) => setImmediate(next));
  }
}

async function collected(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
