/** What an encoder can be set to, and the message that sets it. */
import { describe, expect, it } from 'vitest';
import { setEncoderBody, wishFor, type EncoderChange } from '../../../../../native/camera/onvif/encoder-change.ts';
import { readEncoderOptions } from '../../../../../native/camera/onvif/encoder-options.ts';
import { encoderFacts } from '../../../../../native/camera/onvif/media-profile.ts';
import { elementAt, readXml, textAt } from '../../../../../native/camera/onvif/xml.ts';

const answer = (body: string): string =>
  `<E><Body><GetVideoEncoderConfigurationOptionsResponse>${body}</GetVideoEncoderConfigurationOptionsResponse></Body></E>`;
const size = (width: number, height: number): string =>
  `<ResolutionsAvailable><Width>${width}</Width><Height>${height}</Height></ResolutionsAvailable>`;
const range = (name: string, min: number, max: number): string =>
  `<${name}><Min>${min}</Min><Max>${max}</Max></${name}>`;

const MEDIA = answer(
  `<Options>${range('QualityRange', 0, 5)}<H264>${size(1920, 1080)}${size(1280, 720)}${range('GovLengthRange', 1, 250)}` +
    `${range('FrameRateRange', 1, 25)}</H264><Extension><H264>${range('BitrateRange', 32, 8192)}</H264></Extension></Options>`,
);
const MEDIA2 = answer(
  `<Options GovLengthRange="1 400" FrameRatesSupported="25 12.5 1"><Encoding>H265</Encoding>${size(2560, 1440)}${range('BitrateRange', 64, 16384)}</Options>` +
    `<Options><Encoding>JPEG</Encoding></Options>`,
);

describe('options', () => {
  it('of Media', () => {
    expect(readEncoderOptions(MEDIA)).toEqual([
      {
        encoding: 'H264',
        sizes: [
          { width: 1920, height: 1080 },
          { width: 1280, height: 720 },
        ],
        frameRate: { min: 1, max: 25 },
        frameRates: null,
        bitRateKbit: { min: 32, max: 8192 },
        gop: { min: 1, max: 250 },
      },
    ]);
  });

  it('of Media2; a codec without a size is none', () => {
    expect(readEncoderOptions(MEDIA2)).toEqual([
      {
        encoding: 'H265',
        sizes: [{ width: 2560, height: 1440 }],
        frameRate: { min: 1, max: 25 },
        frameRates: [1, 12.5, 25],
        bitRateKbit: { min: 64, max: 16384 },
        gop: { min: 1, max: 400 },
      },
    ]);
  });

  it('of what is no answer: none', () => {
    for (const text of ['', '<a/>', answer(''), answer('<Options/>'), answer('<Options><H264/></Options>')])
      expect(readEncoderOptions(text)).toEqual([]);
  });
});

const ENCODER =
  readXml(`<Configuration token="E&amp;1" GovLength="50" Profile="Main"><Name>a&lt;b</Name><UseCount>2</UseCount>
  <Encoding>H264</Encoding><Resolution><Width>1920</Width><Height>1080</Height></Resolution><Quality>4</Quality>
  <RateControl ConstantBitRate="true"><FrameRateLimit>25</FrameRateLimit><EncodingInterval>2</EncodingInterval><BitrateLimit>4096</BitrateLimit></RateControl>
  <H264><GovLength>50</GovLength><H264Profile>High</H264Profile></H264>
  <Multicast><Address><Type>IPv4</Type><IPv4Address>0.0.0.0</IPv4Address></Address><Port>0</Port></Multicast>
  <SessionTimeout>PT30S</SessionTimeout></Configuration>`);
if (ENCODER === null) throw new Error('no XML');
const NOW = encoderFacts(ENCODER);

describe('a change', () => {
  const options = [...readEncoderOptions(MEDIA), ...readEncoderOptions(MEDIA2)];

  it('leaves what is not named', () => {
    expect(wishFor(NOW, { width: 1280, height: 720 }, options)).toEqual({
      encoding: 'H264',
      width: 1280,
      height: 720,
      frameRate: 25,
      bitRateKbit: 4096,
      gop: 50,
    });
  });

  it.each<[EncoderChange, string]>([
    [{ encoding: 'H266' }, 'H266; offered: H264 H265'],
    [{ width: 1000 }, '1000×1080; offered: 1920×1080 1280×720'],
    [{ encoding: 'H265' }, '1920×1080; offered: 2560×1440'],
    [{ frameRate: 30 }, '30/s; offered: 1–25'],
    [{ encoding: 'H265', width: 2560, height: 1440, frameRate: 20 }, '20/s; offered: 1 12.5 25'],
    [{ bitRateKbit: 9000 }, '9000 kbit/s; offered: 32–8192'],
    [{ gop: 0 }, '0 pictures; offered: 1–250'],
  ])('that the camera does not offer is refused: %j', (change, detail) => {
    expect(() => wishFor(NOW, change, options)).toThrow(
      expect.objectContaining({ code: 'camera.setting-refused', detail }),
    );
  });
});

describe('the message', () => {
  const wish = { ...NOW, width: 1280, height: 720, gop: 25 };

  it('of Media: everything in the schema’s order, nothing lost', () => {
    const body = readXml(setEncoderBody('media', ENCODER, wish));
    const configuration = elementAt(body, 'Configuration');
    expect(configuration?.attributes).toEqual({ token: 'E&1' });
    expect(configuration?.children.map(({ name }) => name)).toEqual([
      'Name',
      'UseCount',
      'Encoding',
      'Resolution',
      'Quality',
      'RateControl',
      'H264',
      'Multicast',
      'SessionTimeout',
    ]);
    expect(textAt(configuration, 'Name')).toBe('a<b');
    expect(textAt(configuration, 'Resolution', 'Width')).toBe('1280');
    expect(textAt(configuration, 'H264', 'GovLength')).toBe('25');
    expect(textAt(configuration, 'H264', 'H264Profile')).toBe('High');
    expect(textAt(configuration, 'Multicast', 'Address', 'IPv4Address')).toBe('0.0.0.0');
    expect(textAt(configuration, 'SessionTimeout')).toBe('PT30S');
    expect(textAt(body, 'ForcePersistence')).toBe('true');
  });

  it('of Media2: the GOP in an attribute, the profile of another codec left to the camera', () => {
    const configuration = elementAt(readXml(setEncoderBody('media2', ENCODER, wish)), 'Configuration');
    expect(configuration?.attributes).toEqual({ token: 'E&1', GovLength: '25', Profile: 'Main' });
    expect(configuration?.children.map(({ name }) => name)).toEqual([
      'Name',
      'UseCount',
      'Encoding',
      'Resolution',
      'RateControl',
      'Multicast',
      'Quality',
    ]);
    expect(elementAt(configuration, 'RateControl')?.attributes).toEqual({ ConstantBitRate: 'true' });
    const other = elementAt(readXml(setEncoderBody('media2', ENCODER, { ...wish, encoding: 'H265' })), 'Configuration');
    expect(other?.attributes).toEqual({ token: 'E&1', GovLength: '25' });
  });
});
