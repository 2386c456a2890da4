/**
 * The Media (ver10) and Media2 (ver20) services of the simulated camera, as far as cameras are asked.
 * Sources: Media and Media2 service specifications, media.wsdl of both, onvif.xsd.
 */
import {
  BIT_RATES,
  encoderToken,
  ENCODINGS,
  GOPS,
  MOST_FRAMES,
  type BankProfile,
  type Encoding,
  type ProfileBank,
} from './profile-bank.ts';
import { block, element, fault, INVALID, isMedia2, NOT_SUPPORTED, wrap } from './soap.ts';

export interface SimulatedMedia {
  readonly media: 'media1' | 'media2' | 'both' | 'none';
  /** Where pictures are had; differs from the camera's own when it lies about its address. */
  readonly pictureOrigin: string;
  readonly bank: ProfileBank;
  /** Where a profile's video is had. */
  streamUri(profile: string): string;
  /** Media2 is named, and fails: cameras exist that do so. */
  readonly media2Fails: boolean;
  readonly refusesSettings: boolean;
}

/** @returns the whole answer; null for a call that is not of these services */
export function answerOfMedia(call: string, envelope: string, camera: SimulatedMedia): string | null {
  const second = isMedia2(envelope);
  const answer = second ? media2(call, envelope, camera) : media1(call, envelope, camera);
  if (answer === null) return null;
  const there = camera.media === 'both' || camera.media === (second ? 'media2' : 'media1');
  return there && !(second && camera.media2Fails) ? answer : NOT_SUPPORTED;
}

function media1(call: string, envelope: string, camera: SimulatedMedia): string | null {
  const { bank } = camera;
  const profile = element(envelope, 'ProfileToken');
  switch (call) {
    case 'GetProfiles':
      return wrap(
        `<trt:GetProfilesResponse>${bank.profiles.map((one) => profile1(one)).join('')}</trt:GetProfilesResponse>`,
      );
    case 'GetProfile': {
      const one = bank.of(profile);
      return one === null
        ? INVALID
        : wrap(`<trt:GetProfileResponse>${profile1(one, 'trt:Profile')}</trt:GetProfileResponse>`);
    }
    case 'GetVideoSources':
      return wrap(`<trt:GetVideoSourcesResponse><trt:VideoSources token="VideoSource_1"><tt:Framerate>25</tt:Framerate>
        <tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution></trt:VideoSources></trt:GetVideoSourcesResponse>`);
    case 'GetSnapshotUri':
      if (bank.of(profile) === null) return INVALID;
      return wrap(`<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>${pictureUri(camera, profile)}</tt:Uri>
        <tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>
        <tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetSnapshotUriResponse>`);
    case 'GetStreamUri':
      if (bank.of(profile) === null || element(envelope, 'Protocol') !== 'RTSP') return INVALID;
      return wrap(`<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${escaped(camera.streamUri(profile))}</tt:Uri>
        <tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>
        <tt:Timeout>PT60S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>`);
    case 'GetVideoEncoderConfigurations': {
      const all = bank.profiles.filter(isOfMedia1).map((one) => encoder1('trt:Configurations', one));
      return wrap(
        `<trt:GetVideoEncoderConfigurationsResponse>${all.join('')}</trt:GetVideoEncoderConfigurationsResponse>`,
      );
    }
    case 'GetVideoEncoderConfiguration': {
      const one = bank.ofEncoder(element(envelope, 'ConfigurationToken'));
      if (one === null) return INVALID;
      return wrap(
        `<trt:GetVideoEncoderConfigurationResponse>${encoder1('trt:Configuration', one)}</trt:GetVideoEncoderConfigurationResponse>`,
      );
    }
    case 'GetVideoEncoderConfigurationOptions': {
      const one = bank.of(profile) ?? bank.ofEncoder(element(envelope, 'ConfigurationToken'));
      return one === null ? INVALID : wrap(options1(one));
    }
    case 'SetVideoEncoderConfiguration':
      return set(envelope, camera, 'H264', /<(?:\w+:)?GovLength[^>]*>(\d+)</)
        ? wrap('<trt:SetVideoEncoderConfigurationResponse/>')
        : fault('Sender', 'ter:ConfigModify', 'Parameters can not be set');
    default:
      return null;
  }
}

function media2(call: string, envelope: string, camera: SimulatedMedia): string | null {
  const { bank } = camera;
  const profile = element(envelope, 'ProfileToken');
  switch (call) {
    case 'GetProfiles':
      return wrap(`<tr2:GetProfilesResponse>${bank.profiles.map(profile2).join('')}</tr2:GetProfilesResponse>`);
    case 'GetVideoSourceConfigurations':
      return wrap(
        `<tr2:GetVideoSourceConfigurationsResponse><tr2:Configurations token="VideoSourceToken">${SOURCE}</tr2:Configurations></tr2:GetVideoSourceConfigurationsResponse>`,
      );
    case 'GetSnapshotUri':
      if (bank.of(profile) === null) return INVALID;
      return wrap(
        `<tr2:GetSnapshotUriResponse><tr2:Uri>${pictureUri(camera, profile)}</tr2:Uri></tr2:GetSnapshotUriResponse>`,
      );
    case 'GetStreamUri':
      if (bank.of(profile) === null || element(envelope, 'Protocol') !== 'RTSP') return INVALID;
      return wrap(
        `<tr2:GetStreamUriResponse><tr2:Uri>${escaped(camera.streamUri(profile))}</tr2:Uri></tr2:GetStreamUriResponse>`,
      );
    case 'GetVideoEncoderConfigurations': {
      const all = bank.profiles.map((one) => encoder2('tr2:Configurations', one));
      return wrap(
        `<tr2:GetVideoEncoderConfigurationsResponse>${all.join('')}</tr2:GetVideoEncoderConfigurationsResponse>`,
      );
    }
    case 'GetVideoEncoderConfigurationOptions': {
      const one = bank.of(profile) ?? bank.ofEncoder(element(envelope, 'ConfigurationToken'));
      return one === null ? INVALID : wrap(options2(one));
    }
    case 'SetVideoEncoderConfiguration':
      return set(envelope, camera, null, /<(?:\w+:)?Configuration\s[^>]*GovLength="(\d+)"/)
        ? wrap('<tr2:SetVideoEncoderConfigurationResponse/>')
        : fault('Sender', 'ter:ConfigModify', 'Parameters can not be set');
    default:
      return null;
  }
}

function pictureUri(camera: SimulatedMedia, profile: string): string {
  return `${camera.pictureOrigin}/onvif-http/snapshot?${profile}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** @param only the one codec that Media (ver10) has words for among ours */
function set(envelope: string, camera: SimulatedMedia, only: Encoding | null, gopAt: RegExp): boolean {
  if (camera.refusesSettings) return false;
  const { bank } = camera;
  const profile = bank.ofEncoder(/<(?:\w+:)?Configuration\s[^>]*token\s*=\s*"([^"]*)"/.exec(envelope)?.[1] ?? '');
  if (profile === null) return false;
  const size = block(envelope, 'Resolution');
  const encoding = (element(envelope, 'Encoding') || profile.encoder.encoding) as Encoding;
  if (only !== null && encoding !== only) return false;
  return bank.set(profile, {
    encoding,
    width: Number(element(size, 'Width')),
    height: Number(element(size, 'Height')),
    frameRate: Number(element(envelope, 'FrameRateLimit') || profile.encoder.frameRate),
    bitRateKbit: Number(element(envelope, 'BitrateLimit') || profile.encoder.bitRateKbit),
    gop: Number(gopAt.exec(envelope)?.[1] ?? profile.encoder.gop),
  });
}

const SOURCE = `<tt:Name>source</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>VideoSource_1</tt:SourceToken>
  <tt:Bounds x="0" y="0" width="1920" height="1080"></tt:Bounds>`;

/** Media (ver10) has no word for H.265: an encoder that is set to it is missing there. */
function isOfMedia1({ encoder }: BankProfile): boolean {
  return encoder.encoding !== 'H265';
}

function encoderBody({ name, encoder }: BankProfile, interval: string): string {
  return `<tt:Name>${name}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${encoder.encoding}</tt:Encoding>
    <tt:Resolution><tt:Width>${encoder.width}</tt:Width><tt:Height>${encoder.height}</tt:Height></tt:Resolution>
    <tt:Quality>4</tt:Quality><tt:RateControl><tt:FrameRateLimit>${encoder.frameRate}</tt:FrameRateLimit>
    ${interval}<tt:BitrateLimit>${encoder.bitRateKbit}</tt:BitrateLimit></tt:RateControl>`;
}

function encoder1(tag: string, profile: BankProfile): string {
  return `<${tag} token="${encoderToken(profile)}">${encoderBody(profile, '<tt:EncodingInterval>1</tt:EncodingInterval>')}
    <tt:H264><tt:GovLength>${profile.encoder.gop}</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>
    <tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address><tt:Port>0</tt:Port>
    <tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast><tt:SessionTimeout>PT60S</tt:SessionTimeout></${tag}>`;
}

function encoder2(tag: string, profile: BankProfile): string {
  return `<${tag} token="${encoderToken(profile)}" GovLength="${profile.encoder.gop}" Profile="Main">${encoderBody(profile, '')}</${tag}>`;
}

function profile1(profile: BankProfile, tag = 'trt:Profiles'): string {
  return `<${tag} token="${profile.token}" fixed="true"><tt:Name>${profile.name}</tt:Name>
    <tt:VideoSourceConfiguration token="VideoSourceToken">${SOURCE}</tt:VideoSourceConfiguration>
    ${isOfMedia1(profile) ? encoder1('tt:VideoEncoderConfiguration', profile) : ''}</${tag}>`;
}

function profile2(profile: BankProfile): string {
  return `<tr2:Profiles token="${profile.token}" fixed="true"><tr2:Name>${profile.name}</tr2:Name><tr2:Configurations>
    <tr2:VideoSource token="VideoSourceToken">${SOURCE}</tr2:VideoSource>
    ${encoder2('tr2:VideoEncoder', profile)}</tr2:Configurations></tr2:Profiles>`;
}

function sizes(profile: BankProfile): string {
  return profile.sizes
    .map(
      ([width, height]) =>
        `<tt:ResolutionsAvailable><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:ResolutionsAvailable>`,
    )
    .join('');
}

function range(name: string, [least, most]: readonly [number, number]): string {
  return `<tt:${name}><tt:Min>${least}</tt:Min><tt:Max>${most}</tt:Max></tt:${name}>`;
}

function options1(profile: BankProfile): string {
  const h264 = `${sizes(profile)}${range('GovLengthRange', GOPS)}${range('FrameRateRange', [1, MOST_FRAMES])}
    ${range('EncodingIntervalRange', [1, 1])}<tt:H264ProfilesSupported>Main</tt:H264ProfilesSupported>`;
  return `<trt:GetVideoEncoderConfigurationOptionsResponse><trt:Options>${range('QualityRange', [0, 5])}<tt:H264>${h264}</tt:H264>
    <tt:Extension><tt:H264>${h264}${range('BitrateRange', BIT_RATES)}</tt:H264></tt:Extension></trt:Options></trt:GetVideoEncoderConfigurationOptionsResponse>`;
}

function options2(profile: BankProfile): string {
  const frames = [MOST_FRAMES, 20, 15, 12, 10, 5, 1].join(' ');
  const each = ENCODINGS.map(
    (
      encoding,
    ) => `<tr2:Options GovLengthRange="${GOPS.join(' ')}" FrameRatesSupported="${frames}" ProfilesSupported="Main"
      ConstantBitRateSupported="true"><tt:Encoding>${encoding}</tt:Encoding>${range('QualityRange', [0, 5])}${sizes(profile)}
      ${range('BitrateRange', BIT_RATES)}</tr2:Options>`,
  );
  return `<tr2:GetVideoEncoderConfigurationOptionsResponse>${each.join('')}</tr2:GetVideoEncoderConfigurationOptionsResponse>`;
}
