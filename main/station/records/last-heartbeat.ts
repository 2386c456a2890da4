/**
 * What the platform last heard of the chain, and when it answered: kept in `meta`, so that a folder whose newest documents were
 * taken away can be told from one that never had them.
 */
import * as z from 'zod';
import { Sha256, Timestamp } from '../../../preload/contract/vocabulary.ts';
import { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';

const KEY = 'lastHeartbeat';

const LastHeartbeat = z.strictObject({ length: z.number().int().min(0), head: Sha256, answeredAt: Timestamp });
export type LastHeartbeat = z.infer<typeof LastHeartbeat>;

/** At each answered heartbeat. */
export function keepLastHeartbeat(db: Writer, heard: LastHeartbeat): void {
  db.immediate(() => new Meta(db).set(KEY, JSON.stringify(heard)));
}

/** @param text the row's value; null for none, or one that was never written by this program */
export function parseLastHeartbeat(text: string | undefined): LastHeartbeat | null {
  if (text === undefined) return null;
  try {
    return LastHeartbeat.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
