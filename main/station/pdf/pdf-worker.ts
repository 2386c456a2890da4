/** The script of the thread that makes one PDF and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PdfDocument, PdfReply } from './pdf-document.ts';
import { writePdf } from './pdf-writer.ts';

const port = parentPort;
if (port === null) throw new Error('this script runs in a worker thread');

writePdf(workerData as PdfDocument).then(
  (bytes) => port.postMessage({ ok: true, bytes } satisfies PdfReply),
  (error: unknown) =>
    port.postMessage({ ok: false, detail: error instanceof Error ? error.message : String(error) } satisfies PdfReply),
);
