/** Where the script of the video thread lies: see ../store/worker-entry.ts. */
import { join } from 'node:path';

const bundled = import.meta.filename.endsWith('.cjs');

export const VIDEO_WORKER_FILE = bundled
  ? join(import.meta.dirname, 'video-worker.cjs')
  : join(import.meta.dirname, 'thread', 'video-worker.ts');
