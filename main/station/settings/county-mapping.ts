/**
 * The form of a county's mapping: how a HTTP POST interface names, counts and signs what our documents say. Data only; the
 * adapter (upload/adapters/county) knows no county. county-mapping-check.ts refuses what this form alone cannot.
 */
import * as z from 'zod';
import { ImageRole, RequiredText } from '../../../preload/contract/vocabulary.ts';
import { says } from './config-fault.ts';

/** Names joined by dots: `plateFront.text` of ours, `data.photo` of theirs. */
const Path = z
  .string()
  .max(128)
  .regex(/^[^.\s]{1,64}(\.[^.\s]{1,64}){0,5}$/, says('not-path'));
/** A header's, a parameter's or a member's. */
const Name = z
  .string()
  .max(64)
  .regex(/^[^.\s]+$/, says('not-path'));
const HttpPath = z
  .string()
  .max(256)
  .regex(/^\/[\w\-./~%]*$/, says('not-path'));
/** As it is sent, a number as number. */
const Sent = z.union([z.string().max(128), z.number()]);
export type Sent = z.infer<typeof Sent>;

/** A pattern of yyyy MM dd HH mm ss SSS and what stands between, or a count since 1970. */
const TimeForm = z
  .string()
  .max(40)
  .regex(
    /^(?:unix-seconds|unix-milliseconds|(?:yyyy|MM|dd|HH|mm|ss|SSS|[-/:. T年月日时分秒]){3,20})$/,
    says('time-form'),
  );
export type TimeForm = z.infer<typeof TimeForm>;
const Zone = z
  .string()
  .regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, says('time-form'))
  .default('+08:00');

/** What only the station knows of itself. */
const StationFact = z.enum(['unitCode', 'unitName', 'name', 'stationNo', 'stationId']);
export type StationFact = z.infer<typeof StationFact>;

const Field = z.strictObject({
  /** One of three: a field of the document, a constant, a fact of the station. */
  from: Path.optional(),
  value: Sent.optional(),
  station: StationFact.optional(),
  to: Path,
  /** Of a weight, and of every weight: ours are whole kilograms. With decimals. Sent as text. */
  unit: z.enum(['kg', 't']).optional(),
  decimals: z.number().int().min(0).max(6).optional(),
  /** Half up where the decimals are too few. Never for what the scale said. */
  rounds: z.literal(true).optional(),
  /** Of a time, and of every time. */
  time: TimeForm.optional(),
  zone: Zone,
  /** Their code for each of our words. */
  codes: z.record(z.string().max(64), Sent).optional(),
  /** For words without a code. */
  otherwise: Sent.optional(),
  as: z.enum(['text', 'number']).default('text'),
  /** Sent where ours is absent or null; without it such a document cannot be sent … */
  missing: Sent.optional(),
  /** … unless the field is then left out. */
  optional: z.literal(true).optional(),
});
export type FieldMapping = z.infer<typeof Field>;

const Picture = z.strictObject({
  /** Its bytes in Base64 … */
  content: Path,
  /** … behind this, as `data:image/jpeg;base64,`. */
  prefix: z.string().max(64).default(''),
  /** A role without a code is not taken. */
  role: z.strictObject({ to: Path, codes: z.partialRecord(ImageRole, Sent) }).optional(),
  sha256: Path.optional(),
  takenAt: z.strictObject({ to: Path, time: TimeForm, zone: Zone }).optional(),
});
export type PictureMapping = z.infer<typeof Picture>;

const Pictures = z.discriminatedUnion('in', [
  /** A list in the document's own request. */
  z.strictObject({ in: z.literal('list'), to: Path, picture: Picture }),
  /** A field for each role in the document's own request. Other roles are not taken. */
  z.strictObject({
    in: z.literal('fields'),
    roles: z.partialRecord(ImageRole, Path),
    prefix: z.string().max(64).default(''),
  }),
  /** A request for each, after the document's. */
  z.strictObject({
    in: z.literal('own'),
    path: HttpPath,
    fields: z.array(Field).min(1).max(50),
    picture: Picture,
  }),
]);

const Document = z.strictObject({
  path: HttpPath,
  /** Only documents that say one of these there are taken. */
  only: z.strictObject({ from: Path, in: z.array(z.string().max(64)).min(1).max(32) }).optional(),
  /** The name under which the document's own number is sent. */
  number: Path,
  fields: z.array(Field).min(1).max(150),
  /** null: pictures of this kind are not taken. */
  pictures: Pictures.nullable(),
});
export type DocumentMapping = z.infer<typeof Document>;

const Place = { in: z.enum(['header', 'query', 'body']), name: Name };
const Sign = z.strictObject({
  algorithm: z.literal('hmac-sha256'),
  appId: z.strictObject(Place),
  timestamp: z.strictObject({ ...Place, time: TimeForm, zone: Zone }),
  nonce: z.strictObject(Place).optional(),
  signature: z.strictObject({ ...Place, form: z.enum(['hex', 'HEX', 'base64']) }),
  over: z.discriminatedUnion('kind', [
    /** One behind the other. `body`: as it is sent; `data`: the text of the member that `wrap` names. */
    z.strictObject({
      kind: z.literal('joined'),
      parts: z
        .array(z.enum(['appId', 'timestamp', 'nonce', 'body', 'data']))
        .min(1)
        .max(8),
      with: z.string().max(8).default(''),
    }),
    /** `name=value` of parameters and members, sorted by name, joined by &; groups as JSON, empty ones and these left out. */
    z.strictObject({ kind: z.literal('sorted'), leaveOut: z.array(Name).max(50).default([]) }),
  ]),
});
export type SignMapping = z.infer<typeof Sign>;

const Reply = z.strictObject({
  code: Path,
  message: Path.optional(),
  /** Among them what it says to a record that it holds already. */
  success: z.array(Sent).min(1).max(50),
  /** Will never be taken as it is: parked. */
  permanent: z.array(Sent).max(200).default([]),
  /** Passing troubles that are known. Whatever else it says is tried again, too. */
  transient: z.array(Sent).max(200).default([]),
  receivedAt: z.strictObject({ at: Path, time: TimeForm, zone: Zone }).optional(),
  /** Sent names that the reply repeats, and where: each must be there and mean the same. Empty: it repeats nothing. */
  echoes: z.record(Path, Path),
});
export type ReplyMapping = z.infer<typeof Reply>;

export const CountyMapping = z.strictObject({
  /** Whose interface, and which issue of its paper. */
  name: RequiredText(128),
  paper: RequiredText(256),
  sign: Sign,
  /** The member of the body that holds the fields; null: they are the body. */
  wrap: Name.nullable(),
  reply: Reply,
  /** What is added to a record that is a test, and what is put before its number. null: there is no such thing. */
  test: z.strictObject({ to: Path, value: Sent, numberPrefix: z.string().min(1).max(16) }).nullable(),
  /** Kinds that are not here are not taken. */
  documents: z.strictObject({
    weighing: Document.optional(),
    'load-sheet': Document.optional(),
    'gate-pass': Document.optional(),
    notice: Document.optional(),
  }),
});
export type CountyMapping = z.infer<typeof CountyMapping>;
