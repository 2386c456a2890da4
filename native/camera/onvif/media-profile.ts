/**
 * What a camera's profiles are: Media (ver10) and Media2 (ver20), GetProfiles. The two say the same at other places:
 * Media2 names H265, its frame rate may be broken, and its GOP stands in an attribute.
 */
import { answerIn, elementAt, elementsAt, numberOf, textAt, type XmlElement } from './xml.ts';

export interface EncoderFacts {
  readonly token: string;
  /** As the camera writes it: H264, H265, JPEG, MPEG4 … */
  readonly encoding: string;
  /** In pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** Pictures a second at most. */
  readonly frameRate: number | null;
  /** At most, kilobits a second. */
  readonly bitRateKbit: number | null;
  /** Pictures from one key picture to the next. */
  readonly gop: number | null;
}

export interface MediaProfile {
  readonly token: string;
  readonly name: string;
  /** null: it has no video. */
  readonly encoder: EncoderFacts | null;
}

/** More are a fault, or a recorder that answers for all its cameras. */
const MOST_PROFILES = 64;

/** @param xml the whole answer to GetProfiles. Never throws; empty when it holds none */
export function readProfiles(xml: string): MediaProfile[] {
  return profileElements(xml).map((profile) => {
    const encoder = encoderOf(profile);
    return {
      token: profile.attributes.token ?? '',
      name: textAt(profile, 'Name') ?? '',
      encoder: encoder === null ? null : encoderFacts(encoder),
    };
  });
}

/** The encoder's configuration of one profile as the camera gave it; null where it has none. */
export function encoderElement(xml: string, profile: string): XmlElement | null {
  const found = profileElements(xml).find(({ attributes }) => attributes.token === profile);
  return found === undefined ? null : encoderOf(found);
}

function profileElements(xml: string): XmlElement[] {
  return elementsAt(answerIn(xml, 'GetProfilesResponse'), 'Profiles')
    .filter(({ attributes }) => (attributes.token ?? '') !== '')
    .slice(0, MOST_PROFILES);
}

function encoderOf(profile: XmlElement): XmlElement | null {
  return elementAt(profile, 'VideoEncoderConfiguration') ?? elementAt(profile, 'Configurations', 'VideoEncoder');
}

/** An encoder configuration of either service. */
export function encoderFacts(encoder: XmlElement): EncoderFacts {
  const rate = elementAt(encoder, 'RateControl');
  const gop =
    encoder.attributes.GovLength ?? textAt(encoder, 'H264', 'GovLength') ?? textAt(encoder, 'MPEG4', 'GovLength');
  return {
    token: encoder.attributes.token ?? '',
    encoding: textAt(encoder, 'Encoding') ?? '',
    width: positive(textAt(encoder, 'Resolution', 'Width')),
    height: positive(textAt(encoder, 'Resolution', 'Height')),
    frameRate: positive(textAt(rate, 'FrameRateLimit')),
    bitRateKbit: positive(textAt(rate, 'BitrateLimit')),
    gop: positive(gop),
  };
}

function positive(text: string | null): number | null {
  const number = numberOf(text);
  return number !== null && number > 0 ? number : null;
}

/** Largest picture first; what claims no size comes last, in the camera's own order. */
export function largestFirst(profiles: readonly MediaProfile[]): MediaProfile[] {
  const size = ({ encoder }: MediaProfile): number => (encoder?.width ?? 0) * (encoder?.height ?? 0);
  return [...profiles].sort((a, b) => size(b) - size(a));
}
