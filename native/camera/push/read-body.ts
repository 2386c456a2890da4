/** The body of a request, whole, up to a limit that is kept while it comes. */
import type { IncomingMessage } from 'node:http';

/** A little more than a sender has on its way when it is told that it sends too much; who sends more is cut off. */
const UNWANTED_BYTES = 8 * 1024 * 1024;

/** @returns null: it is longer than that. @throws what breaks the line */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  const whole = await new Promise<boolean>((resolve, reject) => {
    request.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length <= mostBytes) pieces.push(piece);
      else resolve(false);
    });
    request.once('end', () => resolve(true));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the line broke inside the body')));
  });
  if (!whole) return null;
  // Of its own memory, and not of a pool's: it goes to another thread.
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}

/** What is still coming of a request that is answered already is let in and forgotten, so that the answer can be read. */
export function forgetBody(request: IncomingMessage): void {
  let length = 0;
  request.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > UNWANTED_BYTES) request.socket.destroy();
  });
  // A line that breaks now concerns nobody.
  request.on('error', () => undefined);
  request.resume();
}
