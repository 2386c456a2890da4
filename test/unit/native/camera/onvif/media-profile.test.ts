/** The profiles of Media and of Media2, as cameras write them. */
import { expect, it } from 'vitest';
import { largestFirst, readProfiles } from '../../../../../native/camera/onvif/media-profile.ts';

const answer = (body: string): string =>
  `<s:Envelope><s:Body><x:GetProfilesResponse>${body}</x:GetProfilesResponse></s:Body></s:Envelope>`;
const MEDIA = answer(`<trt:Profiles token="P2" fixed="true"><tt:Name>sub</tt:Name>
  <tt:VideoEncoderConfiguration token="E2"><tt:Encoding>H264</tt:Encoding>
  <tt:Resolution><tt:Width>640</tt:Width><tt:Height>360</tt:Height></tt:Resolution>
  <tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit><tt:BitrateLimit>512</tt:BitrateLimit></tt:RateControl>
  <tt:H264><tt:GovLength>50</tt:GovLength></tt:H264></tt:VideoEncoderConfiguration></trt:Profiles>
  <trt:Profiles token="audio"><tt:Name/></trt:Profiles><trt:Profiles/>`);
const MEDIA2 = answer(`<tr2:Profiles token="P1"><tr2:Name>main</tr2:Name><tr2:Configurations>
  <tr2:VideoEncoder token="E1" GovLength="100" Profile="Main"><tt:Encoding>H265</tt:Encoding>
  <tt:Resolution><tt:Width>2560</tt:Width><tt:Height>1440</tt:Height></tt:Resolution>
  <tt:RateControl ConstantBitRate="false"><tt:FrameRateLimit>12.5</tt:FrameRateLimit><tt:BitrateLimit>0</tt:BitrateLimit></tt:RateControl>
  </tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>`);

it('Media', () => {
  expect(readProfiles(MEDIA)).toEqual([
    {
      token: 'P2',
      name: 'sub',
      encoder: { token: 'E2', encoding: 'H264', width: 640, height: 360, frameRate: 25, bitRateKbit: 512, gop: 50 },
    },
    { token: 'audio', name: '', encoder: null },
  ]);
});

it('Media2: a broken frame rate, a GOP in an attribute, a zero that means nothing', () => {
  expect(readProfiles(MEDIA2)).toEqual([
    {
      token: 'P1',
      name: 'main',
      encoder: {
        token: 'E1',
        encoding: 'H265',
        width: 2560,
        height: 1440,
        frameRate: 12.5,
        bitRateKbit: null,
        gop: 100,
      },
    },
  ]);
});

it('the largest picture first, what has none last', () => {
  const both = [...readProfiles(MEDIA), ...readProfiles(MEDIA2)];
  expect(largestFirst(both).map(({ token }) => token)).toEqual(['P1', 'P2', 'audio']);
});

it('nothing for what is no answer', () => {
  expect(readProfiles('')).toEqual([]);
  expect(readProfiles('<s:Envelope><s:Body><s:Fault/></s:Body></s:Envelope>')).toEqual([]);
});
