/** What is asked of the thread that reads pushes, and what it answers. */
import type { PlateMapping } from '../../rules/plate-push/plate-mapping.ts';
import type { PushRead } from './read-push.ts';

export interface PushQuestion {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mapping: PlateMapping;
}

export interface PushReply {
  readonly id: number;
  readonly read: PushRead;
}
