/**
 * What an answer of the standard platform means (platform-api/openapi.yaml, info.description). Pure.
 * Only two things end a part: a receipt that names it, and a refusal that the platform itself spoke. All else is retried.
 */
import * as z from 'zod';
import type { ErrorCode } from '../../../../preload/contract/errors.ts';
import { timestamp, type EpochMs } from '../../../../preload/contract/vocabulary.ts';
import type { ServerAnswer } from '../server-client.ts';
import type {
  ChainOutcome,
  CommandResultOutcome,
  DocumentOutcome,
  EnrolmentOutcome,
  EventsOutcome,
  FilmOutcome,
  HeartbeatOutcome,
  IncomingEvent,
  LinkError,
  PhotoOutcome,
  PollOutcome,
  Presence,
  Refusal,
  Setback,
} from './adapter.ts';

/** Longer waits are cut: a platform (or a clock) that says "next year" must not silence a station. */
export const RETRY_AFTER_MAX_MS = 3_600_000;
const TITLE_MAX = 200;
const DETAIL_MAX = 2_000;

/** Any RFC 3339 time is understood; the station's own stricter form is only for what the station writes. */
const Time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/)
  .transform((text) => Date.parse(text) as EpochMs)
  .refine((at) => Number.isFinite(at));
const Receipt = z.looseObject({
  id: z.string(),
  hash: z.string(),
  receivedAt: Time,
  missingBlobs: z.array(z.string()),
});
const Problem = z.looseObject({
  title: z.string().default(''),
  status: z.number(),
  detail: z.string().default(''),
});
/** A token goes into a header: printable ASCII only. */
const Enrolled = z.looseObject({
  stationId: z.string(),
  keyId: z.string(),
  token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
});
const Now = z.looseObject({ now: Time });
const Poll = z.looseObject({ events: z.array(z.unknown()), cursor: z.string() });
const Chain = z.looseObject({
  highestSequence: z.number().int().min(0),
  items: z.array(
    z.looseObject({
      sequence: z.number().int().min(1),
      id: z.string(),
      hash: z.string(),
      receivedAt: z.string(),
      missingBlobs: z.array(z.string()),
    }),
  ),
});

/** A receipt counts only if it names this very document: its id and its hash. */
export function documentOutcome(answer: ServerAnswer, id: string, hash: string, nowMs: number): DocumentOutcome {
  const receiptAnswer = stored(answer);
  if (receiptAnswer !== null) {
    const receipt = json(receiptAnswer, Receipt);
    if (receipt?.id === id && receipt.hash === hash)
      return { kind: 'received', receivedAt: timestamp(receipt.receivedAt), missingBlobs: receipt.missingBlobs };
    return notAReceipt(receiptAnswer);
  }
  return refusal(answer, [400, 409, 413, 422]) ?? setback(answer, nowMs);
}

/**
 * The contract fixes no body for a stored blob, so its receipt is the bare 200 or 201. A page of a captive portal is not:
 * whatever has a body that is no JSON object is not the platform.
 */
export function photoOutcome(answer: ServerAnswer, nowMs: number): PhotoOutcome {
  if (answer.kind === 'unreadable') return answer;
  const receipt = stored(answer);
  if (receipt !== null) return bareOrJson(receipt) ? { kind: 'received' } : notAReceipt(receipt);
  if (answer.kind === 'answer' && answer.status === 400)
    return { kind: 'hash-mismatch', error: linkError('platform.server-error', answer) };
  return refusal(answer, [409, 413, 422]) ?? setback(answer, nowMs);
}

/** HEAD carries no body: a portal is known by its content type, and at the latest when the PUT's answer is judged. */
export function presence(answer: ServerAnswer, nowMs: number): Presence {
  if (answer.kind === 'answer' && answer.status === 404) return { kind: 'missing' };
  if (answer.kind === 'answer' && answer.status === 200) {
    return /html/i.test(answer.headers['content-type'] ?? '') ? notAReceipt(answer) : { kind: 'stored' };
  }
  return setback(answer, nowMs);
}

/** @param keyId the thumbprint of our own key: an answer about another key or station is none for us */
export function enrolmentOutcome(
  answer: ServerAnswer,
  stationId: string,
  keyId: string,
  nowMs: number,
): EnrolmentOutcome {
  if (answer.kind === 'answer' && answer.status === 201) {
    const body = json(answer, Enrolled);
    if (body?.stationId !== stationId || body.keyId !== keyId) return notAReceipt(answer);
    return { kind: 'enrolled', stationId, keyId, token: body.token };
  }
  const refused = refusal(answer, [400, 403, 409, 422]);
  return refused
    ? { ...refused, error: { ...refused.error, code: 'platform.enrolment-refused' } }
    : setback(answer, nowMs);
}

export function heartbeatOutcome(answer: ServerAnswer, nowMs: number): HeartbeatOutcome {
  if (answer.kind !== 'answer' || answer.status !== 200) return setback(answer, nowMs);
  const body = json(answer, Now);
  return body ? { kind: 'heard', platformNow: body.now } : notAReceipt(answer);
}

/** A stream that was one and ended is no failure: platforms restart. */
export function eventsOutcome(answer: ServerAnswer, nowMs: number): EventsOutcome {
  if (answer.kind !== 'answer' || answer.status !== 200) return setback(answer, nowMs);
  return /^text\/event-stream/.test(mediaType(answer)) ? { kind: 'ended' } : notAReceipt(answer);
}

/**
 * The events of a long poll, one after the other, each with its own id as its cursor.
 * @param body of an answer that is JSON; of others it is empty
 */
export function pollOutcome(
  answer: ServerAnswer,
  body: Buffer,
  onEvent: (event: IncomingEvent) => void,
  nowMs: number,
): PollOutcome {
  if (answer.kind !== 'answer' || answer.status !== 200) return setback(answer, nowMs);
  const poll = mediaType(answer).startsWith('application/json') ? json({ ...answer, body }, Poll) : null;
  if (poll === null) return notAReceipt(answer);
  for (const event of poll.events) {
    const id = (event as { readonly id?: unknown } | null)?.id;
    onEvent({ id: typeof id === 'string' ? id : '', data: JSON.stringify(event) });
  }
  return { kind: 'polled', cursor: poll.cursor };
}

/** The contract gives a result no body: its receipt is a 200 that is no page. */
export function commandResultOutcome(answer: ServerAnswer, nowMs: number): CommandResultOutcome {
  const noted = stored(answer);
  if (noted !== null) return bareOrJson(noted) ? { kind: 'noted' } : notAReceipt(noted);
  return refusal(answer, [400, 404, 409, 413, 422]) ?? setback(answer, nowMs);
}

/** A film is no evidence: any 2xx will do, and there is no second try. */
export function filmOutcome(answer: ServerAnswer, nowMs: number): FilmOutcome {
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return { kind: 'received' };
  return refusal(answer, [400, 403, 404, 409, 410, 413, 422]) ?? setback(answer, nowMs);
}

export function chainOutcome(answer: ServerAnswer, nowMs: number): ChainOutcome {
  if (answer.kind !== 'answer' || answer.status !== 200) return setback(answer, nowMs);
  const body = json(answer, Chain);
  return body ? { kind: 'chain', highestSequence: body.highestSequence, items: body.items } : notAReceipt(answer);
}

/**
 * Milliseconds that a Retry-After header asks for: seconds, or a date measured against the answer's own Date header (so that
 * a wrong clock here does not matter), else against `nowMs`. Bounded by RETRY_AFTER_MAX_MS; null when absent or unreadable.
 * Source: RFC 9110 §10.2.3.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  const serverNow = Date.parse(headers['date'] ?? '');
  const asked = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - (Number.isNaN(serverNow) ? nowMs : serverNow);
  return Number.isNaN(asked) ? null : Math.min(Math.max(0, asked), RETRY_AFTER_MAX_MS);
}

type Answered = Extract<ServerAnswer, { kind: 'answer' }>;

function stored(answer: ServerAnswer): Answered | null {
  return answer.kind === 'answer' && (answer.status === 200 || answer.status === 201) ? answer : null;
}

/** Permanent only if the platform itself speaks: a problem document whose own status is the HTTP status. */
function refusal(answer: ServerAnswer, permanent: readonly number[]): Refusal | null {
  if (answer.kind !== 'answer' || !permanent.includes(answer.status)) return null;
  if (!mediaType(answer).startsWith('application/problem+json')) return null;
  if (json(answer, Problem)?.status !== answer.status) return null;
  return { kind: 'refused', error: linkError('platform.refused', answer) };
}

function setback(answer: ServerAnswer, nowMs: number): Setback {
  if (answer.kind !== 'answer') return noAnswer(answer);
  const { status } = answer;
  if (status === 401) return { kind: 'unauthorised', error: linkError('platform.unauthorised', answer) };
  const afterMs = retryAfterMs(answer.headers, nowMs);
  const wholeLine = status === 429 || (status === 503 && afterMs !== null);
  return { kind: 'retry', error: linkError(codeOf(status), answer), afterMs, wholeLine };
}

function codeOf(status: number): ErrorCode {
  if (status < 300) return 'platform.not-a-receipt';
  if (status < 400) return 'platform.redirected';
  return status === 429 ? 'platform.rate-limited' : 'platform.server-error';
}

function noAnswer(answer: Exclude<ServerAnswer, Answered>): Setback {
  const code = (): ErrorCode => {
    if (answer.kind === 'unreadable') return 'store.failed';
    switch (answer.reason) {
      case 'timeout':
        return 'platform.timeout';
      case 'unreachable':
        return 'platform.unreachable';
      case 'too-large':
        return 'platform.not-a-receipt';
    }
  };
  const error: LinkError = { code: code(), status: null, title: '', detail: answer.detail };
  return { kind: 'retry', error, afterMs: null, wholeLine: false };
}

function notAReceipt(answer: Answered): Setback {
  return { kind: 'retry', error: linkError('platform.not-a-receipt', answer), afterMs: null, wholeLine: false };
}

/** The other side's words, where it has some a person can read; of anything else only its type. */
function linkError(code: ErrorCode, answer: Answered): LinkError {
  const problem = mediaType(answer).startsWith('application/problem+json') ? json(answer, Problem) : null;
  const location = answer.headers['location'];
  const fallback = code === 'platform.redirected' && location !== undefined ? location : mediaType(answer);
  return {
    code,
    status: answer.status,
    title: (problem?.title ?? '').slice(0, TITLE_MAX),
    detail: (problem?.detail ?? fallback).slice(0, DETAIL_MAX),
  };
}

function mediaType(answer: Answered): string {
  return (answer.headers['content-type'] ?? '').trim().toLowerCase();
}

function bareOrJson(answer: Answered): boolean {
  if (mediaType(answer).includes('html')) return false;
  return answer.body.byteLength === 0 || json(answer, z.looseObject({})) !== null;
}

function json<T>(answer: Answered, schema: z.ZodType<T>): T | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body));
  } catch (error) {
    // Not JSON, or not UTF-8: the caller says what that means. Anything else would be a defect.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
}
