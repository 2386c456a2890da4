/**
 * What an encoder can be set to: GetVideoEncoderConfigurationOptions of Media (ver10) and of Media2 (ver20), read into one
 * form. Media has one branch a codec and, in its extension, the bit rates; Media2 one element a codec.
 */
import { answerIn, elementAt, elementsAt, numberOf, textAt, type XmlElement } from './xml.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface EncoderOptions {
  /** As the camera writes it: H264, H265, JPEG … */
  readonly encoding: string;
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** Pictures a second; null: not said. */
  readonly frameRate: Range | null;
  /** The only ones that it takes, where it says so (Media2); null: any within {@link frameRate}. */
  readonly frameRates: readonly number[] | null;
  readonly bitRateKbit: Range | null;
  readonly gop: Range | null;
}

const MOST_SIZES = 64;
const CODECS_OF_MEDIA = ['H264', 'MPEG4', 'JPEG'] as const;

/** @param xml the whole answer. Never throws; empty when it says nothing usable */
export function readEncoderOptions(xml: string): EncoderOptions[] {
  const all = elementsAt(answerIn(xml, 'GetVideoEncoderConfigurationOptionsResponse'), 'Options').slice(0, 16);
  const found = all.flatMap((options) =>
    textAt(options, 'Encoding') === null ? ofMedia(options) : [ofMedia2(options)],
  );
  return found.filter(({ sizes }) => sizes.length > 0);
}

function ofMedia2(options: XmlElement): EncoderOptions {
  const { FrameRatesSupported = '', GovLengthRange = '' } = options.attributes;
  const rates = numbersIn(FrameRatesSupported).sort((a, b) => a - b);
  const [min, max] = [rates[0], rates.at(-1)];
  const gops = numbersIn(GovLengthRange);
  return {
    encoding: textAt(options, 'Encoding') ?? '',
    sizes: sizesIn(options),
    frameRate: min === undefined || max === undefined ? null : { min, max },
    frameRates: rates.length > 0 ? rates : null,
    bitRateKbit: rangeIn(elementAt(options, 'BitrateRange')),
    gop: gops.length === 2 ? { min: Math.min(...gops), max: Math.max(...gops) } : null,
  };
}

function ofMedia(options: XmlElement): EncoderOptions[] {
  return CODECS_OF_MEDIA.flatMap((encoding) => {
    const codec = elementAt(options, encoding);
    if (codec === null) return [];
    const more = elementAt(options, 'Extension', encoding);
    return [
      {
        encoding,
        sizes: sizesIn(codec),
        frameRate: rangeIn(elementAt(codec, 'FrameRateRange')),
        frameRates: null,
        bitRateKbit: rangeIn(elementAt(more, 'BitrateRange')),
        gop: rangeIn(elementAt(codec, 'GovLengthRange')),
      },
    ];
  });
}

function sizesIn(element: XmlElement): EncoderOptions['sizes'] {
  return elementsAt(element, 'ResolutionsAvailable')
    .slice(0, MOST_SIZES)
    .flatMap((size) => {
      const [width, height] = [numberOf(textAt(size, 'Width')), numberOf(textAt(size, 'Height'))];
      return width !== null && height !== null && width > 0 && height > 0 ? [{ width, height }] : [];
    });
}

function rangeIn(element: XmlElement | null): Range | null {
  const [min, max] = [numberOf(textAt(element, 'Min')), numberOf(textAt(element, 'Max'))];
  return min !== null && max !== null && min <= max ? { min, max } : null;
}

function numbersIn(list: string): number[] {
  return list
    .split(/\s+/)
    .slice(0, 64)
    .flatMap((text) => numberOf(text) ?? []);
}
