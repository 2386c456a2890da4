/**
 * A stream's description. Source: RFC 4566 §5 (lines), §6 (rtpmap, fmtp), RFC 2326 appendix C.1.1 (control). Cameras take
 * liberties with it, so only what is needed is read, and what cannot be read is left out.
 */

export interface SdpMedia {
  /** video, audio, application, … */
  readonly kind: string;
  /** As in the m= line: RTP/AVP, RTP/SAVP, … */
  readonly transport: string;
  readonly formats: readonly SdpFormat[];
  readonly control: string | null;
}

export interface SdpFormat {
  readonly payloadType: number;
  /** Upper case; null where the payload type is a static one without rtpmap. */
  readonly encoding: string | null;
  readonly clockRate: number | null;
  /** Names in lower case; values as written. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Sdp {
  readonly control: string | null;
  readonly media: readonly SdpMedia[];
}

/** A recorder describes a handful; a hundred formats are rubbish. */
const MOST = 32;

interface OpenMedia {
  kind: string;
  transport: string;
  types: number[];
  control: string | null;
  maps: Map<number, { encoding: string; clockRate: number }>;
  parameters: Map<number, Record<string, string>>;
}

/** Never throws: text that is no description gives one without media. */
export function readSdp(text: string): Sdp {
  let control: string | null = null;
  const media: OpenMedia[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const value = line.slice(2).trim();
    const current = media.at(-1);
    if (line.startsWith('m=')) {
      if (media.length === MOST) break;
      media.push(readMediaLine(value));
    } else if (line.startsWith('a=')) {
      const [name = '', rest = ''] = split(value, ':');
      if (name.toLowerCase() === 'control') {
        if (current === undefined) control = rest;
        else current.control = rest;
      } else if (current !== undefined) readAttribute(current, name.toLowerCase(), rest);
    }
  }
  return { control, media: media.map(closed) };
}

/** `video 0 RTP/AVP 96 97`; the port is of no interest over TCP. */
function readMediaLine(value: string): OpenMedia {
  const [kind = '', , transport = '', ...types] = value.split(/\s+/);
  return {
    kind: kind.toLowerCase(),
    transport: transport.toUpperCase(),
    types: types
      .slice(0, MOST)
      .map(Number)
      .filter((type) => Number.isInteger(type) && type >= 0 && type <= 127),
    control: null,
    maps: new Map(),
    parameters: new Map(),
  };
}

function readAttribute(media: OpenMedia, name: string, rest: string): void {
  const [typeText = '', text = ''] = split(rest.trim(), ' ');
  const type = Number(typeText);
  if (!media.types.includes(type)) return;
  if (name === 'rtpmap') {
    const [encoding = '', rate = ''] = text.trim().split('/');
    media.maps.set(type, { encoding: encoding.toUpperCase(), clockRate: Number.parseInt(rate, 10) || 0 });
  } else if (name === 'fmtp') {
    // Some cameras write several lines for one format.
    const parameters = media.parameters.get(type) ?? {};
    for (const part of text.split(';')) {
      const [key = '', value = ''] = split(part.trim(), '=');
      if (/^[\w-]+$/.test(key) && key !== '__proto__') parameters[key.toLowerCase()] ??= value.trim();
    }
    media.parameters.set(type, parameters);
  }
}

function closed(media: OpenMedia): SdpMedia {
  const { kind, transport, control } = media;
  const formats = media.types.map((payloadType) => {
    const map = media.maps.get(payloadType);
    return {
      payloadType,
      encoding: map?.encoding ?? null,
      clockRate: map?.clockRate ?? null,
      parameters: media.parameters.get(payloadType) ?? {},
    };
  });
  return { kind, transport, formats, control };
}

/** At the first separator only: base64 and addresses hold more of them. */
function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
