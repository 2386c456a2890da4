/**
 * A change of an encoder, within what the camera offers, and the message that makes it. Source: media.wsdl of ver10 and
 * ver20, SetVideoEncoderConfiguration; onvif.xsd, VideoEncoderConfiguration and VideoEncoder2Configuration. Pure.
 */
import { CameraError } from '../camera-error.ts';
import type { EncoderOptions, Range } from './encoder-options.ts';
import type { EncoderFacts } from './media-profile.ts';
import { elementAt, escapeXml, textAt, type XmlElement } from './xml.ts';

/** What is left out stays as it is. */
export interface EncoderChange {
  readonly encoding?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly frameRate?: number | undefined;
  readonly bitRateKbit?: number | undefined;
  readonly gop?: number | undefined;
}

/** The whole of what an encoder is to be. */
export type EncoderWish = Pick<EncoderFacts, 'encoding' | 'width' | 'height' | 'frameRate' | 'bitRateKbit' | 'gop'>;

/**
 * @returns what is to be set, checked against the options of its codec
 * @throws CameraError camera.setting-refused with what the camera offers instead
 */
export function wishFor(now: EncoderFacts, change: EncoderChange, options: readonly EncoderOptions[]): EncoderWish {
  const wish: EncoderWish = {
    encoding: change.encoding ?? now.encoding,
    width: change.width ?? now.width,
    height: change.height ?? now.height,
    frameRate: change.frameRate ?? now.frameRate,
    bitRateKbit: change.bitRateKbit ?? now.bitRateKbit,
    gop: change.gop ?? now.gop,
  };
  const offered = options.find(({ encoding }) => encoding.toUpperCase() === wish.encoding.toUpperCase());
  if (offered === undefined) throw refused(wish.encoding, options.map(({ encoding }) => encoding).join(' '));
  if (!offered.sizes.some(({ width, height }) => width === wish.width && height === wish.height)) {
    throw refused(
      `${wish.width}×${wish.height}`,
      offered.sizes.map(({ width, height }) => `${width}×${height}`).join(' '),
    );
  }
  // What is not changed is not judged: cameras are set to things that their own options do not list.
  const { frameRate, frameRates } = offered;
  if (change.frameRate !== undefined && frameRates !== null && !frameRates.includes(change.frameRate)) {
    throw refused(`${change.frameRate}/s`, frameRates.join(' '));
  }
  within(change.frameRate, frameRate, '/s');
  within(change.bitRateKbit, offered.bitRateKbit, ' kbit/s');
  within(change.gop, offered.gop, ' pictures');
  return wish;
}

function within(value: number | undefined, range: Range | null, unit: string): void {
  if (value === undefined || range === null || (value >= range.min && value <= range.max)) return;
  throw refused(`${value}${unit}`, `${range.min}–${range.max}`);
}

function refused(wanted: string, offered: string): CameraError {
  return new CameraError('camera.setting-refused', `${wanted}; offered: ${offered}`.slice(0, 300));
}

/**
 * The body of SetVideoEncoderConfiguration: the configuration as the camera gave it, changed where it is wished.
 * @param encoder the camera's own element
 */
export function setEncoderBody(media: 'media' | 'media2', encoder: XmlElement, wish: EncoderWish): string {
  const said = (...path: string[]): string => escapeXml(textAt(encoder, ...path) ?? '');
  const [version, attributes] = media === 'media2' ? ['ver20', media2Attributes(encoder, wish)] : ['ver10', ''];
  const interval =
    elementAt(encoder, 'RateControl', 'EncodingInterval') === null
      ? ''
      : '<tt:EncodingInterval>1</tt:EncodingInterval>';
  const rate =
    wish.frameRate === null && wish.bitRateKbit === null
      ? ''
      : `<tt:RateControl${constantRate(encoder)}><tt:FrameRateLimit>${wish.frameRate ?? 25}</tt:FrameRateLimit>${interval}` +
        `<tt:BitrateLimit>${wish.bitRateKbit ?? 4096}</tt:BitrateLimit></tt:RateControl>`;
  const resolution = `<tt:Resolution><tt:Width>${wish.width}</tt:Width><tt:Height>${wish.height}</tt:Height></tt:Resolution>`;
  const quality = `<tt:Quality>${said('Quality') || '4'}</tt:Quality>`;
  const head = `<tt:Name>${said('Name')}</tt:Name><tt:UseCount>${said('UseCount') || '1'}</tt:UseCount><tt:Encoding>${escapeXml(wish.encoding)}</tt:Encoding>${resolution}`;
  // The order of elements is the schema's; ver10 has quality before the rate, ver20 behind everything.
  const rest =
    media === 'media2'
      ? `${rate}${multicast(encoder)}${quality}`
      : `${quality}${rate}${h264(encoder, wish)}${multicast(encoder)}<tt:SessionTimeout>${said('SessionTimeout') || 'PT60S'}</tt:SessionTimeout>`;
  const force = media === 'media2' ? '' : '<x:ForcePersistence>true</x:ForcePersistence>';
  return (
    `<x:SetVideoEncoderConfiguration xmlns:x="http://www.onvif.org/${version}/media/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema">` +
    `<x:Configuration token="${escapeXml(encoder.attributes.token ?? '')}"${attributes}>${head}${rest}</x:Configuration>${force}` +
    '</x:SetVideoEncoderConfiguration>'
  );
}

function media2Attributes(encoder: XmlElement, { encoding, gop }: EncoderWish): string {
  // The codec's profile of another codec means nothing to it: the camera chooses.
  const same = encoding === textAt(encoder, 'Encoding');
  const profile = same ? encoder.attributes.Profile : undefined;
  return (
    (gop === null ? '' : ` GovLength="${gop}"`) + (profile === undefined ? '' : ` Profile="${escapeXml(profile)}"`)
  );
}

function constantRate(encoder: XmlElement): string {
  const said = elementAt(encoder, 'RateControl')?.attributes.ConstantBitRate;
  return said === undefined ? '' : ` ConstantBitRate="${escapeXml(said)}"`;
}

function h264(encoder: XmlElement, { encoding, gop }: EncoderWish): string {
  if (encoding !== 'H264') return '';
  const profile = escapeXml(textAt(encoder, 'H264', 'H264Profile') ?? 'Main');
  return `<tt:H264><tt:GovLength>${gop ?? 50}</tt:GovLength><tt:H264Profile>${profile}</tt:H264Profile></tt:H264>`;
}

/** Given back as it came. */
function multicast(encoder: XmlElement): string {
  const element = elementAt(encoder, 'Multicast');
  if (element === null) return '';
  const written = ({ name, text, children }: XmlElement): string =>
    `<tt:${name}>${escapeXml(text)}${children.map(written).join('')}</tt:${name}>`;
  return written(element);
}
