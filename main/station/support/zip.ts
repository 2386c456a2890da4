/** Files as one zip in memory: the only door to yazl. Compressed by zlib's own threads, so that the loop goes on. */
import { ZipFile } from 'yazl';

export interface ZippedFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export async function zipOf(files: readonly ZippedFile[], at: Date): Promise<Buffer> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => zip.once('error', reject));
  for (const { name, bytes } of files)
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, { mtime: at, mode: 0o600 });
  zip.end();
  return Promise.race([collected(zip.outputStream), failed]);
}

async function collected(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
