/** What became of a document and its pictures on their way to the platform, as one word of a list. Pure. */
import type { UploadFate } from '../../../preload/contract/vocabulary.ts';

/** What became of a row of the outbox: done without a receipt is what the platform does not take (upload/outbox.ts). */
export const fateOf = (row: string): string =>
  `CASE WHEN ${row}.state = 'done' AND ${row}.receivedAt IS NULL THEN 'not-taken' ELSE ${row}.state END`;

/** The two columns of a document's parts. @param id the column that holds the document's id */
export const uploadColumns = (id: string): string =>
  `(SELECT ${fateOf('d')} FROM outbox d WHERE d.documentId = ${id} AND d.part = 'document') AS documentState,
  (SELECT MAX(CASE o.state WHEN 'parked' THEN 2 WHEN 'pending' THEN 1 ELSE 0 END)
     FROM outbox o WHERE o.documentId = ${id} AND o.part = 'photo') AS photosState`;

export interface UploadColumns {
  /** Made in the document's own transaction, so there always is one. */
  readonly documentState: UploadFate;
  readonly photosState: number | null;
}

/** One parked part is what a person must see; done is only all of them. A station without a platform keeps all pending. */
export function uploadOf({ documentState, photosState }: UploadColumns): UploadFate {
  const photos = photosState ?? 0;
  if (documentState === 'parked' || photos === 2) return 'parked';
  const answered = documentState === 'done' || documentState === 'not-taken';
  return answered && photos === 0 ? documentState : 'pending';
}
