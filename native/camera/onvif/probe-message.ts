/**
 * WS-Discovery, as far as finding cameras goes: the question, and what stands in an answer. Pure.
 * Sources: WS-Discovery (April 2005, which ONVIF uses), ONVIF Core "Device discovery" (types, scopes).
 */
import { elementAt, elementsAt, readXml, textAt } from './xml.ts';

export const DISCOVERY_GROUP = '239.255.255.250';
export const DISCOVERY_PORT = 3702;

/** Cameras answer to one of the two; old ones only to the first. */
export const PROBE_TYPES = ['dn:NetworkVideoTransmitter', 'tds:Device'] as const;

/** What a device on the network says about itself. Claims of strangers: shown to an installer, never acted upon. */
export interface ProbeAnswer {
  readonly urn: string;
  readonly name: string;
  readonly hardware: string;
  readonly addresses: readonly string[];
}

/** @param id a fresh UUID: devices answer a message once */
export function probeMessage(id: string, type: (typeof PROBE_TYPES)[number]): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"' +
    ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"' +
    ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Header>' +
    `<a:Action s:mustUnderstand="1">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action><a:MessageID>uuid:${id}</a:MessageID>` +
    '<a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>' +
    '<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>' +
    `<s:Body><d:Probe><d:Types>${type}</d:Types></d:Probe></s:Body></s:Envelope>`
  );
}

/** @returns what answers; empty for everything that is no answer of a device with an address */
export function readProbeMatches(text: string): ProbeAnswer[] {
  const matches = elementAt(readXml(text), 'Body', 'ProbeMatches');
  return elementsAt(matches, 'ProbeMatch').flatMap((match) => {
    const addresses = words(textAt(match, 'XAddrs')).filter((address) => address.length <= 300);
    if (addresses.length === 0) return [];
    const scopes = words(textAt(match, 'Scopes'));
    const scope = (kind: string): string => {
      const start = `onvif://www.onvif.org/${kind}/`;
      return scopes.find((one) => one.toLowerCase().startsWith(start))?.slice(start.length) ?? '';
    };
    return [
      {
        urn: textAt(match, 'EndpointReference', 'Address') ?? '',
        name: scope('name').replaceAll('_', ' '),
        hardware: scope('hardware'),
        addresses,
      },
    ];
  });
}

function words(text: string | null): string[] {
  return (text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 64);
}
