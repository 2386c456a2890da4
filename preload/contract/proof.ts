/** What the verifier (`npm run verify`, `--verify` of the desktop program) found out about a data folder or an evidence export. */
import * as z from 'zod';

/** What is wrong. The words for each are in renderer/i18n/proof-*.ts. */
export const ProofFault = z.enum([
  // The database
  'database-damaged', // SQLite's own check; params: reason
  // A document; params: sequence
  'gap',
  'not-canonical',
  'columns',
  'other-station',
  'previous-hash',
  'hash',
  'unknown-key',
  'signature',
  'simulated-differs', // says that it is simulated where its folder is not, or the other way round
  // Keys; params: kid, sequence
  'key-row',
  'key-unannounced',
  'key-other', // the thumbprint that was given is of no key in this chain; params: kid
  // Gaps that the folder declared; params: sequence
  'base-row',
  // Pictures; params: sha256, sequence (0: of no document)
  'picture-missing',
  'picture-changed',
  'picture-unreadable', // the disk does not give it; params: reason, too
  'picture-row',
  // Rows that repeat what documents say; params: table, row, column
  'derived-row',
  'repeated-row',
  'not-derivable', // a document that cannot be applied; params: reason
  'outbox-row', // params: sequence
  'outbox-stray', // the outbox knows a document that is not here; params: sequence
  // What the platform knows
  'receipts-beyond', // it acknowledged more than there is here; params: receipted, head
  'heartbeat-beyond', // it heard of a longer chain; params: length, head
  'heartbeat-differs', // it heard of another document there; params: sequence
  // An export
  'manifest', // it does not say what is here; params: what
  'manifest-signature',
]);
export type ProofFault = z.infer<typeof ProofFault>;

/** What is to be known and is no fault. */
export const ProofNote = z.enum([
  'key-not-confirmed', // params: kid
  'key-change', // params: sequence, kid
  'key-change-between', // its notice is among the documents that the export leaves out; params: sequence, kid
  'continued', // a gap that the folder declared; params: after, from
  'border', // an export begins in the middle of the chain; params: sequence
  'between', // documents that the export leaves out; params: after, from
  'no-heartbeat',
  'older-program', // the folder is of an older program: rows were not compared; params: version
  'live', // a station was using the folder
  'not-exported', // pictures that were already gone when the export was made; params: count
  'open-captures', // saved weights whose document is still to be made; params: count
]);
export type ProofNote = z.infer<typeof ProofNote>;

const Params = z.record(z.string(), z.union([z.string(), z.number()]));
export type ProofParams = Readonly<z.infer<typeof Params>>;

/** At most so many of each are told; they are all counted. */
export const MOST_FINDINGS = 100;

export const ProofReport = z.strictObject({
  of: z.enum(['folder', 'export']),
  stationId: z.string().nullable(),
  simulated: z.boolean(),
  /** Documents that were looked at; behind the first broken one nothing can be said. */
  documents: z.number().int(),
  head: z.strictObject({ sequence: z.number().int(), hash: z.string() }).nullable(),
  /** When the head was made, as its document says. */
  headAt: z.string().nullable(),
  keys: z.array(
    z.strictObject({
      kid: z.string(),
      firstSequence: z.number().int(),
      documents: z.number().int(),
      /** It signed the list of the export. */
      list: z.boolean(),
      /** Its thumbprint was given from outside. */
      confirmed: z.boolean(),
    }),
  ),
  /** Every document, and the list of an export, is by a key whose thumbprint was given. */
  keyConfirmed: z.boolean(),
  pictures: z.strictObject({
    whole: z.number().int(),
    /** Gone by a signed notice whose list is right. */
    purged: z.number().int(),
    missing: z.number().int(),
    changed: z.number().int(),
    unreadable: z.number().int(),
  }),
  receipts: z.strictObject({ documents: z.number().int(), pictures: z.number().int() }),
  /** The last heartbeat that the platform answered. */
  heartbeat: z.strictObject({ length: z.number().int(), answeredAt: z.string() }).nullable(),
  /** The first one is what to look at. */
  faults: z.array(z.strictObject({ code: ProofFault, params: Params })).max(MOST_FINDINGS),
  faultCount: z.number().int(),
  notes: z.array(z.strictObject({ code: ProofNote, params: Params })).max(MOST_FINDINGS),
  seconds: z.number(),
});
export type ProofReport = z.infer<typeof ProofReport>;
