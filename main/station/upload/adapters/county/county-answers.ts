/**
 * What an answer of a county's interface means. Pure. A receipt is a number of the mapping's successes in JSON, and every echo
 * the mapping names, equal to what was sent. For ever refused is only what the mapping lists as that; all else comes again.
 */
import type { ErrorCode } from '../../../../../preload/contract/errors.ts';
import { timestamp, type EpochMs, type Timestamp } from '../../../../../preload/contract/vocabulary.ts';
import type { ReplyMapping } from '../../../settings/county-mapping.ts';
import type { ServerAnswer } from '../../server-client.ts';
import type { LinkError, Refusal, Setback } from '../adapter.ts';
import { retryAfterMs } from '../standard-answers.ts';
import type { CountyField } from './county-fields.ts';
import { timeOf, valueAt } from './county-value.ts';

const TITLE_MAX = 200;
const DETAIL_MAX = 2_000;

type Answered = Extract<ServerAnswer, { kind: 'answer' }>;

export interface Echo {
  readonly to: string;
  /** Absent: the reply says nothing there. */
  readonly said?: unknown;
  readonly equal: boolean | null;
}
export interface Judged {
  readonly outcome: { readonly kind: 'received'; readonly receivedAt: Timestamp } | Refusal | Setback;
  readonly echoes: readonly Echo[];
}

/** @param fields as they were sent */
export function judge(
  answer: ServerAnswer,
  reply: ReplyMapping,
  fields: readonly Pick<CountyField, 'to' | 'sent' | 'sentUnit'>[],
  nowMs: number,
): Judged {
  const none = (outcome: Refusal | Setback): Judged => ({ outcome, echoes: [] });
  if (answer.kind !== 'answer') return none(noAnswer(answer));
  const later = (code: ErrorCode, title: string, detail: string): Setback => {
    const afterMs = retryAfterMs(answer.headers, nowMs);
    const wholeLine = answer.status === 429 || (answer.status === 503 && afterMs !== null);
    return { kind: 'retry', error: linkError(code, answer.status, title, detail), afterMs, wholeLine };
  };
  const json = jsonOf(answer);
  const type = mediaType(answer);
  if (answer.status !== 200 && answer.status !== 201) {
    const location = answer.headers['location'] ?? '';
    return none(later(statusCode(answer.status), '', answer.status >= 300 && answer.status < 400 ? location : type));
  }
  if (json === null) return none(later(isPage(answer) ? 'platform.portal' : 'platform.not-a-receipt', '', type));
  const code = plain(valueAt(json, reply.code));
  const words = reply.message === undefined ? '' : (plain(valueAt(json, reply.message)) ?? '');
  if (code === null) return none(later('platform.not-a-receipt', '', words || type));
  const echoes = fields.filter(({ to }) => Object.hasOwn(reply.echoes, to)).map((field) => echoOf(field, json, reply));
  if (has(reply.success, code)) {
    const wrong = echoes.find(({ equal }) => equal !== true);
    if (wrong !== undefined) return { outcome: later('platform.not-a-receipt', code, wrong.to), echoes };
    return { outcome: { kind: 'received', receivedAt: receivedAt(json, reply, nowMs) }, echoes };
  }
  if (has(reply.permanent, code))
    return { outcome: { kind: 'refused', error: linkError('platform.refused', answer.status, code, words) }, echoes };
  const known = has(reply.transient, code);
  return { outcome: later(known ? 'platform.business-error' : 'platform.unknown-code', code, words), echoes };
}

/** Numbers of the mapping and of the reply as text: `0` and `"0"` are one. */
const has = (codes: readonly (string | number)[], code: string): boolean => codes.some((one) => String(one) === code);

function plain(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function echoOf(
  { sent, sentUnit, to }: Pick<CountyField, 'to' | 'sent' | 'sentUnit'>,
  json: unknown,
  { echoes }: ReplyMapping,
): Echo {
  const said = valueAt(json, echoes[to] ?? '');
  if (said === undefined) return { to, equal: null };
  const text = plain(said);
  // 48.62 and 48.620 are one weight; a number's own text has no trailing zeros.
  const equal =
    text !== null &&
    (text === String(sent) || (sentUnit !== null && text.trim() !== '' && Number(text) === Number(sent)));
  return { to, said, equal };
}

/** By the platform's clock where it says so, else by ours. */
function receivedAt(json: unknown, { receivedAt: place }: ReplyMapping, nowMs: number): Timestamp {
  const text = place === undefined ? null : plain(valueAt(json, place.at));
  const at = text === null || place === undefined ? null : timeOf(text, place.time, place.zone);
  return timestamp((at ?? nowMs) as EpochMs);
}

/** A 401 is no call to enrol: there is nothing to enrol at. It is tried again, and shown. */
function statusCode(status: number): ErrorCode {
  if (status < 300) return 'platform.not-a-receipt';
  if (status < 400) return 'platform.redirected';
  if (status === 401 || status === 403) return 'platform.unauthorised';
  return status === 429 ? 'platform.rate-limited' : 'platform.server-error';
}

function noAnswer(answer: Exclude<ServerAnswer, Answered>): Setback {
  const codes = { timeout: 'platform.timeout', unreachable: 'platform.unreachable' } as const;
  const code = (): ErrorCode => {
    if (answer.kind === 'unreadable') return 'store.failed';
    return answer.reason === 'too-large' ? 'platform.not-a-receipt' : codes[answer.reason];
  };
  return { kind: 'retry', error: linkError(code(), null, '', answer.detail), afterMs: null, wholeLine: false };
}

function linkError(code: ErrorCode, status: number | null, title: string, detail: string): LinkError {
  return {
    code,
    status,
    title: title.slice(0, TITLE_MAX).toWellFormed(),
    detail: detail.slice(0, DETAIL_MAX).toWellFormed(),
  };
}

const mediaType = (answer: Answered): string => (answer.headers['content-type'] ?? '').trim().toLowerCase();
const isPage = (answer: Answered): boolean =>
  mediaType(answer).includes('html') ||
  /^\s*(?:\uFEFF)?\s*<(?:!doctype|html)/i.test(answer.body.toString('utf8', 0, 200));

/** Whatever the type says: these interfaces send JSON as text/plain, too. null: it is none, or no group. */
function jsonOf(answer: Answered): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body));
    return typeof value === 'object' && value !== null ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
