/**
 * RTSP requests and responses as text. Source: RFC 2326 §6, §7 (messages), §12.37 (Session), §12.39 (Transport); written
 * as 1.0, which every camera speaks (RFC 7826 is 2.0 and has not come to cameras).
 */

/** Names in lower case; a field that came several times has several values. */
export type RtspHeaders = ReadonlyMap<string, readonly string[]>;

export type RtspHead =
  | { readonly kind: 'response'; readonly status: number; readonly reason: string; readonly headers: RtspHeaders }
  | { readonly kind: 'request'; readonly method: string; readonly headers: RtspHeaders };

export type RtspMessage = RtspHead & { readonly body: string };
export type RtspResponse = Extract<RtspMessage, { kind: 'response' }>;

const STATUS_LINE = /^RTSP\/\d\.\d +(\d{3})(?: +(.*))?$/;
const REQUEST_LINE = /^([A-Z_]+) +\S+ +RTSP\/\d\.\d$/;

/** @param text first line and fields, without the empty line that ends them; null when it is no RTSP */
export function readHead(text: string): RtspHead | null {
  const [first = '', ...lines] = text.split(/\r?\n/);
  const headers = new Map<string, string[]>();
  let last: string[] | null = null;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      // A line that begins with a blank goes on with the field before (RFC 2326 §4.1 by way of HTTP/1.1).
      if (last !== null) last.push(`${last.pop() ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    last = headers.get(name) ?? [];
    last.push(line.slice(colon + 1).trim());
    headers.set(name, last);
  }
  const status = STATUS_LINE.exec(first.trimEnd());
  if (status !== null) return { kind: 'response', status: Number(status[1]), reason: status[2] ?? '', headers };
  const method = REQUEST_LINE.exec(first.trimEnd())?.[1];
  return method === undefined ? null : { kind: 'request', method, headers };
}

/** The first value of a field, or null. */
export function header(headers: RtspHeaders, name: string): string | null {
  return headers.get(name)?.[0] ?? null;
}

/** The length of the body that follows; 0 when none is named, null when what is named is no length. */
export function bodyLength(headers: RtspHeaders): number | null {
  const text = header(headers, 'content-length');
  if (text === null) return 0;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** @param fields name and value; none may hold a line break */
export function writeRequest(method: string, uri: string, fields: readonly (readonly [string, string])[]): string {
  const lines = [`${method} ${uri} RTSP/1.0`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return `${lines.map((line) => line.replace(/[\r\n]/g, ' ')).join('\r\n')}\r\n\r\n`;
}

export interface SessionField {
  readonly id: string;
  /** 60 s where the camera names none. */
  readonly timeoutS: number;
}

const DEFAULT_TIMEOUT_S = 60;

export function readSession(value: string | null): SessionField | null {
  const [id = '', ...rest] = (value ?? '').split(';').map((part) => part.trim());
  if (!/^[\x21-\x7e]+$/.test(id)) return null;
  const timeout = Number(rest.map((part) => /^timeout\s*=\s*(\d{1,6})$/i.exec(part)?.[1]).find(Boolean) ?? 0);
  return { id, timeoutS: timeout > 0 ? timeout : DEFAULT_TIMEOUT_S };
}

export interface InterleavedChannels {
  readonly rtp: number;
  /** Null when the camera keeps reports to itself. */
  readonly rtcp: number | null;
}

/** The channels of a Transport field of a response; null when it is not over this connection. */
export function readTransport(value: string | null, asked: InterleavedChannels): InterleavedChannels | null {
  // Some cameras answer without a word to SETUP, and mean what was asked.
  if (value === null) return asked;
  const [profile = '', ...rest] = value.split(';').map((part) => part.trim());
  if (profile.toUpperCase() !== 'RTP/AVP/TCP') return null;
  const channels = rest.map((part) => /^interleaved\s*=\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?$/i.exec(part)).find(Boolean);
  if (channels === undefined || channels === null) return asked;
  const rtp = Number(channels[1]);
  const rtcp = channels[2] === undefined ? null : Number(channels[2]);
  return rtp > 255 || (rtcp ?? 0) > 255 ? null : { rtp, rtcp };
}
