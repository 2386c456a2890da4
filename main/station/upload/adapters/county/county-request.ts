/** A request in a county's form: body, parameters and headers, signed. Pure: clock and chance come in. */
import { createHmac } from 'node:crypto';
import type { CountyMapping } from '../../../settings/county-mapping.ts';
import { setAt, timeText } from './county-value.ts';

export interface Credentials {
  readonly appId: string;
  readonly secret: string;
}

export interface CountyRequest {
  /** With its parameters. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type Place = CountyMapping['sign']['appId'];

/** @param members names and values below `wrap`, in their order; a name may lead into groups */
export function countyRequest(
  mapping: Pick<CountyMapping, 'sign' | 'wrap'>,
  credentials: Credentials,
  path: string,
  members: readonly { readonly to: string; readonly sent: unknown }[],
  now: { readonly wallMs: number; readonly nonce: string },
): CountyRequest {
  const { sign, wrap } = mapping;
  const headers: Record<string, string> = {};
  const query: [string, string][] = [];
  const body: Record<string, unknown> = {};
  const put = ({ in: where, name }: Place, value: string): void => {
    if (where === 'header') headers[name.toLowerCase()] = value;
    else if (where === 'query') query.push([name, value]);
    else body[name] = value;
  };
  const { appId, secret } = credentials;
  const timestamp = timeText(now.wallMs, sign.timestamp.time, sign.timestamp.zone);
  put(sign.appId, appId);
  put(sign.timestamp, timestamp);
  if (sign.nonce !== undefined) put(sign.nonce, now.nonce);
  const data: Record<string, unknown> = wrap === null ? body : {};
  for (const { sent, to } of members) setAt(data, to, sent);
  if (wrap !== null) body[wrap] = data;
  const texts = { appId, timestamp, nonce: now.nonce };
  const signed =
    sign.over.kind === 'sorted'
      ? sortedText([...query, ...Object.entries(body)], sign.over.leaveOut)
      : sign.over.parts.map((part) => partText(part, texts, body, data)).join(sign.over.with);
  put(sign.signature, signature(signed, secret, sign.signature.form));
  const parameters = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return {
    path: parameters === '' ? path : `${path}?${parameters}`,
    headers,
    body: Buffer.from(JSON.stringify(body), 'utf8'),
  };
}

function partText(
  part: 'appId' | 'timestamp' | 'nonce' | 'body' | 'data',
  texts: Readonly<Record<'appId' | 'timestamp' | 'nonce', string>>,
  body: unknown,
  data: unknown,
): string {
  if (part === 'body') return JSON.stringify(body);
  return part === 'data' ? JSON.stringify(data) : texts[part];
}

/** Sorted by UTF-16 code units, as every language's plain sort of ASCII names does. */
function sortedText(entries: readonly (readonly [string, unknown])[], leaveOut: readonly string[]): string {
  return entries
    .filter(([name, value]) => !leaveOut.includes(name) && value !== '' && value !== null && value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('&');
}

function signature(text: string, secret: string, form: CountyMapping['sign']['signature']['form']): string {
  const hmac = createHmac('sha256', secret).update(text, 'utf8');
  if (form === 'base64') return hmac.digest('base64');
  const hex = hmac.digest('hex');
  return form === 'HEX' ? hex.toUpperCase() : hex;
}
