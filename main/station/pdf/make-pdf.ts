/** Makes a PDF on a thread of its own: fonts and compression hold it for some tenths of a second, and no weight waits for them. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PdfDocument, PdfReply } from './pdf-document.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const WORKER_FILE = join(import.meta.dirname, bundled ? 'pdf-worker.cjs' : 'pdf-worker.ts');
/** A page takes half a second on a free core. */
const LIMIT_MS = 30_000;

/**
 * @param signal ends its thread
 * @throws Error when it cannot be made: fonts that are missing, a thread that ended or hangs; the signal's reason
 */
export async function makePdf(document: PdfDocument, signal?: AbortSignal): Promise<Buffer> {
  signal?.throwIfAborted();
  const worker = new Worker(WORKER_FILE, { workerData: document });
  let timer: NodeJS.Timeout | undefined;
  let callOff = (): void => undefined;
  try {
    const reply = await new Promise<PdfReply>((resolve, reject) => {
      callOff = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', callOff);
      timer = setTimeout(() => reject(new Error('the thread that makes the PDF hangs')), LIMIT_MS);
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread that makes the PDF ended')));
    });
    if (!reply.ok) throw new Error(reply.detail);
    return Buffer.from(reply.bytes);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', callOff);
    await worker.terminate();
  }
}
