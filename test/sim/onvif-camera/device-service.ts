/** The Device service of the simulated camera. Source: ONVIF Core specification, devicemgmt.wsdl. */
import { block, element, INVALID, wrap } from './soap.ts';

export interface SimulatedDevice {
  /** As the camera was addressed, e.g. http://127.0.0.1:40123 */
  readonly origin: string;
  readonly media: 'media1' | 'media2' | 'both' | 'none';
  /** As printed on it. */
  readonly serialNumber: string;
  /** The camera's own clock, milliseconds. */
  now(): number;
  setClock(atMs: number): void;
}

/** @returns the whole answer; null for a call that is not of this service */
export function answerOfDevice(call: string, envelope: string, camera: SimulatedDevice): string | null {
  switch (call) {
    case 'GetSystemDateAndTime':
      return wrap(`<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>
        <tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone>
        <tt:UTCDateTime>${dateTime(camera.now())}</tt:UTCDateTime>
        <tt:LocalDateTime>${dateTime(camera.now() + 8 * 3_600_000)}</tt:LocalDateTime>
        </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`);
    case 'SetSystemDateAndTime': {
      const at = dateTimeIn(block(envelope, 'UTCDateTime'));
      if (element(envelope, 'DateTimeType') !== 'Manual' || at === null) return INVALID;
      camera.setClock(at);
      return wrap('<tds:SetSystemDateAndTimeResponse/>');
    }
    case 'GetDeviceInformation':
      return wrap(`<tds:GetDeviceInformationResponse><tds:Manufacturer>SIMULATED</tds:Manufacturer><tds:Model>SIM-2MP</tds:Model>
        <tds:FirmwareVersion>V1.0.0</tds:FirmwareVersion><tds:SerialNumber>${camera.serialNumber}</tds:SerialNumber>
        <tds:HardwareId>SIM</tds:HardwareId></tds:GetDeviceInformationResponse>`);
    case 'GetCapabilities':
      return wrap(`<tds:GetCapabilitiesResponse><tds:Capabilities>
        <tt:Device><tt:XAddr>${camera.origin}/onvif/device_service</tt:XAddr></tt:Device>
        <tt:Events><tt:XAddr>${camera.origin}/onvif/event_service</tt:XAddr><tt:WSSubscriptionPolicySupport>false</tt:WSSubscriptionPolicySupport>
        <tt:WSPullPointSupport>true</tt:WSPullPointSupport>
        <tt:WSPausableSubscriptionManagerInterfaceSupport>false</tt:WSPausableSubscriptionManagerInterfaceSupport></tt:Events>
        ${hasMedia1(camera) ? `<tt:Media><tt:XAddr>${camera.origin}/onvif/media_service</tt:XAddr></tt:Media>` : ''}
        </tds:Capabilities></tds:GetCapabilitiesResponse>`);
    case 'GetServices':
      return wrap(`<tds:GetServicesResponse>${service('ver10/device', '/onvif/device_service', camera)}
        ${hasMedia1(camera) ? service('ver10/media', '/onvif/media_service', camera) : ''}
        ${service('ver10/events', '/onvif/event_service', camera)}
        ${hasMedia2(camera) ? service('ver20/media', '/onvif/media2_service', camera) : ''}</tds:GetServicesResponse>`);
    default:
      return null;
  }
}

function hasMedia1({ media }: SimulatedDevice): boolean {
  return media === 'media1' || media === 'both';
}

function hasMedia2({ media }: SimulatedDevice): boolean {
  return media === 'media2' || media === 'both';
}

function dateTime(at: number): string {
  const date = new Date(at);
  return (
    `<tt:Time><tt:Hour>${date.getUTCHours()}</tt:Hour><tt:Minute>${date.getUTCMinutes()}</tt:Minute>` +
    `<tt:Second>${date.getUTCSeconds()}</tt:Second></tt:Time><tt:Date><tt:Year>${date.getUTCFullYear()}</tt:Year>` +
    `<tt:Month>${date.getUTCMonth() + 1}</tt:Month><tt:Day>${date.getUTCDate()}</tt:Day></tt:Date>`
  );
}

function dateTimeIn(text: string): number | null {
  const parts = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'].map((name) => element(text, name));
  if (parts.some((part) => !/^\d{1,4}$/.test(part))) return null;
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

function service(namespace: string, path: string, camera: SimulatedDevice): string {
  return `<tds:Service><tds:Namespace>http://www.onvif.org/${namespace}/wsdl</tds:Namespace>
    <tds:XAddr>${camera.origin}${path}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`;
}
