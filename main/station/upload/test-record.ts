/**
 * One record sent as a test (`platform.test`): what was sent for each of our fields, what the reply repeats, and which kind of
 * failure it was. Nothing of it enters the chain, the outbox or the state of the line.
 */
import {
  TEST_ROWS_MAX,
  type PlatformTest,
  type PlatformTestField,
  type TestOutcome,
} from '../../../preload/contract/platform.ts';
import type { DocumentKind } from '../../../preload/contract/documents.ts';
import type { Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';
import type { LinkError, RecordAdapter, Trial, TrialField } from './adapters/adapter.ts';

/** So far back a record is looked for that the platform takes. */
const LOOKED_AT = 50;
export const NEWEST = `SELECT id, kind, hash, sequence, bytes FROM document ORDER BY sequence DESC LIMIT ${LOOKED_AT}`;
const VALUE_MAX = 200;

interface Row {
  readonly id: Uuid;
  readonly kind: DocumentKind;
  readonly hash: Sha256;
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** @throws Reader.all's */
export async function testRecord(
  adapter: Pick<RecordAdapter, 'takes' | 'trial'>,
  reader: Pick<Reader, 'all'>,
): Promise<PlatformTest> {
  const row = (await reader.all<Row>(NEWEST)).find((one) => adapter.takes(one));
  if (row === undefined) return { kind: 'no-record' };
  const trial = await adapter.trial(row);
  if (trial === null) return { kind: 'no-test-mark' };
  const error = errorOf(trial);
  const words = error === null ? '' : `${error.title} ${error.detail}`;
  return {
    kind: 'sent',
    documentId: row.id,
    documentKind: row.kind,
    sequence: row.sequence,
    how: trial.how,
    outcome: error === null ? 'received' : outcomeOf(error),
    error,
    fields: trial.fields.slice(0, TEST_ROWS_MAX).map((field) => rowOf(field, words)),
    pictures: trial.pictures,
  };
}

function errorOf({ outcome }: Trial): LinkError | null {
  if (outcome.kind === 'received' || outcome.kind === 'not-taken') return null;
  if (outcome.kind === 'unreadable') return { code: 'store.failed', status: null, title: '', detail: outcome.detail };
  const { code, detail, status, title } = outcome.error;
  return { code, status, title, detail };
}

/** @param words the platform's own, to find the field that it means */
function rowOf({ echo, equal, from, sent, to, unit, value }: TrialField, words: string): PlatformTestField {
  return {
    field: from,
    value: text(value),
    unit,
    sentName: to,
    sentValue: text(sent) ?? '',
    echo: echo === undefined ? null : text(echo),
    equal,
    named: new RegExp(`(?<![\\w])${escaped(to)}(?![\\w])`).test(words.replaceAll('/', '.')),
  };
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return whole.length > VALUE_MAX ? `${whole.slice(0, VALUE_MAX).toWellFormed()}…` : whole;
}

/** Node's and OpenSSL's names of a certificate that is not to be trusted. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS/;
const NAME = /^(ENOTFOUND|EAI_AGAIN)/;

/** Which of the failures people tell apart. */
export function outcomeOf({ code, detail }: Pick<LinkError, 'code' | 'detail'>): TestOutcome {
  switch (code) {
    case 'platform.unreachable':
      if (CERTIFICATE.test(detail)) return 'certificate';
      return NAME.test(detail) ? 'name-not-found' : 'unreachable';
    case 'platform.portal':
      return 'portal';
    case 'platform.redirected':
      return 'redirected';
    case 'platform.business-error':
      return 'business-error';
    case 'platform.unknown-code':
      return 'unknown-code';
    case 'platform.refused':
      return 'refused';
    case 'platform.unauthorised':
      return 'unauthorised';
    case 'platform.rate-limited':
      return 'rate-limited';
    case 'platform.timeout':
      return 'timeout';
    case 'store.failed':
      return 'store-failed';
    case 'platform.not-mappable':
      return 'not-mappable';
    case 'platform.not-a-receipt':
      // The standard interface has no code of its own for a page; its type says it.
      return /html/.test(detail) ? 'portal' : 'not-a-receipt';
    default:
      return 'server-error';
  }
}
