/**
 * The SOAP services of the simulated camera: Device, Media (ver10) and Media2 (ver20), as far as cameras are asked.
 * Sources: ONVIF Core 23.12 (WS-UsernameToken, faults), Media and Media2 service specifications, their WSDLs.
 */
import { createHash } from 'node:crypto';

export interface SoapIdentity {
  /** As the camera was addressed, e.g. http://127.0.0.1:40123 */
  readonly origin: string;
  /** Where pictures are had; differs from origin when the camera lies about its address. */
  readonly pictureOrigin: string;
  readonly media: 'media1' | 'media2' | 'none';
  /** The camera's own clock, milliseconds. */
  readonly now: number;
}

const PROFILES = [
  // The sub-stream first, as many cameras list it: who takes the first gets the small picture.
  { token: 'Profile_2', name: 'subStream', width: 640, height: 360, bitrate: 512 },
  { token: 'Profile_1', name: 'mainStream', width: 1920, height: 1080, bitrate: 4096 },
] as const;

/** Calls that a camera answers before anyone signed in (ONVIF Core, access class PRE_AUTH). */
const OPEN_CALLS = ['GetSystemDateAndTime', 'GetCapabilities', 'GetServices', 'GetServiceCapabilities', 'GetHostname'];

export function callIn(envelope: string): string {
  return /<(?:[\w-]+:)?Body[^>]*>\s*<(?:[\w-]+:)?(\w+)/.exec(envelope)?.[1] ?? '';
}

export function isOpenCall(call: string): boolean {
  return OPEN_CALLS.includes(call);
}

/** How far a token's time may be from the camera's clock. Real cameras allow some seconds to some minutes. */
const TOKEN_TOLERANCE_MS = 5000;

/** WS-UsernameToken with PasswordDigest = Base64(SHA-1(nonce + created + password)). */
export function tokenIsGood(envelope: string, username: string, password: string, now: number): boolean {
  const element = (name: string): string =>
    new RegExp(`<(?:[\\w-]+:)?${name}[^>]*>([^<]*)</`).exec(envelope)?.[1] ?? '';
  const created = element('Created');
  const digest = createHash('sha1')
    .update(Buffer.from(element('Nonce'), 'base64'))
    .update(created)
    .update(password)
    .digest('base64');
  const skew = Math.abs(Date.parse(created) - now);
  return element('Username') === username && element('Password') === digest && skew <= TOKEN_TOLERANCE_MS;
}

/** @returns the answer's envelope, or null for a call this camera does not know */
export function answerTo(call: string, envelope: string, camera: SoapIdentity): string | null {
  const body = bodyOf(call, envelope, camera);
  return body === null ? null : wrap(body);
}

export const NOT_AUTHORIZED = wrap(
  '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code>' +
    '<s:Reason><s:Text xml:lang="en">Sender not Authorized</s:Text></s:Reason></s:Fault>',
);
export const NOT_SUPPORTED = wrap(
  '<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>ter:ActionNotSupported</s:Value></s:Subcode></s:Code>' +
    '<s:Reason><s:Text xml:lang="en">Optional Action Not Implemented</s:Text></s:Reason></s:Fault>',
);

function wrap(body: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"' +
    ' xmlns:ter="http://www.onvif.org/ver10/error" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"' +
    ' xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tr2="http://www.onvif.org/ver20/media/wsdl"' +
    ` xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>${body}</s:Body></s:Envelope>`
  );
}

function bodyOf(call: string, envelope: string, camera: SoapIdentity): string | null {
  const token = /<(?:[\w-]+:)?ProfileToken[^>]*>([^<]*)</.exec(envelope)?.[1] ?? '';
  const media2 = envelope.includes('http://www.onvif.org/ver20/media/wsdl');
  switch (call) {
    case 'GetSystemDateAndTime':
      return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>
        <tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone>
        <tt:UTCDateTime>${dateTime(camera.now)}</tt:UTCDateTime>
        <tt:LocalDateTime>${dateTime(camera.now + 8 * 3_600_000)}</tt:LocalDateTime>
        </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
    case 'GetDeviceInformation':
      return `<tds:GetDeviceInformationResponse><tds:Manufacturer>SIMULATED</tds:Manufacturer><tds:Model>SIM-2MP</tds:Model>
        <tds:FirmwareVersion>V1.0.0</tds:FirmwareVersion><tds:SerialNumber>SIM0001</tds:SerialNumber>
        <tds:HardwareId>SIM</tds:HardwareId></tds:GetDeviceInformationResponse>`;
    case 'GetCapabilities':
      return `<tds:GetCapabilitiesResponse><tds:Capabilities>
        <tt:Device><tt:XAddr>${camera.origin}/onvif/device_service</tt:XAddr></tt:Device>
        ${camera.media === 'media1' ? `<tt:Media><tt:XAddr>${camera.origin}/onvif/media_service</tt:XAddr></tt:Media>` : ''}
        </tds:Capabilities></tds:GetCapabilitiesResponse>`;
    case 'GetServices':
      return `<tds:GetServicesResponse>${service('ver10/device', '/onvif/device_service', camera)}
        ${camera.media === 'media1' ? service('ver10/media', '/onvif/media_service', camera) : ''}
        ${camera.media === 'media2' ? service('ver20/media', '/onvif/media2_service', camera) : ''}</tds:GetServicesResponse>`;
    case 'GetProfiles':
      return media2
        ? `<tr2:GetProfilesResponse>${PROFILES.map(profile2).join('')}</tr2:GetProfilesResponse>`
        : `<trt:GetProfilesResponse>${PROFILES.map(profile1).join('')}</trt:GetProfilesResponse>`;
    case 'GetVideoSources':
      return `<trt:GetVideoSourcesResponse><trt:VideoSources token="VideoSource_1"><tt:Framerate>25</tt:Framerate>
        <tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution></trt:VideoSources></trt:GetVideoSourcesResponse>`;
    case 'GetVideoSourceConfigurations':
      return media2
        ? `<tr2:GetVideoSourceConfigurationsResponse><tr2:Configurations token="VideoSourceToken">${SOURCE}</tr2:Configurations></tr2:GetVideoSourceConfigurationsResponse>`
        : null;
    case 'GetSnapshotUri': {
      const uri = `${camera.pictureOrigin}/onvif-http/snapshot?${token}`;
      return media2
        ? `<tr2:GetSnapshotUriResponse><tr2:Uri>${uri}</tr2:Uri></tr2:GetSnapshotUriResponse>`
        : `<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>${uri}</tt:Uri>
          <tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>
          <tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetSnapshotUriResponse>`;
    }
    case 'GetStreamUri': {
      const uri = `rtsp://${new URL(camera.pictureOrigin).hostname}:554/stream/${token}`;
      return media2
        ? `<tr2:GetStreamUriResponse><tr2:Uri>${uri}</tr2:Uri></tr2:GetStreamUriResponse>`
        : `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${uri}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`;
    }
    default:
      return null;
  }
}

function dateTime(at: number): string {
  const date = new Date(at);
  return (
    `<tt:Time><tt:Hour>${date.getUTCHours()}</tt:Hour><tt:Minute>${date.getUTCMinutes()}</tt:Minute>` +
    `<tt:Second>${date.getUTCSeconds()}</tt:Second></tt:Time><tt:Date><tt:Year>${date.getUTCFullYear()}</tt:Year>` +
    `<tt:Month>${date.getUTCMonth() + 1}</tt:Month><tt:Day>${date.getUTCDate()}</tt:Day></tt:Date>`
  );
}

function service(namespace: string, path: string, camera: SoapIdentity): string {
  return `<tds:Service><tds:Namespace>http://www.onvif.org/${namespace}/wsdl</tds:Namespace>
    <tds:XAddr>${camera.origin}${path}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`;
}

type Profile = (typeof PROFILES)[number];

const SOURCE = `<tt:Name>source</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>VideoSource_1</tt:SourceToken>
  <tt:Bounds x="0" y="0" width="1920" height="1080"></tt:Bounds>`;

function encoder(profile: Profile): string {
  return `<tt:Name>${profile.name}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>
    <tt:Resolution><tt:Width>${profile.width}</tt:Width><tt:Height>${profile.height}</tt:Height></tt:Resolution>
    <tt:Quality>4</tt:Quality><tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit>
    <tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${profile.bitrate}</tt:BitrateLimit></tt:RateControl>`;
}

function profile1(profile: Profile): string {
  return `<trt:Profiles token="${profile.token}" fixed="true"><tt:Name>${profile.name}</tt:Name>
    <tt:VideoSourceConfiguration token="VideoSourceToken">${SOURCE}</tt:VideoSourceConfiguration>
    <tt:VideoEncoderConfiguration token="Encoder_${profile.token}">${encoder(profile)}</tt:VideoEncoderConfiguration></trt:Profiles>`;
}

function profile2(profile: Profile): string {
  return `<tr2:Profiles token="${profile.token}" fixed="true"><tr2:Name>${profile.name}</tr2:Name><tr2:Configurations>
    <tr2:VideoSource token="VideoSourceToken">${SOURCE}</tr2:VideoSource>
    <tr2:VideoEncoder token="Encoder_${profile.token}">${encoder(profile)}</tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>`;
}
