/**
 * The messages of the Internet Printing Protocol, as far as a queue is asked and a document handed over. Pure.
 * Source: RFC 8010 (encoding) and RFC 8011 (operations, attributes, printer-state, job-state).
 */

export const OPERATION = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJob: 0x0009,
  getJobs: 0x000a,
  getPrinter: 0x000b,
} as const;

const TAG = {
  operation: 0x01,
  end: 0x03,
  integer: 0x21,
  boolean: 0x22,
  enumeration: 0x23,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
} as const;
const CHARSET = 0x47;
const LANGUAGE = 0x48;
const MIME = 0x49;
/** Tags below are group marks, above attribute values. */
const FIRST_VALUE_TAG = 0x10;
const MOST_ATTRIBUTES = 2000;

export type IppValue = number | string | boolean;
export interface IppAnswer {
  /** 0x0000 to 0x00ff = done. */
  readonly status: number;
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>;
}

export interface IppQuestion {
  readonly operation: number;
  readonly printerUri: string;
  readonly user: string;
  readonly jobId?: number;
  readonly jobName?: string;
  /** Of all jobs only those of this user. */
  readonly mine?: boolean;
  /** MIME type of the document behind the message. */
  readonly format?: string;
  readonly asked?: readonly string[];
}

export function encodeQuestion(question: IppQuestion): Buffer {
  const { asked = [], format, jobId, jobName, mine, operation, printerUri, user } = question;
  const head = Buffer.alloc(8);
  // Version 1.1: every spooler knows it.
  head.writeUInt16BE(0x0101, 0);
  head.writeUInt16BE(operation, 2);
  head.writeUInt32BE(1, 4);
  return Buffer.concat([
    head,
    Buffer.from([TAG.operation]),
    attribute(CHARSET, 'attributes-charset', 'utf-8'),
    attribute(LANGUAGE, 'attributes-natural-language', 'en'),
    attribute(TAG.uri, 'printer-uri', printerUri),
    ...(jobId === undefined ? [] : [attribute(TAG.integer, 'job-id', jobId)]),
    attribute(TAG.name, 'requesting-user-name', user),
    ...(jobName === undefined ? [] : [attribute(TAG.name, 'job-name', jobName)]),
    ...(format === undefined ? [] : [attribute(MIME, 'document-format', format)]),
    // A further value of the same attribute has an empty name.
    ...asked.map((name, index) => attribute(TAG.keyword, index === 0 ? 'requested-attributes' : '', name)),
    ...(mine === undefined ? [] : [attribute(TAG.boolean, 'my-jobs', mine)]),
    Buffer.from([TAG.end]),
  ]);
}

function attribute(tag: number, name: string, value: IppValue): Buffer {
  const key = Buffer.from(name, 'utf8');
  const data = encoded(value);
  const head = Buffer.alloc(3);
  head.writeUInt8(tag, 0);
  head.writeUInt16BE(key.length, 1);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length, 0);
  return Buffer.concat([head, key, length, data]);
}

function encoded(value: IppValue): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (typeof value === 'boolean') return Buffer.from([value ? 1 : 0]);
  const data = Buffer.alloc(4);
  data.writeInt32BE(value, 0);
  return data;
}

/** @returns null for bytes that are no answer */
export function decodeAnswer(bytes: Buffer): IppAnswer | null {
  if (bytes.length < 8) return null;
  const attributes = new Map<string, IppValue[]>();
  let at = 8;
  let name = '';
  for (let count = 0; count < MOST_ATTRIBUTES;) {
    const tag = bytes[at];
    if (tag === undefined) return null;
    at += 1;
    if (tag === TAG.end) return { status: bytes.readUInt16BE(2), attributes };
    if (tag < FIRST_VALUE_TAG) continue;
    count += 1;
    const key = sized(bytes, at);
    if (key === null) return null;
    const value = sized(bytes, key.next);
    if (value === null) return null;
    at = value.next;
    if (key.data.length > 0) name = key.data.toString('utf8');
    const values = attributes.get(name) ?? [];
    values.push(valueOf(tag, value.data));
    attributes.set(name, values);
  }
  return null;
}

function sized(bytes: Buffer, at: number): { readonly data: Buffer; readonly next: number } | null {
  if (at + 2 > bytes.length) return null;
  const end = at + 2 + bytes.readUInt16BE(at);
  return end > bytes.length ? null : { data: bytes.subarray(at + 2, end), next: end };
}

function valueOf(tag: number, data: Buffer): IppValue {
  if ((tag === TAG.integer || tag === TAG.enumeration) && data.length === 4) return data.readInt32BE(0);
  if (tag === TAG.boolean && data.length === 1) return data[0] !== 0;
  return data.toString('utf8');
}
