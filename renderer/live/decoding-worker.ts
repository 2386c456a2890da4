/** The page's door to the worker that decodes. It is started for the first picture and started again if it ever breaks. */
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** One that breaks at once is not started again at once. */
const RESTART_MS = 1_000;

export interface WorkerListener {
  onMessage(message: FromWorker): void;
  /** Everything it had is gone. */
  onLost(): void;
  /** It is there again, and empty. */
  onStarted(): void;
}

const listeners = new Set<WorkerListener>();
let worker: Worker | null = null;
let isDue = true;

/** @returns how to listen no more */
export function listenToWorker(listener: WorkerListener): () => void {
  listeners.add(listener);
  if (worker === null && isDue) start();
  return () => void listeners.delete(listener);
}

/** @returns false while there is none: what was to be handed over is still the caller's */
export function toWorker(message: ToWorker, handedOver: Transferable[] = []): boolean {
  worker?.postMessage(message, handedOver);
  return worker !== null;
}

function start(): void {
  const started = new Worker(new URL('./live-worker.ts', import.meta.url), { type: 'module' });
  worker = started;
  started.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    for (const listener of [...listeners]) listener.onMessage(data);
  });
  // An error that nobody caught in it: what it was doing is not known to be whole.
  started.addEventListener('error', () => {
    if (worker !== started) return;
    started.terminate();
    worker = null;
    isDue = false;
    for (const listener of [...listeners]) listener.onLost();
    setTimeout(() => {
      isDue = true;
      if (listeners.size > 0) start();
    }, RESTART_MS);
  });
  for (const listener of [...listeners]) listener.onStarted();
}
