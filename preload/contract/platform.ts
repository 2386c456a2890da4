/** What a platform's interface can do, and one test record sent to it (product.md U6). */
import * as z from 'zod';
import { ask, EVERYONE } from './call.ts';
import { DocumentKind } from './documents.ts';
import { ErrorCode } from './errors.ts';
import { Uuid } from './vocabulary.ts';

/** What the interface has no form for is not asked for, and no fault of anybody. */
export const PlatformAbilities = z.strictObject({
  /** A station makes itself known with a code, and gets a token. */
  enrolment: z.boolean(),
  /** It hears every minute how the station is, and says what time it is there. */
  heartbeat: z.boolean(),
  /** It says what it holds of this station's chain. */
  chain: z.boolean(),
  /** It pushes warnings and commands. */
  events: z.boolean(),
});
export type PlatformAbilities = z.infer<typeof PlatformAbilities>;

/** What became of the test record, as people tell these apart. */
export const TestOutcome = z.enum([
  'received',
  /** A page instead of an answer, or a way to elsewhere: a network that wants a log-in. */
  'portal',
  'redirected',
  /** The platform's own answer: an error it has a number for, or a number that nobody has heard of. */
  'business-error',
  'unknown-code',
  /** It will never take this record as it is. */
  'refused',
  'unauthorised',
  'rate-limited',
  /** 4xx or 5xx without a word of its own. */
  'server-error',
  /** JSON, and no receipt for this record: cut short, or it names another. */
  'not-a-receipt',
  'certificate',
  'name-not-found',
  'timeout',
  'unreachable',
  /** It cannot be said in the platform's form: nothing was sent. */
  'not-mappable',
  /** A picture of it cannot be read here now: nothing was sent. */
  'store-failed',
]);
export type TestOutcome = z.infer<typeof TestOutcome>;

const FieldRow = z.strictObject({
  /** Our field, as `plateFront.text`; null: the platform's own wish, with no field of ours behind it. */
  field: z.string().nullable(),
  /** Ours, as text; null: there is none. */
  value: z.string().nullable(),
  unit: z.enum(['kg']).nullable(),
  sentName: z.string(),
  sentValue: z.string(),
  /** What the reply says under this name; null: it says nothing of it. */
  echo: z.string().nullable(),
  /** null: nothing to compare. */
  equal: z.boolean().nullable(),
  /** The platform's words name this field. */
  named: z.boolean(),
});

export const PlatformTest = z.discriminatedUnion('kind', [
  /** No record yet that this platform would take. */
  z.strictObject({ kind: z.literal('no-record') }),
  /** The platform has no way to tell a test from a record, so none is sent. */
  z.strictObject({ kind: z.literal('no-test-mark') }),
  z.strictObject({
    kind: z.literal('sent'),
    documentId: Uuid,
    documentKind: DocumentKind,
    sequence: z.number().int(),
    /** `again`: the very document, which a platform that holds it answers the same; `marked`: as a test, under another number. */
    how: z.enum(['again', 'marked']),
    outcome: TestOutcome,
    /** null when received. `title`: the platform's code or title, `detail`: its words. */
    error: z
      .strictObject({ code: ErrorCode, status: z.number().int().nullable(), title: z.string(), detail: z.string() })
      .nullable(),
    /** At most {@link TEST_ROWS_MAX}. */
    fields: z.array(FieldRow),
    pictures: z.number().int(),
  }),
]);
export type PlatformTest = z.infer<typeof PlatformTest>;
export type PlatformTestField = z.infer<typeof FieldRow>;

export const TEST_ROWS_MAX = 200;

export const platformCalls = {
  /** Sends one record marked as a test. Nothing of it enters chain or outbox. platform.absent */
  'platform.test': ask({ input: z.strictObject({}), output: PlatformTest, roles: EVERYONE }),
};
